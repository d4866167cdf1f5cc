import TallyColumns
import TallyExecution
import TallyPlanning

/// What settling found that people should know; the wording of all of it.
struct SettlingNotes {
  private let plan: SettlingPlan
  private var disputes: [String] = []
  /// Disputes behind so many that their words are not told.
  private var furtherDisputes = 0
  private var inner: [String] = []
  private var policyCannotTell = false

  init(_ plan: SettlingPlan) {
    self.plan = plan
  }

  /// The notes, disputes first; more than three of a sort are only counted.
  var texts: [String] {
    var texts = SettlingNotes.shortened(disputes, further: furtherDisputes) { "\($0) figures are disputed" }
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
      disputes.append("\(name), part of \(measure.name), is disputed: \(claims)")
    }
    if account.verdict == .disputed, !account.claims.isEmpty {
      let said = said(account.claims)
      let exceeding = account.inner.map { "\($0.place ?? $0.event ?? "a part") \(write($0.settled))" }
      let parts =
        exceeding.isEmpty || said.count > 1
        ? "" : ", less than the parts: " + exceeding.joined(separator: ", ")
      disputes.append("\(about(measure.name)) is disputed: \(said.joined(separator: ", "))\(parts)")
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

  /// Which places of one event lie inside others, for sums that count every cell.
  static func overlaps(_ units: ClaimUnits, _ claims: ClaimSet, _ plan: SettlingPlan) throws -> [String] {
    guard let places = plan.places else { return [] }
    let reader = ClaimReader(columns: claims.columns, plan: plan)
    var notes: [String] = []
    for positions in units.members where positions.count > 1 {
      let rows = positions.map { Int(claims.rows[$0]) }
      let names = Array(Set(rows.compactMap { reader.text(plan.roles.place, $0) })).sorted()
      for inner in names {
        for outer in names {
          guard let a = places.number(of: inner), let b = places.number(of: outer), places.isInside(a, b)
          else { continue }
          let note = "\(inner) lies inside \(outer), and raw counts both"
          if !notes.contains(note) { notes.append(note) }
        }
      }
    }
    return shortened(notes) { "\($0) places lie inside others, and raw counts all" }
  }
}
