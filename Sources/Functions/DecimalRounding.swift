/// Rounding to decimal places, halves away from zero, as numbers are written: 2.345 to two places is 2.35,
/// though the binary number that stands for it is a little less.
enum DecimalRounding {
  /// Powers of ten that reals have exactly.
  private static let scales: [Double] = (0...22).map { place in
    (0..<place).reduce(1) { scale, _ in scale * 10 }
  }

  /// A real rounded to so many digits behind the point; negative ones are those before it.
  static func rounded(_ value: Double, digits: Int64) -> Double {
    guard value.isFinite else { return value }
    // No real has digits beyond these.
    let digits = Int(max(-400, min(digits, 400)))
    guard digits.magnitude < scales.count else { return asWritten(value, digits: digits) }
    let scale = scales[Int(digits.magnitude)]
    let scaled = digits >= 0 ? value * scale : value / scale
    let size = scaled.magnitude
    // Next to a half the error of scaling could decide, and among numbers without a fraction of their own.
    let distance = (size - size.rounded(.down) - 0.5).magnitude
    guard size < 0x1p50, distance > size.ulp * 4 else { return asWritten(value, digits: digits) }
    let rounded = scaled.rounded(.toNearestOrAwayFromZero)
    return digits >= 0 ? rounded / scale : rounded * scale
  }

  /// The same by the shortest decimal form that reads back as the number.
  private static func asWritten(_ value: Double, digits: Int) -> Double {
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let fraction = mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : ""
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - fraction.utf8.count
    // At most 17 digits, which fit.
    guard let written = UInt64("\(mantissa[0])\(fraction)") else { return value }
    let cut = -exponent - digits
    if cut <= 0 { return value }
    if cut > 18 { return 0 }
    let whole = units(of: powers[cut], in: written)
    return Double("\(value < 0 ? "-" : "")\(whole)e\(exponent + cut)") ?? value
  }

  /// A whole number rounded to tens, hundreds and so on; digits behind the point it has none.
  /// - Throws: `KernelError.overflow` where the next such number does not fit in 64 bits.
  static func rounded(_ value: Int64, digits: Int64) throws -> Int64 {
    guard digits < 0 else { return value }
    guard digits > -Int64(powers.count) else { return 0 }
    let unit = powers[Int(-digits)]
    let (size, overflow) = units(of: unit, in: value.magnitude).multipliedReportingOverflow(by: unit)
    let signed = value < 0 ? -Int128(size) : Int128(size)
    guard !overflow, let whole = Int64(exactly: signed) else { throw KernelError.overflow }
    return whole
  }

  /// 1 to 10^19, the greatest that fits.
  private static let powers: [UInt64] = (0...19).map { place in
    (0..<place).reduce(1) { power, _ in power * 10 }
  }

  /// How many units a number is nearest to.
  private static func units(of unit: UInt64, in value: UInt64) -> UInt64 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
    return rest >= unit - rest ? quotient + 1 : quotient
  }
}
