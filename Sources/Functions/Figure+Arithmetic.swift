import TallyColumns

/// Arithmetic that carries low, best and high through, so that the truth stays inside.
///
/// The model is Feng, Glavic, Huber and Kennedy, "Efficient uncertainty tracking for complex queries with
/// attribute-level bounds" (2021): the low of a result is the least that any choice of values inside the
/// operands' bounds can give, the high the greatest, and the best is the result on the bests.
extension Figure {
  static func sum(_ a: Figure, _ b: Figure) throws -> Figure {
    Figure(
      low: try both(a.low, b.low, Number.adding), best: try both(a.best, b.best, Number.adding),
      high: try both(a.high, b.high, Number.adding))
  }

  static func difference(_ a: Figure, _ b: Figure) throws -> Figure {
    Figure(
      low: try both(a.low, b.high, Number.subtracting), best: try both(a.best, b.best, Number.subtracting),
      high: try both(a.high, b.low, Number.subtracting))
  }

  static func negated(_ a: Figure) throws -> Figure {
    try difference(Figure(exactly: .whole(0)), a)
  }

  static func product(_ a: Figure, _ b: Figure) throws -> Figure {
    let best = try both(a.best, b.best, Number.multiplying)
    guard let corners = try corners(a, b, Number.multiplying) else {
      // An open end stays open only in the direction the other's sign sends it.
      guard a.isNotNegative, b.isNotNegative else { return Figure(low: nil, best: best, high: nil) }
      return Figure(low: try both(a.low, b.low, Number.multiplying), best: best, high: nil)
    }
    return Figure(low: corners.low, best: best, high: corners.high)
  }

  /// Nil, unknown, where the divisor is 0; any number where it may be.
  static func quotient(_ a: Figure, _ b: Figure) throws -> Figure? {
    let best = try both(a.best, b.best, Number.dividing).flatMap { $0.asDouble.isFinite ? $0 : nil }
    guard let low = b.low, low.asDouble > 0 else {
      if let high = b.high, high.asDouble < 0 { return try quotient(negated(a), negated(b)) }
      // Divided by nothing but 0 there is no quotient; by what may be 0, there may be any.
      return b.exact?.asDouble == 0 ? nil : Figure(low: nil, best: best, high: nil)
    }
    // A positive divisor: the least quotient is the low by whichever end of the divisor makes it less.
    let lows = try a.low.map { low in
      low.asDouble >= 0 ? try b.high.map { try Number.dividing(low, $0) } ?? .real(0) : try b.low.map { try Number.dividing(low, $0) }
    }
    let highs = try a.high.map { high in
      high.asDouble >= 0 ? try b.low.map { try Number.dividing(high, $0) } : try b.high.map { try Number.dividing(high, $0) } ?? .real(0)
    }
    return Figure(low: lows ?? nil, best: best, high: highs ?? nil)
  }

  /// A function that never falls, applied to each part.
  static func monotone(_ a: Figure, _ function: (Number) -> Number) -> Figure {
    Figure(low: a.low.map(function), best: a.best.map(function), high: a.high.map(function))
  }

  private var isNotNegative: Bool { (low?.asDouble ?? -1) >= 0 }

  private static func both(
    _ a: Number?, _ b: Number?, _ operation: (Number, Number) throws -> Number
  ) throws -> Number? {
    guard let a, let b else { return nil }
    return try operation(a, b)
  }

  private static func corners(
    _ a: Figure, _ b: Figure, _ operation: (Number, Number) throws -> Number
  ) throws -> (low: Number, high: Number)? {
    guard let aLow = a.low, let aHigh = a.high, let bLow = b.low, let bHigh = b.high else { return nil }
    let all = [
      try operation(aLow, bLow), try operation(aLow, bHigh), try operation(aHigh, bLow), try operation(aHigh, bHigh),
    ]
    let low = all.min { $0.isLess(than: $1) } ?? all[0]
    let high = all.max { $0.isLess(than: $1) } ?? all[0]
    return (low, high)
  }
}

extension Number {
  public static func adding(_ a: Number, _ b: Number) throws -> Number {
    try combine(a, b, { $0.addingReportingOverflow($1) }, +)
  }

  static func subtracting(_ a: Number, _ b: Number) throws -> Number {
    try combine(a, b, { $0.subtractingReportingOverflow($1) }, -)
  }

  static func multiplying(_ a: Number, _ b: Number) throws -> Number {
    try combine(a, b, { $0.multipliedReportingOverflow(by: $1) }, *)
  }

  static func dividing(_ a: Number, _ b: Number) throws -> Number {
    .real(a.asDouble / b.asDouble)
  }

  private static func combine(
    _ a: Number, _ b: Number, _ whole: (Int64, Int64) -> (partialValue: Int64, overflow: Bool),
    _ real: (Double, Double) -> Double
  ) throws -> Number {
    guard case .whole(let left) = a, case .whole(let right) = b else {
      return .real(real(a.asDouble, b.asDouble))
    }
    let (value, overflow) = whole(left, right)
    if overflow { throw KernelError.overflow }
    return .whole(value)
  }
}
