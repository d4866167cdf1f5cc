/// The value below which a part of all values lies, by linear interpolation between the two nearest in order
/// (definition 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996). That of a half is the
/// median.
public struct Quantile: Sendable, Hashable {
  /// From 0, which is the least value, to 1, which is the greatest.
  public let fraction: Double
  public let rounding: Rounding

  /// What becomes of a place between two values.
  public enum Rounding: Sendable, Hashable {
    /// The value that lies as far between the two.
    case interpolated
    /// The lesser of the two, or the greater.
    case down, up
  }

  public static let median = Quantile(0.5)

  public init(_ fraction: Double, rounding: Rounding = .interpolated) {
    self.fraction = min(max(fraction, 0), 1)
    self.rounding = rounding
  }

  /// Where it lies among values in order, counted from 0: at `index`, and `part` of the way to the next.
  /// A place that is off a whole one only by what fractions such as 0.29 lack in binary is that one.
  /// - Parameter count: how many values there are; at least 1.
  public func place(among count: Int) -> (index: Int, part: Double) {
    let exact = fraction * Double(count - 1)
    let nearest = exact.rounded()
    let place = (exact - nearest).magnitude <= 4 * exact.ulp ? nearest : exact
    let lower = place.rounded(rounding == .up ? .up : .down)
    let index = min(max(Int(lower), 0), count - 1)
    return (index, rounding == .interpolated && index < count - 1 ? place - lower : 0)
  }

  /// What lies a part of the way between two numbers, an infinite one included.
  public static func between(_ low: Double, _ high: Double, _ part: Double) -> Double {
    if part == 0 || low == high { return low }
    return min(max(low * (1 - part) + high * part, low), high)
  }

  /// The same of days, moments and durations: what lies between two of them is one of the calendar, the
  /// earlier.
  public static func between(_ low: Int64, _ high: Int64, _ part: Double) -> Int64 {
    if part == 0 || low == high { return low }
    if part == 0.5 { return Int64((Int128(low) + Int128(high)) >> 1) }
    let distance = Double(Int128(high) - Int128(low))
    let exact = distance * part
    // A part such as 0.3 lacks a little in binary, more the greater the place it is of.
    let nearest = exact.rounded()
    let slack = min(distance * 0x1p-46, 0x1p-4)
    let step = (exact - nearest).magnitude <= slack ? nearest : exact.rounded(.down)
    return Int64(min(Int128(low) + Int128(step), Int128(high)))
  }
}
