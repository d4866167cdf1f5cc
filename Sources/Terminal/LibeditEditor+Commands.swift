import CEditLine
import TallySyntax

/// What the program's own keys do.
extension LibeditEditor {
  func run(_ command: cedit_command) -> cedit_outcome {
    switch command {
    case CEDIT_ENTER: enter()
    case CEDIT_COMPLETE: complete()
    case CEDIT_UP: up()
    case CEDIT_DOWN: down()
    case CEDIT_OLDER: show(navigator.older(from: buffer.text))
    case CEDIT_NEWER: show(navigator.newer(from: buffer.text))
    case CEDIT_OLDER_MATCHING: showMatching { $0.older(from: $1.text, beginningWith: $1.beforeCursor) }
    case CEDIT_NEWER_MATCHING: showMatching { $0.newer(from: $1.text, beginningWith: $1.beforeCursor) }
    case CEDIT_PASTE: paste()
    case CEDIT_SEARCH: beginSearch()
    case CEDIT_CAPTURED_KEY: menu == nil ? searchKey() : menuKey()
    case CEDIT_VI_ESCAPE: viEscape()
    case CEDIT_START: start()
    case CEDIT_END: end()
    case CEDIT_UNDO: undo()
    case CEDIT_REDO: redo()
    case CEDIT_EDIT: edit()
    case CEDIT_FORWARD: acceptSuggestion()
    case CEDIT_FORWARD_WORD: acceptWord()
    case CEDIT_ERASE: join { $0.joinedToRowAbove() }
    case CEDIT_DELETE: join { $0.joinedByRowBelow() }
    case CEDIT_VI_INSERTS: beginInsertion()
    case CEDIT_VI_COMMANDS: endInsertion()
    case CEDIT_CHANGED: noteChange()
    case CEDIT_PAINT: paint()
    default: CEDIT_BEEP
    }
  }

  /// Hands over what is complete, opens a row otherwise. A second Enter on the empty row hands
  /// over whatever there is, so that a mistaken `isComplete` traps nobody.
  private func enter() -> cedit_outcome {
    let buffer = buffer
    if buffer.isBlank || buffer.isOnEmptyLastRow || configuration.isComplete(buffer.text) {
      cedit_accept(editor)
      return CEDIT_UNCHANGED
    }
    cedit_insert(editor, "\n")
    return CEDIT_REFRESH
  }

  private func complete() -> cedit_outcome {
    let present = buffer
    let list = configuration.complete(present.text, present.cursor)
    switch CompletionStep(present, list) {
    case .nothing: return CEDIT_BEEP
    case .edit(let edited):
      buffer = edited
      return CEDIT_REFRESH
    case .choose: return choose(list)
    }
  }

  func up() -> cedit_outcome {
    let present = buffer
    guard let moved = present.movedUp() else { return show(navigator.older(from: present.text)) }
    buffer = moved
    return CEDIT_REFRESH
  }

  func down() -> cedit_outcome {
    let present = buffer
    guard let moved = present.movedDown() else { return show(navigator.newer(from: present.text)) }
    buffer = moved
    return CEDIT_REFRESH
  }

  /// The blanks before a row go with the newline that they stand behind.
  private func join(_ rows: (EditBuffer) -> EditBuffer?) -> cedit_outcome {
    guard let joined = rows(buffer) else { return CEDIT_BEEP }
    buffer = joined
    return CEDIT_REFRESH
  }

  private func start() -> cedit_outcome {
    buffer = buffer.movedToRowStart()
    return CEDIT_REFRESH
  }

  private func end() -> cedit_outcome {
    if acceptSuggestion() != CEDIT_REFRESH { buffer = buffer.movedToRowEnd() }
    return CEDIT_REFRESH
  }

  func show(_ text: String?) -> cedit_outcome {
    guard let text else { return CEDIT_BEEP }
    buffer = EditBuffer(text)
    return CEDIT_REFRESH
  }

  /// The cursor stays where it is: what stands before it is what entries must begin with.
  private func showMatching(
    _ step: (inout HistoryNavigator, EditBuffer) -> String?
  ) -> cedit_outcome {
    let present = buffer
    guard let text = step(&navigator, present) else { return CEDIT_BEEP }
    buffer = EditBuffer(text, cursor: present.cursor)
    return CEDIT_REFRESH
  }

  func paste() -> cedit_outcome {
    var pasted = PastedText()
    var key: UInt32 = 0
    repeat {
      // An interrupt ends the paste; it stays raised, so reading the next key ends the line.
      guard cedit_read_key(editor, &key) else { return CEDIT_REFRESH }
    } while !pasted.take(key)
    cedit_insert(editor, pasted.text)
    return CEDIT_REFRESH
  }
}
