import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// A line behind `try:` runs as it stands, or is not offered.
extension Session {
  /// How many mistakes of one statement are mended together.
  private static let mostMistakes = 5

  /// The message with a fix that can be planned: where the mended line has a further mistake with a fix of
  /// its own, that is mended too; where none helps, only the advice is left.
  func withFixThatRuns(_ diagnostic: Diagnostic) -> Diagnostic {
    var fix = diagnostic.fix
    // Whether it can be planned depends on the kinds of all columns. Where these cannot be read, the message
    // is still true.
    if fix != nil { try? readAll() }
    for _ in 0..<Session.mostMistakes {
      guard let text = fix else { break }
      guard let mistake = mistake(in: SourceText(text)) else { return diagnostic.suggesting(text) }
      fix = mistake.fix
    }
    return diagnostic.withoutFix
  }

  /// What is wrong with a statement before it is run; nil where nothing is.
  private func mistake(in source: SourceText) -> Diagnostic? {
    do {
      switch try Parser.statement(source, vocabulary: vocabulary) {
      case .query(let query)?:
        _ = try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
      case .binding(let binding)?:
        switch binding.bound {
        case .query(let query):
          _ = try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
        case .value(let value):
          _ = try Planner.value(of: value, source: source, catalog: catalog, vocabulary: vocabulary)
        }
      case .command(let command)?:
        if let query = command.query {
          _ = try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
        }
      case nil:
        break
      }
      return nil
    } catch {
      return error as? Diagnostic ?? Diagnostic("unreadable", "the statement cannot be read")
    }
  }
}
