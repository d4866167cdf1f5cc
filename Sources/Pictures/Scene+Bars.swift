// Bars in files: lying for rows, standing for the bins of a histogram.

extension Scene {
  mutating func draw(_ chart: BarChart) {
    guard !chart.groups.isEmpty else { return drawNothing() }
    seriesLegend(chart.series.map(\.name))
    let bars = chart.groups.flatMap(\.bars)
    let labels = chart.groups.map { Scene.width(of: $0.label) }.max() ?? 0
    let texts = bars.map { Scene.width(of: $0.text) }.max() ?? 0
    // Arrows to the left have room before the labels.
    let hasArrows = chart.figures.contains(where: \.isOpenBelow)
    let labelEnd = Scene.margin + min(labels, width * 0.35)
    let left = labelEnd + (hasArrows ? 18 : 8)
    let right = max(left + 60, width - Scene.margin - min(texts, width * 0.3) - 16)
    let units = Set(chart.series.map(\.unit))
    let room = right - left - 12
    let axes = Dictionary(
      uniqueKeysWithValues: units.map { unit in
        (
          unit,
          Axis.numbers(
            chart.stretch(of: unit), unit: unit, most: max(2, Int(room / 70)), isWhole: chart.isWhole(unit))
        )
      })
    let thick = chart.series.count > 1 ? 13.0 : 15.0
    let top = height + 4
    let groupHeight = thick * Double(chart.series.count) + 7
    let bottom = top + groupHeight * Double(chart.groups.count)
    // Where all is measured alike, numbers stand below.
    if axes.count == 1, let axis = axes.values.first {
      floor(axis, from: left, to: left + room, top: top, bottom: bottom)
    }
    for (row, group) in chart.groups.enumerated() {
      let y = top + groupHeight * Double(row)
      text(
        Scene.fitted(group.label, labelEnd - Scene.margin), labelEnd, y + (groupHeight - 7) / 2 + 4, .end)
      for (number, (series, bar)) in zip(chart.series, group.bars).enumerated() {
        guard let axis = axes[series.unit] else { continue }
        let middle = y + thick * (Double(number) + 0.5)
        let name = [group.label, chart.series.count > 1 ? series.name : ""].filter { !$0.isEmpty }
        let words = "\(name.joined(separator: ", ")): \(bar.text)"
        if let figure = bar.figure {
          add(
            Scene.bar(figure, axis, from: left, room: room, middle: middle, thick: thick - 1, number),
            title: words)
        }
        text(
          Scene.fitted(bar.text, width - right - 4), right + 8, middle + 4, .start,
          bar.figure == nil ? Scene.faint : Scene.ink)
        say(words)
      }
    }
    if let axis = axes.values.first {
      let zero = left + axis.place(0) * room
      add(.line(Point(zero, top - 2), Point(zero, bottom), Scene.faint, width: 1))
    }
    height = bottom + (axes.count == 1 ? 22 : 6)
    legend(.inBars, of: chart.figures)
  }

  /// A lying bar, its middle at a height.
  private static func bar(
    _ figure: DrawnFigure, _ axis: Axis, from left: Double, room: Double, middle: Double, thick: Double,
    _ number: Int
  ) -> [Shape] {
    let place = { (value: Double) in left + axis.place(value) * room }
    let top = middle - thick / 2
    let stretch = { (a: Double, b: Double, ink: Ink) -> Shape in
      .rectangle(x: min(a, b), y: top, width: max(abs(b - a), 0.75), height: thick, ink)
    }
    let parts = BarParts(figure, axis)
    var shapes: [Shape] = []
    if let sure = parts.sure {
      shapes.append(stretch(place(sure.lowerBound), place(sure.upperBound), color(number)))
    }
    if let shaded = parts.shaded {
      shapes.append(
        stretch(place(shaded.lowerBound), place(shaded.upperBound), color(number, opacity: Scene.shade)))
    }
    if parts.isOpenAbove {
      shapes.append(arrow(place(parts.end), middle, toRight: true, size: min(5, thick / 2), color(number)))
    }
    if parts.isOpenBelow {
      shapes.append(arrow(place(parts.start), middle, toRight: false, size: min(5, thick / 2), color(number)))
    }
    if parts.isAbout, let end = parts.shaded.map({ $0.lowerBound < 0 ? $0.lowerBound : $0.upperBound }) {
      shapes.append(about(place(end), middle + 4, end < 0 ? .end : .start))
    }
    if let best = parts.best {
      shapes.append(
        .line(Point(place(best), top - 1), Point(place(best), top + thick + 1), Scene.ink, width: 2))
    }
    return shapes
  }

