import TallyColumns

/// Rows along the calendar, each at a moment or over a stretch of time.
struct SpanChart: Sendable {
  struct Span: Sendable {
    let label: String
    /// In days since 1970-01-01; nil where it is unknown when it begins.
    let start: Double?
    /// The first moment behind it; nil where it is unknown when it ends, and of moments.
    let end: Double?
    /// When it is, and the figures of the row, as people read them.
    let text: String
  }

  /// The most rows that are drawn.
  static let mostRows = 100

  let heading: String
  let textHeading: String
  let spans: [Span]
  /// Whether rows say when they end.
  let haveEnds: Bool
  let finest: DateLevel

  init(_ rows: PictureRows, _ remarks: inout [String]) {
    let position = rows.plan.position ?? 0
    let column = rows.table.columns[position]
    let shown = min(rows.count, SpanChart.mostRows)
    let level: DateLevel? =
      if case .period(let level) = rows.table.fields[position].presentation { level } else { nil }
    finest = level ?? (column.kind == .time ? .minute : .day)
    heading = rows.labelHeading
    haveEnds = rows.plan.end != nil
    textHeading = rows.plan.figures.map(rows.name).joined(separator: ", ")
    spans = (0..<shown).map { row in
      let start = column.day(row)
      let end: Double?
      if let last = rows.plan.end {
        // A day is over when the next one begins.
        let isDay = rows.table.columns[last].kind == .date
        end = rows.table.columns[last].day(row).map { isDay ? $0 + 1 : $0 }
      } else if column.kind == .date {
        end = start.map { Double((level ?? .day).end(ofPeriodFrom: Int64($0.rounded(.down)))) }
      } else {
        end = nil
      }
      let figures = rows.plan.figures.map { rows.text($0, row) }.joined(separator: ", ")
      return Span(
        label: rows.plan.labels.isEmpty ? rows.text(position, row) : rows.label(row), start: start,
        end: end, text: start == nil ? rows.unknownWord : figures)
    }
    if shown < rows.count { remarks.append(PictureWording.moreRows(rows.count - shown)) }
  }

  /// The stretch of time that holds all of it.
  var extent: ClosedRange<Double> {
    let ends = spans.lazy.flatMap { [$0.start, $0.end].compactMap { $0 } }
    return Axis.stretch(of: ends, withZero: false)
  }
}
