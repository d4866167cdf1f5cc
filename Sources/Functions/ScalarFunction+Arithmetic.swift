import TallyColumns

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The operators `+ - * / % ^`, as functions so that plans and kernels need only one idea.
extension ScalarFunction {
  public static let add = ScalarFunction(
    "+", usage: "a + b", "the sum; a date plus a duration is a later date or time",
    parameters: [.any, .any], isTotal: true, result: sumType,
    kernel: .figures(
      { arguments, rows in
        try additive(arguments, rows, { $0.addingReportingOverflow($1) }, { $0 + $1 })
      },
      bounded: { arguments in try both(arguments, Figure.sum) }))

  public static let subtract = ScalarFunction(
    "-", usage: "a - b", "the difference; between two dates, the duration",
    parameters: [.any, .any], isTotal: true, result: differenceType,
    kernel: .figures(
      { arguments, rows in
        try additive(arguments, rows, { $0.subtractingReportingOverflow($1) }, { $0 - $1 })
      },
      bounded: { arguments in try both(arguments, Figure.difference) }))

  public static let multiply = ScalarFunction(
    "*", usage: "a * b", "the product", parameters: [.quantity, .quantity], isTotal: true,
    result: { types in
      let kind: Kind =
        types.contains { $0.kind == .duration }
        ? .duration : types.contains { $0.kind == .real } ? .real : .whole
      return ValueType(kind, isBounded: types.contains { $0.isBounded })
    },
    kernel: .figures(
      { arguments, rows in
        let (a, b) = (arguments[0], arguments[1])
        if a.kind == .real || b.kind == .real {
          let product = Kernels.real(a, b, rows: rows, *)
          guard a.kind == .duration || b.kind == .duration else { return product }
          return try Kernels.wholes(product, kind: .duration)
        }
        let kind: Kind = a.kind == .duration || b.kind == .duration ? .duration : .whole
        return try Kernels.checked(a, b, rows: rows, kind: kind) { $0.multipliedReportingOverflow(by: $1) }
      },
      bounded: { arguments in try both(arguments, Figure.product) }))

  public static let divide = ScalarFunction(
    "/", usage: "a / b", "the quotient, a real number; unknown where b is 0",
    parameters: [.quantity, .quantity],
    result: { types in
      // A duration by a number is a duration; by a duration, a number.
      let kind: Kind = types[0].kind == .duration && types[1].kind != .duration ? .duration : .real
      return ValueType(kind, isBounded: types.contains { $0.isBounded })
    },
    kernel: .figures(
      { arguments, rows in
        let quotient = Kernels.real(arguments[0], arguments[1], rows: rows, /)
        guard arguments[0].kind == .duration, arguments[1].kind != .duration else { return quotient }
        return try Kernels.wholes(quotient, kind: .duration)
      },
      bounded: { arguments in try both(arguments, Figure.quotient) }))

  public static let modulo = ScalarFunction(
    "%", usage: "a % b", "the rest of the division, with the sign of a; unknown where b is 0",
    parameters: [.number, .number],
    result: { types in
      ValueType(
        types.contains { $0.kind == .real } ? .real : .whole, isBounded: types.contains { $0.isBounded })
    },
    kernel: .figures(
      { arguments, rows in
        let (a, b) = (arguments[0], arguments[1])
        if a.kind == .real || b.kind == .real { return Kernels.real(a, b, rows: rows) { fmod($0, $1) } }
        let divisors = Kernels.integers(b, rows: rows)
        let dividends = Kernels.integers(a, rows: rows)
        var missing = Kernels.missing(a, b, rows: rows)
        var result = [Int64](repeating: 0, count: rows)
        for row in 0..<rows {
          if divisors[row] == 0 {
            if missing == nil { missing = [Bool](repeating: false, count: rows) }
            missing?[row] = true
          } else if divisors[row] != -1 {  // any number by −1 leaves 0, and Int64.min would overflow
            result[row] = dividends[row] % divisors[row]
          }
        }
        return Vector(.whole, integers: result, missing: missing)
      },
      bounded: { arguments in try both(arguments, Figure.remainder) }))

  public static let power = ScalarFunction(
    "^", usage: "a ^ b", "a to the power of b, a real number", parameters: [.number, .number],
    result: { types in ValueType(.real, isBounded: types.contains { $0.isBounded }) },
    kernel: .figures(
      { arguments, rows in Kernels.real(arguments[0], arguments[1], rows: rows) { pow($0, $1) } },
      bounded: { arguments in try both(arguments, Figure.power) }))

