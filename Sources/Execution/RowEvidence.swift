import TallyColumns
import TallyPlanning

/// Writes evidence out: rows with their file and line.
struct RowEvidence {
  /// The table whose rows are meant; nil where they are rows of an answer.
  let base: Table?
  /// What the columns are called, where that is known.
  let fields: [Field]?
  let columns: [Column]
  /// The row of the table that a row of the columns is of; nil where a join has added it.
  let baseRow: (Int) -> Int?
  let lines: Executor.LineFinder

  /// Rows told one by one in a tree; a table has all of them.
  private static let shownRows = 20

  /// Plain rows, and the values they give to aggregates.
  func evidence(_ rows: [Int], of calls: [AggregateCall], maybe: [Int] = []) -> Evidence {
    let places = places(of: rows + maybe)
    var told: [String] = [
      "\(rows.count) \(rows.count == 1 ? "row" : "rows")\(base.map { " of \($0.name)" } ?? "")"
    ]
    var columnsOfCalls: [(name: String, column: Int)] = []
    for call in calls {
      for argument in call.arguments {
        if case .column(let index) = argument.expression.node {
          columnsOfCalls.append((argument.name, index))
        }
      }
    }
    let describe = { (row: Int) -> String in
      let values = columnsOfCalls.map { name, column in
        let value = columns[column].value(at: row)
        return "\(name) \(value.isUnknown ? "unknown, left out" : value.text(.readable))"
      }
      return ([places[row] ?? baseRow(row).map { "row \($0 + 1)" } ?? "a joined row"] + values).joined(
        separator: " · ")
    }
    for row in rows.prefix(RowEvidence.shownRows) { told.append("  " + describe(row)) }
    if rows.count > RowEvidence.shownRows {
      told.append("  … \(rows.count - RowEvidence.shownRows) more; why | list shows all")
    }
    if !maybe.isEmpty {
      told.append("\(maybe.count) more \(maybe.count == 1 ? "row" : "rows") may match")
      for row in maybe.prefix(RowEvidence.shownRows) { told.append("  " + describe(row)) }
      if maybe.count > RowEvidence.shownRows {
        told.append("  … \(maybe.count - RowEvidence.shownRows) more")
      }
    }
    let all = (rows + maybe).map { UInt32(truncatingIfNeeded: $0) }
    let status = rows.map { _ in Value.text("counted") } + maybe.map { _ in Value.text("may match") }
    let names =
      fields.flatMap { $0.count == columns.count ? $0 : nil }
      ?? columns.indices.map { Field("column \($0 + 1)") }
    let table = Table(
      name: "why", fields: names + [Field("status"), Field("row"), Field("read from")],
      columns: columns.map { $0.taking(all) }
        + [
          Column(kind: .text, values: status),
          Column(kind: .whole, values: (rows + maybe).map(number)),
          Column(kind: .text, values: (rows + maybe).map { places[$0].map(Value.text) ?? .unknown }),
        ], rowCount: all.count)
    return Evidence(lines: told, table: table)
  }

  /// Claims with what became of them.
  func evidence(_ evidence: ClaimEvidence, maybe: [Int]) -> Evidence {
    let entries = evidence.entries
    let places = places(of: entries.map(\.row) + maybe)
    var told = evidence.lines.isEmpty && maybe.isEmpty ? ["no claim matched"] : evidence.lines
    if !maybe.isEmpty {
      told.append("\(maybe.count) more \(maybe.count == 1 ? "claim" : "claims") may match")
    }
    let text = { (value: (ClaimEvidence.Entry) -> String?) in
      Column(kind: .text, values: entries.map { value($0).map(Value.text) ?? .unknown })
    }
    let kind = entries.lazy.compactMap(\.figure.kind).first ?? .whole
    let table = Table(
      name: "why",
      fields: ["measure", "event", "place", "source", "figure", "status", "row", "read from"].map {
        Field($0)
      },
      columns: [
        text(\.measure), text(\.event), text(\.place), text(\.source),
        Column(kind: kind, values: entries.map(\.figure)), text(\.status),
        Column(kind: .whole, values: entries.map { number($0.row) }), text { places[$0.row] },
      ], rowCount: entries.count)
    return Evidence(lines: told, table: table)
  }

  /// `casualties.csv:4` for each row that was read from a file.
  private func places(of rows: [Int]) -> [Int: String] {
    guard let path = base?.path else { return [:] }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let origins = rows.map { ($0, baseRow($0)) }
    let lines = lines(path, origins.compactMap(\.1))
    let places = origins.map { row, origin in (row, origin.flatMap { lines[$0] }.map { "\(name):\($0)" }) }
    return Dictionary(places, uniquingKeysWith: { first, _ in first }).compactMapValues { $0 }
  }

  /// The number of a row in its table, counted from 1.
  private func number(_ row: Int) -> Value {
    baseRow(row).map { .whole(Int64($0 + 1)) } ?? .unknown
  }
}
