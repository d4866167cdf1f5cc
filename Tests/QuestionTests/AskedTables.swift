import BenchmarkData
import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySession
import TallySyntax
import TestFolders
import Testing

/// Tables of a benchmark on both sides: in a session, read from their files, and in SQLite.
final class AskedTables {
  let session = Session(today: 0)
  let database: OriginalDatabase
  private let folder: TestFolder

  init() throws {
    (database, folder) = (try OriginalDatabase(), try TestFolder())
  }

  func add(
    _ table: some BenchmarkTable, named name: String, types: [String], blanksAreText: Bool = false
  ) throws {
    try open(table, named: name)
    try database.add(table, named: name, types: types, blanksAreText: blanksAreText)
  }

  /// Opens a table in the session only.
  func open(_ table: some BenchmarkTable, named name: String) throws {
    let file = try BenchmarkWriter(folder: folder.path).write(table)
    _ = try session.run(SourceText("load \"\(file.path)\" as \(name)"))
  }

  /// What the session makes of a question before it answers.
  func plan(_ question: String) throws -> QueryPlan {
    let source = SourceText(question)
    let statement = try Parser.statement(source, vocabulary: session.vocabulary)
    guard case .query(let query)? = statement else { throw NoQuery() }
    return try Planner.plan(query, source: source, catalog: session.catalog, vocabulary: session.vocabulary)
  }

  struct NoQuery: Error {}

  /// What the session answers.
  func rows(of question: String) throws -> [[Cell]] {
    guard case .answer(let answer) = try session.run(SourceText(question)).result else { return [] }
    let columns = answer.table.columns
    return (0..<answer.table.rowCount).map { row in columns.map { Cell($0.value(at: row)) } }
  }

  /// Holds the answer of a question against SQLite's.
  /// - Parameter mayBeEmpty: whether the right answer may have no rows.
  func check(_ question: Question, mayBeEmpty: Bool = false) {
    do {
      let original = try OriginalAnswer(to: question.sql, of: database)
      #expect(mayBeEmpty || !original.isEmpty, "\(question.title): no rows")
      let difference = original.difference(to: try rows(of: question.tally))
      #expect(difference == nil, "\(question.title)")
    } catch {
      Issue.record("\(question.title): \(error)")
    }
  }
}
