import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import Testing

/// Functions that are called once for each text of a dictionary.
@Suite struct DictionaryWorkTests {
  /// A weekday and the number it is kept as once gave the same text.
  @Test func constantsThatAreWrittenOtherwiseGiveOtherTexts() throws {
    let table = Table(
      name: "things", fields: [Field("t")], columns: [Column(kind: .text, values: [.text("a"), .text("b")])])
    let source = SourceText("list concat(t, weekday(2025-05-24)), concat(t, 6) from things")
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: [table]))
    let answer = try Executor().run(plan).table
    let texts = answer.columns.map { $0.values.map { $0.text() } }
    #expect(texts == [["aSaturday", "bSaturday"], ["a6", "b6"]])
  }
}
