/// What stands before the text, as libedit takes it.
struct PromptText {
  /// The prompt without what would move the cursor.
  static func visible(_ prompt: String) -> String {
    let shown = prompt.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
    return String(String.UnicodeScalarView(shown))
  }
}
