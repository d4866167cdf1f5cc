/// The line that a message points into with carets under the words in question, cut to the width of the screen.
///
///     sum casulties where city=Kyiv
///         ^^^^^^^^^
struct SourceExcerpt {
  /// What is shown of the line.
  let line: String
  /// Columns before the carets.
  let indent: Int
  /// Columns that the carets take; at least one.
  let length: Int

  /// - Parameter room: columns that there are for the line; at least 4.
  init(of source: SourceText, span: Span, room: Int) {
    let bytes = Array(source.text.utf8)
    let start = min(max(0, span.start), bytes.count)
    let isBreak = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
    var lineStart = start
    while lineStart > 0, !isBreak(bytes[lineStart - 1]) { lineStart -= 1 }
    var lineEnd = start
    while lineEnd < bytes.count, !isBreak(bytes[lineEnd]) { lineEnd += 1 }

    // The middle is the words in question; what surrounds them is cut first, then their own tail.
    let end = min(max(start, span.end), lineEnd)
    let piece = { (range: Range<Int>) in
      Array(DiagnosticRenderer.visible(String(decoding: bytes[range], as: UTF8.self)))
    }
    var before = piece(lineStart..<start)
    var middle = piece(start..<end)
    var after = piece(end..<lineEnd)
    middle = SourceExcerpt.head(of: middle, in: max(1, room * 2 / 3))
    let spare = room - SourceExcerpt.columns(middle)
    if SourceExcerpt.columns(before) + SourceExcerpt.columns(after) > spare {
      before = SourceExcerpt.tail(of: before, in: max(spare / 2, spare - SourceExcerpt.columns(after)))
      after = SourceExcerpt.head(of: after, in: spare - SourceExcerpt.columns(before))
    }
    line = String(before + middle + after)
    indent = SourceExcerpt.columns(before)
    length = max(1, SourceExcerpt.columns(middle))
  }

  static func columns(_ characters: some Sequence<Character>) -> Int {
    characters.reduce(0) { $0 + DisplayWidth.of($1) }
  }

  /// The first of some characters, with a sign for what is left out; all of them where they fit.
  private static func head(of characters: [Character], in room: Int) -> [Character] {
    guard columns(characters) > room else { return characters }
    return fitting(characters, in: room - 1) + (room > 0 ? ["…"] : [])
  }

  /// The last of some characters, with a sign for what is left out; all of them where they fit.
  private static func tail(of characters: [Character], in room: Int) -> [Character] {
    guard columns(characters) > room else { return characters }
    return (room > 0 ? ["…"] : []) + fitting(characters.reversed(), in: room - 1).reversed()
  }

  private static func fitting(_ characters: [Character], in room: Int) -> [Character] {
    var left = room
    return Array(
      characters.prefix { character in
        left -= DisplayWidth.of(character)
        return left >= 0
      })
  }
}
