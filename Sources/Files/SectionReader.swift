import CKernels
import TallyWorkers

/// Reads one section of a text: block by block, each first indexed and then typed column by column, so
/// that a block's bytes and index stay in the cache while its columns are read.
struct SectionReader: Sendable {
  let source: ByteSource
  let separator: UInt8
  /// Columns of the table, needed or not.
  let width: Int
  let isLenient: Bool
  /// Bytes indexed at a time.
  let blockBytes: Int
  let cancellation: Cancellation

  struct Result: Sendable {
    let columns: [ColumnBuilder]
    let rowCount: Int
    let irregularities: Irregularities
    /// Whether all of it is ASCII without quotes.
    let isPlain: Bool
  }

  /// Reads the columns of `builders` in a section.
  /// - Parameters:
  ///   - dictionaries: one a builder, which texts are added to.
  ///   - limit: bytes after which to stop at the next end of a record.
  /// - Throws: `Fault`, the first of the section's first faulty block; `FileError`; `Cancelled`.
  func read(
    _ section: Range<Int>, into builders: [ColumnBuilder], with dictionaries: [ThreadDictionary],
    limit: Int = .max
  ) throws -> Result {
    var scanner = RecordScanner(width: width, isLenient: isLenient)
    let window = Window(source)
    defer { withExtendedLifetime(window) {} }
    let index = RecordIndex(width: width)
    let scratch = Scratch()
    var columns = builders
    for (column, dictionary) in dictionaries.enumerated() { columns[column].texts.begin(with: dictionary) }
    var rowCount = 0
    var isPlain = true
    var position = section.lowerBound
    let end = limit < section.count ? section.lowerBound + limit : section.upperBound
    var room = min(blockBytes, max(1, limit))
    while position < end {
      try cancellation.check()
      let stop = section.upperBound - position > room ? position + room : section.upperBound
      let base = try window.load(position..<stop)
      let fields = FieldScanner(base, count: stop - position, separator: separator)
      let isLast = stop == section.upperBound
      guard let next = try scanner.index(fields, at: position, isLast: isLast, into: index) else {
        // A record longer than the block.
        room *= 4
        continue
      }
      let cells = CellReader(base: base, offset: position, index: index, scratch: scratch)
      if rowCount == 0 {
        let rows = SectionReader.expectedRows(of: section.count, index.rowCount, in: next)
        for column in columns.indices { columns[column].expect(rows: rows) }
      }
      try append(cells, to: &columns)
      let facts = tally_look_through(base, next)
      isPlain = isPlain && !facts.has_quote && !facts.has_non_ascii
      rowCount += index.rowCount
      position += next
      cancellation.passed(bytes: next, rows: index.rowCount)
    }
    for (column, dictionary) in dictionaries.enumerated() { columns[column].texts.finish(into: dictionary) }
    return Result(
      columns: columns, rowCount: rowCount, irregularities: scanner.irregularities, isPlain: isPlain)
  }

  /// Rows that a section has if the others are like the first block's, and a few more.
  private static func expectedRows(of bytes: Int, _ rows: Int, in count: Int) -> Int {
    Int(min(Double(bytes) / Double(max(1, count)) * Double(rows) * 1.05 + 64, Double(bytes)))
  }

  private func append(_ cells: CellReader, to columns: inout [ColumnBuilder]) throws {
    var first: Fault?
    for column in columns.indices {
      do {
        try columns[column].append(cells)
      } catch let fault as Fault {
        if fault.offset < first?.offset ?? .max { first = fault }
      }
    }
    if let first { throw first }
  }
}
