import TallyColumns

/// How a time stands in tables of text.
public enum ISOTime {
  /// `2025-05-24 07:30:00`, and where there is a fraction of a second, a point and six digits.
  public static func text(_ moment: Int64) -> String {
    let day = CalendarDate(days: moment.flooredDivision(by: Moment.perDay))
    let clock = moment.flooredRemainder(by: Moment.perDay)
    let seconds = clock / Moment.perSecond
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }
    let fraction = clock % Moment.perSecond
    return "\(day) \(parts.joined(separator: ":"))" + (fraction > 0 ? ".\(padded(fraction, to: 6))" : "")
  }

  private static func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
