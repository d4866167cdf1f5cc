import EngineTables
import Referee
import SQLiteTables
import TallyColumns
import TallyDiagnostics
import TallyDialects
import TallyExecution
import TallyPlanning
import TallySyntax
import Testing

@testable import TallySession

@Suite struct SQLCorpusTests {
  /// Every question of the corpus in every dialect is what is kept in its golden; dialects that say it alike
  /// share one text.
  @Test(arguments: CorpusFile.queries) func everyDialectIsAsRecorded(_ file: CorpusFile) throws {
    let name = file.path.split(separator: "/").last?.dropLast(".tally".count) ?? ""
    var text = "# What \(file.path) is in SQL; written by Scripts/record.\n"
    try file.eachPlan { source, plan, _ in
      text += "\n== \(source.text.replacing("\n", with: " ⏎ "))\n"
      var said: [(dialects: String, text: String)] = []
      for dialect in Dialect.allCases {
        let sql = SQLCorpusTests.text(plan, dialect, source)
        if let index = said.firstIndex(where: { $0.text == sql }) {
          said[index].dialects += ", \(dialect.rawValue)"
        } else {
          said.append((dialect.rawValue, sql))
        }
      }
      for (dialects, sql) in said { text += "\(dialects)\n\(sql.indented)\n" }
    }
    Golden.check(text, against: "Tests/Corpus/SQL/\(name).golden")
  }

  /// SQLite answers the corpus as the engine does, where the question can be said in SQL.
  @Test(arguments: CorpusFile.queries) func sqliteAgreesWithTheEngine(_ file: CorpusFile) throws {
    try file.eachPlan { source, plan, catalog in
      guard let sql = try? SQLTranslation(plan, as: .sqlite) else { return }
      let answer = try Executor().run(plan)
      guard SQLCorpusTests.isSure(answer), !source.text.contains("by correlation") else { return }
      let rows = try SQLiteTables(catalog.tables).rows(of: sql.text, types: plan.types)
      let problem = AnswerComparison().problem(
        answer.table.withoutAnyNumbers, Ruling(rows: rows), against: "sqlite")
      #expect(problem?.what == nil, "\(source.text)\n\(sql.text)")
    }
  }

  /// The other engines do, too, where they are installed.
  @Test(arguments: [Dialect.duckdb, .postgres, .clickhouse])
  func enginesThatAreThereAgree(_ dialect: Dialect) throws {
    guard let tables = EngineTables(dialect) else {
      print("\(dialect.title) is not there, so its SQL is not run")
      return
    }
    for file in CorpusFile.queries {
      var known: [String] = []
      try file.eachPlan { source, plan, catalog in
        let names = catalog.tables.map { "\($0.name) \($0.rowCount)" }
        if names != known { try tables.set(catalog.tables) }
        known = names
        guard let sql = try? SQLTranslation(plan, as: dialect) else { return }
        let answer = try Executor().run(plan)
        guard SQLCorpusTests.isSure(answer), !source.text.contains("by correlation") else { return }
        let told = "\(file.path)\n\(source.text)\n\(sql.text)"
        do {
          let rows = try tables.rows(of: sql.text, types: plan.types)
          // Rows that nothing puts in order, or that are equal, come as they like: which ones they are is
          // compared, and where a limit cuts among them, not even that.
          if sql.text.contains("no order of their own") { return }
          let problem = AnswerComparison().problem(
            answer.table.withoutAnyNumbers.inSomeOrder, Ruling(rows: rows.inSomeOrder),
            against: dialect.rawValue)
          #expect(problem?.what == nil, "\(told)")
        } catch {
          Issue.record("\(error)\n\(told)")
        }
      }
    }
  }

  /// Rows that may match are left out in SQL, and rows whose order is open stand in some order; the engine's
  /// answer spans all that there may be. (What is nearly 1 by rounding is ranked by it, so correlations are
  /// left out.)
  private static func isSure(_ answer: Answer) -> Bool {
    !answer.notes.contains { $0.hasSuffix("may match") || $0.hasSuffix("bounds overlap") }
  }

  private static func text(_ plan: QueryPlan, _ dialect: Dialect, _ source: SourceText) -> String {
    do {
      return try SQLTranslation(plan, as: dialect).text
    } catch {
      return (error as? Diagnostic).map { DiagnosticRenderer().render($0, in: source) } ?? "\(error)"
    }
  }
}

extension CorpusFile {
  /// The plan of each question, with the tables it is asked of; the statements are run one after the other.
  func eachPlan(_ body: (SourceText, QueryPlan, Catalog) throws -> Void) throws {
    let session = try makeSession()
    for source in statements(session.vocabulary) {
      let statement = try #require(try Parser.statement(source, vocabulary: session.vocabulary))
      if case .query = statement, let plan = try StageText.plan(statement, source, session) {
        try body(source, plan, session.catalog)
      }
      _ = try session.run(source)
    }
  }
}

extension [[Value]] {
  /// The rows in an order of their own values.
  var inSomeOrder: [[Value]] {
    map { (key: $0.map { $0 == .real(0) ? "0" : $0.text() }, row: $0) }.sorted {
      $0.key.lexicographicallyPrecedes($1.key)
    }.map(
      \.row)
  }
}

extension Table {
  var inSomeOrder: Table {
    let rows = (0..<rowCount).map { row in columns.map { $0.value(at: row) } }.inSomeOrder
    let made = self.columns.indices.map { index in
      Column(kind: self.columns[index].kind, values: rows.map { $0[index] })
    }
    return Table(name: name, fields: fields, columns: made, rowCount: rowCount)
  }
}
