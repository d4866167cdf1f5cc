/// What of a text must not reach a terminal as it is.
public enum VisibleText {
  /// Whether a character could drive a terminal, end a line, or turn the direction of all text behind it.
  public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The text with marks for what is unsafe in it: `␛` for an escape, `⏎` for the end of a line.
  /// - Parameter keepsLines: whether ends of lines and tabs stay as they are.
  public static func of(_ text: String, usesUnicode: Bool = true, keepsLines: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for character in text {
      if character == "\r\n" || (character.isNewline && !(keepsLines && character == "\n")) {
        result += keepsLines ? "\n" : usesUnicode ? "⏎" : "\\n"
        continue
      }
      for scalar in character.unicodeScalars {
        if isUnsafe(scalar), !(keepsLines && (scalar == "\n" || scalar == "\t")) {
          result += mark(for: scalar, usesUnicode: usesUnicode)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
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
