import TallyColumns

/// Arithmetic that carries low, best and high through, so that the truth stays inside.
///
/// The model is Feng, Glavic, Huber and Kennedy, "Efficient uncertainty tracking for complex queries with
/// attribute-level bounds" (2021): the low of a result is the least that any choice of values inside the
/// operands' bounds can give, the high the greatest, and the best is the result on the bests. An end that
/// is no finite number is open, and such a best is none.
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

  /// The least and greatest product that the ends give; an open end is infinitely far, and nothing times
  /// infinitely much is nothing.
  static func product(_ a: Figure, _ b: Figure) throws -> Figure {
    var range = EndRange()
    for x in a.ends {
      for y in b.ends { range.take(try End.product(x, y)) }
    }
    return Figure(low: range.low, best: try both(a.best, b.best, Number.multiplying), high: range.high)
  }

  /// Nil, unknown, where the divisor is 0; any number where it may be.
  static func quotient(_ a: Figure, _ b: Figure) throws -> Figure? {
    let best = try both(a.best, b.best, Number.dividing)
    let isAboveZero = b.low.map { $0.asDouble > 0 } ?? false
    let isBelowZero = b.high.map { $0.asDouble < 0 } ?? false
    guard isAboveZero || isBelowZero else {
      // Divided by nothing but 0 there is no quotient; by what may be 0, there may be any.
      return b.exact?.asDouble == 0 ? nil : Figure(low: nil, best: best, high: nil)
    }
    var range = EndRange()
    for x in a.ends {
      for y in b.ends { range.take(End.quotient(x, y)) }
    }
    // Between an open dividend and an open divisor lies also what is next to nothing.
    if a.ends.contains(where: \.isInfinite), b.ends.contains(where: \.isInfinite) {
      range.take(.number(.real(0)))
    }
    return Figure(low: range.low, best: best, high: range.high)
  }

  /// Days as the moments they begin at.
  public func inMicroseconds() throws -> Figure {
    try Figure.product(self, Figure(exactly: .whole(Moment.perDay)))
  }

  /// A function that never falls, applied to each part.
  static func monotone(_ a: Figure, _ function: (Number) throws -> Number) rethrows -> Figure {
    Figure(
      low: try a.low.map(function)?.ifFinite, best: try a.best.map(function)?.ifFinite,
      high: try a.high.map(function)?.ifFinite)
  }

  /// The least and the greatest that it may be.
  private var ends: [End] {
    [
      low.map(End.number) ?? .infinite(isPositive: false),
      high.map(End.number) ?? .infinite(isPositive: true),
    ]
  }

  private static func both(
    _ a: Number?, _ b: Number?, _ operation: (Number, Number) throws -> Number
  ) throws -> Number? {
    guard let a, let b else { return nil }
    return try operation(a, b).ifFinite
  }
}

/// One end of what a figure may be.
private enum End {
  case number(Number)
  case infinite(isPositive: Bool)

  var isInfinite: Bool {
    if case .infinite = self { true } else { false }
  }

  private var sign: Int {
    switch self {
    case .number(let number): Number.order(number, .whole(0))
    case .infinite(let isPositive): isPositive ? 1 : -1
    }
  }

  static func product(_ a: End, _ b: End) throws -> End {
    let sign = a.sign * b.sign
    if case .number(let x) = a, case .number(let y) = b {
      let product = try Number.multiplying(x, y).ifFinite
      return product.map(End.number) ?? .infinite(isPositive: sign > 0)
    }
    return sign == 0 ? .number(.whole(0)) : .infinite(isPositive: sign > 0)
  }

  /// The divisor is not 0.
  static func quotient(_ a: End, _ b: End) -> End {
    switch (a, b) {
    case (.number(let x), .number(let y)):
      Number.dividing(x, y).ifFinite.map(End.number) ?? .infinite(isPositive: a.sign * b.sign > 0)
    case (.number, .infinite): .number(.real(0))
    case (.infinite, _): .infinite(isPositive: a.sign * b.sign > 0)
    }
  }
}

/// The least and greatest of the ends taken in.
private struct EndRange {
  private var lowest: Number?
  private var highest: Number?
  private var isOpenBelow = false
  private var isOpenAbove = false

  /// Nil where it is infinitely far down.
  var low: Number? { isOpenBelow ? nil : lowest }
  var high: Number? { isOpenAbove ? nil : highest }

  mutating func take(_ end: End) {
    switch end {
    case .infinite(let isPositive):
      if isPositive { isOpenAbove = true } else { isOpenBelow = true }
    case .number(let number):
      if lowest.map({ Number.isLess(number, $0) }) ?? true { lowest = number }
      if highest.map({ Number.isLess($0, number) }) ?? true { highest = number }
    }
  }
}

extension Number {
  /// Nil for infinity and for what is no number.
  var ifFinite: Number? { asDouble.isFinite ? self : nil }

  public static func adding(_ a: Number, _ b: Number) throws -> Number {
    try combine(a, b, { $0.addingReportingOverflow($1) }, +)
  }

  static func subtracting(_ a: Number, _ b: Number) throws -> Number {
    try combine(a, b, { $0.subtractingReportingOverflow($1) }, -)
  }

  static func multiplying(_ a: Number, _ b: Number) throws -> Number {
    try combine(a, b, { $0.multipliedReportingOverflow(by: $1) }, *)
  }

  static func dividing(_ a: Number, _ b: Number) -> Number {
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
