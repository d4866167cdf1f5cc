import TallyRendering

// Lines in files.

extension Scene {
  mutating func draw(_ chart: LineChart) {
    guard chart.lines.contains(where: { !$0.points.isEmpty }) else { return drawNothing() }
    lineLegend(chart.lines.map(\.name))
    for unit in chart.units { draw(chart, unit) }
    legend(.besideLines, of: chart.lines.flatMap { $0.points.compactMap(\.figure) })
  }

  private mutating func draw(_ chart: LineChart, _ unit: AxisUnit) {
    let axis = Axis.numbers(
      chart.stretch(of: unit), unit: unit, most: 6, isWhole: chart.isWhole(unit), isRounded: true)
    let left = Scene.margin + (axis.ticks.map { Scene.width(of: $0.label, size: 10) }.max() ?? 0) + 6
    let right = width - Scene.margin - 10
    let top = height + 10
    let bottom = top + 260
    let along = Scene.axis(of: chart, room: right - left)
    grid(axis, left: left, right: right, top: top, bottom: bottom)
    floor(along, from: left, to: right, top: bottom, bottom: bottom + 4)
    add(.line(Point(left, bottom), Point(right, bottom), Scene.faint, width: 1))
    let x = { (point: LineChart.Point) in left + along.place(point.x) * (right - left) }
    let y = { (number: Double) in bottom - axis.place(number) * (bottom - top) }
    for (number, line) in chart.lines.enumerated() where line.unit == unit {
      for piece in line.pieces {
        addBand(piece, number, x, y)
        let points = piece.map { Point(x($0), y($0.figure?.center ?? 0)) }
        if points.count > 1 { add(.path(points, Scene.color(number), width: 1.75, dash: Scene.dash(number))) }
        if piece.count <= 80 || points.count == 1 {
          for (point, place) in zip(piece, points) {
            add([.circle(place, radius: 3, Scene.color(number))], title: Scene.words(line, point, chart))
            if point.figure?.isAbout == true {
              add(Scene.about(place.x, place.y - 4, .middle))
            }
            addWhisker(point, place, number, y)
          }
        }
        for point in piece { say(Scene.words(line, point, chart)) }
      }
    }
    height = bottom + 30
    if !chart.heading.isEmpty {
      text(chart.heading, (left + right) / 2, height, .middle, size: 10, Scene.faint)
      height += 6
    }
  }

  /// The stretch between the ends of figures, where they have both.
  private mutating func addBand(
    _ piece: [LineChart.Point], _ number: Int, _ x: (LineChart.Point) -> Double, _ y: (Double) -> Double
  ) {
    let bounded = piece.filter { $0.figure?.low != nil && $0.figure?.high != nil }
    guard bounded.count == piece.count, bounded.count > 1,
      bounded.contains(where: { $0.figure?.exact == nil })
    else { return }
    let above = bounded.map { Point(x($0), y($0.figure?.high ?? 0)) }
    let below = bounded.map { Point(x($0), y($0.figure?.low ?? 0)) }
    add(.polygon(above + below.reversed(), Scene.color(number, opacity: 0.2)))
  }

  private mutating func addWhisker(
    _ point: LineChart.Point, _ place: Point, _ number: Int, _ y: (Double) -> Double
  ) {
    guard let figure = point.figure, figure.exact == nil, figure.low != nil || figure.high != nil else {
      return
    }
    let ink = Scene.color(number)
    let top = figure.high.map(y) ?? place.y
    let bottom = figure.low.map(y) ?? place.y
    var shapes: [Shape] = []
    if bottom > top { shapes.append(.line(Point(place.x, top), Point(place.x, bottom), ink, width: 1.25)) }
    for end in [figure.high.map(y), figure.low.map(y)] {
      if let end { shapes.append(.line(Point(place.x - 4, end), Point(place.x + 4, end), ink, width: 1.25)) }
    }
    if figure.high == nil { shapes.append(Scene.arrow(place.x, top - 5, isUp: true, ink)) }
    if figure.low == nil { shapes.append(Scene.arrow(place.x, bottom + 5, isUp: false, ink)) }
    add(shapes)
  }

  /// The colours and strokes of lines.
  private mutating func lineLegend(_ names: [String]) {
    guard names.count > 1 else { return }
    legend(
      names.enumerated().map { number, name in
        (
          {
            $0.add(
              .path(
                [Point($1 - 2, $2 - 4), Point($1 + 16, $2 - 4)], Scene.color(number), width: 2,
                dash: Scene.dash(number)))
          }, name
        )
      })
  }

  /// A line of its own for each, high as a few lines of text.
  mutating func drawSparks(_ chart: LineChart) {
    guard chart.lines.contains(where: { !$0.points.isEmpty }) else { return drawNothing() }
    let names = chart.lines.map { Scene.width(of: $0.name) }.max() ?? 0
    let ranges = chart.lines.map { Scene.width(of: $0.range, size: 10) }.max() ?? 0
    let left = Scene.margin + min(names, width * 0.3) + 10
    let right = max(left + 60, width - Scene.margin - min(ranges, width * 0.35) - 10)
    let extent = chart.extent
    let along = Axis(extent)
    for (number, line) in chart.lines.enumerated() {
      let known = line.points.compactMap { $0.figure?.center }
      let range = Axis.stretch(of: known, withZero: false)
      let axis = Axis(range)
      let top = height + 6
      let bottom = top + 24
      text(Scene.fitted(line.name, left - Scene.margin - 8), Scene.margin, bottom - 6)
      for piece in line.pieces {
        let points = piece.map { point in
          Point(
            left + along.place(point.x) * (right - left),
            bottom - axis.place(point.figure?.center ?? 0) * (bottom - top))
        }
        if points.count > 1 {
          add(.path(points, Scene.color(number), width: 1.5, dash: []))
        } else if let point = points.first {
          add(.circle(point, radius: 2, Scene.color(number)))
        }
      }
      text(line.range, right + 10, bottom - 6, size: 10, Scene.faint)
      say("\(line.name): \(line.range)")
      height = bottom + 4
    }
  }

  /// The axis of times, numbers or names, with as many ticks as have room.
  static func axis(of chart: LineChart, room: Double) -> Axis {
    chart.axis(most: 12) {
      fits($0, room)
    } ticksOfNames: { names in
      // Labels that are no more than their gaps would have so much room; no more of them are measured, or shown.
      let least = max(1, Int((12 * Double(names.count) / room).rounded(.down)))
      let longest =
        stride(from: 0, to: names.count, by: least).map { min(width(of: names[$0], size: 10), 120) + 12 }
        .max() ?? 12
      let step = least * max(1, Int((longest * Double(names.count) / room / Double(least)).rounded(.up)))
      return stride(from: 0, to: names.count, by: step).map {
        Axis.Tick(value: Double($0), label: fitted(names[$0], 120, size: 10))
      }
    }
  }

  private static func words(_ line: LineChart.Line, _ point: LineChart.Point, _ chart: LineChart) -> String {
    let place: String =
      switch chart.along {
      case .names(let names): names.indices.contains(Int(point.x)) ? names[Int(point.x)] : ""
      case .numbers(let unit): unit.text(point.x)
      case .calendar(let level): level.words(ofDay: point.x)
      }
    let figure = point.figure?.words(line.unit.text) ?? PictureWording.unknown
    return "\(line.name) \(place): \(figure)"
  }
}
