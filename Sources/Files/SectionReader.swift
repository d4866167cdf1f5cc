import TallyWorkers

/// Reads one section of a text: block by block, each first indexed and then typed column by column, so
/// that a block's bytes and index stay in the cache while its columns are read.
struct SectionReader: Sendable {
  let buffer: ByteBuffer
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
  }

  /// Reads the columns of `builders` in a section.
  /// - Parameter limit: bytes after which to stop at the next end of a record.
  /// - Throws: `Fault`, the first of the section's first faulty block; `Cancelled`.
  func read(_ section: Range<Int>, into builders: [ColumnBuilder], limit: Int = .max) throws -> Result {
    let fields = FieldScanner(buffer, end: section.upperBound, separator: separator)
    var scanner = RecordScanner(fields, width: width, isLenient: isLenient)
    let index = RecordIndex(width: width)
    let scratch = Scratch()
    var columns = builders
    var rowCount = 0
    var position = section.lowerBound
    let end = limit < section.count ? section.lowerBound + limit : section.upperBound
    while position < end {
      try cancellation.check()
      let target = end - position > blockBytes ? position + blockBytes : end
      let next = try scanner.index(from: position, until: target, into: index)
      let cells = CellReader(base: fields.base + position, offset: position, index: index, scratch: scratch)
      try append(cells, to: &columns)
      rowCount += index.rowCount
      position = next
    }
    return Result(columns: columns, rowCount: rowCount, irregularities: scanner.irregularities)
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
