/// A day of the proleptic Gregorian calendar.
///
/// Conversions follow Howard Hinnant, "chrono-compatible low-level date algorithms" (2013).
public struct CalendarDate: Sendable, Hashable {
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// A date from parts that are known to be in range.
  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// A date from parts as typed; nil when there is no such day.
  public init?(validYear year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= CalendarDate.dayCount(ofMonth: month, year: year)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The days that there are, counted from 1970-01-01: those that a number of 32 bits reaches.
  public static let dayRange = Int64(Int32.min)...Int64(Int32.max)

  /// The day itself, or the first or last that there is.
  static func clamped(_ day: Int64) -> Int64 { min(max(day, dayRange.lowerBound), dayRange.upperBound) }

  /// The day that is `days` after 1970-01-01, clamped to `dayRange`.
  public init(days: Int64) {
    let z = Int(CalendarDate.clamped(days)) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  public var days: Int64 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let shifted = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * shifted + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }

  /// The first day of the month that lies `months` later, on the same day where that month has it.
  public func adding(months: Int) -> CalendarDate {
    let index = year * 12 + (month - 1) + months
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    let month = index - year * 12 + 1
    return CalendarDate(
      year: year, month: month, day: min(day, CalendarDate.dayCount(ofMonth: month, year: year)))
  }

  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  public static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// 1 for Monday to 7 for Sunday (ISO 8601).
  public static func weekday(ofDay day: Int64) -> Int {
    // 1970-01-01 was a Thursday.
    let sinceMonday = (day % 7 + 7 + 3) % 7
    return Int(sinceMonday) + 1
  }

  /// The ISO 8601 week-based year and week of a day, which is clamped to `dayRange`.
  public static func isoWeek(ofDay day: Int64) -> (year: Int, week: Int) {
    let day = clamped(day)
    let thursday = day - Int64(weekday(ofDay: day)) + 4
    let year = CalendarDate(days: thursday).year
    let firstDay = CalendarDate(year: year, month: 1, day: 1).days
    return (year, Int((thursday - firstDay) / 7) + 1)
  }
}

extension CalendarDate: CustomStringConvertible {
  /// `2025-05-24`.
  public var description: String {
    "\(Digits.padded(year, to: 4))-\(Digits.padded(month, to: 2))-\(Digits.padded(day, to: 2))"
  }
}

/// Whole numbers as fixed-width digits.
enum Digits {
  static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }
}
