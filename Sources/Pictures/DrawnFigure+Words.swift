import TallyColumns

extension DrawnFigure {
  /// The figure as people read it: `15+`, `10..20`, `12 (10..20)`; nil where nothing is known of it.
  /// - Parameter hasBest: whether a best estimate is told where bounds are.
  func words(hasBest: Bool = true, _ write: (Double) -> String) -> String? {
    switch (low, high, hasBest || isAbout ? best : nil) {
    case (let low?, let high?, _) where low == high: write(low)
    case (let low?, let high?, let best?): "\(write(best)) (\(write(low))..\(write(high)))"
    case (let low?, let high?, nil): "\(write(low))..\(write(high))"
    case (let low?, nil, _): "\(write(low))+"
    case (nil, let high?, _): "≤\(write(high))"
    case (nil, nil, let best?): "~\(write(best))"
    case (nil, nil, nil): nil
    }
  }
}

extension DateLevel {
  /// The period that begins on a day, or the moment in it: `2025-05`, `2025-05-24 07:30`.
  func words(ofDay day: Double) -> String {
    let whole = day.rounded(.down)
    guard let number = Int64(exactly: whole) else { return "" }
    guard needsTime, day != whole else {
      return Value.date(number).text(.readable, as: needsTime ? .plain : .period(self))
    }
    let minute = Int64(((day - whole) * 1440).rounded())
    let clock = Moment.text(min(minute, 1439) * Moment.perMinute).suffix(5)
    return "\(Value.date(number).text()) \(clock)"
  }
}
