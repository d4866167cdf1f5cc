import TallyColumns
import TallyExecution
import TallyPlanning

extension Settler {
  public func evidence(_ claims: ClaimSet, _ plan: SettlingPlan) throws -> ClaimEvidence {
    var writer = EvidenceWriter(claims: claims, reader: ClaimReader(columns: claims.columns, plan: plan))
    let groups = try RowGroups.number(claims.keys, count: claims.rows.count, claims.cancellation)
    let units = try ClaimUnits(claims, plan)
    for group in 0..<groups.count {
      let members = units.members.filter { groups.numbers[$0[0]] == group }
      if !claims.keys.isEmpty, let first = members.first?.first {
        let values = zip(claims.keys, claims.presentations).map {
          $0.value(at: first).text(.readable, as: $1)
        }
        writer.heading(values.joined(separator: ", "))
      }
      for (number, measure) in claims.measures.enumerated() {
        for positions in members { try writer.write(positions, measure, number) }
        writer.writeSilent(members.flatMap { $0 }, measure)
      }
    }
    return ClaimEvidence(lines: writer.shortened, entries: writer.entries)
  }
}

/// Writes accounts as a tree, and each claim with what became of it.
private struct EvidenceWriter {
  let claims: ClaimSet
  let reader: ClaimReader
  private(set) var entries: [ClaimEvidence.Entry] = []
  private var lines: [String] = []
  private var depth = 0
  private let positionOfRow: ClaimPositions

  /// Lines a tree has before the rest is only counted.
  private static let limit = 60

  init(claims: ClaimSet, reader: ClaimReader) {
    self.claims = claims
    self.reader = reader
    positionOfRow = claims.positionOfRow
  }

  /// The tree, cut where it is long.
  var shortened: [String] {
    guard lines.count > EvidenceWriter.limit else { return lines }
    return lines.prefix(EvidenceWriter.limit) + [
      "… \(lines.count - EvidenceWriter.limit) more lines; why | list shows all claims"
    ]
  }

  mutating func heading(_ text: String) {
    depth = 0
    line(text)
    depth = 1
  }

  private mutating func line(_ text: String) {
    lines.append(String(repeating: "  ", count: depth) + text)
  }

  private mutating func indented(_ body: (inout EvidenceWriter) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  mutating func write(_ positions: [Int], _ measure: ClaimSet.Measure, _ number: Int) throws {
    let rows = positions.map { Int(claims.rows[$0]) }
    let items = reader.plan.roles.items.compactMap { reader.text($0, rows[0]) }
    for root in try reader.roots(rows, measure, positionOfRow) {
      let title = [root.event ?? "one claim"] + items
      line("\(title.joined(separator: " · ")): \(measure.name) \(text(root.settled, measure))")
      indented { $0.write(root, measure, status: "counted") }
    }
  }

  private mutating func write(_ account: Account, _ measure: ClaimSet.Measure, status: String) {
    let place = account.place ?? "no place"
    line("\(place): \(text(account.settled, measure)), \(account.verdict.rawValue)")
    indented { writer in
      for claim in account.claims {
        let isOutvoted =
          account.verdict == .disputed && writer.reader.plan.policy != nil && !claim.figure.meets(account.own)
        writer.line(
          "\(writer.names(claim)): \(writer.text(claim.figure, measure))\(isOutvoted ? ", outvoted" : "")")
        writer.enter(claim, measure.name, account, measure, isOutvoted ? "outvoted" : status)
      }
      for part in account.parts.flatMap(\.given) {
        let name = writer.reader.plan.fields[part.column].name
        for claim in part.claims {
          writer.line(
            "\(writer.names(claim)): \(name) \(writer.text(claim.figure, measure)), part of \(measure.name)")
          writer.enter(claim, name, account, measure, "part of \(measure.name)")
        }
      }
      for inner in account.inner {
        let isPlace = inner.event == account.event
        let around = (isPlace ? account.place : nil) ?? account.event ?? "another"
        writer.line("\(isPlace ? "inside" : "part of it: \(inner.event ?? "another event")"), counted once:")
        writer.indented { $0.write(inner, measure, status: "inside \(around)") }
      }
    }
  }

  /// Claims that say nothing of the figure.
  mutating func writeSilent(_ positions: [Int], _ measure: ClaimSet.Measure) {
    let told = Set(entries.map(\.row))
    let silent = positions.map { Int(claims.rows[$0]) }.filter { !told.contains($0) }
    guard !silent.isEmpty else { return }
    line("left out, \(measure.name) not reported: \(silent.count) \(silent.count == 1 ? "claim" : "claims")")
    let reader = reader
    indented { writer in
      for row in silent {
        let source = reader.plan.roles.sources.compactMap { reader.text($0, row) }.joined(separator: ", ")
        let about = [reader.text(reader.plan.roles.event, row), reader.text(reader.plan.roles.place, row)]
          .compactMap { $0 }
        writer.line("\(source.isEmpty ? "somebody" : source) on \(about.joined(separator: ", "))")
        writer.entries.append(
          ClaimEvidence.Entry(
            row: row, measure: measure.name, event: about.first,
            place: reader.text(reader.plan.roles.place, row),
            source: source.isEmpty ? nil : source, figure: .unknown, status: "not reported"))
      }
    }
  }

  private mutating func enter(
    _ claim: Claim, _ name: String, _ account: Account, _ measure: ClaimSet.Measure, _ status: String
  ) {
    entries.append(
      ClaimEvidence.Entry(
        row: claim.row, measure: name, event: account.event, place: account.place,
        source: claim.sources.isEmpty ? nil : claim.sources.joined(separator: ", "),
        figure: Value(claim.figure, kind: measure.values.kind), status: status))
  }

  private func names(_ claim: Claim) -> String {
    claim.sources.isEmpty ? "no source" : claim.sources.joined(separator: ", ")
  }

  private func text(_ figure: Figure, _ measure: ClaimSet.Measure) -> String {
    Value(figure, kind: measure.values.kind).text(.readable)
  }
}

extension Figure {
  /// Whether the truth can lie in both.
  fileprivate func meets(_ other: Figure) -> Bool { Accord.meeting(of: [self, other]) != nil }
}
