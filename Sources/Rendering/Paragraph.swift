import TallyDiagnostics

/// Prose, such as under an answer, broken between words where the screen ends.
public struct Paragraph {
  /// Lines without newlines. The first begins with the lead, the others with spaces as wide.
  public let lines: [String]

  /// - Parameter width: columns of the screen; nil for one line however long. A longer word sticks out.
  public init(_ text: String, lead: String, width: Int?) {
    let indent = String(repeating: " ", count: DisplayWidth.of(lead))
    guard let width else {
      lines = [lead + text]
      return
    }
    var lines: [String] = []
    var line = lead
    var used = DisplayWidth.of(lead)
    var isEmpty = true
    for word in text.split(separator: " ") {
      let needed = DisplayWidth.of(word)
      if !isEmpty, used + 1 + needed > width {
        lines.append(line)
        line = indent
        used = DisplayWidth.of(indent)
        isEmpty = true
      }
      if !isEmpty {
        line += " "
        used += 1
      }
      line += word
      used += needed
      isEmpty = false
    }
    self.lines = lines + [line]
  }
}
