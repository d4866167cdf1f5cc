import CKernels

/// Indexes the cells of records and holds each record to the table's width.
struct RecordScanner {
  let fields: FieldScanner
  /// Columns of the table.
  let width: Int
  /// Whether irregular records are put right and counted, instead of being errors.
  let isLenient: Bool
  private(set) var irregularities = Irregularities()

  init(_ fields: FieldScanner, width: Int, isLenient: Bool) {
    self.fields = fields
    self.width = width
    self.isLenient = isLenient
  }

  /// Indexes records from `start`, which begins one, until one ends at or past `target`.
  ///
  /// Blank lines are no records.
  /// - Returns: where the next record begins.
  /// - Throws: `Fault`.
  mutating func index(from start: Int, until target: Int, into index: RecordIndex) throws -> Int {
    if let next = indexRegular(from: start, until: target, into: index) { return next }
    index.removeAll()
    let base = fields.base
    var position = start
    while position < target {
      if fields.isNewline(base[position]) {
        position += 1
        continue
      }
      let rowStart = position
      let ends = index.beginRow(at: rowStart - start)
      var column = 0
      while true {
        let fieldEnd =
          position < fields.end && base[position] == FieldScanner.quote
          ? try endOfQuoted(position) : fields.endOfUnquoted(from: position)
        if column < width { ends[column] = UInt32(truncatingIfNeeded: fieldEnd - start) }
        column += 1
        position = fieldEnd
        guard position < fields.end, base[position] == fields.separator else { break }
        position += 1
      }
      guard position - start < UInt32.max else {
        throw Fault(offset: rowStart, diagnostic: FileDiagnostics.recordTooLong())
      }
      if column != width { try adjust(ends, found: column, rowStart: rowStart) }
      index.finishRow()
      if position < fields.end { position = fields.afterNewline(position) }
    }
    return position
  }

  /// Indexes the regular records that end before `target`, with wide vectors; nil where the first record is
  /// none of them.
  private func indexRegular(from start: Int, until target: Int, into index: RecordIndex) -> Int? {
    guard tally_has_wide_vectors(), target - start > RecordScanner.leastRun else { return nil }
    let count = min(target, fields.end) - start
    // The least that a record can be is a byte for the end of each of its cells.
    let capacity = count / width + 1
    var run = tally_csv_run()
    index.fill(rows: capacity) { starts, ends in
      run = tally_index_csv(fields.base + start, count, fields.separator, width, starts, ends, capacity)
      return run.row_count
    }
    return run.row_count > 0 ? start + run.next : nil
  }

  /// Bytes below which it is not worth the while.
  private static let leastRun = 256

  private mutating func endOfQuoted(_ start: Int) throws -> Int {
    guard let close = fields.closingQuote(from: start + 1) else {
      guard isLenient else { throw Fault(offset: start, diagnostic: FileDiagnostics.unterminatedQuote()) }
      irregularities.unterminatedQuote = start
      return fields.end
    }
    let after = close + 1
    guard after < fields.end, !fields.isStructural(fields.base[after]) else { return after }
    guard isLenient else { throw Fault(offset: after, diagnostic: FileDiagnostics.textAfterQuote()) }
    irregularities.textAfterQuotes.note(after)
    return fields.endOfUnquoted(from: after)
  }

  private mutating func adjust(
    _ ends: UnsafeMutablePointer<UInt32>, found: Int, rowStart: Int
  ) throws {
    guard isLenient else {
      throw Fault(offset: rowStart, diagnostic: FileDiagnostics.raggedRow(expected: width, found: found))
    }
    irregularities.raggedRows.note(rowStart)
    for column in min(found, width)..<width { ends[column] = ends[found - 1] }
  }
}

/// What was put right in records under leniency.
struct Irregularities: Sendable {
  var raggedRows = Tally()
  var textAfterQuotes = Tally()
  /// The offset of a quote that nothing closes; there can only be one.
  var unterminatedQuote: Int?

  /// How often something was met, and the offset of the first.
  struct Tally: Sendable {
    private(set) var count = 0
    private(set) var first = Int.max

    mutating func note(_ offset: Int) {
      count += 1
      first = min(first, offset)
    }

    mutating func add(_ other: Tally) {
      count += other.count
      first = min(first, other.first)
    }
  }

  mutating func add(_ other: Irregularities) {
    raggedRows.add(other.raggedRows)
    textAfterQuotes.add(other.textAfterQuotes)
    unterminatedQuote = unterminatedQuote ?? other.unterminatedQuote
  }
}
