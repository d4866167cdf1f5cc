import TallyPermissions
import TallySyntax

/// What a line editor must be told: everything about the language comes through closures.
public struct EditorConfiguration {
  /// The name by which `~/.editrc` addresses the program (`tally:bind …`).
  public var programName: String
  /// What stands before the first row. Rows below it begin under its end, behind a mark.
  public var prompt: String
  /// Whether the prompt and the text may be coloured.
  public var usesColor: Bool
  /// In safe mode `~/.editrc` is not read, and no key starts another program.
  public let permissions: Permissions
  /// Whether Enter may run the text; otherwise it opens another row.
  public var isComplete: (_ text: String) -> Bool
  /// The candidates at `cursor`, a UTF-8 offset in `text`.
  public var complete: (_ text: String, _ cursor: Int) -> CompletionList
  /// What the pieces of the text are, to be coloured; `cursor` is a UTF-8 offset. Asked for each key.
  public var highlight: (_ text: String, _ cursor: Int) -> [HighlightedSpan] = { _, _ in [] }
  /// What most likely goes on behind a text, where that can be told; nil where nothing is suggested at all, what
  /// was typed before neither.
  public var suggest: ((_ text: String) -> String?)?
  /// Where the history is kept between sessions; nil keeps it for this one only.
  public var history: HistoryFile?

  public init(
    programName: String, prompt: String, usesColor: Bool, permissions: Permissions, history: HistoryFile?,
    isComplete: @escaping (_ text: String) -> Bool,
    complete: @escaping (_ text: String, _ cursor: Int) -> CompletionList
  ) {
    self.programName = programName
    self.prompt = prompt
    self.usesColor = usesColor
    self.permissions = permissions
    self.history = history
    self.isComplete = isComplete
    self.complete = complete
  }
}
