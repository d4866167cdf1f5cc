import BenchmarkData
import Testing

/// db-benchmark's questions about joins have the answers that SQLite gives to the original ones.
@Suite struct JoinQuestionTests {
  @Test func allFiveAreAsked() {
    #expect(Question.join.count == 5)
  }

  @Test(arguments: [0, 5]) func answersAreSQLites(_ unknownPercent: Int) throws {
    let tables = try AskedTables()
    for part in JoinTable.Part.allCases {
      let table = try JoinTable(part, size: 10_000, unknownPercent: unknownPercent)
      let types = table.columns.map { name in
        name.hasPrefix("v") ? "REAL" : ["id4", "id5", "id6"].contains(name) ? "TEXT" : "INTEGER"
      }
      try tables.add(table, named: part.rawValue, types: types)
    }
    for question in Question.join { tables.check(question) }
  }
}
