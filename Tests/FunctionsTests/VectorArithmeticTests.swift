import TallyColumns
import TallyFunctions
import Testing

/// Kernels on every small length and every pattern of unknowns, constants included, against the operation
/// on single values.
@Suite struct VectorArithmeticTests {
  private static let wholes: [Int64] = [7, -3, 0, 2]
  private static let reals: [Double] = [2.5, -0.5, 0, 4]
  static let operators: [ScalarFunction] = [.add, .subtract, .multiply, .divide, .modulo, .power]

  @Test(arguments: operators.indices) func wholesOnEveryPatternOfUnknowns(_ index: Int) throws {
    try check(VectorArithmeticTests.operators[index], .whole, .whole)
  }

  @Test(arguments: operators.indices) func realsOnEveryPatternOfUnknowns(_ index: Int) throws {
    try check(VectorArithmeticTests.operators[index], .real, .whole)
    try check(VectorArithmeticTests.operators[index], .whole, .real)
  }

  /// Lengths 0 to 3, each side with every pattern of unknowns, and each side constant.
  private func check(_ function: ScalarFunction, _ left: Kind, _ right: Kind) throws {
    for rows in 0...3 {
      for leftPattern in 0..<(1 << rows) {
        for rightPattern in 0..<(1 << rows) {
          let a = values(left, rows, unknown: leftPattern)
          let b = values(right, rows, unknown: rightPattern).reversed() as [Value]
          try compare(function, a, b, vector(a, left), vector(b, right))
        }
      }
      for constant in [Value.unknown, left == .real ? .real(1.5) : .whole(5)] where rows > 0 {
        let b = values(right, rows, unknown: 0b010)
        let a = [Value](repeating: constant, count: rows)
        try compare(function, a, b, Vector(constant: constant, kind: left), vector(b, right))
        try compare(function, b, a, vector(b, right), Vector(constant: constant, kind: left))
      }
    }
  }

  private func compare(
    _ function: ScalarFunction, _ a: [Value], _ b: [Value], _ left: Vector, _ right: Vector
  ) throws {
    guard case .figures(let kernel, _) = function.kernel else {
      guard case .vectors(let kernel) = function.kernel else { return }
      return try compare(function, a, b, try kernel([left, right], a.count))
    }
    try compare(function, a, b, try kernel([left, right], a.count))
  }

  private func compare(_ function: ScalarFunction, _ a: [Value], _ b: [Value], _ result: Vector) throws {
    #expect(result.best.count == a.count)
    for row in a.indices {
      let expected = VectorArithmeticTests.single(function.name, a[row], b[row])
      let found = result.figure(at: row)?.exact?.asDouble
      let isSame = found == expected || nearness(found, expected) < 1e-12
      #expect(isSame, "\(a[row]) \(function.name) \(b[row]), row \(row) of \(a.count)")
    }
  }

  /// How far two numbers are apart, as a part of them: powers may differ in their last bits.
  private func nearness(_ a: Double?, _ b: Double?) -> Double {
    guard let a, let b else { return .infinity }
    return (a - b).magnitude / max(a.magnitude, b.magnitude)
  }

  /// The operation on two values; nil for unknown.
  private static func single(_ name: String, _ a: Value, _ b: Value) -> Double? {
    guard let x = number(a), let y = number(b) else { return nil }
    switch name {
    case "+": return x + y
    case "-": return x - y
    case "*": return x * y
    case "/": return y == 0 ? nil : x / y
    case "%": return y == 0 ? nil : x.truncatingRemainder(dividingBy: y)
    default: return power(x, y)
    }
  }

  /// By multiplication, for the exponents that are tried: whole ones, and halves of positive numbers.
  private static func power(_ base: Double, _ exponent: Double) -> Double? {
    if exponent != exponent.rounded() {
      guard base >= 0 else { return nil }
      let whole = (exponent * 2).rounded()
      let root = base.squareRoot()
      return power(root, whole)
    }
    var result = 1.0
    for _ in 0..<Int(exponent.magnitude) { result *= base }
    if exponent < 0 { result = 1 / result }
    return result.isFinite ? result : nil
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .whole(let whole): Double(whole)
    case .real(let real): real
    default: nil
    }
  }

  private func values(_ kind: Kind, _ rows: Int, unknown: Int) -> [Value] {
    (0..<rows).map { row in
      if unknown & (1 << row) != 0 { return .unknown }
      return kind == .real
        ? .real(VectorArithmeticTests.reals[row]) : .whole(VectorArithmeticTests.wholes[row])
    }
  }

  private func vector(_ values: [Value], _ kind: Kind) -> Vector {
    let missing = values.contains(.unknown) ? values.map(\.isUnknown) : nil
    if kind == .real {
      let reals = values.map { VectorArithmeticTests.number($0) ?? .infinity }
      return Vector(.real, reals: reals, missing: missing)
    }
    // What stands at an unknown row means nothing and must not be looked at: here it would overflow.
    return Vector(.whole, integers: values.map { $0.stored ?? .max }, missing: missing)
  }

  /// Overflow is an error where the values are known, and nothing where they are not.
  @Test func overflowIsToldOnlyOfKnownValues() throws {
    guard case .figures(let add, _) = ScalarFunction.add.kernel else { return }
    let one = Vector(constant: .whole(1), kind: .whole)
    let greatest = Vector(.whole, integers: [1, .max])
    #expect(throws: KernelError.overflow) { try add([greatest, one], 2) }
    let unknown = Vector(.whole, integers: [1, .max], missing: [false, true])
    #expect(try add([unknown, one], 2).best.number(at: 0) == .whole(2))
  }

  /// The digits of `round` may differ from row to row; they were once taken from the first row of a batch.
  @Test func roundTakesTheDigitsOfItsRow() throws {
    guard let round = ScalarFunction.named("round"), case .figures(let kernel, _) = round.kernel else {
      return
    }
    let values = Vector(.real, reals: [1.25, 1.25, 1250, 1.25])
    let digits = Vector(.whole, integers: [0, 1, -2, 1], missing: [false, false, false, true])
    let rounded = try kernel([values, digits], 4)
    #expect((0..<4).map { rounded.figure(at: $0)?.exact?.asDouble } == [1, 1.3, 1300, nil])
    let wholes = Vector(.whole, integers: [.max, 1250, 1250])
    let places = Vector(.whole, integers: [3, 0, -2])
    let kept = try kernel([wholes, places], 3)
    #expect(kept.best.integers == [.max, 1250, 1300])
  }

  /// More digits than fit in any number were once a trap for figures.
  @Test(arguments: [Int64.min, -400, 400, .max]) func roundTakesAnyNumberOfDigits(_ digits: Int64) throws {
    guard let round = ScalarFunction.named("round"), case .figures(_, let bounded) = round.kernel else {
      return
    }
    let figure = Figure(low: .real(1.5), best: nil, high: nil)
    let rounded = try bounded([figure, Figure(exactly: .whole(digits))])
    #expect(rounded?.low != nil && rounded?.high == nil)
  }
}
