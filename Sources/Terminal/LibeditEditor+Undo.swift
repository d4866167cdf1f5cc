import CEditLine

/// Going back through what the text has been: libedit's own undo knows one step, and none with emacs' keys.
extension LibeditEditor {
  @discardableResult
  func noteChange() -> cedit_outcome {
    // What a search shows is not yet the text.
    if search == nil { undoHistory.note(buffer.text) }
    return CEDIT_UNCHANGED
  }

  /// What a command of vi changes and what is typed behind it is one change, up to Escape.
  func beginInsertion() -> cedit_outcome {
    undoHistory.beginChange()
    return CEDIT_UNCHANGED
  }

  func endInsertion() -> cedit_outcome {
    noteChange()
    undoHistory.endChange()
    return CEDIT_UNCHANGED
  }

  func undo() -> cedit_outcome {
    noteChange()
    return show(undoHistory.undo())
  }

  func redo() -> cedit_outcome {
    noteChange()
    return show(undoHistory.redo())
  }

  private func show(_ text: EditBuffer?) -> cedit_outcome {
    guard let text else { return CEDIT_BEEP }
    buffer = text
    return CEDIT_REFRESH
  }
}
