import TallyDiagnostics
import TallyRendering

// Help on a screen of 80 columns.

extension Help {
  /// Lines no wider than the screen. What does not fit on a line goes before the next one, where that goes on with
  /// the paragraph.
  static func folded(_ lines: [String]) -> [String] {
    var folded: [String] = []
    var rest = ""
    for line in lines {
      let indent = String(line.prefix { $0 == " " })
      var line = line
      if !rest.isEmpty {
        if goesOn(rest, with: line) {
          line = rest + " " + line.dropFirst(indent.count)
        } else {
          folded.append(rest)
        }
        rest = ""
      }
      var pieces = [line]
      if DisplayWidth.of(line) > width {
        pieces = Paragraph(String(line.dropFirst(indent.count)), lead: indent, width: width).lines
        rest = pieces.removeLast()
      }
      folded += pieces
    }
    return rest.isEmpty ? folded : folded + [rest]
  }

  /// Lines as paragraphs, each without ends of lines: what stands further in belongs to what stands before it.
  static func paragraphs(_ lines: [String]) -> [String] {
    var paragraphs: [String] = []
    var previous: String?
    for line in lines {
      let words = line.split(separator: " ").joined(separator: " ")
      if let before = previous,
        goesOn(before, with: line) || (isFurtherIn(line, than: before) && !isListed(line))
      {
        paragraphs[paragraphs.count - 1] += " " + words
        // What follows is measured by the line that the paragraph began with.
        if !isFurtherIn(line, than: before) { previous = line }
      } else {
        paragraphs.append(words)
        previous = line
      }
    }
    return paragraphs
  }

  /// Whether a line goes on with the paragraph of the one before it: neither is one of a list.
  private static func goesOn(_ line: String, with next: String) -> Bool {
    guard indent(of: line) == indent(of: next), next.contains(where: { $0 != " " }) else { return false }
    return ![line, next].contains { isListed($0) }
  }

  /// `svg: a drawing`, `this · that` and `set NAME   changes it`
  private static func isListed(_ line: String) -> Bool {
    line.contains(" · ") || line.firstMatch(of: /^ *\w+( \w+)?:\s/) != nil
      || line.drop { $0 == " " }.contains("   ")
  }

  private static func indent(of line: String) -> Int { line.prefix { $0 == " " }.count }

  private static func isFurtherIn(_ line: String, than other: String) -> Bool {
    indent(of: line) > indent(of: other)
  }

  /// Words with what they mean beside them, or below where the words are long.
  static func list(_ entries: [(word: String, meaning: String)], indent: Int = 26) -> [String] {
    entries.flatMap { entry -> [String] in
      let beside = String(repeating: " ", count: indent)
      let meaning = Paragraph(entry.meaning, lead: beside, width: width).lines
      guard DisplayWidth.of(entry.word) + 4 <= indent else {
        let words = Paragraph(entry.word, lead: "  ", width: width - 4).lines
        return words.prefix(1) + words.dropFirst().map { "    " + $0 } + meaning
      }
      let space = String(repeating: " ", count: indent - 2 - DisplayWidth.of(entry.word))
      let first = meaning.first.map { $0.dropFirst(indent) } ?? ""
      return ["  " + entry.word + space + first] + meaning.dropFirst()
    }
  }
}
