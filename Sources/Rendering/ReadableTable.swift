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

  /// What stands below the rows: what is not shown of them, and the notes where they belong there.
  /// - Parameters:
  ///   - hiddenColumns: the columns that are not shown.
  ///   - isCut: whether a shown text or name is cut short.
  func footLines(hiddenColumns: [Int] = [], isCut: Bool = false) -> [String] {
    let paint = Paint(usesColor: options.usesColor)
    var lines: [String] = []
    if options.isOnScreen {
      if table.columns.isEmpty {
        lines.append(paint.dim("(\(Wording.noColumns))"))
      } else if table.rowCount == 0 {
        lines.append(paint.dim("(\(Wording.noRows))"))
      }
    }
    let hiddenNames = hiddenColumns.map {
      ScreenText(table.fields[$0].name, usesUnicode: options.usesUnicode).text
    }
    if let omissions = Wording.omissions(
      shownRows: rowCount, of: table.columns.isEmpty ? 0 : table.rowCount, hiddenNames: hiddenNames,
      isCut: isCut, thousands: options.thousands)
    {
      let lead = ScreenText.ellipsis(usesUnicode: options.usesUnicode) + " "
      lines += Paragraph(omissions, lead: lead, width: options.width).lines.map(paint.dim)
    }
    return options.carriesNotes ? lines + NoteLines(notes, options: options).lines : lines
  }
}
