import TallyColumns

/// A shade for each pair of a row and a column.
struct ShadeChart: Sendable {
  struct Cell: Sendable {
    /// Nil where it is unknown.
    let figure: DrawnFigure?
    let text: String
  }

  /// The most rows and columns that are drawn.
  static let mostRows = 100
  static let mostColumns = 100

  let heading: String
  let columnHeading: String
  let rowLabels: [String]
  let columnLabels: [String]
  let unit: AxisUnit
  /// By row and column; nil where no row is of the pair.
  let cells: [[Cell?]]

  init(_ rows: PictureRows, _ remarks: inout [String]) throws {
    heading = rows.labelHeading
    if let series = rows.plan.series, let figure = rows.plan.figures.first {
      columnHeading = rows.name(series)
      unit = rows.unit(figure)
      let pairs = try ShadePairs(rows, series: series, figure: figure)
      (rowLabels, columnLabels, cells) = (pairs.rowLabels, pairs.columnLabels, pairs.cells)
      remarks += pairs.remarks
    } else {
      columnHeading = ""
      unit = rows.plan.figures.first.map(rows.unit) ?? .number
      let shown = min(rows.count, ShadeChart.mostRows)
      rowLabels = (0..<shown).map(rows.label)
      columnLabels = rows.plan.figures.map(rows.name)
      cells = (0..<shown).map { row in
        rows.plan.figures.map { Cell(figure: rows.figure($0, row), text: rows.text($0, row)) }
      }
      if shown < rows.count { remarks.append(PictureWording.moreRows(rows.count - shown)) }
    }
  }

  /// The stretch that the shades go over; from 0 where all are above it.
  var stretch: ClosedRange<Double> {
    let range = Axis.stretch(
      of: cells.lazy.joined().lazy.flatMap { $0?.figure?.ends ?? [] }, withZero: false)
    return range.lowerBound >= 0 ? 0...range.upperBound : range
  }

  /// Those that have a shade: what may be anything has none.
  var figures: [DrawnFigure] { cells.joined().compactMap { $0?.figure }.filter { !$0.ends.isEmpty } }
  var hasUnknown: Bool { cells.joined().contains { $0 != nil && $0?.figure == nil } }
  var hasNone: Bool { cells.joined().contains { $0 == nil } }
}

/// Rows that say of which pair they are, as a table of pairs.
private struct ShadePairs {
  let rowLabels: [String]
  let columnLabels: [String]
  let cells: [[ShadeChart.Cell?]]
  let remarks: [String]

  init(_ rows: PictureRows, series: Int, figure: Int) throws {
    let label = rows.plan.labels.first ?? series
    var labels: [String: Int] = [:]
    var order: [String] = []
    var columns: Set<Value> = []
    var shown: [Value] = []
    var found: [(row: Int, column: Value, cell: ShadeChart.Cell)] = []
    // More pairs than there is room for are not looked at.
    try rows.forEachRow(upTo: ShadeChart.mostRows * 10_000) { row in
      let name = rows.text(label, row)
      if labels[name] == nil {
        labels[name] = order.count
        order.append(name)
      }
      let value = rows.table.columns[series].value(at: row)
      if columns.insert(value).inserted { ShadePairs.keep(value, in: &shown) }
      guard let number = labels[name], number < ShadeChart.mostRows else { return }
      found.append(
        (number, value, ShadeChart.Cell(figure: rows.figure(figure, row), text: rows.text(figure, row))))
    }
    let places = Dictionary(shown.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let count = min(order.count, ShadeChart.mostRows)
    var cells = [[ShadeChart.Cell?]](
      repeating: [ShadeChart.Cell?](repeating: nil, count: shown.count), count: count)
    var twice = 0
    try rows.forEach(of: found) { pair in
      guard let place = places[pair.column] else { return }
      if cells[pair.row][place] != nil { twice += 1 }
      cells[pair.row][place] = pair.cell
    }
    self.cells = cells
    rowLabels = Array(order.prefix(count))
    columnLabels = shown.map { value in
      value.isUnknown
        ? rows.unknownWord : value.text(.readable, as: rows.table.fields[series].presentation)
    }
    var remarks: [String] = []
    if order.count > count {
      remarks.append(PictureWording.moreSeries(order.count - count, of: rows.name(label)))
    }
    if columns.count > shown.count {
      remarks.append(PictureWording.moreColumns(columns.count - shown.count, of: rows.name(series)))
    }
    if twice > 0 { remarks.append(PictureWording.pairsTwice(twice)) }
    self.remarks = remarks
  }

  /// Puts a value among those that are drawn, which are the first of all in their order.
  private static func keep(_ value: Value, in shown: inout [Value]) {
    if shown.count == ShadeChart.mostColumns, let last = shown.last, !isBefore(value, last) { return }
    shown.insert(value, at: shown.firstIndex { isBefore(value, $0) } ?? shown.count)
    if shown.count > ShadeChart.mostColumns { shown.removeLast() }
  }

  /// Numbers and dates by what they are, texts as they are sorted elsewhere, unknowns last.
  private static func isBefore(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.unknown, _): false
    case (_, .unknown): true
    case (.text(let a), .text(let b)): TextOrder.Key(a) < TextOrder.Key(b)
    default:
      if let a = a.asFigure?.center, let b = b.asFigure?.center { Number.isLess(a, b) } else { false }
    }
  }
}
