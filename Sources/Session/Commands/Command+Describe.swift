import TallyColumns
import TallyExecution
import TallyFunctions
import TallySyntax

extension Command {
  static let describe = Command(
    "describe", synonyms: ["desc", "schema"], usage: "describe [TABLE | COLUMN [in TABLE]]",
    """
    a table's columns: kinds, unknowns, different values, range, spread, the commonest values;
    of one column more of each; TABLE.COLUMN is that table's
    """,
    examples: [
      Example(
        "describe released",
        """
        column    kind   known  unknown  different  least  greatest  spread        commonest         meaning
        released  whole      4        0          2    307       390  █          █  307 (2), 390 (2)  People who came back to the side
        """)
    ],
    shape: .words, completes: .tablesAndColumns
  ) { syntax, source, session in
    try session.readAll()
    switch try DescribedThing(syntax, source, session.catalog) {
    case .table(let table):
      return Outcome(.answer(try TableDescription(of: table, session).answer))
    case .column(let column, let table):
      return Outcome(.answer(try ColumnDescription(of: table, column: column, session).answer))
    }
  }
}

/// A table told by its columns, one a row.
struct TableDescription {
  let answer: Answer

  init(of table: Table, _ session: Session) throws {
    let profiles = try table.columns.indices.map {
      try ColumnProfile(of: table, column: $0, mostValues: ColumnProfile.fewValues, session)
    }
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
        values: table.columns.map { .text($0.kindWords) }),
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
    answer = Answer(
      table: Table(name: table.name, fields: fields, columns: columns, rowCount: table.columns.count),
      notes: ["\(Timing.rows(table.rowCount)) in \(table.name)"] + TableDescription.sample(table)
        + table.remarks
        + zip(table.fields, table.columns).compactMap(TableDescription.almostNumber))
  }
}

/// A column told in one row, with more of each than its table's description has room for.
struct ColumnDescription {
  let answer: Answer

  private static let mostValues = 10

  init(of table: Table, column index: Int, _ session: Session) throws {
    let field = table.fields[index]
    let column = table.columns[index]
    let profile = try ColumnProfile(
      of: table, column: index, mostValues: ColumnDescription.mostValues, session)
    var told: [(Field, Column)] = [
      (Field("column"), Column(kind: .text, values: [.text(field.name)])),
      (Field("kind"), Column(kind: .text, values: [.text(column.kindWords)])),
      (Field("known"), Column(kind: .whole, values: [.whole(Int64(column.knownCount))])),
      (Field("unknown"), Column(kind: .whole, values: [.whole(Int64(column.count - column.knownCount))])),
      (Field("different"), Column(kind: .whole, values: [.whole(Int64(profile.distinct))])),
    ]
    // Texts and yes/no have no ends that tell anything.
    if let (least, greatest) = profile.ends {
      told += [("least", least), ("greatest", greatest)].map { name, value in
        (Field(name, presentation: field.presentation), Column(kind: column.kind, values: [value]))
      }
    }
    if !profile.spread.isEmpty {
      told.append(
        (Field("spread", presentation: .counts), Column(kind: .text, values: [.text(profile.spread)])))
    }
    if !profile.commonest.isEmpty {
      told.append((Field("commonest"), Column(kind: .text, values: [.text(profile.commonest)])))
    }
    if let description = field.description {
      told.append((Field("meaning"), Column(kind: .text, values: [.text(description)])))
    }
    let sample = ColumnShape.isSampled(column) ? TableDescription.sample(table) : []
    answer = Answer(
      table: Table(name: table.name, fields: told.map(\.0), columns: told.map(\.1), rowCount: 1),
      notes: ["of \(Timing.rows(table.rowCount)) in \(table.name)"] + sample
        + [TableDescription.almostNumber(field, column)].compactMap { $0 })
  }
}

extension TableDescription {
  /// Of how many rows it is told how numbers are spread, where that is not all of them.
  fileprivate static func sample(_ table: Table) -> [String] {
    guard let sampled = table.columns.first(where: ColumnShape.isSampled) else { return [] }
    let rows = Value.whole(Int64(ColumnShape.sampleCount(sampled))).text(.readable)
    return ["how numbers and dates are spread is told of \(rows) rows that stand evenly apart"]
  }

  /// That a column would be one of numbers but for some of its cells.
  fileprivate static func almostNumber(_ field: Field, _ column: Column) -> String? {
    column.textAmongNumbers.map { "column \(field.name): text, as \"\($0.prefix(40))\" in it is no number" }
  }
}

/// What is told of one column, asked in the language itself.
private struct ColumnProfile {
  let distinct: Int
  /// The least and the greatest value; nil where there are none, and of texts and yes/no.
  let ends: (least: Value, greatest: Value)?
  let range: String
  /// How the values are spread, as counts.
  let spread: String
  let commonest: String

  /// Values that a line among others has room for.
  static let fewValues = 3

  /// - Parameter mostValues: values that are told with how often they stand.
  init(of table: Table, column index: Int, mostValues: Int, _ session: Session) throws {
    let field = table.fields[index]
    let column = table.columns[index]
    // A table of its own, as what is asked of a table takes time for each column that it has.
    let alone = Table(name: "column", fields: [Field("value")], columns: [column], rowCount: table.rowCount)
    let groups = try session.answer("count as rows by value sort rows down", over: alone).table
    distinct = groups.columns[0].knownCount
    commonest = ColumnProfile.commonest(groups, field.presentation, mostValues)
    spread = ColumnShape(of: column, groups: groups).spark?.data ?? ""
    if column.kind == .text || column.kind == .boolean {
      (range, ends) = ("", nil)
    } else {
      let values = try session.answer("min value, max value", over: alone).table.columns.map {
        $0.value(at: 0)
      }
      ends = column.knownCount == 0 ? nil : (values[0], values[1])
      let texts = values.map { $0.text(.readable, as: field.presentation) }
      range = texts[0] == texts[1] ? texts[0] : texts.joined(separator: " – ")
    }
  }

  /// Values with how often they stand, the commonest first: those that do more than once; all where there is room
  /// for more than a few of them.
  private static func commonest(_ groups: Table, _ presentation: Presentation, _ most: Int) -> String {
    let least = most > fewValues && groups.rowCount <= most ? 1 : 2
    var told: [String] = []
    for row in 0..<groups.rowCount where told.count < most {
      guard case .whole(let count) = groups.columns[1].value(at: row), count >= least else { break }
      let value = groups.columns[0].value(at: row)
      if value.isUnknown { continue }
      let text = value.text(.readable, as: presentation)
      told.append("\(text.count > 24 ? text.prefix(23) + "…" : text) (\(count))")
    }
    return told.joined(separator: ", ")
  }
}

extension Column {
  /// `whole number`, `date figure`
  fileprivate var kindWords: String { isBounded ? "\(kind.word) figure" : kind.word }
}
