import TallyColumns

/// Aligned columns for people.
///
/// On a terminal there is a rule under the headings, and under the rows stands what was left out, then
/// the notes. Into a pipe go the headings and the values alone, uncut.
struct TableWriter: AnswerWriter {
  let rowCount: Int
  private let options: RenderingOptions
  private let paint: Paint
  /// The columns that are shown.
  private let columns: [ScreenColumn]
  private let widths: [Int]
  private let footLines: [String]

  init(_ table: Table, notes: [String], unknownWord: String, options: RenderingOptions) {
    let rowCount = table.columns.isEmpty ? 0 : min(table.rowCount, options.maximumRows ?? .max)
    let measured = zip(table.columns, table.fields).prefix(TableLayout.mostColumns(in: options.width)).map {
      ScreenColumn(
        ReadableColumn($0, field: $1, unknownWord: unknownWord), rowCount: rowCount,
        usesUnicode: options.usesUnicode)
    }
    let needs = measured.map { TableLayout.Need(full: $0.fullWidth, least: $0.leastWidth) }
    let layout = TableLayout(needs, width: options.width)
    self.rowCount = rowCount
    self.options = options
    paint = Paint(usesColor: options.usesColor)
    columns = Array(measured.prefix(layout.widths.count))
    widths = layout.widths
    footLines = TableWriter.footLines(
      table, notes: notes, shownRows: rowCount, columns: columns, widths: widths, options: options)
  }

  func appendHead(to output: inout [UInt8]) {
    guard !columns.isEmpty else { return }
    var line: [UInt8] = []
    var spaces = 0
    for index in columns.indices {
      append(columns[index].heading, in: index, isUnknown: false, after: &spaces, to: &line)
    }
    output.append(paint.bold(String(decoding: line, as: UTF8.self)) + "\n")
    guard options.width != nil else { return }
    let dash = options.usesUnicode ? "─" : "-"
    let gap = String(repeating: " ", count: TableLayout.gap)
    let rule = widths.map { String(repeating: dash, count: $0) }.joined(separator: gap)
    output.append(paint.dim(rule) + "\n")
  }

  func appendRow(_ row: Int, to output: inout [UInt8]) {
    var spaces = 0
    for index in columns.indices {
      let isUnknown = columns[index].source.isUnknown(row)
      append(columns[index].cell(row), in: index, isUnknown: isUnknown, after: &spaces, to: &output)
    }
    output.append(UInt8(ascii: "\n"))
  }

  func appendFoot(to output: inout [UInt8]) {
    for line in footLines { output.append(line + "\n") }
  }

  /// Appends a cell. Spaces are owed until text follows them, so that no line ends in any.
  private func append(
    _ cell: ScreenText, in index: Int, isUnknown: Bool, after spaces: inout Int, to output: inout [UInt8]
  ) {
    let cell = cell.cut(to: widths[index], usesUnicode: options.usesUnicode)
    let padding = max(0, widths[index] - cell.width)
    let before = columns[index].source.isRightAligned ? padding : 0
    spaces += before
    if !cell.text.isEmpty {
      output.appendSpaces(spaces)
      output.append(isUnknown ? paint.dim(cell.text) : cell.text)
      spaces = 0
    }
    spaces += padding - before + TableLayout.gap
  }

  private static func footLines(
    _ table: Table, notes: [String], shownRows: Int, columns: [ScreenColumn], widths: [Int],
    options: RenderingOptions
  ) -> [String] {
    let paint = Paint(usesColor: options.usesColor)
    var lines: [String] = []
    if options.width != nil {
      if table.columns.isEmpty {
        lines.append(paint.dim("(\(Wording.noColumns))"))
      } else if table.rowCount == 0 {
        lines.append(paint.dim("(\(Wording.noRows))"))
      }
    }
    let hiddenNames = table.fields.dropFirst(columns.count).map {
      ScreenText($0.name, usesUnicode: options.usesUnicode).text
    }
    let isCut = zip(columns, widths).contains { $0.fullWidth > $1 }
    let shownOf = table.columns.isEmpty ? 0 : table.rowCount
    if let omissions = Wording.omissions(
      shownRows: shownRows, of: shownOf, hiddenNames: hiddenNames, isCut: isCut)
    {
      let lead = ScreenText.ellipsis(usesUnicode: options.usesUnicode) + " "
      lines += Paragraph(omissions, lead: lead, width: options.width).lines.map(paint.dim)
    }
    return options.carriesNotes ? lines + NoteLines(notes, options: options).lines : lines
  }
}
