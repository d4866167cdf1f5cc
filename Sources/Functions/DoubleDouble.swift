/// A real of about 106 bits: a sum of two 64-bit ones, the second at most half a unit in the last place of the
/// first (Dekker 1971; Hida, Li and Bailey, Library for Double-Double Arithmetic, 2001). Sums of many values
/// come out the same in whatever order they were added, but for bits that no 64-bit answer shows.
public struct DoubleDouble: Sendable, Hashable {
  @usableFromInline var high: Double
  @usableFromInline var low: Double

  @inlinable @inline(__always)
  public init(_ value: Double = 0) {
    high = value
    low = 0
  }

  @inlinable @inline(__always)
  init(high: Double, low: Double) {
    let sum = high + low
    self.high = sum
    self.low = low - (sum - high)
  }

  /// The nearest 64-bit real.
  @inlinable @inline(__always)
  public var value: Double { high }

  /// A difference, exactly.
  @inlinable @inline(__always)
  public static func difference(_ a: Double, _ b: Double) -> DoubleDouble {
    let difference = a - b
    let part = difference - a
    return DoubleDouble(high: difference, low: (a - (difference - part)) - (b + part))
  }

  @inlinable @inline(__always)
  public static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let sum = a.high + b.high
    let part = sum - a.high
    let lost = (a.high - (sum - part)) + (b.high - part)
    return DoubleDouble(high: sum, low: lost + (a.low + b.low))
  }

  @inlinable @inline(__always)
  public static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(high: -a.high, low: -a.low) }

  @inlinable @inline(__always)
  public static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  @inlinable @inline(__always)
  public static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = a.high * b.high
    let lost = (-product).addingProduct(a.high, b.high)
    return DoubleDouble(high: product, low: lost + (a.high * b.low + a.low * b.high))
  }

  @inlinable @inline(__always)
  public static func / (a: DoubleDouble, b: Double) -> DoubleDouble {
    let quotient = a.high / b
    let rest = a.high.addingProduct(-quotient, b) + a.low
    return DoubleDouble(high: quotient, low: rest / b)
  }
}
