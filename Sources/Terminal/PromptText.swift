import TallyDiagnostics

/// What stands before the text, as libedit takes it.
struct PromptText {
  /// The prompt without what would move the cursor.
  static func visible(_ prompt: String) -> String {
    String(String.UnicodeScalarView(prompt.unicodeScalars.filter { !VisibleText.isUnsafe($0) }))
  }
}
