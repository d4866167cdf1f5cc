import CKernels
import TallyWorkers

/// Looks a text through and cuts it into sections that begin and end where records do, whatever stands in
/// quotes.
///
/// Whether a place lies inside quotes depends on everything before it. So each piece is first asked, in
/// parallel, how it would leave off for either way of being entered; the answers are then chained from
/// the front, and each cut moves on to the next record.
struct SectionCutter: Sendable {
  let source: SourceBytes
  let separator: UInt8
  /// Where the first record begins.
  let start: Int
  /// Bytes looked through at a time.
  let pieceBytes: Int

  /// The text of a file that was taken for UTF-8 is something else.
  struct NotUTF8: Error {}

  private var end: Int { source.range.upperBound }

  /// What one piece is found to be.
  private struct Piece: Sendable {
    let end: Int
    /// Whether its end lies inside quotes, when its beginning does not, and when it does.
    var exits = (fromOutside: false, fromInside: true)
    var isUTF8 = true
  }

  /// Sections of about `size` bytes, in order, together all of the text; at least one, if an empty one.
  /// - Throws: `NotUTF8`; `FileError`; `Cancelled`.
  func sections(
    near size: Int, workers: Workers, cancellation: Cancellation
  ) throws -> [Range<Int>] {
    let pieces = try workers.map(pieceCount(size), cancellation: cancellation) { number in
      let range = pieceRange(number, size)
      return try piece(from: range.lowerBound, to: range.upperBound)
    }
    guard pieces.allSatisfy(\.isUTF8) else { throw NotUTF8() }
    return try sections(of: pieces, near: size)
  }

  /// The same for a text in which no quotes are, without looking through it.
  /// - Throws: `FileError`.
  func sectionsWithoutQuotes(near size: Int) throws -> [Range<Int>] {
    try sections(
      of: (0..<pieceCount(size)).map { Piece(end: pieceRange($0, size).upperBound) }, near: size)
  }

  private func pieceCount(_ size: Int) -> Int {
    let step = max(1, min(size, pieceBytes))
    return max(1, (end - start + step - 1) / step)
  }

  private func pieceRange(_ number: Int, _ size: Int) -> Range<Int> {
    let step = max(1, min(size, pieceBytes))
    return min(start + number * step, end)..<min(start + (number + 1) * step, end)
  }

  private func sections(of pieces: [Piece], near size: Int) throws -> [Range<Int>] {
    let window = Window(source.source)
    var sections: [Range<Int>] = []
    var isInside = false
    var sectionStart = start
    for piece in pieces {
      isInside = isInside ? piece.exits.fromInside : piece.exits.fromOutside
      guard piece.end - sectionStart >= size || piece.end == end, piece.end > sectionStart else { continue }
      let sectionEnd = try recordStart(from: piece.end, isInside: isInside, window)
      sections.append(sectionStart..<sectionEnd)
      sectionStart = sectionEnd
    }
    return sections.isEmpty ? [start..<start] : sections
  }

  /// Looks through what lies between two cuts near these places.
  private func piece(from low: Int, to high: Int) throws -> Piece {
    let window = Window(source.source)
    defer { withExtendedLifetime(window) {} }
    // A byte before, to see what a quote at the beginning stands behind.
    let origin = max(low - 1, source.start)
    var room = SectionCutter.margin
    while true {
      let stop = min(high + room, end)
      let base = try window.load(origin..<stop)
      let fields = FieldScanner(base, count: stop - origin, separator: separator)
      guard let first = cut(near: low, fields, origin), let last = cut(near: high, fields, origin) else {
        room *= 16
        continue
      }
      return look(through: first..<max(first, last), fields, origin)
    }
  }

  /// Bytes behind a piece in which its end is looked for.
  private static let margin = 256

  /// The first place from `place` on that has no quote on either side, so that no pair of quotes is torn
  /// apart; nil where it lies behind the stretch.
  private func cut(near place: Int, _ fields: FieldScanner, _ origin: Int) -> Int? {
    if place == start || place == end { return place }
    var index = place - origin
    while index < fields.end {
      if fields.base[index] != FieldScanner.quote, fields.base[index - 1] != FieldScanner.quote {
        return origin + index
      }
      index += 1
    }
    return origin + index == end ? end : nil
  }

  private func look(through range: Range<Int>, _ fields: FieldScanner, _ origin: Int) -> Piece {
    var piece = Piece(end: range.upperBound)
    let facts = tally_look_through(fields.base + (range.lowerBound - origin), range.count)
    if facts.has_quote {
      piece.exits.fromOutside = exit(range, isInside: false, fields, origin)
      piece.exits.fromInside = exit(range, isInside: true, fields, origin)
    }
    if facts.has_non_ascii, !source.isKnownUTF8 {
      // A character belongs to the piece in which it begins.
      let low = fields.afterContinuation(range.lowerBound - origin)
      let high = fields.afterContinuation(range.upperBound - origin)
      piece.isUTF8 = TextEncoding.isUTF8(Bytes(start: fields.base + low, count: max(0, high - low)))
    }
    return piece
  }

  /// Whether the end of a piece lies inside quotes, when its beginning does or does not.
  private func exit(_ piece: Range<Int>, isInside: Bool, _ fields: FieldScanner, _ origin: Int) -> Bool {
    var isInside = isInside
    var index = piece.lowerBound - origin
    let end = piece.upperBound - origin
    while let quote = fields.nextQuote(from: index, to: end) {
      index = quote + 1
      if !isInside {
        isInside = origin + quote == start || fields.isStructural(fields.base[quote - 1])
      } else if index < end, fields.base[index] == FieldScanner.quote {
        index += 1
      } else {
        isInside = false
      }
    }
    return isInside
  }

  /// The first record that begins at `cut` or after it.
  private func recordStart(from cut: Int, isInside: Bool, _ window: Window) throws -> Int {
    guard cut < end else { return end }
    defer { withExtendedLifetime(window) {} }
    var room = 64 << 10
    while true {
      let origin = cut - 1
      let stop = min(origin + room, end)
      let base = try window.load(origin..<stop)
      let fields = FieldScanner(base, count: stop - origin, separator: separator)
      if let next = recordStart(isInside: isInside, fields) { return origin + next }
      if stop == end { return end }
      room *= 16
    }
  }

  /// The first record that begins behind the first byte; nil where none begins in the stretch.
  private func recordStart(isInside: Bool, _ fields: FieldScanner) -> Int? {
    var position = 1
    if isInside {
      guard let close = fields.closingQuote(from: 1), close + 1 < fields.end else { return nil }
      position = close + 1
    } else if fields.isNewline(fields.base[0]) {
      return 1
    }
    position = fields.endOfUnquoted(from: position)
    while position < fields.end, fields.base[position] == fields.separator {
      position = fields.endOfField(from: position + 1)
    }
    return position + 1 < fields.end ? fields.afterNewline(position) : nil
  }
}

extension FieldScanner {
  /// The first byte from `start` on, at most three further, that begins a character of UTF-8.
  fileprivate func afterContinuation(_ start: Int) -> Int {
    var index = start
    while index < end, index < start + 3, base[index] & 0xC0 == 0x80 { index += 1 }
    return index
  }
}
