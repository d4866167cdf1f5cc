import TallyColumns

/// A stretch of the calendar as it is typed: `2025`, `2025-05`, `2025-05-24`, `2025-05-24T07:30`.
struct Period: Hashable {
  /// The first and last microsecond, both inside.
  let firstMoment: Int64
  let lastMoment: Int64
  /// Given to the minute or finer, so that it cannot be held against whole days.
  let isTime: Bool

  var firstDay: Int64 { firstMoment.flooredDivision(by: Moment.perDay) }
  var lastDay: Int64 { lastMoment.flooredDivision(by: Moment.perDay) }

  /// Nil where the text is no date, or no such date is.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.map { $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int($0) : nil }
    if parts.count == 1, text.utf8.count == 4, let year = numbers[0] {
      self.init(year: year, level: .year, month: 1)
    } else if parts.count == 2, text.utf8.count == 7, parts[0].utf8.count == 4, let year = numbers[0],
      let month = numbers[1]
    {
      self.init(year: year, level: .month, month: month)
    } else if let day = Scan.date(text) {
      self.init(firstDay: day, lastDay: day)
    } else if let moment = Scan.time(text) {
      // To the minute unless seconds are given; the zone's own colon does not count.
      let clock = text.dropFirst(11).prefix { $0.isNumber || $0 == ":" || $0 == "." }
      let hasSeconds = clock.filter { $0 == ":" }.count == 2
      self.init(
        firstMoment: moment, lastMoment: moment + (hasSeconds ? 0 : Moment.perMinute - 1), isTime: true)
    } else {
      return nil
    }
  }

  private init(firstMoment: Int64, lastMoment: Int64, isTime: Bool) {
    self.firstMoment = firstMoment
    self.lastMoment = lastMoment
    self.isTime = isTime
  }

  private init?(year: Int, level: DateLevel, month: Int) {
    guard let first = CalendarDate(validYear: year, month: month, day: 1) else { return nil }
    self.init(firstDay: first.days, lastDay: level.end(ofPeriodFrom: first.days) - 1)
  }

  private init(firstDay: Int64, lastDay: Int64) {
    self.init(
      firstMoment: firstDay * Moment.perDay, lastMoment: (lastDay + 1) * Moment.perDay - 1, isTime: false)
  }

  /// The one day or moment it is, for arithmetic; nil for a month or a year.
  var single: Value? {
    if isTime { return .time(firstMoment) }
    return firstDay == lastDay ? .date(firstDay) : nil
  }
}

/// Periods as they are typed: `2025-05`, `2025-05-01..2025-05-31`, `2025-05-24..`.
public enum TypedPeriod {
  /// The first and the last microsecond of a period, or of a range from one to another, either end of which may be
  /// open; nil where the text is none.
  public static func moments(in text: String) -> ClosedRange<Int64>? {
    let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map { end in
      end.filter { $0 != " " }
    }
    let periods = ends.map { Period($0) }
    guard zip(ends, periods).allSatisfy({ $0.isEmpty || $1 != nil }), periods.contains(where: { $0 != nil })
    else {
      return nil
    }
    let first = periods.first.flatMap { $0 }?.firstMoment ?? .min
    let last = periods.last.flatMap { $0 }?.lastMoment ?? .max
    return first <= last ? first...last : nil
  }
}

/// Literals as text, read by the scanner that files are read with.
enum Scan {
  static func date(_ text: String) -> Int64? { scan(text, LiteralScanner.date) }
  static func time(_ text: String) -> Int64? { scan(text, LiteralScanner.time) }
  static func duration(_ text: String) -> Int64? { scan(text, LiteralScanner.duration) }
  static func whole(_ text: String) -> Int64? { scan(text, LiteralScanner.whole) }
  static func real(_ text: String) -> Double? { scan(text, LiteralScanner.real) }

  private static func scan<Result>(_ text: String, _ scanner: (LiteralScanner.Bytes) -> Result?) -> Result? {
    var text = text
    return text.withUTF8(scanner)
  }
}
