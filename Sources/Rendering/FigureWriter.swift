import TallyColumns

/// An answer that is one value: the value alone, never cut, and on a terminal the notes.
struct FigureWriter: AnswerWriter {
  let rowCount = 1
  private let column: ReadableColumn
  private let options: RenderingOptions
  private let notes: [String]

  /// - Parameter table: of exactly one row and one column.
  init?(_ table: Table, notes: [String], unknownWord: String, options: RenderingOptions) {
    guard table.rowCount == 1, table.columns.count == 1 else { return nil }
    column = ReadableColumn(
      table.columns[0], field: table.fields[0], unknownWord: unknownWord, thousands: options.thousands,
      usesUnicode: options.usesUnicode)
    self.options = options
    self.notes = notes
  }

  func appendHead(to output: inout [UInt8]) {}

  func appendRow(_ row: Int, to output: inout [UInt8]) {
    let text = ScreenText(column.text(row), usesUnicode: options.usesUnicode)
      .isolated(isOnScreen: options.isOnScreen, usesUnicode: options.usesUnicode)
    output.append(column.isUnknown(row) ? Paint(usesColor: options.usesColor).dim(text) : text)
    output.append(UInt8(ascii: "\n"))
  }

  func appendFoot(to output: inout [UInt8]) {
    guard options.carriesNotes else { return }
    for line in NoteLines(notes, options: options).lines { output.append(line + "\n") }
  }
}
