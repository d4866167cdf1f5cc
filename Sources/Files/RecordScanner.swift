import CKernels

/// Indexes the cells of records and holds each record to the table's width.
struct RecordScanner {
  /// Columns of the table.
  let width: Int
  /// Whether irregular records are put right and counted, instead of being errors.
  let isLenient: Bool
  private(set) var irregularities = Irregularities()

  init(width: Int, isLenient: Bool) {
    self.width = width
    self.isLenient = isLenient
  }

  /// Indexes the records of a stretch of text that begins with one. Blank lines are no records.
  /// - Parameters:
  ///   - origin: where the stretch begins in the text.
  ///   - isLast: whether the text ends with it; otherwise a record that goes on behind it is left out.
  /// - Returns: where the next record begins in the stretch; nil where not even the first ends in it.
  /// - Throws: `Fault`.
  mutating func index(
    _ fields: FieldScanner, at origin: Int, isLast: Bool, into index: RecordIndex
  ) throws -> Int? {
    if let next = indexRegular(fields, into: index) { return next }
    index.removeAll()
    let base = fields.base
    var position = 0
    while position < fields.end {
      if fields.isNewline(base[position]) {
        position += 1
        continue
      }
      let rowStart = position
      let soFar = irregularities
      let ends = index.beginRow(at: rowStart)
      var column = 0
      while true {
        let fieldEnd =
          position < fields.end && base[position] == FieldScanner.quote
          ? try endOfQuoted(position, fields, at: origin, isLast: isLast)
          : fields.endOfUnquoted(from: position)
        if column < width { ends[column] = UInt32(truncatingIfNeeded: fieldEnd) }
        column += 1
        position = fieldEnd
        guard position < fields.end, base[position] == fields.separator else { break }
        position += 1
      }
      if position == fields.end, !isLast {
        irregularities = soFar
        return index.rowCount > 0 ? rowStart : nil
      }
      guard position < UInt32.max else {
        throw Fault(offset: origin + rowStart, diagnostic: FileDiagnostics.recordTooLong())
      }
      if column != width { try adjust(ends, found: column, rowStart: origin + rowStart) }
      index.finishRow()
      if position < fields.end { position = fields.afterNewline(position) }
    }
    return position
  }

  /// Indexes the regular records that end in the stretch, with wide vectors; nil where the first record is
  /// none of them.
  private func indexRegular(_ fields: FieldScanner, into index: RecordIndex) -> Int? {
    guard fields.end > RecordScanner.leastRun, tally_has_wide_vectors() else { return nil }
    // The least that a record can be is a byte for the end of each of its cells.
    let capacity = fields.end / width + 1
    var run = tally_csv_run()
    index.fill(rows: capacity) { starts, ends in
      run = tally_index_csv(fields.base, fields.end, fields.separator, width, starts, ends, capacity)
      return run.row_count
    }
    return run.row_count > 0 ? run.next : nil
  }

  /// Bytes below which it is not worth the while.
  private static let leastRun = 256

  private mutating func endOfQuoted(
    _ start: Int, _ fields: FieldScanner, at origin: Int, isLast: Bool
  ) throws -> Int {
    guard let close = fields.closingQuote(from: start + 1) else {
      // It may close behind the stretch.
      guard isLast else { return fields.end }
      guard isLenient else {
        throw Fault(offset: origin + start, diagnostic: FileDiagnostics.unterminatedQuote())
      }
      irregularities.unterminatedQuote = origin + start
      return fields.end
    }
    let after = close + 1
    guard after < fields.end, !fields.isStructural(fields.base[after]) else { return after }
    guard isLenient else {
      throw Fault(offset: origin + after, diagnostic: FileDiagnostics.textAfterQuote())
    }
    irregularities.textAfterQuotes.note(origin + after)
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
