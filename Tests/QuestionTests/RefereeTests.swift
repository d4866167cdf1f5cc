import BenchmarkData
import NaiveEvaluator
import SQLiteTables
import TallyColumns
import TallyDiagnostics
import TallyDialects
import TallyPlanning
import TallySyntax
import Testing

/// The questions have further referees: the naive evaluator, and SQLite with the SQL that is written for it.
@Suite struct RefereeTests {
  @Test func naiveEvaluatorAgrees() throws {
    for (questions, tables) in try RefereeTests.all(rows: 300) {
      for question in questions {
        let asked = question.scaled ?? question
        guard let plan = try? tables.plan(asked.tally) else {
          Issue.record("\(asked.title) has no plan")
          continue
        }
        let naive = try NaiveEvaluator().answer(of: plan).rows.map { $0.map { Cell($0) } }
        let answer = try tables.rows(of: asked.tally)
        #expect(RefereeTests.difference(answer, naive) == nil, "\(asked.title)\n\(asked.tally)")
      }
    }
  }

  /// Some dialect lacks what this asks for: what a regular expression finds.
  private static let unsaid = ["hits 29."]

  /// Other questions can be said in every dialect, and what SQLite then answers is the engine's answer.
  @Test func questionsAreSaidInSQL() throws {
    for (questions, tables) in try RefereeTests.all(rows: 2000) {
      let database = try SQLiteTables(tables.session.catalog.tables)
      for question in questions {
        let asked = question.scaled ?? question
        let plan = try tables.plan(asked.tally)
        let said = Dialect.allCases.filter { dialect in
          (try? SQLTranslation(plan, as: dialect)) != nil
        }
        #expect(
          said == Dialect.allCases || RefereeTests.unsaid.contains { question.title.hasPrefix($0) },
          "\(asked.title)")
        guard said.contains(.sqlite) else { continue }
        let sql = try SQLTranslation(plan, as: .sqlite).text
        let rows = try database.rows(of: sql, types: plan.types).map { $0.map { Cell($0) } }
        let answer = try tables.rows(of: asked.tally)
        #expect(RefereeTests.difference(answer, rows) == nil, "\(asked.title)\n\(sql)")
      }
    }
  }

  /// The questions of each benchmark with tables to ask them of.
  private static func all(rows: Int) throws -> [([Question], AskedTables)] {
    let (groupby, join, hits) = (try AskedTables(), try AskedTables(), try AskedTables())
    try groupby.open(try GroupbyTable(rows: rows, groups: 10, unknownPercent: 10), named: "x")
    for part in JoinTable.Part.allCases {
      let size = max(rows, JoinTable.fewestRows)
      try join.open(try JoinTable(part, size: size, unknownPercent: 10), named: part.rawValue)
    }
    try hits.open(try HitsTable(rows: rows), named: "hits")
    return [(Question.groupby, groupby), (Question.join, join), (Question.hits, hits)]
  }

  private static func difference(_ answer: [[Cell]], _ other: [[Cell]]) -> String? {
    guard answer.count == other.count else { return "\(answer.count) rows, and \(other.count)" }
    for (row, (a, b)) in zip(answer, other).enumerated() {
      guard a.count == b.count, zip(a, b).allSatisfy({ $0.isNear($1) }) else {
        return "row \(row): \(a), and \(b)"
      }
    }
    return nil
  }
}
