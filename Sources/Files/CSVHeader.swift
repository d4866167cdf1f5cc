/// What is known of a table before its rows are read.
struct CSVHeader: Sendable {
  let separator: UInt8
  let names: [String]
  /// Where the records begin that are rows.
  let bodyStart: Int
  let remarks: [String]

  /// - Throws: `FileError` for a file without a record; `Fault`.
  init(_ source: SourceBytes, path: String, options: CSVOptions) throws {
    var remarks = source.encoding == .utf8 ? [] : [FileRemarks.encoding(source.encoding)]
    let isTabbed = ["tsv", "tab"].contains(FilePath.fileExtension(path))
    let preferred = isTabbed ? UInt8(ascii: "\t") : UInt8(ascii: ",")
    let window = Window(source.source)
    var count = min(CSVHeader.headBytes, source.range.count)
    var found: (separator: UInt8, fields: FieldScanner, start: Int, record: (ranges: [Range<Int>], next: Int))
    while true {
      let base = try window.load(source.start..<(source.start + count))
      let separator =
        options.separator
        ?? SeparatorSniffer.separator(of: Bytes(start: base, count: count), preferring: preferred)
      let fields = FieldScanner(base, count: count, separator: separator)
      var start = 0
      while start < fields.end, fields.isNewline(fields.base[start]) { start += 1 }
      found = (separator, fields, start, fields.record(at: start))
      // A header as long as that goes on behind the head.
      guard found.record.next == count, count < source.range.count else { break }
      count = min(count * 4, source.range.count)
    }
    defer { withExtendedLifetime(window) {} }
    let (fields, first) = (found.fields, found.record)
    separator = found.separator
    guard found.start < fields.end else { throw FileError(path: path, FileDiagnostics.emptyFile()) }
    let columnNames: ColumnNames
    if options.hasHeader {
      if !options.isLenient { try CSVHeader.check(first.ranges, fields, at: source.start) }
      columnNames = ColumnNames(header: first.ranges.map { CSVHeader.text(fields, $0) })
      bodyStart = source.start + first.next
    } else {
      columnNames = ColumnNames(count: first.ranges.count, declared: options.schema)
      bodyStart = source.start + found.start
    }
    if separator != UInt8(ascii: ",") { remarks.append(FileRemarks.separator(separator)) }
    names = columnNames.names
    self.remarks = remarks + columnNames.remarks
    if let schema = options.schema {
      try check(
        against: schema, at: source.start + found.start, first.ranges.map { $0.lowerBound + source.start })
    }
  }

  /// Bytes looked at first.
  private static let headBytes = 256 << 10

  /// A name as it stands in the header, without quotes and the spaces around it.
  private static func text(_ fields: FieldScanner, _ range: Range<Int>) -> String {
    let cell = Bytes(start: fields.base + range.lowerBound, count: range.count)
    let isQuoted = cell.first == FieldScanner.quote
    let scratch = Scratch()
    let name = String(decoding: CellScanner.trimmed(isQuoted ? scratch.unquoted(cell) : cell), as: UTF8.self)
    return withExtendedLifetime(scratch) { name }
  }

  /// The header is a record like the others, and held to the same rules.
  private static func check(_ ranges: [Range<Int>], _ fields: FieldScanner, at offset: Int) throws {
    guard let first = ranges.first, let last = ranges.last else { return }
    let header = FieldScanner(
      fields.base + first.lowerBound, count: last.upperBound - first.lowerBound, separator: fields.separator)
    var scanner = RecordScanner(width: ranges.count, isLenient: false)
    _ = try scanner.index(
      header, at: offset + first.lowerBound, isLast: true, into: RecordIndex(width: ranges.count))
  }

  /// The file has the columns that its data package declares, and no others.
  private func check(against schema: TableSchema, at start: Int, _ cells: [Int]) throws {
    let present = Set(names.map { $0.lowercased() })
    if let lacking = schema.columns.first(where: { !present.contains($0.name.lowercased()) }) {
      throw Fault(offset: start, diagnostic: FileDiagnostics.missingColumn(lacking.name))
    }
    let declared = Set(schema.columns.map { $0.name.lowercased() })
    for (name, cell) in zip(names, cells) where !declared.contains(name.lowercased()) {
      throw Fault(offset: cell, diagnostic: FileDiagnostics.extraColumn(name))
    }
  }
}
