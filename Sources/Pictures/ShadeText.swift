import TallyColumns
import TallyRendering

/// Shades on a screen, a row for each key, with the figures beside them where there is room.
///
/// A figure with bounds has the shade of its least and that of its greatest beside one another.
struct ShadeText {
  let lines: [String]

  private static let gap = 2
  private static let widestLabel = 24

  init(_ chart: ShadeChart, _ screen: PictureRenderer) {
    guard !chart.rowLabels.isEmpty, !chart.columnLabels.isEmpty else {
      lines = []
      return
    }
    let labels = (chart.rowLabels + [chart.heading]).map(screen.width).max() ?? 0
    let label = min(labels, ShadeText.widestLabel, max(4, screen.width / 3))
    let room = max(3, screen.width - label - ShadeText.gap)
    let figures = chart.cells.joined().compactMap { $0.map { screen.width(of: $0.text) } }.max() ?? 0
    let heads = chart.columnLabels.map(screen.width).max() ?? 0
    let count = chart.columnLabels.count
    // Shade, figure and gap; or as much of it as goes beside one another.
    let full = max(3 + figures, heads) + ShadeText.gap
    let showsFigures = full * count <= room + ShadeText.gap
    let shown = showsFigures ? count : min(count, max(1, (room + 1) / 3))
    let cell = showsFigures ? full : min(max(3, heads + 1), max(3, (room + 1) / shown))
    let areNumbered = !showsFigures && heads > cell - 1
    let gauge = ShadeGauge(chart.stretch, screen.glyphs)
    let head = chart.columnLabels.prefix(shown).enumerated().map { index, name in
      screen.padded(areNumbered ? String(index + 1) : name, cell)
    }
    var lines = [
      screen.paint.bold(screen.trimmed(screen.padded(chart.heading, label) + "  " + head.joined()))
    ]
    for (name, row) in zip(chart.rowLabels, chart.cells) {
      let cells = row.prefix(shown).map { value in
        ShadeText.cell(value, width: cell, showsFigures: showsFigures ? figures : nil, gauge, screen)
      }
      lines.append(screen.trimmed(screen.padded(name, label) + "  " + cells.joined()))
    }
    if areNumbered {
      lines += screen.asides(
        chart.columnLabels.prefix(shown).enumerated().map { "\($0.offset + 1) \($0.element)" })
    }
    lines += screen.asides(gauge.legend(chart))
    if shown < count {
      lines += screen.asides(
        [PictureWording.moreColumns(count - shown, of: chart.columnHeading)],
        lead: screen.glyphs.ellipsis + " ")
    }
    self.lines = lines
  }

  private static func cell(
    _ cell: ShadeChart.Cell?, width: Int, showsFigures: Int?, _ gauge: ShadeGauge, _ screen: PictureRenderer
  ) -> String {
    guard let cell else {
      return screen.padded(String(screen.glyphs.noRow), width)
    }
    let signs = gauge.signs(cell.figure)
    let painted = screen.paint.usesColor ? screen.paint.series(signs, 0) : signs
    guard let figures = showsFigures else {
      return painted + String(repeating: " ", count: max(0, width - 2))
    }
    let text = screen.padded(cell.text, figures, isRight: true)
    return painted + " " + text + String(repeating: " ", count: max(0, width - 3 - figures))
  }
}

/// Which shade a figure has.
struct ShadeGauge {
  private let axis: Axis
  private let glyphs: Glyphs

  init(_ range: ClosedRange<Double>, _ glyphs: Glyphs) {
    axis = Axis(range)
    self.glyphs = glyphs
  }

  /// Two signs: the shades of the least and of the greatest that it may be, and an arrow where an end is open.
  func signs(_ figure: DrawnFigure?) -> String {
    guard let figure, let first = figure.ends.first, let last = figure.ends.last else { return "??" }
    if figure.isOpenAbove { return "\(shade(last))\(glyphs.openAbove)" }
    if figure.isOpenBelow { return "\(glyphs.openBelow)\(shade(first))" }
    return "\(shade(first))\(shade(last))"
  }

  private func shade(_ number: Double) -> Character { glyphs.shades[level(number)] }

  /// From 0 to 3.
  func level(_ number: Double) -> Int {
    min(Int(axis.place(number) * Double(glyphs.shades.count)), glyphs.shades.count - 1)
  }

  func legend(_ chart: ShadeChart) -> [String] {
    let count = glyphs.shades.count
    let ends = (0...count).map { axis.low + (axis.high - axis.low) * Double($0) / Double(count) }
    let shades = glyphs.shades.enumerated().map { index, sign in
      "\(sign) \(chart.unit.text(ends[index]))..\(chart.unit.text(ends[index + 1]))"
    }
    return shades + glyphs.legend(.inShades, of: chart.figures) + [
      chart.hasUnknown ? "?? \(PictureWording.unknown)" : "",
      chart.hasNone && glyphs.noRow != " " ? "\(glyphs.noRow) \(PictureWording.noRow)" : "",
    ]
  }
}
