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

  /// Digits, with zeros before them up to a width of at most 20, which is as long as they can be.
  mutating func appendDecimal(_ number: UInt64, minimumDigits: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      var rest = number
      while start > 0, rest > 0 || digits.count - start < minimumDigits {
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
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

  /// `2025-05-24 07:30`, with seconds where they are not zero; fractions of them take the slow way.
  mutating func appendTime(_ moment: Int64) {
    let day = moment.flooredDivision(by: Moment.perDay)
    let withinDay = moment &- day &* Moment.perDay
    let (clock, fraction) = withinDay.quotientAndRemainder(dividingBy: Moment.perSecond)
    guard fraction == 0 else { return append(Moment.text(moment)) }
    let seconds = clock.magnitude
    appendDate(day)
    append(UInt8(ascii: " "))
    appendDecimal(seconds / 3600, minimumDigits: 2)
    append(UInt8(ascii: ":"))
    appendDecimal(seconds / 60 % 60, minimumDigits: 2)
    guard seconds % 60 != 0 else { return }
    append(UInt8(ascii: ":"))
    appendDecimal(seconds % 60, minimumDigits: 2)
  }
}
