import TallyColumns

extension ScalarFunction {
  /// Functions that choose among their arguments.
  static let choosing: [ScalarFunction] = [
    extreme("max", "the greatest of its arguments", "max(3, 5)", "5", isMaximum: true),
    extreme("min", "the least of its arguments", "min(3, 5)", "3", isMaximum: false),
    coalesce, figure, conditional,
    part("low", "the lower bound of a figure; unknown where it is open", "low(10..20)", "10") { $0.low },
    part("best", "the best value of a figure; unknown where it has none", "best(~250)", "250") { $0.best },
    part("high", "the upper bound of a figure; unknown where it is open", "high(10..20)", "20") { $0.high },
  ]

  private static let conditional = ScalarFunction(
    "if", synonyms: ["iif"], usage: "if(condition, a, b)",
    "a where the condition is so, b where it is not, unknown where an unknown leaves that open",
    examples: [
      Example("if(2 > 1, \"more\", \"less\")", "more"),
      Example("sum if(launched > 100, 1, 0) from strikes raw", "1"),
      Example(
        "if(sum launched > 100, \"many\", \"few\") as how by weapon",
        "weapon             how\nballistic missile  few\nShahed drone       many"),
    ],
    parameters: [.condition, .any, .any], result: { common(Array($0.dropFirst())) },
    kernel: .choice(.condition))

  private static let coalesce = ScalarFunction(
    "coalesce", synonyms: ["ifnull", "nvl"], usage: "coalesce(a, b, …)",
    "the first of its arguments that is known",
    examples: [
      Example("coalesce(unknown, 3)", "3"),
      Example(
        "list name, coalesce(inside, name) as around from places limit 2",
        "name     around\nUkraine  Ukraine\nKyiv     Ukraine"),
    ],
    parameters: [.any, .any], isVariadic: true, result: common, kernel: .choice(.firstKnown))

  /// The type that has room for all of one kind, or for whole and real numbers.
  private static let common: @Sendable ([ValueType]) -> ValueType = { types in
    let kind: Kind = types.contains { $0.kind == .real } ? .real : types.first?.kind ?? .text
    let presentations = Set(types.map(\.presentation))
    return ValueType(
      kind, isBounded: types.contains { $0.isBounded },
      presentation: presentations.count == 1 ? presentations.first ?? .plain : .plain)
  }

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
      parameters: [.quantity, .quantity], isVariadic: true, isTotal: true,
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
          let known = figures.compactMap { $0 }
          return known.count == figures.count ? Figure.extreme(known, isMaximum: isMaximum) : nil
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
  /// The greatest or the least of figures, part by part; an open end wins or loses as infinity does. All are
  /// looked at at once: of two at a time, bounds that meet on the way would leave a best that hangs on the
  /// order.
  static func extreme(_ figures: [Figure], isMaximum: Bool) -> Figure {
    let pick = { (numbers: [Number]) in
      numbers.dropFirst().reduce(numbers.first) { best, number in
        guard let best else { return number }
        return Number.isLess(best, number) == isMaximum ? number : best
      }
    }
    let ofAll = { (numbers: [Number]) in numbers.count == figures.count ? pick(numbers) : nil }
    let (lows, highs) = (figures.compactMap(\.low), figures.compactMap(\.high))
    return Figure(
      low: isMaximum ? pick(lows) : ofAll(lows), best: ofAll(figures.compactMap(\.best)),
      high: isMaximum ? ofAll(highs) : pick(highs))
  }
}
