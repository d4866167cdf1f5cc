import TallyColumns
import TallyExecution
import TallyPlanning

/// Lays the claims of one event, with the events that are part of it, out as accounts inside accounts.
///
/// An account lies inside another of the same event when its place lies inside the other's place, and inside
/// an account of an event that its own event is part of. The whole is at least the sum of its parts; parts
/// that exceed the whole are disputed.
struct AccountTree {
  let reader: ClaimReader
  /// The figure: its column in the table where it has one, and its value for each row of the table.
  let measure: Int?
  let value: (Int) -> Value

  /// What an account is of. Without a place it is of the whole event.
  private struct Key: Hashable {
    let event: Subject?
    let place: Subject?
  }

  /// One event at one place, before anything is put inside it.
  private struct Node {
    let key: Key
    let eventName: String?
    let placeName: String?
    let claims: [Claim]
    let parts: [Account.Part]
    let own: Figure
    let verdict: Verdict
    let policyCannotTell: Bool
  }

  /// The accounts that lie inside no other.
  /// - Parameter rows: rows of the table: the claims of one event and of those that are part of it.
  /// - Complexity: O(rows · depth of the lists of places and events).
  func roots(_ rows: [Int]) throws -> [Account] {
    let nodes = try nodes(rows)
    guard nodes.count > 1 else { return try nodes.map { try account($0, inside: []) } }
    let outer = outerNodes(nodes)
    var inner = [[Int]](repeating: [], count: nodes.count)
    for (index, outer) in outer.enumerated() {
      if let outer { inner[outer].append(index) }
    }
    func build(_ index: Int) throws -> Account {
      try account(nodes[index], inside: inner[index].map(build))
    }
    return try nodes.indices.filter { outer[$0] == nil }.map(build)
  }

  // MARK: - One event at one place

  private func nodes(_ rows: [Int]) throws -> [Node] {
    let plan = reader.plan
    var order: [Key] = []
    var rowsOf: [Key: [Int]] = [:]
    for row in rows {
      let key = Key(
        event: reader.text(plan.roles.event, row).map { Subject($0, in: plan.events) },
        place: reader.text(plan.roles.place, row).map { Subject($0, in: plan.places) })
      if rowsOf[key] == nil { order.append(key) }
      rowsOf[key, default: []].append(row)
    }
    return try order.compactMap { key -> Node? in
      let rows = rowsOf[key] ?? []
      let claims = reader.claims(rows, value)
      let parts = claims.isEmpty ? try measure.map { try reader.parts(of: $0, rows) } ?? [] : []
      let accord = Accord(claims, policy: plan.policy)
      guard let own = try accord?.figure ?? ClaimReader.least(parts.map(\.figure)) else { return nil }
      return Node(
        key: key, eventName: name(key.event, plan.events, plan.roles.event, rows),
        placeName: name(key.place, plan.places, plan.roles.place, rows), claims: claims, parts: parts,
        own: own, verdict: accord?.verdict ?? parts.map(\.verdict).max() ?? .single,
        policyCannotTell: accord?.policyCannotTell ?? parts.contains(where: \.policyCannotTell))
    }
  }

  /// What a subject is called: as its list has it, or as it is written, the same in any order of rows.
  private func name(_ subject: Subject?, _ hierarchy: Hierarchy?, _ column: Int?, _ rows: [Int]) -> String? {
    if case .listed(let number)? = subject, let hierarchy { return hierarchy.entries[number].name }
    return rows.compactMap { reader.text(column, $0) }.min()
  }

  // MARK: - What lies inside what

  /// For each node the innermost one around it: first of the same event at a wider place, then of a wider
  /// event at the same place or a wider one. A claim without a place speaks of its whole event, so that
  /// those with a place lie inside it. A part of an event of which only one account is given is inside that,
  /// wherever it happened.
  private func outerNodes(_ nodes: [Node]) -> [Int?] {
    var nodeOf: [Key: Int] = [:]
    var nodesOfEvent: [Subject: [Int]] = [:]
    for (index, node) in nodes.enumerated() {
      nodeOf[node.key] = index
      if let event = node.key.event { nodesOfEvent[event, default: []].append(index) }
    }
    return nodes.map { node -> Int? in
      guard let event = node.key.event else { return nil }
      let places = (node.key.place?.around(in: reader.plan.places) ?? []) + [Subject?.none]
      let events = event.around(in: reader.plan.events)
      if node.key.place != nil {
        for place in places {
          if let outer = nodeOf[Key(event: event, place: place)] { return outer }
        }
      }
      for event in events {
        for place in [node.key.place] + places {
          if let outer = nodeOf[Key(event: event, place: place)] { return outer }
        }
      }
      let wider = events.flatMap { nodesOfEvent[$0] ?? [] }
      return wider.count == 1 ? wider[0] : nil
    }
  }

  // MARK: - The whole and its parts

  private func account(_ node: Node, inside inner: [Account]) throws -> Account {
    var settled = node.own
    var verdict = node.verdict
    if let least = try ClaimReader.least(inner.map(\.settled))?.low {
      if let high = node.own.high, high.asDouble < least.asDouble {
        verdict = .disputed
        let highs = inner.map(\.settled.high)
        let most =
          highs.contains { $0 == nil }
          ? nil : try highs.compactMap { $0 }.reduce(Number.whole(0)) { try Number.adding($0, $1) }
        settled = Figure(low: node.own.low, best: nil, high: most)
      } else if (node.own.low?.asDouble ?? -.infinity) < least.asDouble {
        let best = node.own.best.flatMap { $0.asDouble < least.asDouble ? least : $0 }
        settled =
          node.own.high == least
          ? Figure(exactly: least) : Figure(low: least, best: best, high: node.own.high)
      }
    }
    return Account(
      event: node.eventName, place: node.placeName, claims: node.claims, parts: node.parts, own: node.own,
      settled: settled, verdict: verdict, policyCannotTell: node.policyCannotTell, inner: inner)
  }
}
