import TallyColumns

// Rows along the calendar in files.

extension Scene {
  mutating func draw(_ chart: SpanChart) {
    guard !chart.spans.isEmpty else { return drawNothing() }
    let labels = chart.spans.map { Scene.width(of: $0.label) }.max() ?? 0
    let texts = chart.spans.map { Scene.width(of: $0.text, size: 10) }.max() ?? 0
    let left = Scene.margin + min(labels, width * 0.35) + 8
    let right = max(left + 60, width - Scene.margin - min(texts, width * 0.25) - 10)
    let extent = chart.extent
    let axis = Axis.calendar(extent, finest: chart.finest) { Scene.fits($0, right - left) }
    let top = height + 4
    let step = 20.0
    let bottom = top + step * Double(chart.spans.count)
    floor(axis, from: left, to: right, top: top, bottom: bottom)
    for (row, span) in chart.spans.enumerated() {
      let middle = top + step * (Double(row) + 0.5)
      text(Scene.fitted(span.label, left - Scene.margin - 8), left - 8, middle + 4, .end)
      let words = "\(span.label): \(SpanChart.words(span, chart.finest))"
      if let start = span.start {
        let x = left + axis.place(start) * (right - left)
        if let end = span.end, end > start {
          let behind = left + axis.place(end) * (right - left)
          add(
            [.rectangle(x: x, y: middle - 5, width: max(2, behind - x), height: 10, Scene.color(0))],
            title: words)
        } else {
          add([.circle(Point(x, middle), radius: 4, Scene.color(0))], title: words)
          if chart.haveEnds, span.end == nil { text("?", x + 7, middle + 4, .start, size: 10, Scene.faint) }
        }
      }
      if !span.text.isEmpty {
        text(
          Scene.fitted(span.text, width - right - 8, size: 10), right + 8, middle + 3.5, .start, size: 10,
          Scene.faint)
      }
      say(words)
    }
    height = bottom + 24
  }
}

extension SpanChart {
  /// When a row is, and its figures.
  static func words(_ span: Span, _ level: DateLevel) -> String {
    let place = span.start.map { level.words(ofDay: $0) } ?? ""
    return [place, span.text].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
