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

  /// One event at one place, before anything is put inside it.
  private struct Node {
    let event: Int?
    let place: Int?
    let eventName: String?
    let placeName: String?
    let rows: [Int]
    let claims: [Claim]
    let parts: [Account.Part]
    let own: Figure
    let verdict: Verdict
    let policyCannotTell: Bool
  }

  /// The accounts that lie inside no other.
  /// - Parameter rows: rows of the table: the claims of one event and of those that are part of it.
  func roots(_ rows: [Int]) throws -> [Account] {
    let nodes = try nodes(rows)
    guard nodes.count > 1 else { return try nodes.map { try account($0, inside: []) } }
    let parents = nodes.indices.map { parent(of: $0, nodes) }
    func build(_ index: Int) throws -> Account {
      let inner = try nodes.indices.filter { parents[$0] == index }.map(build)
      return try account(nodes[index], inside: inner)
    }
    return try nodes.indices.filter { parents[$0] == nil }.map(build)
  }

  // MARK: - One event at one place

  private func nodes(_ rows: [Int]) throws -> [Node] {
    let plan = reader.plan
    var order: [[String?]] = []
    var rowsOf: [[String?]: [Int]] = [:]
    for row in rows {
      let key = [reader.text(plan.roles.event, row), reader.text(plan.roles.place, row)]
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
        event: key[0].flatMap { plan.events?.number(of: $0) },
        place: key[1].flatMap { plan.places?.number(of: $0) },
        eventName: key[0], placeName: key[1], rows: rows, claims: claims, parts: parts, own: own,
        verdict: accord?.verdict ?? .single, policyCannotTell: accord?.policyCannotTell ?? false)
    }
  }

  // MARK: - What lies inside what

  /// The innermost node around another.
  private func parent(of index: Int, _ nodes: [Node]) -> Int? {
    let around = nodes.indices.filter { $0 != index && isInside(nodes[index], nodes[$0]) }
    if let innermost = around.first(where: { candidate in
      !around.contains { $0 != candidate && isInside(nodes[$0], nodes[candidate]) }
    }) {
      return innermost
    }
    // A part of an event that speaks of one place only is inside that, wherever it happened.
    let wider = nodes.indices.filter { $0 != index && isPart(nodes[index].event, of: nodes[$0].event) }
    return wider.count == 1 ? wider[0] : nil
  }

  private func isInside(_ inner: Node, _ outer: Node) -> Bool {
    let isSamePlace = inner.place == outer.place && inner.placeName == outer.placeName
    let placeInside = isInside(inner.place, outer.place, reader.plan.places)
    if inner.eventName == outer.eventName { return inner.eventName != nil && placeInside }
    return isPart(inner.event, of: outer.event) && (isSamePlace || placeInside)
  }

  private func isPart(_ inner: Int?, of outer: Int?) -> Bool { isInside(inner, outer, reader.plan.events) }

  private func isInside(_ inner: Int?, _ outer: Int?, _ hierarchy: Hierarchy?) -> Bool {
    guard let inner, let outer, let hierarchy else { return false }
    return hierarchy.isInside(inner, outer)
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
