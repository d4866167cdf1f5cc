import CEditLine

/// The line editor for a person at a terminal, over libedit's native interface.
///
/// Construct it only when standard input and output are terminals, one in a process, and use it
/// from one thread. It takes over SIGINT, SIGWINCH and SIGCONT.
public final class LibeditEditor: LineEditor {
  let configuration: EditorConfiguration
  let editor: OpaquePointer
  var navigator: HistoryNavigator
  var search: LibeditSearch?
  /// The menu of completions while it is open.
  var menu: CompletionMenu?
  /// What the painter was last told of, and what it was told to put behind it.
  var painted: EditBuffer?
  var suggestion: String?
  var undoHistory = UndoHistory()
  /// Whether nothing stood at the prompt when ^C was pressed last.
  public private(set) var droppedNothing = false

  /// - Returns: nil when libedit cannot start.
  public init?(_ configuration: EditorConfiguration) {
    let limit = Int32(clamping: HistoryFile.entryLimit)
    guard let editor = cedit_create(configuration.programName, limit) else { return nil }
    self.configuration = configuration
    self.editor = editor
    navigator = HistoryNavigator(configuration.history?.load() ?? [])
    for entry in navigator.entries { cedit_remember(editor, entry) }
    show(prompt: configuration.prompt)
    cedit_indent_rows(editor)
    setStyles()
    cedit_set_handler(editor, Self.handler, Unmanaged.passUnretained(self).toOpaque())
    if configuration.permissions.isSafe {
      cedit_remove_escapes(editor)
    } else {
      cedit_run_user_file(editor)
    }
  }

  deinit {
    cedit_destroy(editor)
  }

  public func readStatement(beginningWith text: String) -> LineEvent {
    InterruptSignal.clear()
    navigator.begin()
    painted = nil
    undoHistory = UndoHistory()
    menu = nil
    if search != nil {
      search = nil
      show(prompt: configuration.prompt)
    }
    switch cedit_read(editor, text) {
    case CEDIT_LINE: return .statement(buffer.statement)
    case CEDIT_INTERRUPTED:
      InterruptSignal.clear()
      droppedNothing = buffer.isBlank
      return .interrupted
    default: return .endOfInput
    }
  }

  public func newestEntry(where isWanted: (String) -> Bool) -> String? {
    navigator.entries.last(where: isWanted)
  }

  public func remember(_ entry: String) {
    guard !EditBuffer(entry).isBlank, navigator.add(entry) else { return }
    cedit_remember(editor, entry)
    configuration.history?.append(entry)
  }

  func show(prompt: String) {
    _ = cedit_set_prompt(editor, PromptText.visible(prompt), Int32(TextStyle.prompt.rawValue))
  }

  /// The text in libedit's buffer.
  var buffer: EditBuffer {
    get {
      var length = 0
      var cursor = 0
      guard let bytes = cedit_text(editor, &length, &cursor) else { return EditBuffer("") }
      let raw = UnsafeRawBufferPointer(start: bytes, count: length)
      return EditBuffer(String(decoding: raw, as: UTF8.self), cursor: cursor)
    }
    set {
      if newValue.text.utf8.elementsEqual(buffer.text.utf8) {
        cedit_move(editor, newValue.cursor)
      } else {
        cedit_replace(editor, newValue.text, newValue.cursor)
      }
    }
  }

  private static let handler: cedit_handler = { context, command in
    guard let context else { return CEDIT_BEEP }
    return Unmanaged<LibeditEditor>.fromOpaque(context).takeUnretainedValue().run(command)
  }
}
