import TallyColumns

/// A figure as it is drawn: its parts as reals, nil where they are open.
///
/// Reals are kept so small that the difference of any two is one, too: what is greater ends where the picture does.
struct DrawnFigure: Sendable, Hashable {
  /// The greatest size of what is drawn.
  static let limit = 1e307

  let low: Double?
  let best: Double?
  let high: Double?

  init(low: Double?, best: Double?, high: Double?) {
    self.low = low.flatMap(DrawnFigure.drawn)
    self.best = best.flatMap(DrawnFigure.drawn)
    self.high = high.flatMap(DrawnFigure.drawn)
  }

  init(exactly number: Double) {
    self.init(low: number, best: number, high: number)
  }

  init(_ figure: Figure) {
    let figure = figure.opened
    self.init(low: figure.low?.asDouble, best: figure.best?.asDouble, high: figure.high?.asDouble)
  }

  private static func drawn(_ number: Double) -> Double? {
    number.isNaN ? nil : min(max(number, -limit), limit)
  }

  /// The number, where nothing is open or between.
  var exact: Double? { low != nil && low == high ? low : nil }

  /// Whether nothing bounds the number that there is.
  var isAbout: Bool { low == nil && high == nil && best != nil }

  /// Whether it may be more, or less, than all that is known.
  var isOpenAbove: Bool { high == nil && !isAbout }
  var isOpenBelow: Bool { low == nil && !isAbout }

  /// Where a line passes: the best, else the middle of the bounds, else the bound there is.
  var center: Double? {
    if let best { return best }
    if let low, let high { return low / 2 + high / 2 }
    return low ?? high
  }

  /// The ends that are known.
  var ends: [Double] { [low, best, high].compactMap { $0 } }
}

extension Column {
  /// The figure of a row as it is drawn: a number or a length of time with its bounds, a date as days since
  /// 1970-01-01. Nil where it is unknown, and of texts.
  func drawnFigure(_ row: Int) -> DrawnFigure? {
    switch kind {
    case .text: nil
    case .date, .time: day(row).map(DrawnFigure.init(exactly:))
    case .whole, .real, .duration, .boolean: figure(at: row).map(DrawnFigure.init)
    }
  }

  /// A date or a time in days since 1970-01-01; nil where it is unknown, and of all else.
  func day(_ row: Int) -> Double? {
    switch value(at: row) {
    case .date(let day): Double(day)
    case .time(let moment): Double(moment) / Double(Moment.perDay)
    default: nil
    }
  }
}
