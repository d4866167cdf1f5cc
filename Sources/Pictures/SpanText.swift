import TallyColumns
import TallyRendering

/// Rows along the calendar on a screen.
///
///     exchange of 23 May  ━━━━━━━━━━
///     exchange of 24 May            ━━━━━━━━━━
///                         └─────────┬─────────
///                                   2025-05-24
struct SpanText {
  let lines: [String]

  private static let gap = 2
  private static let leastTrack = 8

  init(_ chart: SpanChart, _ screen: PictureRenderer) {
    guard !chart.spans.isEmpty else {
      lines = []
      return
    }
    let labels = (chart.spans.map(\.label) + [chart.heading]).map(screen.width).max() ?? 0
    let texts = (chart.spans.map(\.text) + [chart.textHeading]).map(screen.width).max() ?? 0
    let label = min(labels, max(5, screen.width * 2 / 5))
    var text = min(texts, max(5, screen.width / 3))
    if label + text + 2 * SpanText.gap + SpanText.leastTrack > screen.width { text = 0 }
    let behind = text > 0 ? text + SpanText.gap : 0
    let track = max(3, screen.width - label - SpanText.gap - behind)
    let extent = chart.extent
    let axis = Axis.calendar(extent, finest: chart.finest) { ticks in
      LabelRow(Axis(extent, ticks: ticks), columns: track, screen).holdsAll
    }
    let gap = String(repeating: " ", count: SpanText.gap)
    var lines: [String] = []
    let head = screen.padded(chart.heading, label) + gap + String(repeating: " ", count: track)
    let heading = screen.trimmed(text > 0 ? head + gap + chart.textHeading : head)
    if !heading.isEmpty { lines.append(screen.paint.bold(screen.fitted(heading, screen.width).text)) }
    for span in chart.spans {
      let cells = SpanText.cells(span, axis, width: track, haveEnds: chart.haveEnds, screen)
      var line = screen.padded(span.label, label) + gap
      if text > 0 {
        let drawn = cells.text(screen.paint)
        let used = (0..<track).last { cells[$0] != " " }.map { $0 + 1 } ?? 0
        line +=
          drawn + String(repeating: " ", count: track - used) + gap + screen.fitted(span.text, text).text
      } else {
        line += span.start == nil ? screen.fitted(span.text, track).text : cells.text(screen.paint)
      }
      lines.append(screen.trimmed(line))
    }
    lines += LabelRow(axis, columns: track, screen).lines(from: label + SpanText.gap)
    self.lines = lines
  }

  private static func cells(
    _ span: SpanChart.Span, _ axis: Axis, width: Int, haveEnds: Bool, _ screen: PictureRenderer
  ) -> TextCells {
    var cells = TextCells(width: width)
    let style: TextCells.Style = screen.paint.usesColor ? .series(0) : .plain
    guard let start = span.start else { return cells }
    let first = min(Int(axis.place(start) * Double(width)), width - 1)
    guard let end = span.end, end > start else {
      cells.set(first, screen.glyphs.moment, style)
      // When it ends is not known.
      if haveEnds, span.end == nil { cells.set(first + 1, "?", style) }
      return cells
    }
    let last = Int((axis.place(end) * Double(width)).rounded(.up))
    cells.fill(first..<max(first + 1, last), screen.glyphs.span, style)
    return cells
  }
}
