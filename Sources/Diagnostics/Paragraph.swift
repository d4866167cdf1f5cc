/// Prose, such as under an answer, broken between words where the screen ends.
public struct Paragraph {
  /// Lines without newlines. The first begins with the lead, the others with spaces.
  public let lines: [String]

  /// - Parameters:
  ///   - width: columns of the screen; nil for one line however long. A word that is longer is broken.
  ///   - indent: spaces before each line but the first; nil for as many as the lead is wide.
  public init(_ text: String, lead: String, width: Int?, indent: Int? = nil) {
    guard let width else {
      lines = [lead + text]
      return
    }
    let indent = String(repeating: " ", count: indent ?? DisplayWidth.of(lead))
    var lines: [String] = []
    var line = lead
    var used = DisplayWidth.of(lead)
    var isEmpty = true
    func end() {
      lines.append(line)
      line = indent
      used = indent.utf8.count
      isEmpty = true
    }
    for word in text.split(separator: " ") {
      let needed = DisplayWidth.of(word)
      if !isEmpty, used + 1 + needed > width { end() }
      if !isEmpty {
        line += " "
        used += 1
      }
      isEmpty = false
      guard used + needed > width else {
        line += word
        used += needed
        continue
      }
      for character in word {
        let needed = DisplayWidth.of(character)
        // One character at least stands in each line, however narrow the screen is.
        if !isEmpty, used + needed > width, used > indent.utf8.count { end() }
        line.append(character)
        used += needed
        isEmpty = false
      }
    }
    self.lines = lines + [line]
  }
}
