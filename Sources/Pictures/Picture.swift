import TallyColumns
import TallyPlanning
import TallySyntax
import TallyWorkers

/// An answer as it is drawn: every mark with what it stands for, before anything is said of places and shapes.
///
/// It is made once. The terminal and files show the same picture, each in its way.
public struct Picture: Sendable {
  enum Body: Sendable {
    case bars(BarChart)
    case histogram(BarChart)
    case lines(LineChart)
    case sparks(LineChart)
    case shades(ShadeChart)
    case spans(SpanChart)
  }

  let body: Body
  /// What was asked: `sum killed by city`
  public let title: String
  /// What is not drawn, and why.
  public let remarks: [String]

  /// - Parameters:
  ///   - plan: the parts that the columns play; its columns are the table's.
  ///   - title: what was asked.
  ///   - unknownWord: what people see where nothing is known; empty for rows, in which `unknown` is written.
  /// - Throws: `Cancelled`.
  /// - Complexity: O(rows) for what goes over all of them; bars and shades look at the first rows only.
  public init(
    _ plan: PicturePlan, of table: Table, title: String, unknownWord: String, cancellation: Cancellation
  ) throws {
    let rows = PictureRows(
      table, plan, unknownWord: unknownWord.isEmpty ? PictureWording.unknown : unknownWord, cancellation)
    var remarks: [String] = []
    switch plan.kind {
    case .bars: body = .bars(BarChart(rows, &remarks))
    case .histogram: body = .histogram(try Histogram(rows, &remarks).chart)
    case .line: body = .lines(try LineChart(rows, &remarks))
    case .spark: body = .sparks(try LineChart(rows, &remarks))
    case .heatmap: body = .shades(try ShadeChart(rows, &remarks))
    case .timeline: body = .spans(SpanChart(rows, &remarks))
    }
    self.title = title
    self.remarks = remarks
  }
}

/// The rows of an answer with the parts that its columns play in a picture.
struct PictureRows {
  let table: Table
  let plan: PicturePlan
  let unknownWord: String
  let cancellation: Cancellation

  init(_ table: Table, _ plan: PicturePlan, unknownWord: String, _ cancellation: Cancellation) {
    self.table = table
    self.plan = plan
    self.unknownWord = unknownWord
    self.cancellation = cancellation
  }

  var count: Int { table.rowCount }

  func name(_ column: Int) -> String { table.fields[column].name }

  /// A cell as people read it.
  func text(_ column: Int, _ row: Int) -> String {
    let value = table.columns[column].value(at: row)
    return value.isUnknown ? unknownWord : value.text(.readable, as: table.fields[column].presentation)
  }

  /// What a row is called; its number where nothing names it.
  func label(_ row: Int) -> String {
    if plan.labels.isEmpty { return count > 1 ? String(row + 1) : "" }
    return plan.labels.map { text($0, row) }.joined(separator: ", ")
  }

  var labelHeading: String { plan.labels.map(name).joined(separator: ", ") }

  func figure(_ column: Int, _ row: Int) -> DrawnFigure? { table.columns[column].drawnFigure(row) }

  func unit(_ column: Int) -> AxisUnit { AxisUnit(table.columns[column], table.fields[column]) }

  /// Rows, and steps that are about as long, between two looks at whether to go on.
  private static let stretch = 16_384

  /// Goes over all rows, and looks from time to time whether to go on.
  func forEachRow(upTo end: Int? = nil, _ body: (Int) -> Void) throws {
    try forEach(of: 0..<min(count, end ?? count), body)
  }

  /// Goes over what was made of rows, and looks as often.
  func forEach<Items: Sequence>(of items: Items, _ body: (Items.Element) -> Void) throws {
    for (number, item) in items.enumerated() {
      if number % PictureRows.stretch == 0 { try cancellation.check() }
      body(item)
    }
  }

  /// Sorts what was made of rows, and looks as often.
  func sorted<Item>(_ items: some Sequence<Item>, by isBefore: (Item, Item) -> Bool) throws -> [Item] {
    var compared = 0
    return try items.sorted {
      if compared % PictureRows.stretch == 0 { try cancellation.check() }
      compared += 1
      return isBefore($0, $1)
    }
  }
}
