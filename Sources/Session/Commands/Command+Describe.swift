import TallyColumns
import TallyExecution
import TallyFunctions
import TallySyntax

extension Command {
  static let describe = Command(
    "describe", synonyms: ["desc", "schema"], usage: "describe TABLE",
    "a table's columns: kinds, unknowns, different values, range, spread, the commonest values",
    shape: .words, completes: .tables
  ) { syntax, source, session in
    guard syntax.arguments.count <= 1 else {
      throw SessionDiagnostics.wants("describe", "one table", syntax, source)
    }
    try session.readAll()
    let catalog = session.catalog
    let table: Table
    if let name = syntax.arguments.first {
      guard let named = catalog.table(named: name.text) else {
        throw SessionDiagnostics.unknownTable(name, catalog, source)
      }
      table = named
    } else if let current = catalog.currentTable.flatMap(catalog.table(named:)) {
      table = current
    } else if let only = catalog.tables.first, catalog.tables.count == 1 {
      table = only
    } else {
      throw SessionDiagnostics.describeWhich(syntax, catalog)
    }
    return Outcome(.answer(try TableDescription(of: table, session).answer))
  }
}

/// A table told by its columns, one a row.
struct TableDescription {
  let answer: Answer

  init(of table: Table, _ session: Session) throws {
    let profiles = try table.columns.indices.map { try ColumnProfile(of: table, column: $0, session) }
    let hasDescriptions = table.fields.contains { $0.description != nil }
    var fields = [
      Field("column"), Field("kind"), Field("unknown"), Field("different"), Field("range"),
      Field("spread", presentation: .counts),
      Field("commonest"),
    ]
    var columns = [
      Column(kind: .text, values: table.fields.map { .text($0.name) }),
      Column(
        kind: .text,
        values: table.columns.map { .text($0.isBounded ? "\($0.kind.word) figure" : $0.kind.word) }),
      Column(kind: .whole, values: table.columns.map { .whole(Int64($0.count - $0.knownCount)) }),
      Column(kind: .whole, values: profiles.map { .whole(Int64($0.distinct)) }),
      Column(kind: .text, values: profiles.map { .text($0.range) }),
      Column(kind: .text, values: profiles.map { .text($0.spread) }),
      Column(kind: .text, values: profiles.map { .text($0.commonest) }),
    ]
    if hasDescriptions {
      fields.append(Field("meaning"))
      columns.append(Column(kind: .text, values: table.fields.map { .text($0.description ?? "") }))
    }
    let size = "\(table.rowCount) \(table.rowCount == 1 ? "row" : "rows")"
    answer = Answer(
      table: Table(name: table.name, fields: fields, columns: columns, rowCount: table.columns.count),
      notes: ["\(table.name): \(size)"] + TableDescription.sample(table) + table.remarks
        + TableDescription.almostNumbers(table))
  }
}

extension TableDescription {
  /// Of how many rows it is told how numbers are spread, where that is not all of them.
  fileprivate static func sample(_ table: Table) -> [String] {
    guard let sampled = table.columns.first(where: ColumnShape.isSampled) else { return [] }
    let rows = Value.whole(Int64(ColumnShape.sampleCount(sampled))).text(.readable)
    return ["how numbers and dates are spread is told of \(rows) rows that stand evenly apart"]
  }

  /// Columns that would be numbers but for some of their cells.
  fileprivate static func almostNumbers(_ table: Table) -> [String] {
    zip(table.fields, table.columns).compactMap { field, column in
      column.textAmongNumbers.map { "column \(field.name): text, as \"\($0.prefix(40))\" in it is no number" }
    }
  }
}

/// What is told of one column, asked in the language itself.
private struct ColumnProfile {
  let distinct: Int
  let range: String
  /// How the values are spread, as counts.
  let spread: String
  let commonest: String

  init(of table: Table, column index: Int, _ session: Session) throws {
    let field = table.fields[index]
    let column = table.columns[index]
    // A table of its own, as what is asked of a table takes time for each column that it has.
    let alone = Table(name: "column", fields: [Field("value")], columns: [column], rowCount: table.rowCount)
    let groups = try session.answer("count as rows by value sort rows down", over: alone).table
    distinct = groups.columns[0].knownCount
    commonest = ColumnProfile.commonest(groups, field.presentation)
    spread = ColumnShape(of: column, groups: groups).spark?.data ?? ""
    if column.kind == .text || column.kind == .boolean {
      range = ""
    } else {
      let ends = try session.answer("min value, max value", over: alone).table.columns.map { $0.value(at: 0) }
      let texts = ends.map { $0.text(.readable, as: field.presentation) }
      range = texts[0] == texts[1] ? texts[0] : texts.joined(separator: " – ")
    }
  }

  /// Up to three values that stand more than once, with how often.
  private static func commonest(_ groups: Table, _ presentation: Presentation) -> String {
    var told: [String] = []
    for row in 0..<groups.rowCount where told.count < 3 {
      guard case .whole(let count) = groups.columns[1].value(at: row), count > 1 else { break }
      let value = groups.columns[0].value(at: row)
      if value.isUnknown { continue }
      let text = value.text(.readable, as: presentation)
      told.append("\(text.count > 24 ? text.prefix(23) + "…" : text) (\(count))")
    }
    return told.joined(separator: ", ")
  }
}
