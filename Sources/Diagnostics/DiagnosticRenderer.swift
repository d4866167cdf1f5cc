/// Lays a diagnostic out for people: the message, the line it points into, a caret, the help and the fix.
///
///     error: no column "casulties"
///       sum casulties where city=Kyiv
///           ^^^^^^^^^
///       try: sum casualties where city=Kyiv
public struct DiagnosticRenderer: Sendable {
  /// Whether to colour with ANSI escapes.
  public let usesColor: Bool
  /// Columns of the screen; longer source lines are cut around the caret.
  public let width: Int

  public init(usesColor: Bool = false, width: Int = 100) {
    self.usesColor = usesColor
    self.width = max(20, width)
  }

  /// The message as lines of text, without a newline at the end.
  public func render(_ diagnostic: Diagnostic, in source: SourceText) -> String {
    var lines = [headline(of: diagnostic, in: source)]
    if let span = diagnostic.span, !source.text.isEmpty {
      lines += excerpt(of: source, span: span, label: diagnostic.label)
    }
    if let help = diagnostic.help {
      lines.append("  help: \(visible(help))")
    }
    if let fix = diagnostic.fix {
      lines.append("  try: " + paint(visible(fix), .fix))
    }
    return lines.joined(separator: "\n")
  }

  private func headline(of diagnostic: Diagnostic, in source: SourceText) -> String {
    var place = ""
    if let name = source.name {
      place = visible(name)
      if let span = diagnostic.span {
        let position = source.position(of: span.start)
        place += ":\(position.line):\(position.column)"
      }
      place += ": "
    }
    let severity = paint("\(diagnostic.severity.rawValue):", diagnostic.severity == .error ? .error : .dim)
    return "\(place)\(severity) \(visible(diagnostic.message))"
  }

  /// The source line with a caret under the span, cut to the width when it is longer.
  private func excerpt(of source: SourceText, span: Span, label: String) -> [String] {
    let bytes = Array(source.text.utf8)
    let start = min(max(0, span.start), bytes.count)
    let isBreak = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
    var lineStart = start
    while lineStart > 0, !isBreak(bytes[lineStart - 1]) { lineStart -= 1 }
    var lineEnd = start
    while lineEnd < bytes.count, !isBreak(bytes[lineEnd]) { lineEnd += 1 }

    // The middle is the words in question; what surrounds them is cut first, then their own tail.
    let room = width - 4
    let end = min(max(start, span.end), lineEnd)
    var before = Array(visible(String(decoding: bytes[lineStart..<start], as: UTF8.self)))
    var middle = Array(visible(String(decoding: bytes[start..<end], as: UTF8.self)))
    var after = Array(visible(String(decoding: bytes[end..<lineEnd], as: UTF8.self)))
    if columns(middle) > room * 2 / 3 { middle = Array(middle.prefix(room * 2 / 3 - 1)) + ["…"] }
    let spare = room - columns(middle)
    if columns(before) + columns(after) > spare {
      let keptBefore = min(columns(before), max(spare / 2, spare - columns(after)))
      if keptBefore < columns(before) { before = ["…"] + before.suffix(max(0, keptBefore - 1)) }
      let keptAfter = max(0, spare - columns(before))
      if keptAfter < columns(after) { after = after.prefix(max(0, keptAfter - 1)) + ["…"] }
    }
    let carets = String(repeating: "^", count: max(1, columns(middle)))
    let indent = String(repeating: " ", count: columns(before))
    let pointer = label.isEmpty ? carets : "\(carets) \(label)"
    return ["  " + String(before + middle + after), "  " + indent + paint(pointer, .error)]
  }

  private func columns(_ characters: [Character]) -> Int {
    characters.reduce(0) { $0 + DisplayWidth.of($1) }
  }

  /// Control characters replaced, so that a hostile text cannot drive the terminal.
  private func visible(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNewline || character == "\t" {
        result.append(" ")
      } else if character.unicodeScalars.contains(where: VisibleText.isUnsafe) {
        result.append("\u{FFFD}")
      } else {
        result.append(character)
      }
    }
    return result
  }

  private enum Paint: String {
    case error = "\u{1B}[31m"
    case fix = "\u{1B}[32m"
    case dim = "\u{1B}[2m"
  }

  private func paint(_ text: String, _ paint: Paint) -> String {
    usesColor ? paint.rawValue + text + "\u{1B}[0m" : text
  }
}
