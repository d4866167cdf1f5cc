import BenchmarkData
import TallyColumns
import TallyDiagnostics
import TallySession
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
    let file = try BenchmarkWriter(folder: folder.path).write(table)
    _ = try session.run(SourceText("load \"\(file.path)\" as \(name)"))
    try database.add(table, named: name, types: types, blanksAreText: blanksAreText)
  }

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
