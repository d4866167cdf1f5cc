/// The least and greatest value of each run of rows, so that a filter can skip runs that cannot match.
///
/// Unknown rows do not count. A run in which nothing is known has a least above its greatest, so no
/// comparison can match it.
public enum ZoneMap: Sendable, Equatable {
  case integers(lows: [Int64], highs: [Int64])
  case reals(lows: [Double], highs: [Double])

  /// Rows a run has; the last one may have fewer.
  public static let rowsPerZone = 16_384

  /// The zones of numbers in storage; nil for text, whose codes have no order.
  /// - Complexity: O(n).
  public init?(_ storage: Storage, missing: NullMask?) {
    switch storage {
    case .int8(let values): self.init(integers: values, missing: missing)
    case .int16(let values): self.init(integers: values, missing: missing)
    case .int32(let values): self.init(integers: values, missing: missing)
    case .int64(let values): self.init(integers: values, missing: missing)
    case .real(let values):
      let (lows, highs) = ZoneMap.extremes(of: values, missing, from: .infinity, -.infinity)
      self = .reals(lows: lows, highs: highs)
    case .code8, .code16, .code32, .plain: return nil
    }
  }

  private init<Value: FixedWidthInteger & SendableMetatype>(integers values: [Value], missing: NullMask?) {
    let (lows, highs) = ZoneMap.extremes(of: values, missing, from: .max, .min)
    self = .integers(lows: lows.map { Int64($0) }, highs: highs.map { Int64($0) })
  }

  public var count: Int {
    switch self {
    case .integers(let lows, _): lows.count
    case .reals(let lows, _): lows.count
    }
  }

  @inline(__always)
  private static func extremes<Value: Comparable>(
    of values: [Value], _ missing: NullMask?, from greatest: Value, _ least: Value
  ) -> (lows: [Value], highs: [Value]) {
    var lows: [Value] = []
    var highs: [Value] = []
    var start = 0
    while start < values.count {
      let end = min(start + rowsPerZone, values.count)
      var low = greatest
      var high = least
      for row in start..<end where missing.map({ !$0[row] }) ?? true {
        low = min(low, values[row])
        high = max(high, values[row])
      }
      lows.append(low)
      highs.append(high)
      start = end
    }
    return (lows, highs)
  }
}
