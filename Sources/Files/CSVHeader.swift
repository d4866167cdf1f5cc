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
    separator = options.separator ?? SeparatorSniffer.separator(of: source, preferring: preferred)
    let fields = FieldScanner(source.buffer, end: source.range.upperBound, separator: separator)
    var start = source.start
    while start < fields.end, fields.isNewline(fields.base[start]) { start += 1 }
    guard start < fields.end else { throw FileError(path: path, FileDiagnostics.emptyFile()) }
    let first = fields.record(at: start)
    let columnNames: ColumnNames
    if options.hasHeader {
      if !options.isLenient { try CSVHeader.check(first.ranges, fields) }
      columnNames = ColumnNames(header: first.ranges.map { CSVHeader.text(source, $0) })
      bodyStart = first.next
    } else {
      columnNames = ColumnNames(count: first.ranges.count, declared: options.schema)
      bodyStart = start
    }
    if separator != UInt8(ascii: ",") { remarks.append(FileRemarks.separator(separator)) }
    names = columnNames.names
    self.remarks = remarks + columnNames.remarks
    if let schema = options.schema { try check(against: schema, at: start, first.ranges) }
  }

  /// A name as it stands in the header, without quotes and the spaces around it.
  private static func text(_ source: SourceBytes, _ range: Range<Int>) -> String {
    let cell = Bytes(rebasing: source.bytes[range])
    let isQuoted = cell.first == FieldScanner.quote
    let scratch = Scratch()
    let name = String(decoding: CellScanner.trimmed(isQuoted ? scratch.unquoted(cell) : cell), as: UTF8.self)
    return withExtendedLifetime(scratch) { name }
  }

  /// The header is a record like the others, and held to the same rules.
  private static func check(_ ranges: [Range<Int>], _ fields: FieldScanner) throws {
    guard let first = ranges.first, let last = ranges.last else { return }
    var scanner = RecordScanner(fields, width: ranges.count, isLenient: false)
    _ = try scanner.index(
      from: first.lowerBound, until: min(last.upperBound, first.lowerBound + 1),
      into: RecordIndex(width: ranges.count))
  }

  /// The file has the columns that its data package declares, and no others.
  private func check(against schema: TableSchema, at start: Int, _ ranges: [Range<Int>]) throws {
    let present = Set(names.map { $0.lowercased() })
    if let lacking = schema.columns.first(where: { !present.contains($0.name.lowercased()) }) {
      throw Fault(offset: start, diagnostic: FileDiagnostics.missingColumn(lacking.name))
    }
    let declared = Set(schema.columns.map { $0.name.lowercased() })
    for (name, range) in zip(names, ranges) where !declared.contains(name.lowercased()) {
      throw Fault(offset: range.lowerBound, diagnostic: FileDiagnostics.extraColumn(name))
    }
  }
}
