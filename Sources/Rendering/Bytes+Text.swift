import TallyColumns

/// Exact values straight to bytes. Each gives what `Value.text()` gives, without a string a cell.
extension [UInt8] {
  mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  mutating func appendSpaces(_ count: Int) {
    for _ in 0..<count { append(UInt8(ascii: " ")) }
  }

  mutating func appendDecimal(_ number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    appendDecimal(number.magnitude, minimumDigits: 1)
  }

  /// Digits, with zeros before them up to a width of at most 20.
  mutating func appendDecimal(_ number: UInt64, minimumDigits: Int) {
    var digits = 1
    var rest = number / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    digits = Swift.max(digits, minimumDigits)
    let start = count
    append(contentsOf: repeatElement(UInt8(ascii: "0"), count: digits))
    rest = number
    var place = start + digits - 1
    while rest > 0 {
      self[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      place -= 1
    }
  }

  mutating func appendReal(_ number: Double) {
    if number.magnitude < 1e15, number == number.rounded(.towardZero), number != 0 {
      appendDecimal(Int64(number))
    } else {
      append(Value.real(number).text())
    }
  }

  /// `2025-05-24`.
  mutating func appendDate(_ days: Int64) {
    let date = CalendarDate(days: days)
    guard (0...9999).contains(date.year) else { return append(date.description) }
    appendDecimal(UInt64(date.year), minimumDigits: 4)
    append(UInt8(ascii: "-"))
    appendDecimal(UInt64(date.month), minimumDigits: 2)
    append(UInt8(ascii: "-"))
    appendDecimal(UInt64(date.day), minimumDigits: 2)
  }

  /// `2025-05-24 07:30`; times with seconds are rarer and take the slow way.
  mutating func appendTime(_ moment: Int64) {
    let day = moment.flooredDivision(by: Moment.perDay)
    let withinDay = moment &- day &* Moment.perDay
    let (minutes, rest) = withinDay.quotientAndRemainder(dividingBy: Moment.perMinute)
    guard rest == 0 else { return append(Moment.text(moment)) }
    appendDate(day)
    append(UInt8(ascii: " "))
    appendDecimal(UInt64(minutes / 60), minimumDigits: 2)
    append(UInt8(ascii: ":"))
    appendDecimal(UInt64(minutes % 60), minimumDigits: 2)
  }
}
