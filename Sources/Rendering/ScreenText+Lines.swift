import TallyDiagnostics

extension ScreenText {
  /// The text on lines of a width, broken between words where it can be.
  func lines(of limit: Int) -> [ScreenText] {
    guard width > limit else { return [self] }
    var lines: [ScreenText] = []
    var line: [Character] = []
    var used = 0
    for character in text {
      let next = DisplayWidth.of(character)
      if used + next > limit, !line.isEmpty {
        let rest = character == " " ? [] : ScreenText.endOfWord(&line)
        lines.append(ScreenText(text: String(line), width: DisplayWidth.of(String(line))))
        line = rest
        used = line.reduce(0) { $0 + DisplayWidth.of($1) }
        // The blank at which a line ends is not seen on either.
        if line.isEmpty, character == " " { continue }
      }
      line.append(character)
      used += next
    }
    lines.append(ScreenText(text: String(line), width: used))
    return lines
  }

  /// Takes from the end of a line the beginning of a word that goes on, unless the line is nothing else.
  private static func endOfWord(_ line: inout [Character]) -> [Character] {
    guard let blank = line.lastIndex(of: " "), line[..<blank].contains(where: { $0 != " " }) else {
      return []
    }
    let rest = Array(line[(blank + 1)...])
    line.removeSubrange(blank...)
    return rest
  }
}
