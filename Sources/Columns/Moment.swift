/// Moments in UTC and lengths of time, both counted in microseconds.
public enum Moment {
  public static let perSecond: Int64 = 1_000_000
  public static let perMinute: Int64 = 60 * perSecond
  public static let perHour: Int64 = 60 * perMinute
  public static let perDay: Int64 = 24 * perHour

  /// `2025-05-24 07:30`, with seconds and their fraction only where they are not zero.
  public static func text(_ moment: Int64) -> String {
    let day = CalendarDate(days: moment.flooredDivision(by: perDay))
    return "\(day) \(clockText(moment.flooredRemainder(by: perDay)))"
  }

  private static func clockText(_ microseconds: Int64) -> String {
    let seconds = Int(microseconds / perSecond)
    var text = "\(Digits.padded(seconds / 3600, to: 2)):\(Digits.padded(seconds / 60 % 60, to: 2))"
    let fraction = Int(microseconds % perSecond)
    if seconds % 60 != 0 || fraction != 0 {
      text += ":\(Digits.padded(seconds % 60, to: 2))"
    }
    return text + fractionText(fraction)
  }

  private static func fractionText(_ microseconds: Int) -> String {
    guard microseconds != 0 else { return "" }
    var digits = Digits.padded(microseconds, to: 6)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
  }

  /// A length of time as it is typed: `7h`, `1h30m`, `2d`, `0s`.
  public static func durationText(_ duration: Int64) -> String {
    guard duration != 0 else { return "0s" }
    var text = duration < 0 ? "-" : ""
    var rest = duration.magnitude
    for (unit, size) in [("d", perDay), ("h", perHour), ("m", perMinute)] {
      let amount = rest / size.magnitude
      if amount > 0 { text += "\(amount)\(unit)" }
      rest %= size.magnitude
    }
    if rest > 0 {
      text += "\(rest / perSecond.magnitude)\(fractionText(Int(rest % perSecond.magnitude)))s"
    }
    return text
  }
}
