import TallyColumns
import TallyRendering

/// Lines on a screen, between an axis of figures and one of times, numbers or names.
///
/// Figures with bounds have whiskers from the least to the greatest that they may be, and an arrow where an end is
/// open. Where nothing is known the line is broken.
struct LineText {
  let lines: [String]

  init(_ chart: LineChart, _ screen: PictureRenderer) {
    let known = chart.lines.flatMap { $0.points.compactMap(\.figure) }
    guard chart.lines.contains(where: { !$0.points.isEmpty }) else {
      lines = []
      return
    }
    // What is measured differently has an axis of its own.
    let plots = chart.units.flatMap { unit in
      LinePlot(chart, unit: unit, isLast: unit == chart.units.last, screen).lines
    }
    lines = plots + screen.asides(screen.glyphs.legend(.besideLines, of: known))
  }
}

/// The lines of one unit.
struct LinePlot {
  private(set) var lines: [String] = []
  private let screen: PictureRenderer
  private var canvas: LineCanvas
  private let figures: Axis
  private let along: Axis

  init(_ chart: LineChart, unit: AxisUnit, isLast: Bool, _ screen: PictureRenderer) {
    self.screen = screen
    let own = chart.lines.enumerated().filter { $0.element.unit == unit }
    let rows = screen.height
    figures = Axis.numbers(
      chart.stretch(of: unit), unit: unit, most: max(2, rows / 4), isWhole: chart.isWhole(unit),
      isRounded: true)
    let widest = figures.ticks.map { screen.width(of: $0.label) }.max() ?? 0
    // Labels may not take what the lines need.
    let beside = widest + 2 <= screen.width / 2 ? widest : 0
    let columns = max(1, screen.width - beside - 1)
    canvas = LineCanvas(columns: columns, rows: rows, glyphs: screen.glyphs)
    along = LinePlot.axis(chart, columns: columns, screen)
    let isMany = chart.lines.count > 1
    for (number, line) in own {
      draw(line, number, sign: isMany ? screen.glyphs.point(number) : nil)
    }
    let legend = LinePlot.legend(
      own.map { ($0.offset, $0.element.name) }, isMany: isMany, hasMeetings: canvas.hasMeetings, screen)
    lines =
      legend + LinePlot.rows(canvas, figures, beside: beside, screen)
      + LabelRow(along, columns: columns, screen).lines(from: beside + 1, hasCorner: true)
  }

  /// The axis of times, numbers or names, with no more ticks than the screen has columns for it.
  static func axis(_ chart: LineChart, columns: Int, _ screen: PictureRenderer) -> Axis {
    chart.axis(most: 10) { ticks in
      LabelRow(Axis(chart.extent, ticks: ticks), columns: columns, screen).holdsAll
    } ticksOfNames: { names in
      let step = max(1, (names.count + columns - 1) / columns)
      return stride(from: 0, to: names.count, by: step).map {
        Axis.Tick(value: Double($0), label: names[$0])
      }
    }
  }

  // MARK: - Lines

  private mutating func draw(_ line: LineChart.Line, _ number: Int, sign: Character?) {
    let style = screen.paint.usesColor ? TextCells.Style.series(number) : .plain
    let place = { [along, figures] (point: LineChart.Point) -> (x: Double, y: Double) in
      (along.place(point.x), figures.place(point.figure?.center ?? 0))
    }
    for piece in line.pieces {
      for (a, b) in zip(piece, piece.dropFirst()) { canvas.line(from: place(a), to: place(b), style) }
      if piece.count == 1 { canvas.line(from: place(piece[0]), to: place(piece[0]), style) }
    }
    // Lines are told apart by the signs on them, not closer than can be read.
    var last = -5
    for piece in line.pieces {
      for point in piece {
        let (x, y) = place(point)
        let cell = canvas.cell(x, y)
        let isAlone = piece.count == 1
        if let sign = sign ?? (isAlone ? screen.glyphs.point(number) : nil),
          isAlone || cell.column - last >= 4
        {
          canvas.point(cell.column, cell.row, sign, style)
          last = cell.column
        }
        if point.figure?.isAbout == true {
          canvas.mark(cell.column, cell.row, screen.glyphs.about, style)
        }
        whiskers(point, x, style)
      }
    }
  }

