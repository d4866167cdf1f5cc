import TallyColumns

extension Axis {
  /// An axis of days since 1970-01-01, with ticks where minutes, hours, days, months or years begin.
  /// - Parameters:
  ///   - finest: the least step of ticks: a month, where each number is one.
  ///   - fits: whether there is room for some ticks; the most are taken that fit.
  static func calendar(
    _ range: ClosedRange<Double>, finest: DateLevel, fits: ([Tick]) -> Bool
  ) -> Axis {
    let low = max(range.lowerBound, Double(CalendarDate.dayRange.lowerBound))
    let high = min(range.upperBound, Double(CalendarDate.dayRange.upperBound))
    guard low < high else { return Axis(low: low, high: low + 1, ticks: []) }
    for step in CalendarStep.all where step.level.isNoFiner(than: finest) {
      guard (high - low) / step.days <= 60 else { continue }
      let ticks = step.ticks(from: low, to: high)
      if fits(ticks) { return Axis(low: low, high: high, ticks: ticks) }
    }
    return Axis(low: low, high: high, ticks: [])
  }
}

/// The distance from tick to tick on a calendar.
private struct CalendarStep {
  let level: DateLevel
  let count: Int

  /// The finest first.
  static let all: [CalendarStep] =
    [1, 2, 5, 10, 15, 30].map { CalendarStep(level: .minute, count: $0) }
    + [1, 2, 3, 6, 12].map { CalendarStep(level: .hour, count: $0) }
    + [1, 2].map { CalendarStep(level: .day, count: $0) }
    + [1, 2].map { CalendarStep(level: .week, count: $0) }
    + [1, 2, 3, 6].map { CalendarStep(level: .month, count: $0) }
    + (0...7).flatMap { power in
      [1, 2, 5].map { CalendarStep(level: .year, count: $0 * Step.powerOfTen(power)) }
    }

  /// About so many days.
  var days: Double {
    let unit =
      switch level {
      case .minute: 1.0 / 1440
      case .hour: 1.0 / 24
      case .day: 1.0
      case .week: 7.0
      case .month: 30.4
      case .quarter: 91.3
      case .year: 365.2
      }
    return unit * Double(count)
  }

  /// The ticks of a stretch of days; of both ends there are.
  func ticks(from low: Double, to high: Double) -> [Axis.Tick] {
    var ticks: [Axis.Tick] = []
    var previous: Double?
    for value in places(from: low, to: high) {
      ticks.append(Axis.Tick(value: value, label: label(value, after: previous)))
      previous = value
    }
    return ticks
  }

  private func places(from low: Double, to high: Double) -> [Double] {
    switch level {
    case .minute, .hour: return evenly(from: low, to: high, by: days)
    case .day, .week:
      // Weeks begin on Monday, and 1970-01-05 was one.
      let origin = level == .week ? 4.0 : 0
      return evenly(from: low - origin, to: high - origin, by: days).map { $0 + origin }
    case .month, .quarter, .year:
      let months = level == .year ? count * 12 : level == .quarter ? count * 3 : count
      let date = CalendarDate(days: Int64(low.rounded(.down)))
      var month = (date.year * 12 + date.month - 1).floored(to: months)
      var places: [Double] = []
      // Two more than there is room for is enough to know it.
      while places.count < 64 {
        let year = month.floored(to: 12) / 12
        let day = CalendarDate(year: year, month: month - year * 12 + 1, day: 1).days
        if Double(day) > high { break }
        if Double(day) >= low { places.append(Double(day)) }
        month += months
      }
      return places
    }
  }

  private func evenly(from low: Double, to high: Double, by step: Double) -> [Double] {
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard first <= last, last - first < 64 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }

  /// What changed since the tick before: `2025`, `2025-05`, `05-24`, `07:30`.
  private func label(_ value: Double, after previous: Double?) -> String {
    // A minute is 1/1440 of a day, which has no real of its own.
    let minute = (value * 1440).rounded()
    let day = Int64((minute / 1440).rounded(.down))
    let date = CalendarDate(days: day).description
    let clock = Moment.text(Int64(minute - Double(day) * 1440) * Moment.perMinute).suffix(5)
    switch level {
    case .year: return String(date.dropLast(6))
    case .month, .quarter: return String(date.dropLast(3))
    case .day, .week:
      let isNewYear =
        previous.map { CalendarDate(days: Int64($0.rounded())).year } != CalendarDate(days: day).year
      return isNewYear ? date : String(date.suffix(5))
    case .minute, .hour:
      guard previous != nil else { return "\(date) \(clock)" }
      return clock == "00:00" ? String(date.suffix(5)) : String(clock)
    }
  }
}

extension DateLevel {
  /// Whether its periods are at least as long as another's.
  fileprivate func isNoFiner(than other: DateLevel) -> Bool {
    let levels = DateLevel.allCases
    guard let own = levels.firstIndex(of: self), let index = levels.firstIndex(of: other) else { return true }
    return own <= index
  }
}

extension Int {
  /// The greatest multiple of another number, above 0, that is not above this one.
  fileprivate func floored(to step: Int) -> Int {
    let rest = self % step
    return self - (rest < 0 ? rest + step : rest)
  }
}

extension Step {
  static func powerOfTen(_ power: Int) -> Int { (0..<power).reduce(1) { product, _ in product * 10 } }
}
