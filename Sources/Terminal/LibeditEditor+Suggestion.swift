import CEditLine

/// What is offered dim behind the cursor, and the keys that take it.
extension LibeditEditor {
  /// The rest of the newest history entry that begins like the text, or else what the language offers.
  func suggestion(behind text: EditBuffer) -> String? {
    guard let suggest = configuration.suggest, search == nil, text.cursor == text.text.utf8.count,
      !text.isBlank,
      text.text.utf8.count <= Self.suggestionLimit
    else { return nil }
    return navigator.newestRest(behind: text.text) ?? suggest(text.text)
  }

  /// Longer texts are not looked up, in bytes.
  private static let suggestionLimit = 4_096

  /// Takes all of the suggestion; nothing where none is seen.
  func acceptSuggestion() -> cedit_outcome { accept { $0 } }

  /// Takes its first word with what stands before it.
  func acceptWord() -> cedit_outcome {
    accept { suggestion in
      let word = suggestion.drop { !$0.isLetter && !$0.isNumber }.prefix {
        $0.isLetter || $0.isNumber || $0 == "_"
      }
      return String(suggestion[..<(word.isEmpty ? suggestion.endIndex : word.endIndex)])
    }
  }

  private func accept(_ part: (String) -> String) -> cedit_outcome {
    // What was never seen is not taken.
    guard let suggestion, cedit_shows_suggestion(editor), painted == buffer else { return CEDIT_BEEP }
    cedit_insert(editor, part(suggestion))
    return CEDIT_REFRESH
  }
}
