extension LiteralScanner {
  /// `2025-05-24` as days since 1970-01-01; nil for days that no calendar has.
  public static func date(_ text: Bytes) -> Int64? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = number(text, from: 0, digits: 4), let month = number(text, from: 5, digits: 2),
      let day = number(text, from: 8, digits: 2)
    else { return nil }
    return CalendarDate(validYear: year, month: month, day: day)?.days
  }

  /// `2025-05-24T07:30`, with a space for the T if need be, perhaps with seconds, a fraction of up to
  /// nine digits and a zone (`Z`, `+03:00`), as microseconds since 1970-01-01T00:00 UTC.
  ///
  /// Without a zone the time is UTC. The hour may have one digit, as people write it. What is finer than
  /// a microsecond is cut off.
  public static func time(_ text: Bytes) -> Int64? {
    guard text.count >= 15, text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
      let day = date(text.part(from: 0, to: 10))
    else { return nil }
    let hourEnd = text[12] == UInt8(ascii: ":") ? 12 : 13
    guard text[hourEnd] == UInt8(ascii: ":"),
      let hour = number(text, from: 11, digits: hourEnd - 11), hour < 24,
      let minute = number(text, from: hourEnd + 1, digits: 2), minute < 60
    else { return nil }
    var moment = day * Moment.perDay + Int64(hour) * Moment.perHour + Int64(minute) * Moment.perMinute
    var index = hourEnd + 3
    if index < text.count, text[index] == UInt8(ascii: ":") {
      guard let second = number(text, from: index + 1, digits: 2), second < 60 else { return nil }
      moment += Int64(second) * Moment.perSecond
      index += 3
      if index < text.count, text[index] == UInt8(ascii: ".") {
        guard let fraction = fraction(text, from: index + 1) else { return nil }
        moment += fraction.microseconds
        index = fraction.end
      }
    }
    guard index < text.count else { return moment }
    return zone(text.part(from: index)).map { moment - $0 }
  }

  /// One to nine digits after the point of seconds, and where they end.
  private static func fraction(_ text: Bytes, from start: Int) -> (microseconds: Int64, end: Int)? {
    var index = start
    var microseconds: Int64 = 0
    var unit = Moment.perSecond / 10
    while index < text.count, case let digit = digit(text[index]), digit <= 9 {
      microseconds += Int64(digit) * unit
      unit /= 10
      index += 1
    }
    return (1...9).contains(index - start) ? (microseconds, index) : nil
  }

  /// `Z` or `±03:00` in microseconds east of Greenwich.
  private static func zone(_ text: Bytes) -> Int64? {
    if text.count == 1 { return text[0] == UInt8(ascii: "Z") ? 0 : nil }
    guard text.count == 6, text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
      text[3] == UInt8(ascii: ":"),
      let hour = number(text, from: 1, digits: 2), hour < 24,
      let minute = number(text, from: 4, digits: 2), minute < 60
    else { return nil }
    let offset = Int64(hour) * Moment.perHour + Int64(minute) * Moment.perMinute
    return text[0] == UInt8(ascii: "-") ? -offset : offset
  }

  /// Exactly `digits` digits as a number; nil where there are fewer or something else.
  private static func number(_ text: Bytes, from start: Int, digits: Int) -> Int? {
    guard start + digits <= text.count else { return nil }
    var value = 0
    for index in start..<(start + digits) {
      let digit = digit(text[index])
      if digit > 9 { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}
