import TallyColumns
import TallyDiagnostics

/// One step of a longer work, told in a sentence, with a few rows to look at.
public struct StepSheet: Sendable {
  /// `keeps the rows where city is Kyiv: 5 rows in, 3 out`
  public let sentence: String
  /// What stands in parentheses behind the sentence: `0.02 ms`
  public let aside: String
  public let table: Table
  /// Rows that there are besides those of the table.
  public let hiddenRows: Int
  /// Columns that were made in this step, which are marked.
  public let newColumns: Set<Int>
  /// For each row whether it is open that it belongs there.
  public let isOpen: [Bool]
  public let unknownWord: String
  public let notes: [String]

  public init(
    sentence: String, aside: String, table: Table, hiddenRows: Int = 0, newColumns: Set<Int> = [],
    isOpen: [Bool] = [],
    unknownWord: String = "", notes: [String] = []
  ) {
    self.sentence = sentence
    self.aside = aside
    self.table = table
    self.hiddenRows = hiddenRows
    self.newColumns = newColumns
    self.isOpen = isOpen
    self.unknownWord = unknownWord
    self.notes = notes
  }
}

extension AnswerRenderer {
  /// Steps as lines without newlines, each with its number, at most 100 columns wide.
  public func lines(of sheets: [StepSheet]) -> [String] {
    let width = min(options.width ?? 100, 100)
    return sheets.enumerated().flatMap { number, sheet in
      StepSheetWriter(sheet, number: number + 1, width: width, options: options).lines
    }
  }
}

/// Writes a step below its sentence.
private struct StepSheetWriter {
  let lines: [String]

  private static let indent = 3
  /// Room for the aside, whose length is no matter of where lines end.
  private static let asideRoom = 14

  init(_ sheet: StepSheet, number: Int, width: Int, options: RenderingOptions) {
    let paint = Paint(usesColor: options.usesColor)
    let lead = "\(number). "
    let sentence = ScreenText(sheet.sentence, usesUnicode: options.usesUnicode).text
    var lines = Paragraph(sentence, lead: lead, width: max(20, width - StepSheetWriter.asideRoom)).lines.map(
      paint.bold)
    lines[lines.count - 1] += paint.dim(" (\(sheet.aside))")
    let inner = RenderingOptions(
      width: width - StepSheetWriter.indent, thousands: options.thousands, usesColor: options.usesColor,
      usesUnicode: options.usesUnicode)
    let below =
      StepSheetWriter.rows(sheet, inner)
      + sheet.notes.flatMap { note in
        let text = ScreenText(note, usesUnicode: options.usesUnicode).text
        return Paragraph(text, lead: "note: ", width: width - StepSheetWriter.indent).lines.map(paint.dim)
      }
    lines += below.map { String(repeating: " ", count: StepSheetWriter.indent) + $0 }
    self.lines = lines
  }

  /// The rows with their headings, and how many more there are.
  private static func rows(_ sheet: StepSheet, _ options: RenderingOptions) -> [String] {
    let paint = Paint(usesColor: options.usesColor)
    var lines: [String] = []
    if !sheet.table.columns.isEmpty, sheet.table.rowCount > 0 {
      let rows = ReadableTable(marked(sheet), notes: [], unknownWord: sheet.unknownWord, options: options)
      let writer = TableWriter(rows, check: {})
      var bytes: [UInt8] = []
      writer.appendHead(to: &bytes)
      for row in 0..<writer.rowCount { writer.appendRow(row, to: &bytes) }
      lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast().map(String.init)
    }
    if sheet.hiddenRows > 0, !lines.isEmpty {
      let ellipsis = ScreenText.ellipsis(usesUnicode: options.usesUnicode)
      let rows = "\(sheet.hiddenRows) more \(sheet.hiddenRows == 1 ? "row" : "rows")"
      lines.append(paint.dim("\(ellipsis) \(rows)"))
    }
    return lines
  }

  /// New columns beside others have a plus before their names; where rows are open, a last column says which.
  private static func marked(_ sheet: StepSheet) -> Table {
    let isMarked = sheet.newColumns.count < sheet.table.fields.count
    var fields = sheet.table.fields.enumerated().map { index, field in
      isMarked && sheet.newColumns.contains(index)
        ? Field("+ \(field.name)", presentation: field.presentation) : field
    }
    var columns = sheet.table.columns
    if sheet.isOpen.contains(true), sheet.isOpen.count == sheet.table.rowCount {
      fields.append(Field("belongs"))
      columns.append(Column(kind: .text, values: sheet.isOpen.map { .text($0 ? "perhaps" : "surely") }))
    }
    return Table(name: "", fields: fields, columns: columns, rowCount: sheet.table.rowCount)
  }
}
