import TallySyntax

/// What stands above the answers of a script: the comment above the question, or else the question.
public final class ScriptHeadings {
  private var statement: CommentedStatement?
  /// Whether something has been shown, which the next heading is set off from.
  private var isBegun = false

  public init() {}

  /// A statement is about to be run.
  func begin(_ statement: CommentedStatement) { self.statement = statement }

  /// The lines above what comes of it; none where they have been taken.
  func take(isMarkdown: Bool) -> [String] {
    guard let statement else { return [] }
    self.statement = nil
    defer { isBegun = true }
    let first = isMarkdown ? "## " : "# "
    let heading = statement.comment.isEmpty ? [statement.source.text] : statement.comment
    let lines = heading.enumerated().flatMap { number, text in
      // A question of several lines.
      text.split(separator: "\n").enumerated().map { row, line in
        (number + row == 0 ? first : isMarkdown ? "" : "# ") + line
      }
    }
    return (isBegun ? [""] : []) + lines + (isMarkdown ? [""] : [])
  }
}
