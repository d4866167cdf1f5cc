/// A step of the calendar that dates are grouped by.
public enum DateLevel: String, Sendable, Hashable, CaseIterable {
  case year, quarter, month, week, day, hour, minute
}

extension DateLevel {
  /// Whether the level is finer than a day and so needs a time.
  public var needsTime: Bool { self == .hour || self == .minute }

  /// The first day of the period that holds a day. Weeks begin on Monday (ISO 8601).
  /// Levels finer than a day give the day itself. The day is clamped to `CalendarDate.dayRange`.
  public func start(ofDay day: Int64) -> Int64 {
    let day = CalendarDate.clamped(day)
    let date = CalendarDate(days: day)
    return switch self {
    case .year: CalendarDate(year: date.year, month: 1, day: 1).days
    case .quarter: CalendarDate(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1).days
    case .month: CalendarDate(year: date.year, month: date.month, day: 1).days
    case .week: day - Int64(CalendarDate.weekday(ofDay: day) - 1)
    case .day, .hour, .minute: day
    }
  }

  /// The first microsecond of the period that holds a moment; the first moment that there is where the
  /// period begins before it.
  public func start(ofMoment moment: Int64) -> Int64 {
    let (start, overflow) =
      switch self {
      case .hour: moment.subtractingReportingOverflow(moment.flooredRemainder(by: Moment.perHour))
      case .minute: moment.subtractingReportingOverflow(moment.flooredRemainder(by: Moment.perMinute))
      default:
        start(ofDay: moment.flooredDivision(by: Moment.perDay)).multipliedReportingOverflow(by: Moment.perDay)
      }
    return overflow ? .min : start
  }

  /// The first day after the period that begins on a day, which is clamped to `CalendarDate.dayRange`.
  public func end(ofPeriodFrom day: Int64) -> Int64 {
    let day = CalendarDate.clamped(day)
    let date = CalendarDate(days: day)
    return switch self {
    case .year: CalendarDate(year: date.year + 1, month: 1, day: 1).days
    case .quarter: CalendarDate(year: date.year, month: date.month, day: 1).adding(months: 3).days
    case .month: CalendarDate(year: date.year, month: date.month, day: 1).adding(months: 1).days
    case .week: day + 7
    case .day, .hour, .minute: day + 1
    }
  }
}

extension Int64 {
  /// Division that rounds towards minus infinity, so that days before 1970 fall in the right period.
  public func flooredDivision(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
  }

  /// What `flooredDivision` leaves, of the sign of the divisor: the time of day of a moment. The whole
  /// days of the first moments are more microseconds than there are, so it is not got by subtracting them.
  public func flooredRemainder(by divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder
  }
}
