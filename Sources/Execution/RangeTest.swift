import TallyColumns

// Ranges with inclusive ends, over narrow storage where the column is exact and over vectors elsewhere.

extension Column {
  /// The range test on stored whole numbers without widening them; nil where that is not the case at hand.
  func truths(inRangeFrom low: Number?, to high: Number?, _ rows: BatchRows) -> [Truth]? {
    guard bounds == nil, let range = IntegerRange(low, high) else { return nil }
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
  let low: Int64
  let high: Int64

  /// Nil where an end is a real that no whole number is beyond.
  init?(_ low: Number?, _ high: Number?) {
    switch low {
    case nil: self.low = .min
    case .whole(let value)?: self.low = value
    case .real(let value)?:
      guard let whole = Int64(exactly: value.rounded(.up)) else { return nil }
      self.low = whole
    }
    switch high {
    case nil: self.high = .max
    case .whole(let value)?: self.high = value
    case .real(let value)?:
      guard let whole = Int64(exactly: value.rounded(.down)) else { return nil }
      self.high = whole
    }
  }

  @inline(__always)
  func test<Value: FixedWidthInteger & SignedInteger>(_ values: [Value], _ rows: BatchRows) -> [Truth] {
    // No value of a narrow column is outside the column's width, so the ends can be clamped to it.
    guard low <= Int64(Value.max), high >= Int64(Value.min) else {
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
    if case .integers(let values) = best.payload, let range = IntegerRange(low, high) {
      truths = values.map { Truth($0 >= range.low && $0 <= range.high) }
    } else {
      let low = low?.asDouble ?? -.infinity
      let high = high?.asDouble ?? .infinity
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
    if let low = figure.low, !low.isLess(than: end) { return .yes }
    if let high = figure.high, high.isLess(than: end) { return .no }
    return .maybe
  }

  private static func isAtMost(_ figure: Figure, _ end: Number) -> Truth {
    if let high = figure.high, !end.isLess(than: high) { return .yes }
    if let low = figure.low, end.isLess(than: low) { return .no }
    return .maybe
  }

  static func isLess(_ a: Figure, _ b: Figure) -> Truth {
    if let high = a.high, let low = b.low, high.isLess(than: low) { return .yes }
    if let low = a.low, let high = b.high, !low.isLess(than: high) { return .no }
    return .maybe
  }

  static func isEqual(_ a: Figure, _ b: Figure) -> Truth {
    if let a = a.exact, let b = b.exact { return Truth(!a.isLess(than: b) && !b.isLess(than: a)) }
    if isLess(a, b) == .yes || isLess(b, a) == .yes { return .no }
    return .maybe
  }
}
