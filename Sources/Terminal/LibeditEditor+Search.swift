import CEditLine

/// A search under way, and the text to go back to when it is given up.
struct LibeditSearch {
  var search: IncrementalSearch
  let original: EditBuffer
}

/// `^R`: while it is on, every key comes here first.
extension LibeditEditor {
  func beginSearch() -> cedit_outcome {
    let begun = LibeditSearch(search: IncrementalSearch(navigator.entries), original: buffer)
    search = begun
    cedit_capture_keys(editor, true)
    show(prompt: begun.search.prompt)
    return CEDIT_REDRAW
  }

  func searchKey() -> cedit_outcome {
    guard var present = search else { return CEDIT_BEEP }
    let key = cedit_captured_key(editor)
    switch key {
    case 0x12: present.search.older()  // ^R
    case 0x13: present.search.newer()  // ^S
    case 0x08, 0x7F: present.search.erase()
    case 0x07: return endSearch(with: nil)  // ^G
    default:
      guard key >= 0x20, let scalar = Unicode.Scalar(key) else { return leaveSearch(present, by: key) }
      present.search.type(scalar)
    }
    search = present
    if let match = present.search.match {
      buffer = EditBuffer(navigator.entries[match])
    } else {
      buffer = present.original
    }
    show(prompt: present.search.prompt)
    return CEDIT_REDRAW
  }

  /// Keeps what was found and lets the key do what it does: Enter runs, an arrow moves. Escape
  /// alone is only a way out.
  private func leaveSearch(_ present: LibeditSearch, by key: UInt32) -> cedit_outcome {
    let outcome = endSearch(with: present.search.match)
    if key != 0x1B || cedit_key_follows(editor, Self.escapeDelay) { cedit_push_key(editor, key) }
    return outcome
  }

  private func endSearch(with match: Int?) -> cedit_outcome {
    if let original = search?.original {
      if let match {
        buffer = EditBuffer(navigator.move(to: match, from: original.text))
      } else {
        buffer = original
      }
    }
    search = nil
    cedit_capture_keys(editor, false)
    show(prompt: configuration.prompt)
    return CEDIT_REDRAW
  }
}
