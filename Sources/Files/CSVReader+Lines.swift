import TallyWorkers

extension CSVReader {
  /// The lines of a file on which rows begin, found by reading it again, so that loading need not keep them.
  /// - Parameters:
  ///   - rows: counted from 0 without the header; those the file does not have are left out of the result.
  /// - Throws: `FileError`; `Cancelled`.
  /// - Complexity: O(bytes up to the last of the rows).
  public func lines(ofRows rows: [Int], in path: String, cancellation: Cancellation = .never) throws -> [Int:
    Int]
  {
    guard let last = rows.max() else { return [:] }
    let source = try SourceBytes(
      path, options.permissions, workers: options.workers, cancellation: cancellation)
    let header = try CSVHeader(source, path: path, options: options)
    let text = try source.source.buffer()
    let fields = FieldScanner(text.base, count: source.range.upperBound, separator: header.separator)
    let wanted = Set(rows)
    var lines: [Int: Int] = [:]
    var counter = LineCounter(fields, at: source.start)
    var position = header.bodyStart
    var row = 0
    while position < fields.end, row <= last {
      if fields.isNewline(fields.base[position]) {
        position += 1
        continue
      }
      if wanted.contains(row) { lines[row] = counter.line(at: position) }
      position = fields.record(at: position).next
      row += 1
      if row % 65_536 == 0 { try cancellation.check() }
    }
    withExtendedLifetime(text) {}
    return lines
  }
}

/// Counts lines on the way through a text. CR LF is one line end.
private struct LineCounter {
  private let fields: FieldScanner
  private var position: Int
  private var line = 1

  init(_ fields: FieldScanner, at start: Int) {
    self.fields = fields
    position = start
  }

  /// The line of an offset that is not before the last one asked for.
  mutating func line(at offset: Int) -> Int {
    while position < offset {
      let isNewline = fields.isNewline(fields.base[position])
      if isNewline { line += 1 }
      position = isNewline ? fields.afterNewline(position) : position + 1
    }
    return line
  }
}
