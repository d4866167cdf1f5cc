import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

/// Rows that are kept, by hand.
@Suite struct KeepTests {
  private static let table = Table(
    name: "things", fields: [Field("g"), Field("n"), Field("f")],
    columns: [
      Column(kind: .text, values: ["a", "b", "a", "b", "a"].map(Value.text)),
      Column(kind: .whole, values: [.whole(3), .whole(7), .whole(5), .unknown, .whole(5)]),
      Column(
        kind: .whole,
        values: [
          .whole(3), .whole(7), .figure(Figure(low: .whole(1), best: nil, high: .whole(4)), .whole),
          .unknown, .whole(9),
        ]),
    ])

  /// Rows stand as they stood; of equal ones the earlier is kept; unknowns are not.
  @Test(
    arguments: [
      ("keep highest n", "b7"), ("keep highest n per g", "b7 a5"), ("keep 2 highest n per g", "b7 a5 a5"),
      ("keep 2 lowest n per g", "a3 b7 a5"), ("keep 9 lowest n", "a3 b7 a5 a5"), ("keep 0 highest n", ""),
      ("keep first per g", "a3 b7"), ("keep last per g", "b a5"), ("keep 2 last", "b a5"),
      ("keep last per g sort n down", "a3 b"), ("keep 3 highest n sort n limit 2", "a5 a5"),
      ("keep 2 highest n where g = a", "a5 a5"),
    ])
  func rowsAreKept(_ question: String, _ expected: String) throws {
    let rows = try ask("\(question) | list g, n").map(\.[0...1]).map { "\($0[0].text())\($0[1].text())" }
    #expect(rows.joined(separator: " ") == expected)
  }

  /// Of 3 and 1..4 either may be the lowest of its group, and one of them is.
  @Test func boundsLeaveOpenWhichIsKept() throws {
    #expect(try ask("keep lowest f per g | list f").map { $0[0].text() } == ["7", "1..4"])
    #expect(try ask("keep lowest f per g | where g = b | count") == [[.whole(1)]])
    #expect(try ask("keep 3 lowest f per g | count") == [[.whole(4)]])
    #expect(
      try notes("keep lowest f per g").contains(
        "which rows are kept is not sure: others may belong in their place"))
    #expect(try !notes("keep highest f per g").contains { $0.contains("not sure") })
  }

  @Test func whatIsLeftOutIsTold() throws {
    #expect(try notes("keep highest n") == ["n is unknown in 1 of 5 rows, left out"])
    #expect(try notes("keep highest n where g = b and n is unknown") == ["1 row matched, none gives n"])
  }

  private func ask(_ question: String) throws -> [[Value]] {
    let table = try answer(question).table
    return (0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } }
  }

  private func notes(_ question: String) throws -> [String] { try answer(question).notes }

  private func answer(_ question: String) throws -> Answer {
    let source = SourceText(question)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
      throw Diagnostic("no-query", "no query")
    }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: [KeepTests.table]))
    return try Executor(workers: Workers(count: 2), batchRows: 2).run(plan)
  }
}
