import TallyColumns

/// Aligned columns for people.
///
/// On a terminal there is a rule under the headings, and under the rows stands what was left out, then
/// the notes. Who reads page by page sees above the headings, too, which columns were left out. Into a pipe go the
/// headings and the values alone, uncut.
struct TableWriter: AnswerWriter {
  let rowCount: Int
  /// Whether the screen is too narrow for something of it.
  let isCut: Bool
  private let options: RenderingOptions
  private let paint: Paint
  private let slots: [Slot]
  private let headLines: [String]
  private let footLines: [String]

  /// Rows of a screen that the headings take with the rule below them.
  static let headRows = 2

  /// What stands beside one another on a line.
  private enum Slot {
    case column(ScreenColumn, width: Int)
    /// Columns are left out here.
    case omission(width: Int)
  }

  /// - Parameter check: throws where nobody waits any more.
  init<Failure>(_ rows: ReadableTable, check: () throws(Failure) -> Void) throws(Failure) {
    let options = rows.options
    let rowCount = rows.rowCount
    let markWidth = ScreenText.ellipsis(usesUnicode: options.usesUnicode).count
    var measured: [Int: ScreenColumn] = [:]
    func need(_ index: Int) throws(Failure) -> TableLayout.Need {
      let column =
        if let known = measured[index] {
          known
        } else {
          try ScreenColumn(
            rows.column(index), rowCount: rowCount, usesUnicode: options.usesUnicode, check: check)
        }
      measured[index] = column
      return TableLayout.Need(full: column.fullWidth, least: column.leastWidth)
    }
    var candidates = Array(rows.table.columns.indices)
    var layout = try TableLayout(
      candidates.count, width: options.lineWidth, markWidth: markWidth, need: need)
    // Columns in which nothing is known go before those in which something is.
    var filled = candidates
    if layout.columns.count < candidates.count { filled = try rows.filledColumns(check: check) }
    if filled.count < candidates.count {
      candidates = filled
      layout = try TableLayout(candidates.count, width: options.lineWidth, markWidth: markWidth) {
        (place: Int) throws(Failure) in try need(filled[place])
      }
    }
    var slots: [Slot] = []
    var isCut = false
    let shown = layout.columns.map { candidates[$0] }
    for (index, width) in zip(shown, layout.widths) {
      guard let column = measured[index] else { continue }
      if layout.omission == slots.count { slots.append(.omission(width: markWidth)) }
      slots.append(.column(column, width: width))
      isCut = isCut || column.fullWidth > width
    }
    if layout.omission == slots.count { slots.append(.omission(width: markWidth)) }
    let hidden = rows.omission(of: Set(rows.table.columns.indices).subtracting(shown), filled, isCut: isCut)
    self.rowCount = rowCount
    self.isCut = isCut || shown.count < rows.table.columns.count
    self.options = options
    paint = Paint(usesColor: options.usesColor)
    self.slots = slots
    headLines = rows.isPaged ? rows.headLines(hidden) : []
    footLines = rows.footLines(hidden)
  }

  func appendHead(to output: inout [UInt8]) {
    for line in headLines { output.append(line + "\n") }
    guard !slots.isEmpty else { return }
    var line: [UInt8] = []
    var spaces = 0
    for slot in slots {
      switch slot {
      case .column(let column, let width):
        append(column.heading, of: column, width, isUnknown: false, after: &spaces, to: &line)
      case .omission(let width):
        appendMark(width, isDim: false, after: &spaces, to: &line)
      }
    }
    output.append(paint.bold(String(decoding: line, as: UTF8.self)) + "\n")
    guard options.isOnScreen else { return }
    let dash = options.usesUnicode ? "─" : "-"
    let gap = String(repeating: " ", count: TableLayout.gap)
    let rule = slots.map { slot in
      switch slot {
      case .column(_, let width), .omission(let width): String(repeating: dash, count: width)
      }
    }
    output.append(paint.dim(rule.joined(separator: gap)) + "\n")
  }

  func appendRow(_ row: Int, to output: inout [UInt8]) {
    var spaces = 0
    for slot in slots {
      switch slot {
      case .column(let column, let width):
        let isUnknown = column.source.isUnknown(row)
        append(column.cell(row), of: column, width, isUnknown: isUnknown, after: &spaces, to: &output)
      case .omission(let width):
        appendMark(width, isDim: true, after: &spaces, to: &output)
      }
    }
    output.append(UInt8(ascii: "\n"))
  }

  func appendFoot(to output: inout [UInt8]) {
    for line in footLines { output.append(line + "\n") }
  }

  /// Appends a cell. Spaces are owed until text follows them, so that no line ends in any.
  private func append(
    _ cell: ScreenText, of column: ScreenColumn, _ width: Int, isUnknown: Bool, after spaces: inout Int,
    to output: inout [UInt8]
  ) {
    let cell = cell.cut(to: width, usesUnicode: options.usesUnicode)
    let padding = max(0, width - cell.width)
    let before = column.source.isRightAligned ? padding : 0
    spaces += before
    if !cell.text.isEmpty {
      output.appendSpaces(spaces)
      let text = cell.isolated(isOnScreen: options.isOnScreen, usesUnicode: options.usesUnicode)
      output.append(isUnknown ? paint.dim(text) : text)
      spaces = 0
    }
    spaces += padding - before + TableLayout.gap
  }

  private func appendMark(_ width: Int, isDim: Bool, after spaces: inout Int, to output: inout [UInt8]) {
    let mark = ScreenText.ellipsis(usesUnicode: options.usesUnicode)
    output.appendSpaces(spaces)
    output.append(isDim ? paint.dim(mark) : mark)
    spaces = TableLayout.gap
  }
}
