import TallyColumns
import TallyExecution
import TallyPlanning

/// What settling found that people should know; the wording of all of it.
struct SettlingNotes {
  private let plan: SettlingPlan
  private var disputes: [Dispute] = []
  /// Disputes behind so many that their words are not told.
  private var furtherDisputes = 0
  private var inner: [String] = []
  private var policyCannotTell = false

  /// A figure of which claims do not meet.
  private struct Dispute {
    /// What is disputed: `launched of Shahed drone`.
    let figure: String
    let event: String?
    let said: String
  }

  init(_ plan: SettlingPlan) {
    self.plan = plan
  }

  /// The notes, disputes first; more than three of a sort are only counted.
  var texts: [String] {
    // Two of one figure are told apart by their events.
    let told = disputes.map { dispute in
      let isAlone = disputes.count { $0.figure == dispute.figure } == 1
      let event = isAlone ? "" : dispute.event.map { " in \($0)" } ?? ""
      return "\(dispute.figure)\(event) is disputed: \(dispute.said)"
    }
    var texts = SettlingNotes.shortened(told, further: furtherDisputes) { "\($0) figures are disputed" }
    if policyCannotTell {
      texts.append("which claim is later cannot be told: their report times are missing or the same")
    }
    return texts + SettlingNotes.shortened(inner) { "\($0) figures lie inside others, counted once" }
  }

  /// Whether there are so many disputes already that those that follow are only counted.
  var onlyCountsDisputes: Bool { disputes.count > SettlingNotes.most }

  /// Counts a dispute where they are only counted.
  mutating func countDispute() { furtherDisputes += 1 }

  private static let most = 3

  private static func shortened(
    _ notes: [String], further: Int = 0, _ count: (Int) -> String
  ) -> [String] {
    notes.count > most ? [count(notes.count + further)] : notes
  }

  mutating func add(_ accounts: [Account], _ measure: ClaimSet.Measure, _ items: [String]) {
    for account in accounts { add(account, measure, items) }
  }

  private mutating func add(_ account: Account, _ measure: ClaimSet.Measure, _ items: [String]) {
    let write = { (figure: Figure) in Value(figure, kind: measure.values.kind).text(.readable) }
    let about = { (name: String) in
      items.isEmpty ? name : "\(name) of \(items.joined(separator: ", "))"
    }
    let said = { (claims: [Claim]) in
      claims.map {
        "\($0.sources.isEmpty ? "nobody named" : $0.sources.joined(separator: ", ")) \(write($0.figure))"
      }
    }
    for part in account.parts.flatMap(\.given) where part.verdict == .disputed {
      let name = about(plan.fields[part.column].name)
      let claims = said(part.claims).joined(separator: ", ")
      disputes.append(
        Dispute(figure: "\(name), part of \(measure.name),", event: account.event, said: claims))
    }
    if account.verdict == .disputed, !account.claims.isEmpty {
      let said = said(account.claims)
      let exceeding = account.inner.map { "\($0.place ?? $0.event ?? "a part") \(write($0.settled))" }
      let parts =
        exceeding.isEmpty || said.count > 1
        ? "" : ", less than the parts: " + exceeding.joined(separator: ", ")
      disputes.append(
        Dispute(
          figure: about(measure.name), event: account.event, said: said.joined(separator: ", ") + parts))
    }
    if account.policyCannotTell, plan.policy == .latest || plan.policy == .earliest {
      policyCannotTell = true
    }
    for part in account.inner {
      let isPlace = part.event == account.event
      let name = (isPlace ? part.place : part.event) ?? "a part"
      let around = (isPlace ? account.place : nil) ?? account.event ?? "another"
      inner.append(
        "\(name) \(write(part.settled)) \(isPlace ? "is inside" : "is part of") \(around), counted once")
      add(part, measure, items)
    }
  }

  /// What lies inside what in one event, for sums that count every cell: of figures that are given, or where none
  /// of these does, of places that are named.
  static func overlaps(_ units: ClaimUnits, _ claims: ClaimSet, _ plan: SettlingPlan) throws -> [String] {
    let reader = ClaimReader(columns: claims.columns, plan: plan)
    var given: [String] = []
    var named: [String] = []
    let note = { (positions: [Int], column: Int?, hierarchy: Hierarchy?, words: String) -> [String] in
      guard let hierarchy else { return [] }
      let names = Set(positions.compactMap { reader.text(column, Int(claims.rows[$0])) }).sorted()
      return overlaps(names, hierarchy).map { "\($0.inner) \(words) \($0.outer), and raw counts both" }
    }
    for positions in units.members where positions.count > 1 {
      try claims.cancellation.check()
      for measure in claims.measures {
        let giving = positions.filter { !measure.values.value(at: $0).isUnknown }
        given += note(giving, plan.roles.place, plan.places, "lies inside")
        given += note(giving, plan.roles.event, plan.events, "is part of")
      }
      named += note(positions, plan.roles.place, plan.places, "lies inside")
    }
    var told: Set<String> = []
    let notes = (given.isEmpty ? named : given).filter { told.insert($0).inserted }
    return shortened(notes) { "\($0) figures lie inside others, and raw counts all" }
  }

  /// Of names those of which one lies inside the other.
  private static func overlaps(_ names: [String], _ hierarchy: Hierarchy) -> [(inner: String, outer: String)]
  {
    guard names.count > 1 else { return [] }
    let numbers = names.map(hierarchy.number)
    return names.indices.flatMap { inner in
      names.indices.compactMap { outer in
        guard let a = numbers[inner], let b = numbers[outer], hierarchy.isInside(a, b) else { return nil }
        return (names[inner], names[outer])
      }
    }
  }
}
