import TallyColumns

/// The columns of a row below one another, each with its name, for people; nothing is cut but names, and texts go on
/// over lines.
///
/// On a terminal each row of several has its number over it; in a pipe an empty line is between two.
struct VerticalWriter: AnswerWriter {
  let rowCount: Int
  private let options: RenderingOptions
  private let paint: Paint
  private let columns: [ReadableColumn]
  private let names: [ScreenText]
  private let nameWidth: Int
  private let footLines: [String]

  private static let gap = 2
  /// The rule over a row is no longer, so that it is seen to be one.
  private static let longestRule = 60

  init(_ rows: ReadableTable) {
    let options = rows.options
    let columns = rows.table.columns.indices.map(rows.column)
    // Values want at least half of the screen.
    let most = options.lineWidth.map { $0 / 2 - VerticalWriter.gap } ?? .max
    let names = columns.map {
      ScreenText($0.name, usesUnicode: options.usesUnicode).cut(to: most, usesUnicode: options.usesUnicode)
    }
    rowCount = rows.rowCount
    self.options = options
    paint = Paint(usesColor: options.usesColor)
    self.columns = columns
    self.names = names
    nameWidth = names.map(\.width).max() ?? 0
    footLines = rows.footLines()
  }

  func appendHead(to output: inout [UInt8]) {}

  func appendRow(_ row: Int, to output: inout [UInt8]) {
    if options.isOnScreen {
      if rowCount > 1 { output.append(paint.dim(rule(over: row)) + "\n") }
    } else if row > 0 {
      output.append(UInt8(ascii: "\n"))
    }
    let indent = nameWidth + VerticalWriter.gap
    for (column, name) in zip(columns, names) {
      output.append(paint.bold(isolated(name)))
      let value = ScreenText(column.text(row), usesUnicode: options.usesUnicode)
      let lines = options.lineWidth.map { value.lines(of: max(1, $0 - indent)) } ?? [value]
      var spaces = indent - name.width
      for line in lines {
        if !line.text.isEmpty {
          output.appendSpaces(spaces)
          output.append(column.isUnknown(row) ? paint.dim(isolated(line)) : isolated(line))
        }
        output.append(UInt8(ascii: "\n"))
        spaces = indent
      }
    }
  }

  func appendFoot(to output: inout [UInt8]) {
    for line in footLines { output.append(line + "\n") }
  }

  private func isolated(_ text: ScreenText) -> String {
    text.isolated(isOnScreen: options.isOnScreen, usesUnicode: options.usesUnicode)
  }

  /// `row 2 ───────`
  private func rule(over row: Int) -> String {
    let number = Wording.row(row + 1, options.thousands) + " "
    let length = min(options.width ?? VerticalWriter.longestRule, VerticalWriter.longestRule) - number.count
    return number + String(repeating: options.usesUnicode ? "─" : "-", count: max(0, length))
  }
}
