import TallyColumns

/// The unknown rows of a section's column, gathered as they are met.
struct UnknownRows: Sendable {
  /// A bit a row, as far as the last unknown one.
  private(set) var words: [UInt64] = []

  mutating func insert(_ row: Int) {
    let word = row >> 6
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(row & 63)
  }

  mutating func insert(_ rows: Range<Int>) {
    for row in rows { insert(row) }
  }

  /// The masks of sections, end to end; nil where nothing is unknown.
  static func joined(_ sections: [(unknown: UnknownRows, start: Int)], count: Int) -> NullMask? {
    guard sections.contains(where: { !$0.unknown.words.isEmpty }) else { return nil }
    var words = [UInt64](repeating: 0, count: (count + 63) / 64)
    for (unknown, start) in sections {
      let shift = UInt64(start & 63)
      for (index, word) in unknown.words.enumerated() where word != 0 {
        let place = (start >> 6) + index
        words[place] |= word << shift
        let carried = shift == 0 ? 0 : word >> (64 - shift)
        if carried != 0 { words[place + 1] |= carried }
      }
    }
    return NullMask(words: words, count: count)
  }
}
