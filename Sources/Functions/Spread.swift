import CKernels

/// How far values lie apart: their count and the sums of their differences from the first, and of the squares
/// of these. Differences keep the sums small where all values are great, and both are added up with about
/// 106 bits, so that the variance is exact to its last bits and does not depend on what was added when.
public struct Spread: Sendable {
  @usableFromInline var count = 0.0
  @usableFromInline var origin = 0.0
  @usableFromInline var sum = DoubleDouble()
  @usableFromInline var squares = DoubleDouble()

  @inlinable public init() {}

  @inlinable @inline(__always)
  public mutating func add(_ value: Double) {
    if count == 0 { origin = value }
    let difference = DoubleDouble.difference(value, origin)
    count += 1
    sum = sum + difference
    squares = squares + difference * difference
  }

  /// Takes in a run of values in several sums side by side: an addition need not wait for the one before.
  /// - Parameter usesVectors: where there are any; tests ask for both ways.
  public mutating func add(_ values: UnsafeBufferPointer<Double>, usesVectors: Bool = true) {
    guard let first = values.first else { return }
    if count == 0 { origin = first }
    if !usesVectors || values.count < 16 || !addWithVectors(values) { addInFours(values) }
  }

  private mutating func addWithVectors(_ values: UnsafeBufferPointer<Double>) -> Bool {
    var sums = tally_spread_sums()
    guard tally_add_spread(values.baseAddress, values.count, origin, &sums) else { return false }
    count += Double(values.count)
    sum = sum + DoubleDouble(highs: sums.highs, lows: sums.lows)
    squares = squares + DoubleDouble(highs: sums.square_highs, lows: sums.square_lows)
    return true
  }

  private mutating func addInFours(_ values: UnsafeBufferPointer<Double>) {
    var sums = (DoubleDouble(), DoubleDouble(), DoubleDouble(), DoubleDouble())
    var squares = (DoubleDouble(), DoubleDouble(), DoubleDouble(), DoubleDouble())
    var place = 0
    while place + 4 <= values.count {
      let differences = (
        DoubleDouble.difference(values[place], origin), DoubleDouble.difference(values[place + 1], origin),
        DoubleDouble.difference(values[place + 2], origin), DoubleDouble.difference(values[place + 3], origin)
      )
      sums.0 = sums.0 + differences.0
      sums.1 = sums.1 + differences.1
      sums.2 = sums.2 + differences.2
      sums.3 = sums.3 + differences.3
      squares.0 = squares.0 + differences.0 * differences.0
      squares.1 = squares.1 + differences.1 * differences.1
      squares.2 = squares.2 + differences.2 * differences.2
      squares.3 = squares.3 + differences.3 * differences.3
      place += 4
    }
    while place < values.count {
      let difference = DoubleDouble.difference(values[place], origin)
      sums.0 = sums.0 + difference
      squares.0 = squares.0 + difference * difference
      place += 1
    }
    count += Double(values.count)
    sum = sum + ((sums.0 + sums.1) + (sums.2 + sums.3))
    self.squares = self.squares + ((squares.0 + squares.1) + (squares.2 + squares.3))
  }

  /// Takes in values that were added elsewhere.
  public mutating func add(_ other: Spread) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    // Σ(x + d)² = Σx² + 2d·Σx + n·d²
    let shift = DoubleDouble.difference(other.origin, origin)
    let shifts = shift * DoubleDouble(other.count)
    squares = squares + other.squares + shift * (other.sum + other.sum + shifts)
    sum = sum + other.sum + shifts
    count += other.count
  }

  /// The variance as a sample: nil for fewer than two values, and where it is no finite number.
  public var variance: Double? {
    guard count > 1 else { return nil }
    let variance = ((squares - sum * sum / count) / (count - 1)).value
    return variance.isFinite ? max(variance, 0) : nil
  }
}

extension DoubleDouble {
  fileprivate typealias Eight = (Double, Double, Double, Double, Double, Double, Double, Double)

  /// What eight come to.
  fileprivate init(highs: Eight, lows: Eight) {
    let halves = (
      (DoubleDouble(high: highs.0, low: lows.0) + DoubleDouble(high: highs.1, low: lows.1))
        + (DoubleDouble(high: highs.2, low: lows.2) + DoubleDouble(high: highs.3, low: lows.3)),
      (DoubleDouble(high: highs.4, low: lows.4) + DoubleDouble(high: highs.5, low: lows.5))
        + (DoubleDouble(high: highs.6, low: lows.6) + DoubleDouble(high: highs.7, low: lows.7))
    )
    self = halves.0 + halves.1
  }
}

/// How far pairs of values lie apart and go together: the same sums for both sides, and that of the products.
public struct JointSpread: Sendable {
  @usableFromInline var count = 0.0
  @usableFromInline var originX = 0.0
  @usableFromInline var originY = 0.0
  @usableFromInline var sumX = DoubleDouble()
  @usableFromInline var sumY = DoubleDouble()
  @usableFromInline var squaresX = DoubleDouble()
  @usableFromInline var squaresY = DoubleDouble()
  @usableFromInline var products = DoubleDouble()

  @inlinable public init() {}

  @inlinable @inline(__always)
  public mutating func add(_ x: Double, _ y: Double) {
    if count == 0 { (originX, originY) = (x, y) }
    let dx = DoubleDouble.difference(x, originX)
    let dy = DoubleDouble.difference(y, originY)
    count += 1
    sumX = sumX + dx
    sumY = sumY + dy
    squaresX = squaresX + dx * dx
    squaresY = squaresY + dy * dy
    products = products + dx * dy
  }

  /// Takes in pairs that were added elsewhere.
  public mutating func add(_ other: JointSpread) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let (dx, dy) = (
      DoubleDouble.difference(other.originX, originX), DoubleDouble.difference(other.originY, originY)
    )
    let number = DoubleDouble(other.count)
    squaresX = squaresX + other.squaresX + dx * (other.sumX + other.sumX + dx * number)
    squaresY = squaresY + other.squaresY + dy * (other.sumY + other.sumY + dy * number)
    products = products + other.products + dx * other.sumY + dy * other.sumX + dx * dy * number
    sumX = sumX + other.sumX + dx * number
    sumY = sumY + other.sumY + dy * number
    count += other.count
  }

  /// Pearson's coefficient: nil for fewer than two pairs, where one side does not vary, and where a sum on the
  /// way is no finite number.
  public var correlation: Double? {
    guard count > 1 else { return nil }
    let varianceX = (squaresX - sumX * sumX / count).value
    let varianceY = (squaresY - sumY * sumY / count).value
    let covariance = (products - sumX * sumY / count).value
    guard varianceX > 0, varianceY > 0 else { return nil }
    let both = varianceX * varianceY
    let root = both.isNormal ? both.squareRoot() : varianceX.squareRoot() * varianceY.squareRoot()
    let correlation = covariance / root
    return correlation.isFinite ? min(max(correlation, -1), 1) : nil
  }
}