  /// Standing bars beside one another, for bins.
  mutating func drawColumns(_ chart: BarChart) {
    guard !chart.groups.isEmpty else { return drawNothing() }
    let unit = chart.series.first?.unit ?? .number
    let axis = Axis.numbers(
      chart.stretch(of: unit), unit: unit, most: 5, isWhole: chart.isWhole(unit), isRounded: true)
    let left = Scene.margin + (axis.ticks.map { Scene.width(of: $0.label, size: 10) }.max() ?? 0) + 6
    let right = width - Scene.margin
    let top = height + 16
    let bottom = top + 220
    grid(axis, left: left, right: right, top: top, bottom: bottom)
    let step = (right - left) / Double(chart.groups.count)
    let labels = chart.groups.map { Scene.width(of: $0.label, size: 9) }.max() ?? 0
    let isTurned = labels > step - 2
    for (index, group) in chart.groups.enumerated() {
      let x = left + step * Double(index)
      let words = "\(group.label): \(group.bars.first?.text ?? "")"
      if let figure = group.bars.first?.figure {
        let parts = BarParts(figure, axis)
        let place = { (value: Double) in bottom - axis.place(value) * (bottom - top) }
        var shapes: [Shape] = []
        for (part, ink) in [
          (parts.sure, Scene.color(0)), (parts.shaded, Scene.color(0, opacity: Scene.shade)),
        ] {
          guard let part, part.upperBound > part.lowerBound else { continue }
          shapes.append(
            .rectangle(
              x: x + 1, y: place(part.upperBound), width: step - 2,
              height: place(part.lowerBound) - place(part.upperBound), ink))
        }
        add(shapes, title: words)
        if Scene.width(of: group.bars.first?.text ?? "", size: 9) <= step, figure.ends.max() ?? 0 > 0 {
          text(
            group.bars.first?.text ?? "", x + step / 2, place(figure.ends.max() ?? 0) - 3, .middle, size: 9,
            Scene.faint)
        }
      }
      say(words)
      text(
        Scene.fitted(group.label, isTurned ? 90 : step + 8, size: 9),
        isTurned ? x + step / 2 + 4 : x + step / 2,
        bottom + 13, isTurned ? .end : .middle, size: 9, Scene.faint, isTurned: isTurned)
    }
    add(.line(Point(left, bottom), Point(right, bottom), Scene.faint, width: 1))
    height = bottom + (isTurned ? 20 + min(labels, 90) * 0.65 : 22)
    text(chart.heading, (left + right) / 2, height + 4, .middle, size: 10, Scene.faint)
    height += 12
    legend(.inBars, of: chart.figures)
  }

  /// Light lines across, with the numbers that they stand for left of them.
  mutating func grid(_ axis: Axis, left: Double, right: Double, top: Double, bottom: Double) {
    for tick in axis.ticks {
      let y = bottom - axis.place(tick.value) * (bottom - top)
      add(.line(Point(left, y), Point(right, y), Scene.grid, width: 1))
      text(tick.label, left - 6, y + 3.5, .end, size: 10, Scene.faint)
    }
  }

  mutating func drawNothing() {
    height += 16
    text("(\(PictureWording.nothingToDraw))", Scene.margin, height, .start, Scene.faint)
    words.append(PictureWording.nothingToDraw)
    height += 8
  }

  /// A value in words, as long as there are not too many.
  mutating func say(_ text: String) {
    if words.count < Scene.mostWords { words.append(text) }
  }
}

/// What of a figure is surely so much, and what may be.
struct BarParts {
  /// Between 0 and the end that is nearest to it.
  private(set) var sure: ClosedRange<Double>?
  /// Between the ends.
  private(set) var shaded: ClosedRange<Double>?
  private(set) var best: Double?
  private(set) var isOpenBelow = false
  private(set) var isOpenAbove = false
  /// Whether nothing bounds it.
  private(set) var isAbout = false
  /// Where what is known of it begins and ends.
  private(set) var start = 0.0
  private(set) var end = 0.0

  init(_ figure: DrawnFigure, _ axis: Axis) {
    if let exact = figure.exact {
      sure = min(0, exact)...max(0, exact)
      return
    }
    if figure.isAbout, let about = figure.best {
      shaded = min(0, about)...max(0, about)
      isAbout = true
      return
    }
    isOpenBelow = figure.low == nil
    isOpenAbove = figure.high == nil
    best = figure.best
    let low = figure.low ?? figure.best.map { min(0, $0) } ?? min(0, axis.low)
    let high = max(low, figure.high ?? figure.best ?? figure.low ?? axis.high)
    (start, end) = (low, high)
    if low >= 0 {
      sure = 0...low
    } else if let high = figure.high, high <= 0 {
      sure = high...0
    }
    if high > low { shaded = low...high }
  }
}
