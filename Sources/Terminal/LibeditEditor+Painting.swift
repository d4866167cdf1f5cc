import CEditLine

/// What is painted over the text once libedit has drawn it.
extension LibeditEditor {
  /// Tells the painter how all styles look; without colours all of them are plain.
  func setStyles() {
    guard configuration.usesColor else { return }
    for style in TextStyle.allCases where style != .plain {
      cedit_set_style(editor, Int32(style.rawValue), style.numbers)
    }
  }

  /// Longer texts are plain, in bytes: nobody waits for a key because of colours.
  private static let coloredLimit = 1 << 14

  /// The text is about to be shown: says how it looks, where it has changed since.
  func paint() -> cedit_outcome {
    paintMenu()
    let present = buffer
    guard configuration.usesColor, present != painted else { return CEDIT_UNCHANGED }
    painted = present
    suggestion = menu == nil ? suggestion(behind: present) : nil
    cedit_set_suggestion(editor, suggestion, Int32(TextStyle.suggestion.rawValue))
    guard present.text.utf8.count <= Self.coloredLimit else {
      cedit_set_looks(editor, nil, 0)
      return CEDIT_UNCHANGED
    }
    var looks = [UInt8](repeating: TextStyle.plain.rawValue, count: present.text.utf8.count)
    for span in configuration.highlight(present.text, present.cursor) {
      let range = span.range.clamped(to: 0..<looks.count)
      for index in range { looks[index] = TextStyle(span.kind).rawValue }
    }
    cedit_set_looks(editor, looks, looks.count)
    return CEDIT_UNCHANGED
  }
}
