/// A prompt in the form that libedit takes: escapes between marks, and never in the way.
struct PromptText {
  /// Marks the start and the end of what takes no room on the screen.
  private static let mark = "\u{1}"

  /// - Parameters:
  ///   - visible: what the user sees; controls in it are dropped.
  ///   - style: SGR numbers, or nil for no colour.
  static func escaped(_ visible: String, style: String?) -> String {
    let shown = visible.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
    // A group of escapes goes with the character behind it. Two groups in a row are garbled and
    // one at the end is lost, so the colour ends before the last character.
    guard let style, shown.count > 1, let last = shown.last else {
      return String(String.UnicodeScalarView(shown))
    }
    let head = String(String.UnicodeScalarView(shown.dropLast()))
    return "\(mark)\u{1B}[\(style)m\(mark)\(head)\(mark)\u{1B}[0m\(mark)\(last)"
  }
}
