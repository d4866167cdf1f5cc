import CKernels
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

  /// Rows below which a table is put together on one thread.
  private static let shortRowCount = 10_000
  /// Bytes that a cell takes where nothing else is known.
  private static let bytesPerCell = 4

  /// Columns of all rows.
  struct Content: Sendable {
    /// The columns that were asked for, by their numbers in the file.
    let columns: [Int: Column]
    let rowCount: Int
    /// What is remarked on rows that were put right.
    let rowRemarks: [String]
    /// What is remarked on the cells of columns, by their numbers.
    let columnRemarks: [Int: [String]]
  }

  /// Whether the text is long enough for its beginning to be looked at first.
  var isLong: Bool { (source.range.upperBound - header.bodyStart) / 4 > options.firstBytes }

  /// What the cells of each column are in the first rows.
  /// - Throws: `Fault`; `FileError`; `Cancelled`.
  func kindsOfFirstRows(_ positions: [Int]) throws -> [CellKind] {
    let body = header.bodyStart..<source.range.upperBound
    return try reader.read(
      body, into: positions.map { builder($0, nil) }, with: positions.map { _ in ThreadDictionary() },
      limit: options.firstBytes
    ).columns.map(\.kind)
  }

  /// Reads columns of all rows, and looks through the others.
  /// - Parameters:
  ///   - positions: their numbers in the file.
  ///   - hints: what to read each of them as at first; nil to look at the first rows.
  /// - Throws: `Fault`; `FileError`; `Cancelled`; `SectionCutter.NotUTF8`.
  func read(_ positions: [Int], startingAs hints: [CellKind]? = nil) throws -> Content {
    let hints = try hints ?? (isLong ? kindsOfFirstRows(positions) : nil)
    let builders = positions.indices.map { builder(positions[$0], hints?[$0]) }
    var (sections, results) = try readSections(builders)
    let kinds = builders.indices.map { column in kind(of: column, results) }
    try reread(sections, &results, as: kinds)
    try source.source.checkUnchanged()
    return try assemble(&results, kinds)
  }

  /// Cuts the text into sections and reads each.
  ///
  /// Where a section may end depends on all quotes before. A text whose beginning has none is cut as if there were
  /// none in it, and read at once; only where there are some after all, or characters that are to be proved to be
  /// UTF-8, is it looked through for them, and read once more if it is to be cut elsewhere.
  private func readSections(
    _ builders: [ColumnBuilder]
  ) throws -> (sections: [Range<Int>], results: [SectionReader.Result]) {
    let cutter = SectionCutter(
      source: source, separator: header.separator, start: header.bodyStart,
      pieceBytes: max(1, options.blockBytes * 4))
    let size = options.sectionBytes(of: source.range.upperBound - header.bodyStart)
    var guess: (sections: [Range<Int>], results: [SectionReader.Result])?
    if try isPlainAtFirst() {
      let sections = try cutter.sectionsWithoutQuotes(near: size)
      do {
        guess = (sections, try read(sections, into: builders))
      } catch is Fault {
        // It may lie in how the text was cut.
      }
    }
    if let guess, guess.results.allSatisfy(\.isPlain) { return guess }
    let sections = try cutter.sections(near: size, workers: options.workers, cancellation: cancellation)
    if let guess, guess.sections == sections { return guess }
    return (sections, try read(sections, into: builders))
  }

  /// Whether the beginning of the text is ASCII without quotes.
  private func isPlainAtFirst() throws -> Bool {
    let count = min(max(0, source.range.upperBound - header.bodyStart), options.firstBytes)
    let window = Window(source.source)
    defer { withExtendedLifetime(window) {} }
    let facts = tally_look_through(try window.load(header.bodyStart..<header.bodyStart + count), count)
    return !facts.has_quote && !facts.has_non_ascii
  }

  private func read(
    _ sections: [Range<Int>], into builders: [ColumnBuilder]
  ) throws -> [SectionReader.Result] {
    cancellation.begin(bytes: source.range.upperBound - header.bodyStart)
    let shelf = DictionaryShelf(columnCount: builders.count)
    return try options.workers.map(sections.count, cancellation: cancellation) { section in
      try reserve(sections[section].count, columns: builders.count)
      let dictionaries = shelf.take(for: section)
      defer { shelf.putBack(dictionaries, after: section) }
      return try reader.read(sections[section], into: builders, with: dictionaries.columns)
    }
  }

  /// Asks for memory for columns of a section, by the share of its text that they are.
  private func reserve(_ bytes: Int, columns: Int) throws {
    try reserve(bytes / max(1, header.names.count) * columns)
  }

  /// - Throws: `FileError` where so much memory may not be taken.
  private func reserve(_ bytes: Int) throws {
    do {
      try options.memory.reserve(bytes, isPart: true)
    } catch let shortage as MemoryShortage {
      throw FileError(path: source.path, FileDiagnostics.notEnoughMemory(shortage))
    }
  }

  private var reader: SectionReader {
    SectionReader(
      source: source.source, separator: header.separator, width: header.names.count,
      isLenient: options.isLenient, blockBytes: max(1, options.blockBytes), cancellation: cancellation)
  }

  /// A builder for a column, starting as a kind where one is known.
  private func builder(_ position: Int, _ hint: CellKind?) -> ColumnBuilder {
    let name = header.names[position]
    let column = declared[name.lowercased()]
    let rules = CellRules(
      columnName: name, declared: column?.kind,
      missing: column?.missingValues?.filter { !$0.isEmpty }.map { Array($0.utf8) })
    return ColumnBuilder(position: position, rules: rules, kind: hint ?? column?.kind?.first ?? .blank)
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
    guard results.contains(where: { !$0.columnsToReread(as: kinds).isEmpty }) else { return }
    let first = results
    let shelf = DictionaryShelf(columnCount: kinds.count)
    cancellation.begin(bytes: bytesToReread(sections, results, as: kinds))
    results = try options.workers.map(sections.count, cancellation: cancellation) { section in
      let columns = first[section].columns
      let stale = first[section].columnsToReread(as: kinds)
      guard !stale.isEmpty else { return first[section] }
      let builders = stale.map { column in
        ColumnBuilder(position: columns[column].position, rules: columns[column].rules, kind: kinds[column])
      }
      let dictionaries = shelf.take(for: section)
      defer { shelf.putBack(dictionaries, after: section) }
      let again = try reader.read(
        sections[section], into: builders, with: stale.map { dictionaries.columns[$0] })
      return first[section].replacing(stale, by: again.columns)
    }
  }

  private func bytesToReread(
    _ sections: [Range<Int>], _ results: [SectionReader.Result], as kinds: [CellKind]
  ) -> Int {
    zip(sections, results).reduce(0) { $1.1.columnsToReread(as: kinds).isEmpty ? $0 : $0 + $1.0.count }
  }

  private func assemble(_ results: inout [SectionReader.Result], _ kinds: [CellKind]) throws -> Content {
    let starts = results.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.rowCount) }
    let rowCount = starts[results.count]
    try reserve(rowCount.multipliedReportingOverflow(by: kinds.count * CSVBody.bytesPerCell).partialValue)
    let positions = results.first?.columns.map(\.position) ?? []
    var irregularities = Irregularities()
    for result in results { irregularities.add(result.irregularities) }
    let columnRemarks = positions.indices.map { remarks(onColumn: $0, results) }
    // Starting a thread takes longer than putting a short table together.
    let isShort = results.count == 1 && rowCount < CSVBody.shortRowCount
    let workers = isShort ? Workers(count: 1) : options.workers
    var begun = try workers.map(kinds.count, cancellation: cancellation) { [results] column in
      try ColumnAssembler(
        sections: zip(results, starts).map { ($0.columns[column], $1) }, rowCount: rowCount,
        kind: kinds[column], mayBecomeWhole: results.first?.columns[column].rules.declared == nil
      ).begun() as ColumnAssembler.Begun?
    }
    // What sections have gathered of a column goes as soon as the column is there.
    results = []
    var columns: [Int: Column] = [:]
    for (column, position) in positions.enumerated() {
      columns[position] = try begun[column].take()?.finished(workers, cancellation)
    }
    return Content(
      columns: columns, rowCount: rowCount, rowRemarks: try remarks(on: irregularities),
      columnRemarks: Dictionary(uniqueKeysWithValues: zip(positions, columnRemarks)))
  }

  /// What the table calls a column.
  func field(_ position: Int) -> Field {
    let name = header.names[position]
    return Field(
      name, description: declared[name.lowercased()]?.description,
      presentation: Presentation(ofColumnCalled: name))
  }

  private func remarks(onColumn column: Int, _ results: [SectionReader.Result]) -> [String] {
    var notes = CellNotes()
    for result in results { notes.add(result.columns[column].notes) }
    let name = results[0].columns[column].rules.columnName
    var remarks: [String] = []
    if notes.placeholderCount > 0 {
      remarks.append(FileRemarks.placeholders(notes.placeholderCount, notes.placeholders, column: name))
    }
    if notes.dateCount > 0 { remarks.append(FileRemarks.datesAsTimes(notes.dateCount, column: name)) }
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
  /// The columns that are of another kind than the whole.
  fileprivate func columnsToReread(as kinds: [CellKind]) -> [Int] {
    columns.indices.filter { columns[$0].mustBeReread(as: kinds[$0]) }
  }

  fileprivate func replacing(_ stale: [Int], by again: [ColumnBuilder]) -> SectionReader.Result {
    var columns = columns
    for (column, builder) in zip(stale, again) { columns[column] = builder }
    return SectionReader.Result(
      columns: columns, rowCount: rowCount, irregularities: irregularities, isPlain: isPlain)
  }
}
