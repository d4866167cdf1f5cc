import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

/// Answers that go across, periods without rows, and shares, by hand.
@Suite struct AcrossTests {
  private static let table = Table(
    name: "things", fields: [Field("g"), Field("d"), Field("n")],
    columns: [
      Column(kind: .text, values: [.text("a"), .text("A"), .unknown, .text("a"), .text("")]),
      Column(
        kind: .date,
        values: [(1, 5), (3, 1), (3, 2), (1, 20), (3, 9)].map {
          .date(CalendarDate(year: 2025, month: $0.0, day: $0.1).days)
        }),
      Column(kind: .whole, values: [.whole(1), .whole(2), .unknown, .whole(4), .whole(8)]),
    ])

  /// Columns are in the order of keys, unknown last; names that differ only in case get a number.
  @Test func columnsAreCalledByTheirValues() throws {
    #expect(try answer("sum n across g").fields.map(\.name) == ["empty", "A", "a 2", "unknown"])
    #expect(try rows("sum n across g") == ["8,2,5,"])
    #expect(
      try answer("sum n as s, count across g").fields.map(\.name) == [
        "empty s", "empty count", "A s", "A count", "a s 2", "a count 2", "unknown s", "unknown count",
      ])
    #expect(
      try answer("count by n as A across g").fields.map(\.name) == ["A", "empty", "A 2", "a 3", "unknown"])
    #expect(try answer("count across month of d").fields.map(\.name) == ["2025-01", "2025-03"])
  }

  @Test func cellsWithoutRowsCountNothingAndKnowNothing() throws {
    #expect(
      try rows("count, sum n by month of d across g where g is not unknown") == [
        "2025-01,0,,0,,2,5", "2025-03,1,8,1,2,0,",
      ])
    #expect(try rows("sum n across g where d = 2030") == [""])
    #expect(try rows("count across g where d = 2030") == ["0"])
    #expect(try rows("count across g where n > 100") == ["0..1"])
    #expect(try rows("count by g across d where d = 2030") == [])
  }

  @Test func everyPeriodIsAColumn() throws {
    let months = try answer("count across every month of d")
    #expect(months.fields.map(\.name) == ["2025-01", "2025-02", "2025-03"])
    #expect(try rows("count across every month of d") == ["2,0,3"])
    #expect(
      try rows("count by every month of d across g where g is not unknown and n > 1") == [
        "2025-01,0,0,1", "2025-02,0,0,0", "2025-03,1,1,0",
      ])
  }

  /// Counts are 0 and all else is unknown, for each combination of the other keys.
  @Test func everyPeriodIsAGroup() throws {
    #expect(
      try rows("count, count distinct n, sum n, mean n, median n, min n, max g, stddev n by every month of d")
        == [
          "2025-01,2,2,5,2.5,2.5,1,a,2.1213203435596424", "2025-02,0,0,,,,,,",
          "2025-03,3,2,10,5,5,2,A,4.242640687119285",
        ])
    #expect(
      try rows("count by every month of d, g where g is not unknown and (g == \"a\" or n = 8)") == [
        "2025-01,,0", "2025-01,a,2", "2025-02,,0", "2025-02,a,0", "2025-03,,1", "2025-03,a,0",
      ])
  }

  @Test func sharesArePartsOfTheSumOfAllGroups() throws {
    #expect(
      try rows("share of n by month of d") == ["2025-01,0.3333333333333333", "2025-03,0.6666666666666666"])
    #expect(try rows("share of count by month of d") == ["2025-01,0.4", "2025-03,0.6"])
    #expect(try rows("share of n across month of d") == ["0.3333333333333333,0.6666666666666666"])
    #expect(
      try rows("share of n as part, count by g sort part down limit 1") == [",0.5333333333333333,1"])
  }

  @Test func tooManyColumnsAreRefusedWithALineThatRuns() throws {
    let many = Table(
      name: "many", fields: [Field("n")],
      columns: [Column(kind: .whole, values: (0..<101).map { .whole($0) })])
    let diagnostic = #expect(throws: Diagnostic.self) { try answer("count by n across n", many) }
    #expect(diagnostic?.id == "too-many-across")
    #expect(diagnostic?.message == "there would be 101 columns, and at most 100 go across")
    #expect(diagnostic?.fix == "count by n, n")
    #expect(try answer("count across n where n > 0", many).columns.count == 100)
    #expect(throws: Diagnostic.self) { try answer("count, sum n across n where n > 49", many) }
  }

  /// Only so many rows are looked at where somebody waits for a list of names.
  @Test func valuesAreFoundWithBoundedWork() throws {
    let executor = Executor()
    let source = SourceText("list n where n > 1")
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: [AcrossTests.table]))
    let column = Expression(.column(0), ValueType(.whole), Span(0, 0))
    #expect(
      try executor.differentValues(of: column, over: plan.relation) == [
        .whole(2), .whole(4), .whole(8), .unknown,
      ])
    #expect(try executor.differentValues(of: column, over: plan.relation, rowLimit: 2) == [.whole(2)])
  }

  private func rows(_ question: String) throws -> [String] {
    let table = try answer(question)
    return (0..<table.rowCount).map { row in
      zip(table.columns, table.fields).map { column, field in
        column.value(at: row).text(as: field.presentation == .percent ? .plain : field.presentation)
      }.joined(separator: ",")
    }
  }

  private func answer(_ question: String, _ table: Table = AcrossTests.table) throws -> Table {
    let source = SourceText(question)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
      throw Diagnostic("no-query", "no query")
    }
    let executor = Executor(workers: Workers(count: 2), batchRows: 2)
    var catalog = Catalog(tables: [table])
    catalog.findsValues = { try executor.differentValues(of: $1, over: $0) }
    return try executor.run(try Planner.plan(query, source: source, catalog: catalog)).table
  }
}
