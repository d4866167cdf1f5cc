import TallyColumns
import TallyPlanning

extension NaiveEvaluator {
  /// `if(condition, a, b)`: where no unknown but only bounds leave the condition open, anything from a to b.
  func choose(_ arguments: [Expression], _ row: [Value], _ kind: Kind) throws -> Value {
    guard case .condition(let predicate) = arguments[0].node else { throw NotCovered() }
    if let isSo = try truth(of: predicate, row) {
      return try value(of: arguments[isSo ? 1 : 2], row).converted(to: kind)
    }
    if try !kind.canBeBounded || asksUnknown(predicate, row) { return .unknown }
    return either(
      try value(of: arguments[1], row).converted(to: kind),
      try value(of: arguments[2], row).converted(to: kind),
      kind)
  }

  /// `coalesce(a, b, …)`: a value with bounds that may be none at all leaves open whether the next is taken.
  func firstKnown(_ arguments: [Expression], _ row: [Value], _ kind: Kind) throws -> Value {
    var found: Value?
    for argument in arguments {
      let value = try value(of: argument, row).converted(to: kind)
      if value.isUnknown { continue }
      found = found.map { either($0, value, kind) } ?? value
      if !value.isBounded || isSurelyKnown(argument) { break }
    }
    return found ?? .unknown
  }

  private func isSurelyKnown(_ expression: Expression) -> Bool {
    switch expression.node {
    case .column, .constant: true
    case .condition: false
    case .call(let function, let arguments):
      ["+", "-", "*", "negate", "abs", "sign", "round", "floor", "ceil", "min", "max"].contains(function.name)
        && arguments.allSatisfy(isSurelyKnown)
    }
  }

  private func either(_ a: Value, _ b: Value, _ kind: Kind) -> Value {
    if a == b { return a }
    guard let x = a.asFigure, let y = b.asFigure else { return .figure(.anything(kind), kind) }
    let least = { (x: Number?, y: Number?, sign: Int) -> Number? in
      guard let x, let y else { return nil }
      return ValueOrder.order(x, y) * sign <= 0 ? x : y
    }
    return Value(
      figure: Figure(low: least(x.low, y.low, 1), best: nil, high: least(x.high, y.high, -1)), kind)
  }

  /// Whether a value that the condition compares is unknown.
  private func asksUnknown(_ predicate: Predicate, _ row: [Value]) throws -> Bool {
    switch predicate {
    case .always, .isUnknown, .isDisputed: return false
    case .not(let inner): return try asksUnknown(inner, row)
    case .and(let operands), .or(let operands): return try operands.contains { try asksUnknown($0, row) }
    case .range(let subject, _, _), .text(_, let subject), .isTrue(let subject):
      return try isUnknown(subject, row)
    case .comparison(_, let left, let right): return try isUnknown(left, row) || isUnknown(right, row)
    }
  }

  private func isUnknown(_ expression: Expression, _ row: [Value]) throws -> Bool {
    if case .condition(let inner) = expression.node { return try asksUnknown(inner, row) }
    return try value(of: expression, row).isUnknown
  }
}

extension Value {
  /// Whole numbers beside real ones are real.
  fileprivate func converted(to kind: Kind) -> Value {
    switch self {
    case .whole(let whole) where kind == .real: .real(Double(whole))
    case .figure(let figure, .whole) where kind == .real: .figure(figure.converted(to: .real), .real)
    default: self
    }
  }
}
