import TallyColumns

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ScalarFunction {
  /// Functions of numbers.
  static let numeric: [ScalarFunction] = [
    ScalarFunction(
      "abs", usage: "abs(number)", "the number without its sign",
      examples: [Example("abs(-5)", "5")], parameters: [.quantity], isTotal: true,
      result: { ValueType($0[0].kind, isBounded: $0[0].isBounded) },
      kernel: .figures(
        { arguments, rows in
          let value = arguments[0]
          if value.kind == .real { return Kernels.real(value, rows: rows) { $0.magnitude } }
          let zero = Vector(constant: .whole(0), kind: .whole)
          return try Kernels.checked(zero, value, rows: rows, kind: value.kind) { zero, number in
            number < 0 ? zero.subtractingReportingOverflow(number) : (number, false)
          }
        },
        bounded: { arguments in try arguments[0].map(Figure.magnitude) })),
    rounding("ceil", "the least whole number that is not below it", "ceil(2.1)", "3") { $0.rounded(.up) },
    rounding("floor", "the greatest whole number that is not above it", "floor(2.9)", "2") {
      $0.rounded(.down)
    },
    real("exp", "e to the power of the number", "round(exp(1), 3)", "2.718") { exp($0) },
    real("ln", "the natural logarithm; unknown where there is none", "ln(1)", "0") { log($0) },
    real("log10", "the logarithm to the base of 10; unknown where there is none", "log10(1000)", "3") {
      log10($0)
    },
    real("sqrt", "the square root; unknown below 0", "sqrt(9)", "3") { $0.squareRoot() },
    ScalarFunction(
      "round", usage: "round(number [, digits])", "the number rounded, halves away from zero",
      examples: [Example("round(2.345, 2)", "2.35"), Example("round(2.5)", "3")],
      parameters: [.number, .whole], minimumCount: 1, isTotal: true,
      result: { types in
        ValueType(types[0].kind == .whole ? .whole : .real, isBounded: types.contains { $0.isBounded })
      },
      kernel: .figures(
        { arguments, rows in
          let value = arguments[0]
          guard arguments.count > 1 else {
            return value.kind == .whole
              ? value : Kernels.real(value, rows: rows) { DecimalRounding.rounded($0, digits: 0) }
          }
          if value.kind == .whole { return try roundedWholes(value, to: arguments[1], rows: rows) }
          return Kernels.real(value, arguments[1], rows: rows) {
            DecimalRounding.rounded($0, digits: Int64(clampingReal: $1))
          }
        },
        bounded: { arguments in
          var digits: Int64 = 0
          if arguments.count > 1 {
            guard let places = arguments[1], arguments[0] != nil else { return nil }
            // Rounded to an open number of digits, it may be any number.
            guard case .whole(let exact)? = places.exact else {
              return Figure(low: nil, best: nil, high: nil)
            }
            digits = exact
          }
          return try arguments[0].map { figure in
            try Figure.monotone(figure) { number in
              switch number {
              case .real(let real): .real(DecimalRounding.rounded(real, digits: digits))
              case .whole(let whole): .whole(try DecimalRounding.rounded(whole, digits: digits))
              }
            }
          }
        })),
    ScalarFunction(
      "sign", usage: "sign(number)", "-1 below 0, 0 at it and 1 above it",
      examples: [
        Example(
          "sign(-2.5), sign(0), sign(7h)", "sign(-2.5)  sign(0)  sign(7h)\n        -1        0         1")
      ],
      parameters: [.quantity], isTotal: true,
      result: { ValueType(.whole, isBounded: $0[0].isBounded) },
      kernel: .figures(
        { arguments, rows in
          let value = arguments[0]
          if value.kind == .real {
            let signs = Kernels.reals(value, rows: rows).map { $0 < 0 ? -1 : $0 > 0 ? 1 : 0 as Int64 }
            return Vector(.whole, integers: signs, missing: Kernels.missing(value, rows: rows))
          }
          return Kernels.mapIntegers(value, rows: rows, kind: .whole) { $0.signum() }
        },
        bounded: { arguments in
          arguments[0].map { figure in
            let sign = { (number: Number?, open: Int64) -> Number in
              .whole(number.map { $0.asDouble < 0 ? -1 : $0.asDouble > 0 ? 1 : 0 } ?? open)
            }
            return Figure(
              low: sign(figure.low, -1), best: figure.best.map { sign($0, 0) }, high: sign(figure.high, 1)
            ).settled
          }
        })),
  ]

  /// Whole numbers stay as they are unless they are rounded to tens, hundreds and so on.
  private static func roundedWholes(_ value: Vector, to digits: Vector, rows: Int) throws -> Vector {
    let missing = Kernels.missing(value, digits, rows: rows)
    let pairs = zip(Kernels.integers(value, rows: rows), Kernels.integers(digits, rows: rows))
    let rounded = try pairs.enumerated().map { row, pair -> Int64 in
      missing?[row] == true ? pair.0 : try DecimalRounding.rounded(pair.0, digits: pair.1)
    }
    return Vector(.whole, integers: rounded, missing: missing)
  }

  private static func real(
    _ name: String, _ summary: String, _ example: String, _ answer: String,
    _ operation: @escaping @Sendable (Double) -> Double
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(number)", summary, examples: [Example(example, answer)], parameters: [.number],
      result: { ValueType(.real, isBounded: $0[0].isBounded) },
      kernel: .figures(
        { arguments, rows in Kernels.real(arguments[0], rows: rows, operation) },
        bounded: { arguments in
          arguments[0].flatMap { figure -> Figure? in
            let mapped = Figure.monotone(figure) { .real(operation($0.asDouble)) }
            // An exact number without a value here is unknown; one with bounds may have any.
            return figure.exact != nil && mapped.best == nil ? nil : mapped
          }
        }))
  }

  /// To a whole number; whole numbers stay as they are.
  private static func rounding(
    _ name: String, _ summary: String, _ example: String, _ answer: String,
    _ operation: @escaping @Sendable (Double) -> Double
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(number)", summary, examples: [Example(example, answer)], parameters: [.number],
      isTotal: true,
      result: { ValueType(.whole, isBounded: $0[0].isBounded) },
      kernel: .figures(
        { arguments, rows in
          if arguments[0].kind == .whole { return arguments[0] }
          return try Kernels.wholes(Kernels.real(arguments[0], rows: rows, operation), kind: .whole)
        },
        bounded: { arguments in
          try arguments[0].map { figure in
            let whole = { (number: Number?) throws -> Number? in
              guard case .real(let real)? = number else { return number }
              guard let value = Int64(exactly: operation(real)) else { throw KernelError.overflow }
              return .whole(value)
            }
            return Figure(
              low: try whole(figure.low), best: try whole(figure.best), high: try whole(figure.high))
          }
        }))
  }
}

extension Int64 {
  /// The nearest whole number of 64 bits.
  fileprivate init(clampingReal real: Double) {
    self = Int64(exactly: real.rounded()) ?? (real < 0 ? .min : .max)
  }
}
