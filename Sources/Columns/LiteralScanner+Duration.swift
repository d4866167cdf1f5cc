extension LiteralScanner {
  /// A length of time in days, hours, minutes and seconds, largest first, each at most once:
  /// `7h`, `90m`, `2d`, `1h30m`, `1.5s`, `-2d`. In microseconds.
  ///
  /// The last part may have a fraction, if that comes to whole microseconds. Nil when 64 bits do not
  /// hold it.
  public static func duration(_ text: Bytes) -> Int64? {
    var index = 0
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative || text.first == UInt8(ascii: "+") { index = 1 }
    guard index < text.count else { return nil }
    var total: UInt64 = 0
    var largestUnit = UInt64.max
    while index < text.count {
      guard let part = DurationPart(text, from: index), part.unit < largestUnit,
        !part.hasFraction || part.end == text.count
      else { return nil }
      let (sum, hasOverflow) = total.addingReportingOverflow(part.length)
      if hasOverflow { return nil }
      total = sum
      largestUnit = part.unit
      index = part.end
    }
    if isNegative {
      return total <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- total) : nil
    }
    return Int64(exactly: total)
  }
}

/// One part of a duration, such as the `30m` of `1h30m`.
private struct DurationPart {
  /// In microseconds.
  let length: UInt64
  /// Microseconds in one of the unit.
  let unit: UInt64
  let hasFraction: Bool
  /// Where the part after it begins.
  let end: Int

  init?(_ text: LiteralScanner.Bytes, from start: Int) {
    var index = start
    var digits: UInt64 = 0
    var scale: UInt64 = 1
    var digitCount = 0
    var pointIndex: Int?
    while index < text.count {
      let digit = LiteralScanner.digit(text[index])
      if digit <= 9 {
        digitCount += 1
        // 18 digits and a scale of as many cannot overflow.
        guard digitCount <= 18 else { return nil }
        digits = digits * 10 + UInt64(digit)
        if pointIndex != nil { scale *= 10 }
      } else if text[index] == UInt8(ascii: "."), pointIndex == nil, digitCount > 0 {
        pointIndex = index
      } else {
        break
      }
      index += 1
    }
    guard digitCount > 0, index < text.count, pointIndex != index - 1,
      let unit = DurationPart.unit(text[index])
    else { return nil }
    let product = digits.multipliedFullWidth(by: unit)
    guard product.high < scale else { return nil }
    let (quotient, remainder) = scale.dividingFullWidth(product)
    guard remainder == 0 else { return nil }
    length = quotient
    self.unit = unit
    hasFraction = pointIndex != nil
    end = index + 1
  }

  private static func unit(_ letter: UInt8) -> UInt64? {
    switch letter {
    case UInt8(ascii: "d"): Moment.perDay.magnitude
    case UInt8(ascii: "h"): Moment.perHour.magnitude
    case UInt8(ascii: "m"): Moment.perMinute.magnitude
    case UInt8(ascii: "s"): Moment.perSecond.magnitude
    default: nil
    }
  }
}