  public static let negate = ScalarFunction(
    "negate", usage: "-a", "the number with its sign turned", parameters: [.quantity],
    isTotal: true,
    result: { types in ValueType(types[0].kind, isBounded: types[0].isBounded) },
    kernel: .figures(
      { arguments, rows in
        let value = arguments[0]
        if value.kind == .real { return Kernels.real(value, rows: rows) { -$0 } }
        let zero = Vector(constant: .whole(0), kind: .whole)
        return try Kernels.checked(zero, value, rows: rows, kind: value.kind) {
          $0.subtractingReportingOverflow($1)
        }
      },
      bounded: { arguments in try arguments[0].map(Figure.negated) }))

  // MARK: - What adding gives

  private static let sumType: @Sendable ([ValueType]) -> ValueType = { types in
    let isBounded = types.contains { $0.isBounded }
    switch (types[0].kind, types[1].kind) {
    case (.time, _), (_, .time), (.date, .duration), (.duration, .date): return ValueType(.time)
    case (.duration, _), (_, .duration): return ValueType(.duration, isBounded: isBounded)
    case (.date, _), (_, .date): return ValueType(.date)
    default: return ValueType(types.contains { $0.kind == .real } ? .real : .whole, isBounded: isBounded)
    }
  }

  private static let differenceType: @Sendable ([ValueType]) -> ValueType = { types in
    let isMoment = { (kind: Kind) in kind == .date || kind == .time }
    if isMoment(types[0].kind), isMoment(types[1].kind) { return ValueType(.duration) }
    return sumType(types)
  }

  /// Adding and subtracting: reals as reals, moments and durations in microseconds, the rest checked.
  @inline(__always)
  private static func additive(
    _ arguments: [Vector], _ rows: Int, _ whole: (Int64, Int64) -> (partialValue: Int64, overflow: Bool),
    _ real: (Double, Double) -> Double
  ) throws -> Vector {
    var (a, b) = (arguments[0], arguments[1])
    if a.kind == .real || b.kind == .real { return Kernels.real(a, b, rows: rows, real) }
    let isMoment = { (kind: Kind) in kind == .date || kind == .time }
    if a.kind == .date, b.kind == .whole {  // a date plus a number of days
      return try Kernels.checked(a, b, rows: rows, kind: .date) { day, count in
        let (sum, overflow) = whole(day, count)
        return (sum, overflow || !CalendarDate.dayRange.contains(sum))
      }
    }
    let isDifference = isMoment(a.kind) && isMoment(b.kind)
    let kind: Kind =
      isDifference || (a.kind == .duration && b.kind == .duration)
      ? .duration : isMoment(a.kind) || isMoment(b.kind) ? .time : .whole
    if kind != .whole {
      a = try Kernels.microseconds(a)
      b = try Kernels.microseconds(b)
    }
    return try Kernels.checked(a, b, rows: rows, kind: kind, whole)
  }

  /// Nil, unknown, where an operand is, and where exact ones have no finite result.
  private static func both(
    _ arguments: [Figure?], _ operation: (Figure, Figure) throws -> Figure?
  ) throws -> Figure? {
    guard let a = arguments[0], let b = arguments[1], let result = try operation(a, b) else { return nil }
    return a.exact != nil && b.exact != nil && result.best == nil ? nil : result
  }
}

extension Kernels {
  /// Dates as the moments they begin at; other kinds as they are.
  static func microseconds(_ vector: Vector) throws -> Vector {
    guard vector.kind == .date else { return vector }
    let perDay = Vector(constant: .whole(Moment.perDay), kind: .whole)
    let moments = try checked(vector, perDay, rows: vector.best.count, kind: .time) {
      $0.multipliedReportingOverflow(by: $1)
    }
    return Vector(.time, moments.best, isConstant: vector.isConstant)
  }

  /// Reals rounded to whole numbers of another kind.
  static func wholes(_ vector: Vector, kind: Kind) throws -> Vector {
    let integers = try vector.best.reals.enumerated().map { row, real -> Int64 in
      if vector.best.isMissing(row) { return 0 }
      guard let whole = Int64(exactly: real.rounded()) else { throw KernelError.overflow }
      return whole
    }
    return Vector(kind, integers: integers, missing: vector.best.missing)
  }
}
