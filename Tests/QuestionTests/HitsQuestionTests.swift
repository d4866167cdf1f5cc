import BenchmarkData
import Testing

/// ClickBench's questions have the answers that SQLite gives to the original ones.
@Suite struct HitsQuestionTests {
  @Test func all43AreAsked() {
    #expect(Question.hits.count == 43)
  }

  @Test func answersAreSQLites() throws {
    let tables = try AskedTables()
    try tables.add(
      try HitsTable(rows: 5000), named: "hits", types: HitsTable.columnTypes.map(\.type), blanksAreText: true)
    for question in Question.hits {
      // What is meant for far more rows may find nothing in so few; scaled, it finds something.
      tables.check(question, mayBeEmpty: question.scaled != nil)
      if let scaled = question.scaled { tables.check(scaled) }
    }
  }
}
