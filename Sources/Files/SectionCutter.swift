import TallyWorkers

/// Cuts a text into sections that begin and end where records do, whatever stands in quotes.
///
/// Whether a place lies inside quotes depends on everything before it. So each piece is first asked, in
/// parallel, how it would leave off for either way of being entered; the answers are then chained from
/// the front, and each cut moves on to the next record.
struct SectionCutter: Sendable {
  let fields: FieldScanner
  /// Where the first record begins.
  let start: Int

  /// Sections of about `size` bytes, in order, together all of the text; at least one, if an empty one.
  func sections(
    near size: Int, workers: Workers, cancellation: Cancellation
  ) throws -> [Range<Int>] {
    let cuts = cuts(every: max(1, size))
    let exits = try workers.map(cuts.count - 1, cancellation: cancellation) { piece in
      let range = cuts[piece]..<cuts[piece + 1]
      return (fromOutside: exit(range, isInside: false), fromInside: exit(range, isInside: true))
    }
    var sections: [Range<Int>] = []
    var isInside = false
    var sectionStart = start
    for (cut, exit) in zip(cuts.dropFirst(), exits) {
      isInside = isInside ? exit.fromInside : exit.fromOutside
      guard cut > sectionStart else { continue }
      let sectionEnd = recordStart(from: cut, isInside: isInside)
      sections.append(sectionStart..<sectionEnd)
      sectionStart = sectionEnd
    }
    return sections.isEmpty ? [start..<start] : sections
  }

  /// Places to cut, none of them beside a quote, so that no pair of quotes is torn apart.
  private func cuts(every size: Int) -> [Int] {
    var cuts = [start]
    var next = start + size
    while next < fields.end {
      var cut = next
      while cut < fields.end,
        fields.base[cut] == FieldScanner.quote || fields.base[cut - 1] == FieldScanner.quote
      { cut += 1 }
      if cut < fields.end { cuts.append(cut) }
      next = cut + size
    }
    return cuts + [fields.end]
  }

  /// Whether the end of a piece lies inside quotes, when its beginning does or does not.
  private func exit(_ piece: Range<Int>, isInside: Bool) -> Bool {
    var isInside = isInside
    var index = piece.lowerBound
    while let quote = fields.nextQuote(from: index, to: piece.upperBound) {
      index = quote + 1
      if !isInside {
        isInside = quote == start || fields.isStructural(fields.base[quote - 1])
      } else if index < piece.upperBound, fields.base[index] == FieldScanner.quote {
        index += 1
      } else {
        isInside = false
      }
    }
    return isInside
  }

  /// The first record that begins at `cut` or after it.
  private func recordStart(from cut: Int, isInside: Bool) -> Int {
    guard cut < fields.end else { return fields.end }
    var position = cut
    if isInside {
      guard let close = fields.closingQuote(from: cut) else { return fields.end }
      position = close + 1
    } else if fields.isNewline(fields.base[cut - 1]) {
      return cut
    }
    position = fields.endOfUnquoted(from: position)
    while position < fields.end, fields.base[position] == fields.separator {
      position = fields.endOfField(from: position + 1)
    }
    return position < fields.end ? fields.afterNewline(position) : fields.end
  }
}
