import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallySession

/// A session as the shell has it, asked question by question.
struct Asking {
  private let session: Session

  static let packages = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Packages"
  static let shipped =
    #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Data/kyiv-2025-05-24"

  init(_ path: String) throws {
    session = Session(today: 20_232)
    try session.open(path)
  }

  init(package: String) throws { try self.init("\(Asking.packages)/\(package)") }

  func answer(_ question: String) throws -> Answer {
    guard case .answer(let answer) = try session.run(SourceText(question)).result else {
      throw NoAnswer(question: question)
    }
    return answer
  }

  /// The answer as people read it: cells with commas between them, rows with bars.
  func callAsFunction(_ question: String) throws -> String {
    let answer = try answer(question)
    return (0..<answer.table.rowCount).map { row in
      zip(answer.table.columns, answer.table.fields).map { column, field in
        let value = column.value(at: row)
        return value.isUnknown ? answer.unknownWord : value.text(.readable, as: field.presentation)
      }.joined(separator: ", ")
    }.joined(separator: " | ")
  }

  func notes(_ question: String) throws -> [String] { try answer(question).notes }

  /// What is wrong with a question.
  func fault(_ question: String) throws -> Diagnostic? {
    do {
      _ = try session.run(SourceText(question))
      return nil
    } catch let diagnostic as Diagnostic {
      return diagnostic
    }
  }

  struct NoAnswer: Error { let question: String }
}
