/// How one turn at the prompt ended.
public enum LineEvent: Equatable, Sendable {
  /// A statement to run: one row or several joined by `\n`, without the trailing newline.
  case statement(String)
  /// `^C`: what was typed is dropped and the prompt comes back.
  case interrupted
  /// `^D` on an empty line, or the input is gone.
  case endOfInput
}

/// Where statements come from: a person at a terminal, or a list in a test.
public protocol LineEditor: AnyObject {
  /// Waits for the next statement.
  /// - Parameter text: what stands at the prompt to begin with.
  func readStatement(beginningWith text: String) -> LineEvent
  /// The newest entry of the history that is wanted.
  func newestEntry(where isWanted: (String) -> Bool) -> String?
  /// Puts an entry, all its rows together, at the end of the history.
  func remember(_ entry: String)
}

extension LineEditor {
  /// Waits for the next statement at an empty prompt.
  public func readStatement() -> LineEvent { readStatement(beginningWith: "") }
}
