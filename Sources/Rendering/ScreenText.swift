import TallyDiagnostics

/// Text made safe and fitting for a screen: nothing in it moves the cursor, and it has a known width.
public struct ScreenText: Sendable, Hashable {
  public let text: String
  /// Columns of the screen it takes.
  public let width: Int

  /// Line ends, tabs and other control characters become marks that can be seen.
  public init(_ text: String, usesUnicode: Bool) {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      self.init(text: text, width: text.utf8.count)
      return
    }
    let visible = ScreenText.visible(text, usesUnicode: usesUnicode)
    self.init(text: visible, width: DisplayWidth.of(visible))
  }

  private init(text: String, width: Int) {
    self.text = text
    self.width = width
  }

  /// The text, or as much of its beginning as fits into a width with a mark that it goes on.
  public func cut(to limit: Int, usesUnicode: Bool) -> ScreenText {
    guard width > limit else { return self }
    let mark = ScreenText.ellipsis(usesUnicode: usesUnicode)
    var kept = ""
    var keptWidth = 0
    for character in text {
      let next = DisplayWidth.of(character)
      guard keptWidth + next + mark.count <= limit else { break }
      kept.append(character)
      keptWidth += next
    }
    return ScreenText(text: kept + mark, width: keptWidth + mark.count)
  }

  public static func ellipsis(usesUnicode: Bool) -> String { usesUnicode ? "…" : "..." }

  private static func visible(_ text: String, usesUnicode: Bool) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for character in text {
      if character.isNewline {
        result += usesUnicode ? "⏎" : "\\n"
        continue
      }
      for scalar in character.unicodeScalars {
        if isUnsafe(scalar) {
          result += mark(for: scalar, usesUnicode: usesUnicode)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// Control characters, line ends, and the marks that turn the direction of all text after them.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func mark(for scalar: Unicode.Scalar, usesUnicode: Bool) -> String {
    guard usesUnicode else {
      return scalar == "\t" ? "\\t" : "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
    // The block of control pictures stands in the order of the controls themselves.
    let picture = scalar.value < 0x20 ? 0x2400 + scalar.value : scalar.value == 0x7F ? 0x2421 : 0xFFFD
    return Unicode.Scalar(picture).map { String(Character($0)) } ?? "?"
  }
}
