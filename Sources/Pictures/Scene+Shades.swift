// Shades in files.

extension Scene {
  mutating func draw(_ chart: ShadeChart) {
    guard !chart.rowLabels.isEmpty, !chart.columnLabels.isEmpty else { return drawNothing() }
    let labels = chart.rowLabels.map { Scene.width(of: $0) }.max() ?? 0
    let left = Scene.margin + min(labels, width * 0.3) + 8
    let step = min(90, (width - Scene.margin - left) / Double(chart.columnLabels.count))
    let heads = chart.columnLabels.map { Scene.width(of: $0, size: 9) }.max() ?? 0
    let isTurned = heads > step - 2
    let top = height + (isTurned ? 14 + min(heads, 90) * 0.65 : 18)
    for (index, label) in chart.columnLabels.enumerated() {
      let x = left + step * (Double(index) + 0.5)
      text(
        Scene.fitted(label, isTurned ? 90 : step, size: 9), isTurned ? x - 4 : x, top - 5,
        isTurned ? .start : .middle, size: 9, Scene.faint, isTurned: isTurned)
    }
    let range = chart.stretch
    let axis = Axis(range)
    let high = 22.0
    for (row, label) in chart.rowLabels.enumerated() {
      let y = top + high * Double(row)
      text(Scene.fitted(label, left - Scene.margin - 8), left - 8, y + high / 2 + 4, .end)
      for (column, cell) in chart.cells[row].enumerated() {
        let x = left + step * Double(column)
        guard let cell else {
          add(
            .line(
              Point(x + step / 2 - 2, y + high / 2), Point(x + step / 2 + 2, y + high / 2), Scene.grid,
              width: 1))
          continue
        }
        let words = "\(label), \(chart.columnLabels[column]): \(cell.text)"
        add(
          Scene.shades(cell.figure, axis, x: x + 0.5, y: y + 0.5, width: step - 1, height: high - 1),
          title: words)
        if Scene.width(of: cell.text, size: 9) <= step - 4 {
          let isDark = (cell.figure?.center).map { axis.place($0) > 0.55 } ?? false
          text(
            cell.text, x + step / 2, y + high / 2 + 3.5, .middle, size: 9, isDark ? Ink("#ffffff") : Scene.ink
          )
        }
        say(words)
      }
    }
    height = top + high * Double(chart.rowLabels.count) + 4
    shadeLegend(chart, axis)
  }

  /// The shade of the least that a figure may be, and that of the greatest right of it.
  private static func shades(
    _ figure: DrawnFigure?, _ axis: Axis, x: Double, y: Double, width: Double, height: Double
  ) -> [Shape] {
    guard let figure else {
      return [
        .rectangle(x: x, y: y, width: width, height: height, Ink("#f2f2f2")),
        .line(Point(x, y + height), Point(x + width, y), Scene.grid, width: 1),
      ]
    }
    let low = figure.low ?? figure.best ?? figure.high
    let high = figure.high ?? figure.best ?? figure.low
    guard let low, let high else { return [] }
    var shapes: [Shape] = [
      .rectangle(x: x, y: y, width: width / 2 + 0.25, height: height, shade(axis.place(low))),
      .rectangle(x: x + width / 2, y: y, width: width / 2, height: height, shade(axis.place(high))),
    ]
    if figure.isOpenAbove {
      shapes.append(arrow(x + width - 6, y + height / 2, toRight: true, size: 3, Scene.ink))
    }
    if figure.isOpenBelow {
      shapes.append(arrow(x + 6, y + height / 2, toRight: false, size: 3, Scene.ink))
    }
    return shapes
  }

  /// From nearly white to dark blue.
  private static func shade(_ place: Double) -> Ink {
    let part = { (from: Double, to: Double) -> String in
      let number = Int((from + (to - from) * place).rounded())
      let text = String(min(max(number, 0), 255), radix: 16)
      return text.count == 1 ? "0" + text : text
    }
    return Ink("#" + part(236, 8) + part(243, 64) + part(250, 129))
  }

  private mutating func shadeLegend(_ chart: ShadeChart, _ axis: Axis) {
    var entries: [LegendEntry] = (0...4).map { step in
      let place = Double(step) / 4
      let number = axis.low + (axis.high - axis.low) * place
      return (
        { $0.add(.rectangle(x: $1, y: $2 - 9, width: 14, height: 10, Scene.shade(place))) },
        chart.unit.text(number)
      )
    }
    entries += Scene.entries(.inShades, of: chart.figures, Scene.ink)
    if chart.hasUnknown {
      entries.append(
        (
          {
            $0.add([
              .rectangle(x: $1, y: $2 - 9, width: 14, height: 10, Ink("#f2f2f2")),
              .line(Point($1, $2 + 1), Point($1 + 14, $2 - 9), Scene.grid, width: 1),
            ])
          }, PictureWording.unknown
        ))
    }
    legend(entries)
  }
}
