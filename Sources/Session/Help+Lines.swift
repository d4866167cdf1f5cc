import TallyDiagnostics
import TallyRendering

// Help on a screen of 80 columns.

extension Help {
  /// Lines no wider than the screen. What does not fit on a line goes before the next one, where that stands as far
  /// in and so goes on with the paragraph.
  static func folded(_ lines: [String]) -> [String] {
    var folded: [String] = []
    var rest = ""
    for line in lines {
      let indent = String(line.prefix { $0 == " " })
      var line = line
      if !rest.isEmpty {
        if rest.prefix(while: { $0 == " " }) == indent, line != indent {
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
