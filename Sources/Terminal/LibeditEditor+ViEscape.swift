import CEditLine

/// Escape in vi's insert mode: alone it ends the mode, but arrow keys and pastes begin with it.
extension LibeditEditor {
  /// How long the rest of a key sequence may take, in milliseconds: terminals send it at once.
  static let escapeDelay: Int32 = 25

  func viEscape() -> cedit_outcome {
    var key: UInt32 = 0
    guard cedit_key_follows(editor, Self.escapeDelay) else {
      cedit_enter_vi_command_mode(editor)
      return CEDIT_UNCHANGED
    }
    guard cedit_read_key(editor, &key) else { return CEDIT_UNCHANGED }
    guard key == UInt32(ascii: "[") || key == UInt32(ascii: "O") else {
      // What is pushed last is read first.
      cedit_push_key(editor, key)
      cedit_enter_vi_command_mode(editor)
      return CEDIT_UNCHANGED
    }
    return run(sequence: readSequence())
  }

  /// Reads up to the byte that ends a control sequence (ECMA-48: 0x40 to 0x7E).
  private func readSequence() -> String {
    var sequence = String.UnicodeScalarView()
    var key: UInt32 = 0
    while sequence.count < 16, cedit_read_key(editor, &key), let scalar = Unicode.Scalar(key) {
      sequence.append(scalar)
      if (0x40...0x7E).contains(key) { break }
    }
    return String(sequence)
  }

  private func run(sequence: String) -> cedit_outcome {
    let present = buffer
    switch sequence {
    case "200~": return paste()
    case "A": return up()
    case "B": return down()
    case "C" where acceptSuggestion() == CEDIT_REFRESH: break
    case "1;3C", "1;5C": return acceptWord()
    case "C": buffer = present.movedRight()
    case "D": buffer = present.movedLeft()
    case "H", "1~", "7~": buffer = present.movedToRowStart()
    case "F" where acceptSuggestion() == CEDIT_REFRESH: break
    case "F", "4~", "8~": buffer = present.movedToRowEnd()
    case "3~": buffer = present.deletedForward()
    default: return CEDIT_BEEP
    }
    return CEDIT_REFRESH
  }
}

extension UInt32 {
  fileprivate init(ascii scalar: Unicode.Scalar) { self = scalar.value }
}
