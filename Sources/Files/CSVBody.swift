import TallyColumns
import TallyWorkers

/// Reads the rows of a table: cut into sections, each read on its own, put together column by column.
struct CSVBody: Sendable {
  let source: SourceBytes
  let header: CSVHeader
  let options: CSVOptions
  let cancellation: Cancellation
  /// What is declared of each column, by its name in lower case.
  private let declared: [String: ColumnSchema]

  init(source: SourceBytes, header: CSVHeader, options: CSVOptions, cancellation: Cancellation) {
    self.source = source
    self.header = header
    self.options = options
    self.cancellation = cancellation
    declared = Dictionary(
      (options.schema?.columns ?? []).map { ($0.name.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Bytes from which the kinds to start with are taken.
  private static let hintBytes = 64 << 10

  /// - Throws: `Fault`; `FileError`; `Cancelled`; `SectionCutter.NotUTF8`.
  func table(named name: String) throws -> Table {
    let sections = try SectionCutter(
      source: source, separator: header.separator, start: header.bodyStart,
      pieceBytes: max(1, options.blockBytes * 4)
    ).sections(
      near: options.sectionBytes(of: source.range.upperBound - header.bodyStart), workers: options.workers,
      cancellation: cancellation)
    let builders = try startingBuilders()
    var results = try options.workers.map(sections.count, cancellation: cancellation) { section in
      try reader.read(sections[section], into: builders)
    }
    let kinds = builders.indices.map { column in kind(of: column, results) }
    try reread(sections, &results, as: kinds)
    try source.source.checkUnchanged()
    return try assemble(name, results, kinds)
  }

  private var reader: SectionReader {
    SectionReader(
      source: source.source, separator: header.separator, width: header.names.count,
      isLenient: options.isLenient, blockBytes: max(1, options.blockBytes), cancellation: cancellation)
  }

  /// A builder for each column that is needed, starting as what the first rows look like.
  private func startingBuilders() throws -> [ColumnBuilder] {
    let needed = options.columns.map { Set($0.map { $0.lowercased() }) }
    let builders = header.names.indices.compactMap { position -> ColumnBuilder? in
      let name = header.names[position].lowercased()
      guard needed?.contains(name) ?? true else { return nil }
      let column = declared[name]
      let rules = CellRules(
        columnName: header.names[position], declared: column?.kind,
        missing: column?.missingValues?.filter { !$0.isEmpty }.map { Array($0.utf8) })
      return ColumnBuilder(position: position, rules: rules, kind: column?.kind?.first ?? .blank)
    }
    let body = header.bodyStart..<source.range.upperBound
    guard body.count > CSVBody.hintBytes * 4 else { return builders }
    let hints = try reader.read(body, into: builders, limit: CSVBody.hintBytes).columns
    return zip(builders, hints).map { builder, hint in
      ColumnBuilder(position: builder.position, rules: builder.rules, kind: hint.kind)
    }
  }

  /// What all sections of a column can be read as.
  private func kind(of column: Int, _ results: [SectionReader.Result]) -> CellKind {
    let builders = results.map { $0.columns[column] }
    let joined = builders.reduce(CellKind.blank) { $0.joined(with: $1.kind) }
    guard joined == .blank else { return joined }
    if let declared = builders.first?.rules.declared { return declared.whenBlank }
    // Where nothing else says what NA means, it is text.
    return builders.contains { $0.notes.placeholderCount > 0 } ? .text : .blank
  }

  /// Reads again, in each section, the columns that it holds as another kind than the whole.
  private func reread(
    _ sections: [Range<Int>], _ results: inout [SectionReader.Result], as kinds: [CellKind]
  ) throws {
    let first = results
    results = try options.workers.map(sections.count, cancellation: cancellation) { section in
      let columns = first[section].columns
      let stale = columns.indices.filter { columns[$0].mustBeReread(as: kinds[$0]) }
      guard !stale.isEmpty else { return first[section] }
      let builders = stale.map { column in
        ColumnBuilder(position: columns[column].position, rules: columns[column].rules, kind: kinds[column])
      }
      let again = try reader.read(sections[section], into: builders)
      return first[section].replacing(stale, by: again.columns)
    }
  }

  private func assemble(_ name: String, _ results: [SectionReader.Result], _ kinds: [CellKind]) throws
    -> Table
  {
    let starts = results.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.rowCount) }
    let rowCount = starts[results.count]
    let columns = try options.workers.map(kinds.count, cancellation: cancellation) { column in
      ColumnAssembler(
        sections: zip(results, starts).map { ($0.columns[column], $1) }, rowCount: rowCount,
        kind: kinds[column], mayBecomeWhole: results.first?.columns[column].rules.declared == nil
      ).column()
    }
    let names = results.first.map { $0.columns.map(\.rules.columnName) } ?? []
    return Table(
      name: name, fields: names.map(field), columns: columns, rowCount: rowCount,
      remarks: header.remarks + (try remarks(results)))
  }

  private func field(_ name: String) -> Field {
    Field(name, description: declared[name.lowercased()]?.description)
  }

  private func remarks(_ results: [SectionReader.Result]) throws -> [String] {
    var irregularities = Irregularities()
    for result in results { irregularities.add(result.irregularities) }
    var remarks = try remarks(on: irregularities)
    for column in results.first?.columns.indices ?? 0..<0 {
      var notes = CellNotes()
      for result in results { notes.add(result.columns[column].notes) }
      let name = results[0].columns[column].rules.columnName
      if notes.placeholderCount > 0 {
        remarks.append(FileRemarks.placeholders(notes.placeholderCount, notes.placeholders, column: name))
      }
      if notes.dateCount > 0 { remarks.append(FileRemarks.datesAsTimes(notes.dateCount, column: name)) }
    }
    return remarks
  }

  private func remarks(on irregularities: Irregularities) throws -> [String] {
    let line = { (offset: Int) in try source.place(of: offset).position.line }
    var remarks: [String] = []
    if irregularities.raggedRows.count > 0 {
      let rows = irregularities.raggedRows
      remarks.append(FileRemarks.raggedRows(rows.count, firstLine: try line(rows.first)))
    }
    if irregularities.textAfterQuotes.count > 0 {
      let cells = irregularities.textAfterQuotes
      remarks.append(FileRemarks.textAfterQuotes(cells.count, firstLine: try line(cells.first)))
    }
    if let quote = irregularities.unterminatedQuote {
      remarks.append(FileRemarks.unterminatedQuote(line: try line(quote)))
    }
    return remarks
  }
}

extension SectionReader.Result {
  fileprivate func replacing(_ stale: [Int], by again: [ColumnBuilder]) -> SectionReader.Result {
    var columns = columns
    for (column, builder) in zip(stale, again) { columns[column] = builder }
    return SectionReader.Result(columns: columns, rowCount: rowCount, irregularities: irregularities)
  }
}
