import TallyColumns
import TallyDiagnostics

/// An answer as people read it, with how and where.
struct ReadableTable: Sendable {
  let table: Table
  let notes: [String]
  let unknownWord: String
  let options: RenderingOptions

  init(_ table: Table, notes: [String], unknownWord: String, options: RenderingOptions) {
    self.table = table
    self.notes = notes
    self.unknownWord = unknownWord
    self.options = options
  }

  /// Rows that are shown.
  var rowCount: Int { table.columns.isEmpty ? 0 : min(table.rowCount, options.maximumRows ?? .max) }

  func column(_ index: Int) -> ReadableColumn {
    ReadableColumn(
      table.columns[index], field: table.fields[index], unknownWord: unknownWord,
      thousands: options.thousands,
      usesUnicode: options.usesUnicode)
  }

  /// The columns in which the shown rows have something that is known; all of them where none has.
  /// - Parameter check: throws where nobody waits any more.
  /// - Complexity: O(rows · columns), less where columns begin with what is known.
  func filledColumns<Failure>(check: () throws(Failure) -> Void) throws(Failure) -> [Int] {
    var filled: [Int] = []
    for index in table.columns.indices {
      try check()
      let column = column(index)
      if (0..<rowCount).contains(where: { !column.isUnknown($0) }) { filled.append(index) }
    }
    return filled.isEmpty ? Array(table.columns.indices) : filled
  }

  /// Whether the rows with their headings and the prompt do not fit the screen on which they are read page by page.
  var isPaged: Bool { options.pageRows.map { rowCount + TableWriter.headRows >= $0 } ?? false }

  /// What a table leaves out of its columns.
  struct Omission {
    /// Columns with something in them.
    var names: [String] = []
    /// Columns of which nothing is known in the shown rows.
    var blankNames: [String] = []
    /// Whether a shown text or name is cut short.
    var isCut = false
  }

  /// - Parameters:
  ///   - hidden: the columns that are not shown.
  ///   - filled: those in which something is known.
  func omission(of hidden: Set<Int>, _ filled: [Int], isCut: Bool) -> Omission {
    let name = { ScreenText(table.fields[$0].name, usesUnicode: options.usesUnicode).text }
    return Omission(
      names: hidden.intersection(filled).sorted().map(name),
      blankNames: hidden.subtracting(filled).sorted().map(name), isCut: isCut)
  }

  /// What stands above the headings: the columns that are not shown.
  func headLines(_ omission: Omission) -> [String] {
    omission.names.isEmpty && omission.blankNames.isEmpty ? [] : omissionLines(omission, isOfRows: false)
  }

  private func omissionLines(_ omission: Omission, isOfRows: Bool) -> [String] {
    let rows = table.columns.isEmpty ? 0 : table.rowCount
    guard
      let text = Wording.omissions(
        shownRows: isOfRows ? rowCount : rows, of: rows, columns: omission, thousands: options.thousands)
    else { return [] }
    let lead = ScreenText.ellipsis(usesUnicode: options.usesUnicode) + " "
    return Paragraph(text, lead: lead, width: options.width).lines.map(
      Paint(usesColor: options.usesColor).dim)
  }

  /// What stands below the rows: what is not shown of them, and the notes where they belong there.
  func footLines(_ omission: Omission = Omission()) -> [String] {
    let paint = Paint(usesColor: options.usesColor)
    var lines: [String] = []
    if options.isOnScreen {
      if table.columns.isEmpty {
        lines.append(paint.dim("(\(Wording.noColumns))"))
      } else if table.rowCount == 0 {
        lines.append(paint.dim("(\(Wording.noRows))"))
      }
    }
    lines += omissionLines(omission, isOfRows: true)
    return options.carriesNotes ? lines + NoteLines(notes, options: options).lines : lines
  }
}
