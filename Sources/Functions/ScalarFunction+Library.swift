import TallyColumns

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ScalarFunction {
  /// Every function that can be called by name, in alphabetical order.
  public static let all: [ScalarFunction] =
    (numeric + text + calendar + choosing).sorted { $0.name < $1.name }

  /// The function of a name or synonym in lower case.
  public static func named(_ name: String) -> ScalarFunction? { byName[name] }

  private static let byName: [String: ScalarFunction] = {
    var byName: [String: ScalarFunction] = [:]
    for function in all {
      for name in [function.name] + function.synonyms { byName[name] = function }
    }
    return byName
  }()
}

// MARK: - Numbers

extension ScalarFunction {
  private static let numeric: [ScalarFunction] = [
    ScalarFunction(
      "abs", usage: "abs(number)", "the number without its sign",
      examples: [Example("abs(-5)", "5")], parameters: [.quantity],
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
    real("sqrt", "the square root; unknown below 0", "sqrt(9)", "3") { $0.squareRoot() },
    ScalarFunction(
      "round", usage: "round(number, digits)", "the number rounded, halves away from zero",
      examples: [Example("round(2.345, 2)", "2.35"), Example("round(2.5)", "3")],
      parameters: [.number, .whole], minimumCount: 1,
      result: { ValueType($0[0].kind == .whole ? .whole : .real, isBounded: $0[0].isBounded) },
      kernel: .figures(
        { arguments, rows in
          let value = arguments[0]
          guard arguments.count > 1 else {
            return value.kind == .whole ? value : Kernels.real(value, rows: rows) { round($0, digits: 0) }
          }
          if value.kind == .whole { return try roundedWholes(value, to: arguments[1], rows: rows) }
          return Kernels.real(value, arguments[1], rows: rows) { round($0, digits: Int64(clampingReal: $1)) }
        },
        bounded: { arguments in
          var digits: Int64 = 0
          if arguments.count > 1 {
            guard case .whole(let places)? = arguments[1]?.exact else { return nil }
            digits = places
          }
          return try arguments[0].map { figure in
            try Figure.monotone(figure) { number in
              switch number {
              case .real(let real): return .real(round(real, digits: digits))
              case .whole where digits >= 0: return number
              case .whole(let whole):
                guard let rounded = Int64(exactly: round(Double(whole), digits: digits)) else {
                  throw KernelError.overflow
                }
                return .whole(rounded)
              }
            }
          }
        })),
  ]

  /// Decimal rounding that first asks the shortest decimal form, so that 2.345 rounds as it is written.
  private static func round(_ value: Double, digits: Int64) -> Double {
    let scale = pow(10, Double(max(-300, min(digits, 300))))
    let scaled = value * scale
    // From 2^52 on every real is whole, and nudging one by its last digit would make it another.
    guard scaled.isFinite, scale > 0, scaled.magnitude < 0x1p52 else { return value }
    let rounded = scaled.rounded(.toNearestOrAwayFromZero)
    // A half that binary arithmetic has pushed just below a half is still a half.
    let nudged = (scaled + (scaled < 0 ? -1 : 1) * scaled.ulp).rounded(.toNearestOrAwayFromZero)
    return (nudged != rounded ? nudged : rounded) / scale
  }

  /// Whole numbers stay as they are unless they are rounded to tens, hundreds and so on.
  private static func roundedWholes(_ value: Vector, to digits: Vector, rows: Int) throws -> Vector {
    let missing = Kernels.missing(value, digits, rows: rows)
    let pairs = zip(Kernels.integers(value, rows: rows), Kernels.integers(digits, rows: rows))
    let rounded = try pairs.enumerated().map { row, pair -> Int64 in
      if pair.1 >= 0 || missing?[row] == true { return pair.0 }
      guard let whole = Int64(exactly: round(Double(pair.0), digits: pair.1)) else {
        throw KernelError.overflow
      }
      return whole
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

// MARK: - Text

extension ScalarFunction {
  private static let text: [ScalarFunction] = [
    ScalarFunction(
      "length", usage: "length(text)", "how many characters the text has",
      examples: [Example("length(\"Kyiv\")", "4"), Example("length(\"Київ\")", "4")], parameters: [.text],
      result: { _ in ValueType(.whole) }, kernel: .textToWhole { Int64($0.count) }),
    ScalarFunction(
      "lower", usage: "lower(text)", "the text in small letters",
      examples: [Example("lower(\"Kyiv\")", "kyiv")], parameters: [.text],
      result: { _ in ValueType(.text) }, kernel: .textToText { $0.lowercased() }),
    ScalarFunction(
      "trim", usage: "trim(text)", "the text without blanks at its ends",
      examples: [Example("trim(\"  Kyiv \")", "Kyiv")], parameters: [.text],
      result: { _ in ValueType(.text) },
      kernel: .textToText { text in
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
      }),
    ScalarFunction(
      "upper", usage: "upper(text)", "the text in capitals",
      examples: [Example("upper(\"Kyiv\")", "KYIV")], parameters: [.text],
      result: { _ in ValueType(.text) }, kernel: .textToText { $0.uppercased() }),
  ]
}

// MARK: - Dates and times

extension ScalarFunction {
  private static let calendar: [ScalarFunction] = [
    part("day", "the day of the month, 1 to 31", "24") { Int64(CalendarDate(days: $0).day) },
    part("month", "the month of the year, 1 to 12", "5") { Int64(CalendarDate(days: $0).month) },
    part("quarter", "the quarter of the year, 1 to 4", "2") {
      Int64((CalendarDate(days: $0).month - 1) / 3 + 1)
    },
    part("week", "the ISO 8601 week of the year, 1 to 53", "21") {
      Int64(CalendarDate.isoWeek(ofDay: $0).week)
    },
    part("weekday", "the day of the week, Monday to Sunday", "Saturday", presentation: .weekday) {
      Int64(CalendarDate.weekday(ofDay: $0))
    },
    part("year", "the year", "2025", presentation: .ordinal) { Int64(CalendarDate(days: $0).year) },
    clock("hour", "the hour of the day, 0 to 23", "7") { $0 / Moment.perHour },
    clock("minute", "the minute of the hour, 0 to 59", "30") { $0 / Moment.perMinute % 60 },
    ScalarFunction(
      "date", usage: "date(time)", "the day a time falls on",
      examples: [Example("date(2025-05-24T07:30)", "2025-05-24")], parameters: [.dateOrTime],
      result: { _ in ValueType(.date) },
      kernel: .vectors { arguments, rows in
        Kernels.mapIntegers(Kernels.days(arguments[0], rows: rows), rows: rows, kind: .date) { $0 }
      }),
  ]

  /// The period of a level that a date or time falls into, by its first day or moment.
  public static func period(_ level: DateLevel) -> ScalarFunction {
    ScalarFunction(
      level.rawValue, usage: "\(level.rawValue) of date", "the \(level.rawValue) that a date falls into",
      parameters: [level.needsTime ? .time : .dateOrTime],
      result: { types in ValueType(level.needsTime ? .time : .date, presentation: .period(level)) },
      kernel: .vectors { arguments, rows in
        if level.needsTime {
          return Kernels.mapIntegers(arguments[0], rows: rows, kind: .time) { level.start(ofMoment: $0) }
        }
        return Kernels.mapIntegers(Kernels.days(arguments[0], rows: rows), rows: rows, kind: .date) {
          level.start(ofDay: $0)
        }
      })
  }

  private static func part(
    _ name: String, _ summary: String, _ answer: String, presentation: Presentation = .plain,
    _ operation: @escaping @Sendable (Int64) -> Int64
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(date)", summary, examples: [Example("\(name)(2025-05-24)", answer)],
      parameters: [.dateOrTime], result: { _ in ValueType(.whole, presentation: presentation) },
      kernel: .vectors { arguments, rows in
        Kernels.mapIntegers(Kernels.days(arguments[0], rows: rows), rows: rows, kind: .whole, operation)
      })
  }

  private static func clock(
    _ name: String, _ summary: String, _ answer: String, _ operation: @escaping @Sendable (Int64) -> Int64
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(time)", summary, examples: [Example("\(name)(2025-05-24T07:30)", answer)],
      parameters: [.time], result: { _ in ValueType(.whole) },
      kernel: .vectors { arguments, rows in
        Kernels.mapIntegers(arguments[0], rows: rows, kind: .whole) { moment in
          operation(moment.flooredRemainder(by: Moment.perDay))
        }
      })
  }
}

extension Kernels {
  /// Times as the days they fall on; dates as they are.
  static func days(_ vector: Vector, rows: Int) -> Vector {
    guard vector.kind == .time else { return vector }
    return mapIntegers(vector, rows: rows, kind: .date) { $0.flooredDivision(by: Moment.perDay) }
  }
}
