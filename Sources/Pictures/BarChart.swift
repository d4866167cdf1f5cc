/// A bar for each figure of each row.
struct BarChart: Sendable {
  /// The bars of a row.
  struct Group: Sendable {
    let label: String
    let bars: [Bar]
  }

  struct Bar: Sendable {
    /// Nil where it is unknown: nothing is drawn then.
    let figure: DrawnFigure?
    /// The figure as people read it.
    let text: String
  }

  /// One column of figures.
  struct Series: Sendable {
    let name: String
    let unit: AxisUnit
    let isWhole: Bool
  }

  /// The most rows that have bars; more would be a picture that nobody takes in.
  static let mostRows = 100

  let heading: String
  let series: [Series]
  let groups: [Group]

  init(heading: String, series: [Series], groups: [Group]) {
    self.heading = heading
    self.series = series
    self.groups = groups
  }

  init(_ rows: PictureRows, _ remarks: inout [String]) {
    let shown = min(rows.count, BarChart.mostRows)
    self.init(
      heading: rows.labelHeading,
      series: rows.plan.figures.map {
        Series(name: rows.name($0), unit: rows.unit($0), isWhole: rows.table.columns[$0].kind == .whole)
      },
      groups: (0..<shown).map { row in
        Group(
          label: rows.label(row),
          bars: rows.plan.figures.map { Bar(figure: rows.figure($0, row), text: rows.text($0, row)) })
      })
    if shown < rows.count { remarks.append(PictureWording.moreRows(rows.count - shown)) }
  }

  /// The stretch from 0 that holds the figures of one unit. Bars of another unit have a length of their own.
  func stretch(of unit: AxisUnit) -> ClosedRange<Double> {
    let ends = groups.lazy.flatMap { group in
      zip(series, group.bars).filter { $0.0.unit == unit }.flatMap { $0.1.figure?.ends ?? [] }
    }
    return Axis.stretch(of: ends, withZero: true)
  }

  /// Whether all figures of a unit are whole numbers.
  func isWhole(_ unit: AxisUnit) -> Bool { series.filter { $0.unit == unit }.allSatisfy(\.isWhole) }

  var figures: [DrawnFigure] { groups.flatMap { $0.bars.compactMap(\.figure) } }
}
