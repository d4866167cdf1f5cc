import TallyColumns
import TallyDiagnostics

/// One step of a longer work, told in a sentence, with a few rows to look at before and after it.
public struct StepSheet: Sendable {
  /// A few rows, and how many there are besides.
  public struct Sample: Sendable {
    public let table: Table
    public let hiddenRows: Int
    /// Columns that were made in this step, which are marked.
    public let newColumns: Set<Int>
    /// What is told of each row in columns of its own, such as whether it stays.
    public let remarks: [Remark]

    public init(
      _ table: Table, hiddenRows: Int = 0, newColumns: Set<Int> = [], remarks: [Remark] = []
    ) {
      self.table = table
      self.hiddenRows = hiddenRows
      self.newColumns = newColumns
      self.remarks = remarks
    }
  }

  /// What is told of each row.
  public struct Remark: Sendable {
    public let heading: String
    public let values: [Value]
    public let kind: Kind

    public init(_ heading: String, _ values: [Value], kind: Kind) {
      self.heading = heading
      self.values = values
      self.kind = kind
    }
  }

  /// `keeps the rows where city is Kyiv: 5 rows in, 3 out`
  public let sentence: String
  /// What stands in parentheses behind the sentence where somebody looks on: `0.02 ms`
  public let aside: String
  /// What went in, where that has other rows than came out.
  public let before: Sample?
  public let after: Sample
  public let unknownWord: String
  public let notes: [String]

  public init(
    sentence: String, aside: String, before: Sample? = nil, after: Sample, unknownWord: String = "",
    notes: [String] = []
  ) {
    self.sentence = sentence
    self.aside = aside
    self.before = before
    self.after = after
    self.unknownWord = unknownWord
    self.notes = notes
  }
}

extension AnswerRenderer {
  /// Steps as lines without newlines, each with its number, at most 100 columns wide. What went into a step is left out
  /// where it has just been shown as what came out of the one before.
  public func lines(of sheets: [StepSheet]) -> [[String]] {
    let width = min(options.width ?? 100, 100)
    var shown: [String] = []
    return sheets.enumerated().map { number, sheet in
      let writer = StepSheetWriter(sheet, number: number + 1, width: width, shown: shown, options: options)
      shown = writer.after
      return writer.lines
    }
  }
}

/// Writes a step below its sentence.
private struct StepSheetWriter {
  let lines: [String]
  /// The rows that came out, as they are shown.
  let after: [String]

  private static let indent = 3
  /// Room for the aside, whose length is no matter of where lines end.
  private static let asideRoom = 14

  /// - Parameter shown: the rows that came out of the step before.
  init(_ sheet: StepSheet, number: Int, width: Int, shown: [String], options: RenderingOptions) {
    let paint = Paint(usesColor: options.usesColor)
    let lead = "\(number). "
    let sentence = ScreenText(sheet.sentence, usesUnicode: options.usesUnicode).text
    var lines = Paragraph(sentence, lead: lead, width: max(20, width - StepSheetWriter.asideRoom)).lines.map(
      paint.bold)
    // How long something took is another time each time: what is kept in files is the same each time.
    if options.isOnScreen { lines[lines.count - 1] += paint.dim(" (\(sheet.aside))") }
    let inner = RenderingOptions(
      width: width - StepSheetWriter.indent, thousands: options.thousands, usesColor: options.usesColor,
      usesUnicode: options.usesUnicode)
    let before = sheet.before.map { StepSheetWriter.rows($0, "", inner) } ?? []
    let after = StepSheetWriter.rows(sheet.after, sheet.unknownWord, inner)
    var below: [String] = []
    if before.isEmpty || before == shown {
      below = after
    } else {
      below = [paint.dim("before:")] + before + [paint.dim("after:")] + after
    }
    below += sheet.notes.flatMap { note in
      let text = ScreenText(note, usesUnicode: options.usesUnicode).text
      return Paragraph(text, lead: "note: ", width: width - StepSheetWriter.indent).lines.map(paint.dim)
    }
    // Lines without anything in them end where they begin.
    lines += below.map { $0.isEmpty ? "" : String(repeating: " ", count: StepSheetWriter.indent) + $0 }
    self.lines = lines
    self.after = after
  }

  /// The rows with their headings, and how many more there are.
  private static func rows(
    _ sample: StepSheet.Sample, _ unknownWord: String, _ options: RenderingOptions
  ) -> [String] {
    let paint = Paint(usesColor: options.usesColor)
    var lines: [String] = []
    if !sample.table.columns.isEmpty, sample.table.rowCount > 0 {
      let rows = ReadableTable(marked(sample), notes: [], unknownWord: unknownWord, options: options)
      let writer = TableWriter(rows, check: {})
      var bytes: [UInt8] = []
      writer.appendHead(to: &bytes)
      for row in 0..<writer.rowCount { writer.appendRow(row, to: &bytes) }
      lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast().map(String.init)
    }
    if sample.hiddenRows > 0, !lines.isEmpty {
      let ellipsis = ScreenText.ellipsis(usesUnicode: options.usesUnicode)
      let rows = "\(sample.hiddenRows) more \(sample.hiddenRows == 1 ? "row" : "rows")"
      lines.append(paint.dim("\(ellipsis) \(rows)"))
    }
    return lines
  }

  /// New columns beside others have a plus before their names; what is told of each row stands behind all others.
  private static func marked(_ sample: StepSheet.Sample) -> Table {
    let isMarked = sample.newColumns.count < sample.table.fields.count
    var fields = sample.table.fields.enumerated().map { index, field in
      isMarked && sample.newColumns.contains(index)
        ? Field("+ \(field.name)", presentation: field.presentation) : field
    }
    var columns = sample.table.columns
    for remark in sample.remarks where remark.values.count == sample.table.rowCount {
      fields.append(Field(remark.heading))
      columns.append(Column(kind: remark.kind, values: remark.values))
    }
    return Table(name: "", fields: fields, columns: columns, rowCount: sample.table.rowCount)
  }
}
