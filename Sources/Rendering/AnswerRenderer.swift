import TallyColumns
import TallyDiagnostics

/// Turns answers into text of the wanted format, piece by piece; it prints nothing itself.
public struct AnswerRenderer: Sendable {
  public let options: RenderingOptions

  /// Bytes gathered before they go to the sink.
  private static let pieceSize = 1 << 16

  public init(options: RenderingOptions = RenderingOptions()) {
    self.options = options
  }

  /// Writes an answer to a sink.
  ///
  /// - Parameters:
  ///   - table: the answer's rows.
  ///   - notes: what the answer does not say by itself; written where `options.carriesNotes`.
  ///   - isSingleFigure: the answer is one value, which a table shows without its heading.
  ///   - unknownWord: what people see in an unknown cell: empty (a blank) for lists of rows, `unknown` or
  ///     `no report` for aggregates. Machine formats write nothing, or null.
  ///   - passing: told, between pieces, how many rows have been written since it was told last, none while they
  ///     are measured; throws where nobody waits any more.
  ///   - behindRows: called before what stands below the rows goes to the sink.
  ///   - sink: takes pieces of UTF-8 of about 64 KB in order; valid only during the call.
  /// - Throws: what the sink and `passing` throw, after which nothing more is written.
  /// - Complexity: O(cells); a table reads its cells twice, once to measure them.
  public func write<Failure>(
    _ table: Table, notes: [String] = [], isSingleFigure: Bool = false, unknownWord: String = "",
    passing: (Int) throws(Failure) -> Void, behindRows: () -> Void = {},
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    switch options.format {
    case .table, .vertical:
      if isSingleFigure,
        let single = FigureWriter(table, notes: notes, unknownWord: unknownWord, options: options)
      {
        return try stream(single, passing, behindRows, to: sink)
      }
      let rows = ReadableTable(table, notes: notes, unknownWord: unknownWord, options: options)
      if options.format == .vertical {
        return try stream(VerticalWriter(rows), passing, behindRows, to: sink)
      }
      let check = { () throws(Failure) in try passing(0) }
      let writer = try TableWriter(rows, check: check)
      // One row has room for all of its columns below one another.
      if options.fit == .auto, table.rowCount == 1, writer.isCut {
        return try stream(VerticalWriter(rows), passing, behindRows, to: sink)
      }
      try stream(writer, passing, behindRows, to: sink)
    case .csv:
      let writer = DelimitedWriter(table, separator: UInt8(ascii: ","), isOnScreen: options.isOnScreen)
      try stream(writer, passing, behindRows, to: sink)
    case .tsv:
      let writer = DelimitedWriter(table, separator: UInt8(ascii: "\t"), isOnScreen: options.isOnScreen)
      try stream(writer, passing, behindRows, to: sink)
    case .json:
      try stream(JSONWriter(table, notes: notes), passing, behindRows, to: sink)
    case .jsonl:
      try stream(JSONLinesWriter(table), passing, behindRows, to: sink)
    case .markdown:
      try stream(MarkdownWriter(table, notes: notes, unknownWord: unknownWord), passing, behindRows, to: sink)
    }
  }

  /// A whole answer as text; for small answers and tests.
  public func text(
    of table: Table, notes: [String] = [], isSingleFigure: Bool = false, unknownWord: String = ""
  ) -> String {
    var bytes: [UInt8] = []
    write(
      table, notes: notes, isSingleFigure: isSingleFigure, unknownWord: unknownWord, passing: { _ in },
      to: { bytes.append(contentsOf: $0) })
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Notes as lines of text without newlines, as they stand under a table. On a terminal at most three
  /// of them, and then how many more there are.
  public func noteLines(_ notes: [String]) -> [String] {
    NoteLines(notes, options: options).lines
  }

  /// A line above an answer: bold where there is colour.
  public func heading(_ text: String) -> String {
    Paint(usesColor: options.usesColor).bold(VisibleText.of(text, usesUnicode: options.usesUnicode))
  }

  /// A line beside an answer, such as how long it took: dim where there is colour.
  public func aside(_ text: String) -> String {
    Paint(usesColor: options.usesColor).dim(VisibleText.of(text, usesUnicode: options.usesUnicode))
  }

  private func stream<Failure>(
    _ writer: some AnswerWriter, _ passing: (Int) throws(Failure) -> Void, _ behindRows: () -> Void,
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var output: [UInt8] = []
    output.reserveCapacity(AnswerRenderer.pieceSize + AnswerRenderer.pieceSize / 4)
    writer.appendHead(to: &output)
    var passed = 0
    for row in 0..<writer.rowCount {
      writer.appendRow(row, to: &output)
      guard output.count >= AnswerRenderer.pieceSize else { continue }
      try passing(row + 1 - passed)
      passed = row + 1
      try drain(&output, to: sink)
    }
    try passing(writer.rowCount - passed)
    // Who reads page by page counts what has been written so far.
    if options.pageRows != nil, !output.isEmpty { try drain(&output, to: sink) }
    behindRows()
    writer.appendFoot(to: &output)
    if !output.isEmpty { try drain(&output, to: sink) }
  }

  private func drain<Failure>(
    _ output: inout [UInt8], to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try output.withUnsafeBufferPointer { (bytes) throws(Failure) in
      try sink(UnsafeRawBufferPointer(bytes))
    }
    output.removeAll(keepingCapacity: true)
  }
}
