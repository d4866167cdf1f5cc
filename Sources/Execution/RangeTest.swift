import TallyColumns

// Ranges with inclusive ends, over narrow storage where the column is exact and over vectors elsewhere.

extension Column {
  /// The range test on stored whole numbers without widening them; nil where that is not the case at hand.
  func truths(inRangeFrom low: Number?, to high: Number?, _ rows: BatchRows) -> [Truth]? {
    guard bounds == nil else { return nil }
    let range = IntegerRange(low, high)
    let truths: [Truth]
    switch storage {
    case .int8(let values): truths = range.test(values, rows)
    case .int16(let values): truths = range.test(values, rows)
    case .int32(let values): truths = range.test(values, rows)
    case .int64(let values): truths = range.test(values, rows)
    default: return nil
    }
    return truths.withMaybe(where: best.missing?.gather(rows))
  }
}

/// The whole numbers inside a range.
struct IntegerRange {
  /// The least is above the greatest where there are none.
  let low: Int64
  let high: Int64

  init(_ low: Number?, _ high: Number?) {
    let least: Int64? =
      switch low {
      case nil: .min
      case .whole(let value)?: value
      case .real(let value)?: value < -0x1p63 ? .min : Int64(exactly: value.rounded(.up))
      }
    let greatest: Int64? =
      switch high {
      case nil: .max
      case .whole(let value)?: value
      case .real(let value)?: value >= 0x1p63 ? .max : Int64(exactly: value.rounded(.down))
      }
    (self.low, self.high) = least.flatMap { low in greatest.map { (low, $0) } } ?? (.max, .min)
  }

  @inline(__always)
  func test<Value: FixedWidthInteger & SignedInteger>(_ values: [Value], _ rows: BatchRows) -> [Truth] {
    // No value of a narrow column is outside the column's width, so the ends can be clamped to it.
    guard low <= Int64(Value.max), high >= Int64(Value.min), low <= high else {
      return [Truth](repeating: .no, count: rows.count)
    }
    let low = Value(clamping: low)
    let high = Value(clamping: high)
    return rows.gather(values) { Truth($0 >= low && $0 <= high) }
  }
}

extension Vector {
  func truths(inRangeFrom low: Number?, to high: Number?, rows: Int) -> [Truth] {
    guard bounds == nil else {
      return (0..<rows).map { row in
        figure(at: row).map { FigureComparison.isInside($0, low, high) } ?? .maybe
      }
    }
    let truths: [Truth]
    if case .integers(let values) = best.payload {
      let range = IntegerRange(low, high)
      truths = values.map { Truth($0 >= range.low && $0 <= range.high) }
    } else {
      let low = low?.leastReal ?? -.infinity
      let high = high?.greatestReal ?? .infinity
      truths = best.reals.map { Truth($0 >= low && $0 <= high) }
    }
    let stretched = isConstant ? [Truth](repeating: truths[0], count: rows) : truths
    return stretched.withMaybe(where: best.missing, isConstant: isConstant)
  }
}

/// Comparing figures whose truth may lie anywhere inside their bounds.
enum FigureComparison {
  /// Whether the truth lies between two inclusive ends.
  static func isInside(_ figure: Figure, _ low: Number?, _ high: Number?) -> Truth {
    Truth.and(low.map { isAtLeast(figure, $0) } ?? .yes, high.map { isAtMost(figure, $0) } ?? .yes)
  }

  private static func isAtLeast(_ figure: Figure, _ end: Number) -> Truth {
    if case .real(.infinity) = end { return .no }
    if let low = figure.low, !Number.isLess(low, end) { return .yes }
    if let high = figure.high, Number.isLess(high, end) { return .no }
    return .maybe
  }

  private static func isAtMost(_ figure: Figure, _ end: Number) -> Truth {
    if let high = figure.high, !Number.isLess(end, high) { return .yes }
    if let low = figure.low, Number.isLess(end, low) { return .no }
    return .maybe
  }

  static func isLess(_ a: Figure, _ b: Figure) -> Truth {
    if let high = a.high, let low = b.low, Number.isLess(high, low) { return .yes }
    if let low = a.low, let high = b.high, !Number.isLess(low, high) { return .no }
    return .maybe
  }

  static func isEqual(_ a: Figure, _ b: Figure) -> Truth {
    if let a = a.exact, let b = b.exact { return Truth(Number.order(a, b) == 0) }
    if isLess(a, b) == .yes || isLess(b, a) == .yes { return .no }
    return .maybe
  }
}

extension Number {
  /// The least real that is not below it: a whole number above 2^53 may lie between two reals.
  var leastReal: Double {
    let real = asDouble
    return Number.isLess(.real(real), self) ? real.nextUp : real
  }

  /// The greatest real that is not above it.
  var greatestReal: Double {
    let real = asDouble
    return Number.isLess(self, .real(real)) ? real.nextDown : real
  }
}
