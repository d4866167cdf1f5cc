import BenchmarkData
import Testing

/// db-benchmark's questions about groups have the answers that SQLite gives to the original ones.
@Suite struct GroupbyQuestionTests {
  @Test func allTenAreAsked() {
    #expect(Question.groupby.count == 10)
  }

  @Test(arguments: [0, 5]) func answersAreSQLites(_ unknownPercent: Int) throws {
    let table = try GroupbyTable(rows: 10_000, groups: 10, unknownPercent: unknownPercent)
    let tables = try AskedTables()
    let types = ["TEXT", "TEXT", "TEXT", "INTEGER", "INTEGER", "INTEGER", "INTEGER", "INTEGER", "REAL"]
    try tables.add(table, named: "x", types: types)
    for question in Question.groupby { tables.check(question) }
  }
}
