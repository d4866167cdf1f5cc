import TallyColumns
import TallyFunctions
import TallyPlanning

/// Figures with bounds: sums, differences, multiples and parts of them, each part for itself.
extension SQLWriter {
  mutating func callOfFigures(
    _ function: ScalarFunction, _ values: [SQLColumn], _ expression: Expression
  ) throws -> SQLColumn {
    let type = expression.type
    let figure = { (low: SQLText, best: SQLText, high: SQLText) in
      SQLColumn(best, bounds: SQLColumn.Bounds(low: low, high: high), type)
    }
    let a = values[0]
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
    default:
      throw DialectDiagnostics.figures(dialect, function.name, expression.span)
    }
  }

  /// `figure(low, best, high)`: unknown where the parts are out of order.
  private func assembled(_ values: [SQLColumn], _ type: ValueType) -> SQLColumn {
    let (low, best, high) = (values[0].low, values[1].best, values[2].high)
    let inOrder = SQLText.all(
      [(low, best), (best, high), (low, high)].map { spelling.perhaps(.compare($0, "<=", $1)) })
    let whole = SQLText.call("COALESCE", best, .when(.compare(low, "=", high), low))
    return SQLColumn(
      .when(inOrder, whole),
      bounds: SQLColumn.Bounds(low: .when(inOrder, low), high: .when(inOrder, high)), type)
  }
}
