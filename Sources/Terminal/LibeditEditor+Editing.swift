import CEditLine

#if canImport(Glibc)
  import Glibc
#endif

/// The text in the user's own editor.
extension LibeditEditor {
  /// Hands the text over and shows what comes back; where nothing does, it is told why.
  func edit() -> cedit_outcome {
    let permissions = configuration.permissions
    guard let starting = permissions.programPermit, let writing = permissions.writePermit else {
      return CEDIT_BEEP
    }
    let present = buffer
    cedit_step_aside(editor)
    var edited: String?
    do {
      edited = try ExternalEditor(starting, writing).edit(present.text)
    } catch {
      tell("error: \(error.sentence)\n")
    }
    // A ^C meanwhile was meant for the editor.
    InterruptSignal.clear()
    if let edited { buffer = EditBuffer(edited) }
    cedit_come_back(editor)
    return CEDIT_UNCHANGED
  }

  private func tell(_ text: String) {
    var text = text
    text.withUTF8 { bytes in _ = write(2, bytes.baseAddress, bytes.count) }
  }
}
