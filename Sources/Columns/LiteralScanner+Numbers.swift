extension LiteralScanner {
  /// A whole number: an optional sign and digits, without separators and without leading zeros.
  ///
  /// Numbers that 64 bits cannot hold are nil.
  @inlinable
  public static func whole(_ text: Bytes) -> Int64? {
    guard let first = text.first else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    var index = isNegative || first == UInt8(ascii: "+") ? 1 : 0
    let digits = text.count - index
    guard digits > 0, digits <= 19 else { return nil }
    if text[index] == UInt8(ascii: "0"), digits > 1 { return nil }
    var magnitude: UInt64 = 0
    // 19 digits stay below 2⁶⁴, so nothing can overflow on the way.
    while index < text.count {
      let digit = digit(text[index])
      if digit > 9 { return nil }
      magnitude = magnitude &* 10 &+ UInt64(digit)
      index += 1
    }
    if isNegative {
      return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int64(exactly: magnitude)
  }

  /// A decimal number with an optional sign, fraction and exponent, rounded to the nearest double.
  ///
  /// Short numbers take Clinger's fast path (William Clinger, "How to read floating point numbers
  /// accurately", 1990): where digits and power of ten are both exact doubles, one operation rounds
  /// once. The rest goes to the standard library, which rounds exactly too. There is no hexadecimal,
  /// infinity or NaN; numbers too large for a double are nil.
  @inlinable
  public static func real(_ text: Bytes) -> Double? {
    guard let form = RealForm(text) else { return nil }
    if form.isExact, form.exponent >= -22, form.exponent <= 22 {
      let digits = Double(form.digits)
      let value =
        form.exponent < 0
        ? digits / powersOfTen[-form.exponent] : digits * powersOfTen[form.exponent]
      return form.isNegative ? -value : value
    }
    return longReal(text)
  }

  /// A number already known to be well formed, by the standard library's conversion.
  @usableFromInline
  static func longReal(_ text: Bytes) -> Double? {
    // Not C's strtod, whose decimal point depends on the locale.
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  /// A whole number, or else a number with a fraction or an exponent. A row of digits too long for a
  /// whole number is neither: it is more likely an identifier, which a double would blur.
  public static func number(_ text: Bytes) -> Number? {
    if let value = whole(text) { return .whole(value) }
    guard text.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }) else {
      return nil
    }
    return real(text).map(Number.real)
  }

  /// 10⁰ to 10²², all of them exact.
  @usableFromInline
  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]
}

/// The parts of a decimal number as written: ±digits × 10^exponent.
@usableFromInline
struct RealForm {
  @usableFromInline var digits: UInt64 = 0
  @usableFromInline var exponent = 0
  @usableFromInline let isNegative: Bool
  /// Whether `digits` holds all of the digits and a double holds `digits`.
  @usableFromInline let isExact: Bool

  /// Nil when the text is no decimal number. A whole part must not have leading zeros.
  @inlinable
  init?(_ text: LiteralScanner.Bytes) {
    guard let first = text.first else { return nil }
    isNegative = first == UInt8(ascii: "-")
    var index = isNegative || first == UInt8(ascii: "+") ? 1 : 0
    let wholeStart = index
    while index < text.count, case let digit = LiteralScanner.digit(text[index]), digit <= 9 {
      digits = digits &* 10 &+ UInt64(digit)
      index += 1
    }
    var digitCount = index - wholeStart
    if digitCount > 1, text[wholeStart] == UInt8(ascii: "0") { return nil }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      let fractionStart = index
      while index < text.count, case let digit = LiteralScanner.digit(text[index]), digit <= 9 {
        digits = digits &* 10 &+ UInt64(digit)
        index += 1
      }
      exponent = fractionStart - index
      digitCount += index - fractionStart
    }
    guard digitCount > 0 else { return nil }
    // 19 digits stay below 2⁶⁴; with more of them `digits` has wrapped.
    isExact = digitCount <= 19 && digits <= 1 << 53
    guard index < text.count else { return }
    guard text[index] | 0x20 == UInt8(ascii: "e"), let power = RealForm.power(text, from: index + 1) else {
      return nil
    }
    exponent += power
  }

  /// The exponent after the `e`, held within a range that no double reaches.
  @usableFromInline
  static func power(_ text: LiteralScanner.Bytes, from start: Int) -> Int? {
    var index = start
    let isNegative = index < text.count && text[index] == UInt8(ascii: "-")
    if isNegative || (index < text.count && text[index] == UInt8(ascii: "+")) { index += 1 }
    guard index < text.count else { return nil }
    var power = 0
    while index < text.count {
      let digit = LiteralScanner.digit(text[index])
      if digit > 9 { return nil }
      power = min(power * 10 + Int(digit), 1_000_000)
      index += 1
    }
    return isNegative ? -power : power
  }
}
