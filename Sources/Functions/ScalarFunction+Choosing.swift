import TallyColumns

extension ScalarFunction {
  /// Functions that choose among their arguments.
  static let choosing: [ScalarFunction] = [
    extreme("max", "the greatest of its arguments", "max(3, 5)", "5", isMaximum: true),
    extreme("min", "the least of its arguments", "min(3, 5)", "3", isMaximum: false),
    figure,
    part("low", "the lower bound of a figure; unknown where it is open", "low(10..20)", "10") { $0.low },
    part("best", "the best value of a figure; unknown where it has none", "best(~250)", "250") { $0.best },
    part("high", "the upper bound of a figure; unknown where it is open", "high(10..20)", "20") { $0.high },
  ]

  private static let figure = ScalarFunction(
    "figure", usage: "figure(low, best, high)",
    "one figure of its three parts, an unknown part open; unknown where they are out of order",
    examples: [Example("figure(10, 12, 15)", "12 (10..15)"), Example("figure(3, 3, 3)", "3")],
    parameters: [.quantity, .quantity, .quantity],
    result: { types in
      let kind: Kind =
        types.contains { $0.kind == .duration }
        ? .duration : types.contains { $0.kind == .real } ? .real : .whole
      return ValueType(kind, isBounded: true)
    },
    kernel: .figures(
      { arguments, rows in
        let figures = (0..<rows).map { row in assembled(arguments.map { $0.figure(at: row) }) }
        let kind: Kind =
          arguments.contains { $0.kind == .duration }
          ? .duration : arguments.contains { $0.kind == .real } ? .real : .whole
        return Vector(figures: figures.map { $0?.converted(to: kind) }, kind: kind)
      },
      bounded: { figures in assembled(figures) }))

  /// The figure of a low, a best and a high.
  private static func assembled(_ parts: [Figure?]) -> Figure? {
    let figure = Figure(low: parts[0]?.low, best: parts[1]?.best, high: parts[2]?.high)
    return figure.isOrdered && !figure.isOpen ? figure.settled : nil
  }

  private static func extreme(
    _ name: String, _ summary: String, _ example: String, _ answer: String, isMaximum: Bool
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(a, b, …)", summary, examples: [Example(example, answer)],
      parameters: [.quantity, .quantity], isVariadic: true,
      result: { types in
        let kind: Kind =
          types.contains { $0.kind == .duration }
          ? .duration : types.contains { $0.kind == .real } ? .real : .whole
        return ValueType(kind, isBounded: types.contains { $0.isBounded })
      },
      kernel: .figures(
        { arguments, rows in
          try arguments.dropFirst().reduce(arguments[0]) { a, b in
            if a.kind == .real || b.kind == .real {
              return Kernels.real(a, b, rows: rows) { isMaximum ? max($0, $1) : min($0, $1) }
            }
            return try Kernels.checked(a, b, rows: rows, kind: a.kind) {
              (isMaximum ? max($0, $1) : min($0, $1), false)
            }
          }
        },
        bounded: { figures in
          var result: Figure?
          for (index, figure) in figures.enumerated() {
            guard let figure else { return nil }
            result = index == 0 ? figure : result.map { Figure.extreme($0, figure, isMaximum: isMaximum) }
          }
          return result
        }))
  }

  private static func part(
    _ name: String, _ summary: String, _ example: String, _ answer: String,
    _ part: @escaping @Sendable (Figure) -> Number?
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(figure)", summary, examples: [Example(example, answer)], parameters: [.quantity],
      result: { ValueType($0[0].kind) },
      kernel: .figures(
        { arguments, _ in arguments[0] },
        bounded: { arguments in arguments[0].flatMap(part).map(Figure.init(exactly:)) }))
  }
}

extension Figure {
  /// The greater or the less of two figures, part by part; an open end wins or loses as infinity does.
  static func extreme(_ a: Figure, _ b: Figure, isMaximum: Bool) -> Figure {
    let pick = { (x: Number, y: Number) in Number.isLess(x, y) == isMaximum ? y : x }
    let both = { (x: Number?, y: Number?) -> Number? in x.flatMap { x in y.map { pick(x, $0) } } }
    let either = { (x: Number?, y: Number?) -> Number? in both(x, y) ?? x ?? y }
    return Figure(
      low: isMaximum ? either(a.low, b.low) : both(a.low, b.low), best: both(a.best, b.best),
      high: isMaximum ? both(a.high, b.high) : either(a.high, b.high))
  }
}