  /// From the least to the greatest that a figure may be.
  private mutating func whiskers(_ point: LineChart.Point, _ x: Double, _ style: TextCells.Style) {
    guard let figure = point.figure, figure.exact == nil, figure.low != nil || figure.high != nil,
      let center = figure.center
    else { return }
    let glyphs = screen.glyphs
    let cell = { [canvas, figures] (number: Double) in canvas.cell(x, figures.place(number)) }
    let middle = cell(center)
    let top = figure.high.map(cell)?.row ?? middle.row - 1
    let bottom = figure.low.map(cell)?.row ?? middle.row + 1
    guard top <= bottom else { return }
    for row in top...bottom {
      let sign: Character
      switch row {
      case top where figure.high == nil: sign = glyphs.up
      case bottom where figure.low == nil: sign = glyphs.down
      case top where top < bottom && figure.low != figure.high: sign = glyphs.whiskerTop
      case bottom where top < bottom: sign = glyphs.whiskerBottom
      default: sign = glyphs.whisker
      }
      // An open end at the edge of the picture is told all the same.
      canvas.markBehind(middle.column, row, sign, style)
    }
    if figure.high == nil, top < 0 { canvas.mark(middle.column, 0, glyphs.up, style) }
    if figure.low == nil, bottom >= canvas.rows {
      canvas.mark(middle.column, canvas.rows - 1, glyphs.down, style)
    }
  }

  // MARK: - What stands around them

  /// What the lines are called, with the signs that are on them.
  private static func legend(
    _ names: [(number: Int, name: String)], isMany: Bool, hasMeetings: Bool, _ screen: PictureRenderer
  ) -> [String] {
    guard isMany else {
      return names.map { screen.paint.bold(screen.fitted($0.name, screen.width).text) }
    }
    var lines: [String] = []
    var line = ""
    var used = 0
    let entries =
      names.map { (number: Int?.some($0.number), text: "\(screen.glyphs.point($0.number)) \($0.name)") }
      + (hasMeetings ? [(number: nil, text: "\(screen.glyphs.points) \(PictureWording.several)")] : [])
    for (number, text) in entries {
      let entry = screen.fitted(text, screen.width)
      if used > 0, used + 2 + entry.width > screen.width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      let painted = number.map { screen.paint.series(entry.text, $0) } ?? entry.text
      line += (used > 0 ? "  " : "") + painted
      used += (used > 0 ? 2 : 0) + entry.width
    }
    return lines + [line]
  }

  /// The canvas with the axis of figures left of it.
  private static func rows(
    _ canvas: LineCanvas, _ axis: Axis, beside: Int, _ screen: PictureRenderer
  ) -> [String] {
    var labels: [Int: String] = [:]
    for tick in axis.ticks { labels[canvas.cell(0, axis.place(tick.value)).row] = tick.label }
    return (0..<canvas.rows).map { row in
      var cells = TextCells(width: beside + 1 + canvas.columns)
      let label = beside > 0 ? labels[row] : nil
      if let label {
        let text = screen.fitted(label, beside)
        cells.write(text.text, at: beside - text.width, .dim)
      }
      cells.set(beside, labels[row] == nil ? screen.glyphs.axis : screen.glyphs.axisTick, .dim)
      canvas.write(row, to: &cells, at: beside + 1)
      return cells.text(screen.paint)
    }
  }
}

/// An axis below a picture: its labels, each under its tick as far as there is room, those that would touch the one
/// before left out.
struct LabelRow {
  /// Whether no label had to be left out.
  let holdsAll: Bool
  private let text: String
  /// Cells under which ticks are labelled.
  private let places: [Int]
  private let columns: Int
  private let screen: PictureRenderer

  init(_ axis: Axis, columns: Int, _ screen: PictureRenderer) {
    var text = ""
    var used = 0
    var places: [Int] = []
    for tick in axis.ticks {
      let column = min(max(Int((axis.place(tick.value) * Double(columns - 1)).rounded()), 0), columns - 1)
      let label = screen.fitted(tick.label, max(4, columns))
      let start = min(max(0, column - label.width / 2), max(0, columns - label.width))
      guard used == 0 ? start >= 0 : start >= used + 1, start + label.width <= columns else { continue }
      text += String(repeating: " ", count: start - used) + label.text
      used = start + label.width
      places.append(column)
    }
    holdsAll = places.count == axis.ticks.count
    self.text = text
    self.places = places
    self.columns = columns
    self.screen = screen
  }

  /// The line that the axis is, and the labels below it.
  /// - Parameters:
  ///   - start: cells left of it.
  ///   - hasCorner: whether the last of them joins it to another axis.
  func lines(from start: Int, hasCorner: Bool = false) -> [String] {
    var rule = TextCells(width: start + columns)
    if hasCorner { rule.set(start - 1, screen.glyphs.corner, .dim) }
    rule.fill(start..<(start + columns), screen.glyphs.floor, .dim)
    for place in places { rule.set(start + place, screen.glyphs.floorTick, .dim) }
    let blanks = String(repeating: " ", count: start)
    return [
      rule.text(screen.paint), text.isEmpty ? "" : blanks + screen.paint.dim(screen.trimmed(text)),
    ]
  }
}
