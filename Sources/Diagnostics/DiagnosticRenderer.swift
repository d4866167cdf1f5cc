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
  /// Whether messages are broken where the screen ends; otherwise each stands in one line, for other programs.
  public let breaksLines: Bool

  /// - Parameter width: taken for at least 20.
  public init(usesColor: Bool = false, width: Int = 100, breaksLines: Bool = false) {
    self.usesColor = usesColor
    self.width = max(20, width)
    self.breaksLines = breaksLines
  }

  /// The message as lines of text, without a newline at the end.
  public func render(_ diagnostic: Diagnostic, in source: SourceText) -> String {
    var lines = headline(of: diagnostic, in: source)
    if let span = diagnostic.span, !source.text.isEmpty {
      lines += excerpt(of: source, span: span, label: diagnostic.label)
    }
    if let help = diagnostic.help {
      lines += broken(Self.visible(help), lead: "  help: ", indent: 4)
    }
    if let fix = diagnostic.fix {
      // In one line, so that it can be copied and runs.
      lines.append("  try: " + paint(Self.visible(fix), .fix))
    }
    return lines.joined(separator: "\n")
  }

  private func headline(of diagnostic: Diagnostic, in source: SourceText) -> [String] {
    var place = ""
    if let name = source.name {
      place = Self.visible(name)
      if let span = diagnostic.span {
        let position = source.position(of: span.start)
        place += ":\(position.line):\(position.column)"
      }
      place += ": "
    }
    let severity = "\(diagnostic.severity.rawValue):"
    var lines = broken("\(place)\(severity) \(Self.visible(diagnostic.message))", lead: "", indent: 2)
    let painted = paint(severity, diagnostic.severity == .error ? .error : .dim)
    if let first = lines.first, first.hasPrefix(place + severity) {
      lines[0] = place + painted + first.dropFirst(place.count + severity.count)
    }
    return lines
  }

  /// The source line with a caret under the span, cut to the width when it is longer.
  private func excerpt(of source: SourceText, span: Span, label: String) -> [String] {
    let excerpt = SourceExcerpt(of: source, span: span, room: width - 4)
    let indent = String(repeating: " ", count: 2 + excerpt.indent)
    let carets = String(repeating: "^", count: excerpt.length)
    var lines = ["  " + excerpt.line]
    let isBeside = !breaksLines || 2 + excerpt.indent + excerpt.length + 1 + DisplayWidth.of(label) <= width
    lines.append(indent + paint(isBeside && !label.isEmpty ? "\(carets) \(label)" : carets, .error))
    if !isBeside { lines += broken(label, lead: "  ", indent: 2).map { paint($0, .error) } }
    return lines
  }

  private func broken(_ text: String, lead: String, indent: Int) -> [String] {
    guard breaksLines, DisplayWidth.of(lead + text) > width else { return [lead + text] }
    return Paragraph(text, lead: lead, width: width, indent: indent).lines
  }

  /// Control characters replaced, so that a hostile text cannot drive the terminal.
  static func visible(_ text: String) -> String {
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
