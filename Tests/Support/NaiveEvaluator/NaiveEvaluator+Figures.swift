import TallyColumns

/// Arithmetic of figures as that of intervals whose ends may be infinitely far.
extension NaiveEvaluator {
  func callOnFigures(_ name: String, _ figures: [Figure], _ kind: Kind) throws -> Value {
    let a = figures[0]
    switch name {
    case "low": return a.low.map { Value(figure: Figure(exactly: $0), kind) } ?? .unknown
    case "best": return a.best.map { Value(figure: Figure(exactly: $0), kind) } ?? .unknown
    case "high": return a.high.map { Value(figure: Figure(exactly: $0), kind) } ?? .unknown
    case "min", "max":
      return Value(figure: extreme(figures, isMaximum: name == "max"), kind)
    case "sign":
      let ends = try [(a.low, -1), (a.high, 1)].map { end, open in
        try end.map { try rising(name, $0, digits: .whole(0)) } ?? .whole(open)
      }
      let best = try a.best.map { try rising(name, $0, digits: .whole(0)) }
      return Value(figure: Figure(low: ends[0], best: best, high: ends[1]), kind)
    case "negate": return Value(figure: try negated(a), kind)
    case "+": return try kept(sum(a, figures[1]), kind)
    case "-": return try kept(sum(a, negated(figures[1])), kind)
    case "*": return try kept(product(a, figures[1]), kind)
    case "/":
      if let divisor = figures[1].exact, divisor.asDouble == 0 { return .unknown }
      return try kept(quotient(a, figures[1]), kind)
    default:
      // Rounded to an open number of digits, it may be any number.
      guard let digits = figures.count > 1 ? figures[1].exact : .whole(0) else {
        return Value(figure: Figure(low: nil, best: nil, high: nil), kind)
      }
      let part = { (number: Number?) throws -> Number? in
        guard let number = try number.map({ try rising(name, $0, digits: digits) }) else { return nil }
        return number.asDouble.isFinite ? number : nil
      }
      return Value(figure: Figure(low: try part(a.low), best: try part(a.best), high: try part(a.high)), kind)
    }
  }

  /// What a column of a kind keeps of a figure: a part that does not fit there is an overflow, one beyond all
  /// reals is open.
  private func kept(_ figure: Figure, _ kind: Kind) throws -> Value {
    let finite = figure.finite
    for case .real(let real)? in [finite.low, finite.best, finite.high] where kind != .real {
      guard Int64(exactly: real.rounded()) != nil else { throw Overflow() }
    }
    return Value(figure: finite, kind)
  }

  private func negated(_ figure: Figure) throws -> Figure {
    Figure(
      low: try figure.high.map(negated), best: try figure.best.map(negated), high: try figure.low.map(negated)
    )
  }

  private func sum(_ a: Figure, _ b: Figure) throws -> Figure {
    let both = { (x: Number?, y: Number?) throws -> Number? in
      guard let x, let y else { return nil }
      return try sum(x, y)
    }
    return Figure(low: try both(a.low, b.low), best: try both(a.best, b.best), high: try both(a.high, b.high))
  }

  /// The least and greatest product of the ends.
  private func product(_ a: Figure, _ b: Figure) throws -> Figure {
    var corners: [End] = []
    for x in End.ends(of: a) {
      for y in End.ends(of: b) {
        if case .number(let x) = x, case .number(let y) = y {
          corners.append(.number(try product(x, y)))
        } else {
          corners.append(
            x.sign * y.sign == 0 ? .number(.whole(0)) : .infinite(isPositive: x.sign * y.sign > 0))
        }
      }
    }
    var best: Number?
    if let x = a.best, let y = b.best { best = try product(x, y) }
    return Figure(low: End.least(corners), best: best, high: End.greatest(corners))
  }

  /// The least and greatest quotient of the ends; anything where the divisor may be 0.
  private func quotient(_ a: Figure, _ b: Figure) -> Figure {
    var best: Number?
    if let x = a.best, let y = b.best, y.asDouble != 0 { best = .real(x.asDouble / y.asDouble) }
    let divisors = End.ends(of: b)
    guard divisors.allSatisfy({ $0.sign > 0 }) || divisors.allSatisfy({ $0.sign < 0 }) else {
      return Figure(low: nil, best: best, high: nil)
    }
    var corners: [End] = []
    for x in End.ends(of: a) {
      for y in divisors {
        switch (x, y) {
        case (.number(let x), .number(let y)): corners.append(.number(.real(x.asDouble / y.asDouble)))
        case (.number, .infinite): corners.append(.number(.real(0)))
        case (.infinite, .number): corners.append(.infinite(isPositive: x.sign * y.sign > 0))
        case (.infinite, .infinite):
          corners += [.number(.real(0)), .infinite(isPositive: x.sign * y.sign > 0)]
        }
      }
    }
    return Figure(low: End.least(corners), best: best, high: End.greatest(corners))
  }
}

extension Figure {
  /// The same figure, open where it is beyond all reals.
  fileprivate var finite: Figure {
    let part = { (number: Number?) in number.flatMap { $0.asDouble.isFinite ? $0 : nil } }
    return Figure(low: part(low), best: part(best), high: part(high))
  }
}

/// One end of what a figure may be.
private enum End {
  case number(Number)
  case infinite(isPositive: Bool)

  static func ends(of figure: Figure) -> [End] {
    [
      figure.low.map(End.number) ?? .infinite(isPositive: false),
      figure.high.map(End.number) ?? .infinite(isPositive: true),
    ]
  }

  var sign: Int {
    switch self {
    case .number(let number): ValueOrder.order(number, .whole(0))
    case .infinite(let isPositive): isPositive ? 1 : -1
    }
  }

  /// The least of the ends; nil where it is infinitely far.
  static func least(_ ends: [End]) -> Number? { outermost(ends, isGreatest: false) }

  static func greatest(_ ends: [End]) -> Number? { outermost(ends, isGreatest: true) }

  private static func outermost(_ ends: [End], isGreatest: Bool) -> Number? {
    var found: Number?
    for end in ends {
      switch end {
      case .infinite(let isPositive):
        if isPositive == isGreatest { return nil }
      case .number(let number):
        let isBeyond = found.map { (ValueOrder.order(number, $0) > 0) == isGreatest } ?? true
        if isBeyond { found = number }
      }
    }
    return found
  }
}
