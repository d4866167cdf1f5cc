import TallyColumns
import TallyFunctions
import TallyPlanning

/// Figures with bounds: sums, differences, multiples and parts of them, each part for itself.
extension SQLWriter {
  mutating func callOfFigures(
    _ function: ScalarFunction, _ values: [SQLColumn], _ arguments: [Expression], _ expression: Expression
  ) throws -> SQLColumn {
    let type = expression.type
    let figure = { (low: SQLText, best: SQLText, high: SQLText) in
      SQLColumn(best, bounds: SQLColumn.Bounds(low: low, high: high), type)
    }
    let a = values[0]
    if !type.isBounded, function.name == "+" || function.name == "-" {
      // A day so many days later is known only where their number is.
      return SQLColumn(try call(function, values.map(exact), arguments, expression), type)
    }
    switch function.name {
    case "low": return SQLColumn(a.low, type)
    case "best": return SQLColumn(a.best, type)
    case "high": return SQLColumn(a.high, type)
    case "figure": return assembled(values, type)
    case "negate":
      let negated = { (part: SQLText) in ("-\(part.inside(.whole))" as SQLText).binding(.sign) }
      return figure(negated(a.high), negated(a.best), negated(a.low))
    case "+":
      let sum = { (x: SQLText, y: SQLText) in SQLText.infix(x, "+", y, .sum) }
      let b = values[1]
      return figure(sum(a.low, b.low), sum(a.best, b.best), sum(a.high, b.high))
    case "-":
      let difference = { (x: SQLText, y: SQLText) in SQLText.infix(x, "-", y, .sum) }
      let b = values[1]
      return figure(difference(a.low, b.high), difference(a.best, b.best), difference(a.high, b.low))
    case "floor", "ceil", "round", "exp", "ln", "log10", "sqrt":
      // None of them ever falls, so each part is worked out for itself.
      guard a.bounds != nil, values.dropFirst().allSatisfy({ $0.bounds == nil }) else { break }
      let parts = try a.parts.map { try part($0, function, values, arguments, expression) }
      return figure(parts[0], parts[1], parts[2])
    case "*", "/":
      guard a.bounds != nil, let factor = values[1].constant, factor != 0 else { break }
      let parts = try a.parts.map { try part($0, function, values, arguments, expression) }
      // Below 0 the ends change places.
      return factor > 0 ? figure(parts[0], parts[1], parts[2]) : figure(parts[2], parts[1], parts[0])
    default: break
    }
    throw DialectDiagnostics.figures(dialect, function.name, expression.span)
  }

  /// The number of a figure that is known exactly, NULL for others.
  private func exact(_ column: SQLColumn) -> SQLColumn {
    guard let bounds = column.bounds else { return column }
    return SQLColumn(.when(.compare(bounds.low, "=", bounds.high), bounds.low), ValueType(column.type.kind))
  }

  /// A function of one part of a figure.
  private mutating func part(
    _ part: SQLText, _ function: ScalarFunction, _ values: [SQLColumn], _ arguments: [Expression],
    _ expression: Expression
  ) throws -> SQLText {
    let exact = SQLColumn(part, ValueType(values[0].type.kind))
    return try call(function, [exact] + values.dropFirst(), arguments, expression)
  }

  /// `figure(low, best, high)`: unknown where the parts are out of order.
  private func assembled(_ values: [SQLColumn], _ type: ValueType) -> SQLColumn {
    // One real part makes all of them real.
    let converted = { (part: SQLText, kind: Kind) in
      type.kind == .real && kind == .whole ? spelling.cast(part, .real) : part
    }
    let low = converted(values[0].low, values[0].type.kind)
    let best = converted(values[1].best, values[1].type.kind)
    let high = converted(values[2].high, values[2].type.kind)
    let inOrder = SQLText.all(
      [(low, best), (best, high), (low, high)].map { spelling.perhaps(.compare($0, "<=", $1)) })
    let whole = SQLText.call("COALESCE", best, .when(.compare(low, "=", high), low))
    return SQLColumn(
      .when(inOrder, whole),
      bounds: SQLColumn.Bounds(low: .when(inOrder, low), high: .when(inOrder, high)), type)
  }
}
