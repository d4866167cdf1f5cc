import TallyColumns
import TallyFunctions
import TallySyntax

extension Planner {
  /// The part of 1 that a quantile is asked for; nil of other aggregates.
  func fraction(
    of syntax: AggregateSyntax, _ operation: Aggregate.Operation, _ scope: Scope
  ) throws -> Double? {
    guard operation == .quantile else { return nil }
    if syntax.name.text.lowercased() == "percentile" {
      throw PlanningDiagnostics.percentile(syntax, in: source)
    }
    guard syntax.argument != nil else {
      throw PlanningDiagnostics.aggregateWithoutColumn(syntax.name, operation, syntax.span, scope, in: source)
    }
    guard let written = syntax.fraction else {
      throw PlanningDiagnostics.quantileWithoutFraction(syntax, in: source)
    }
    guard let fraction = try constantNumber(written) else {
      throw PlanningDiagnostics.fractionNotConstant(written.span, in: source)
    }
    guard (0...1).contains(fraction) else {
      throw PlanningDiagnostics.fractionOutOfRange(written, fraction, syntax, in: source)
    }
    return fraction
  }

  /// `0.9`, `$p`
  private func constantNumber(_ syntax: ExpressionSyntax) throws -> Double? {
    switch syntax.unwrapped {
    case .number(let text, _): return Double(text)
    case .negation(let inner, _): return try constantNumber(inner).map { -$0 }
    case .variable(let name, let span):
      let value = try value(named: name, span)
      guard value.kind?.isNumber == true else { return nil }
      return value.asFigure?.exact?.asDouble
    default: return nil
    }
  }

  /// `sum`, `first` where no column is called so: an aggregate that lacks what it is of.
  func refuseAggregateOfNothing(_ expression: ExpressionSyntax, in scope: Scope) throws {
    let found = expression.first { part in
      guard case .name(let name) = part, name.isAggregateWord else { return false }
      return scope.index(of: name.text) == nil
    }
    guard case .name(let name)? = found, let aggregate = Aggregate.named(name.text.lowercased()) else {
      return
    }
    throw PlanningDiagnostics.aggregateWithoutColumn(
      name, aggregate.operation, name.span, scope, in: source)
  }

  /// `first 5 from sales` asks for rows rather than for the first of so many fives.
  func refuseCountedRows(_ answers: [NamedExpressionSyntax], _ stage: StageSyntax) throws {
    guard answers.count == 1, case .aggregate(let aggregate) = answers[0].expression.unwrapped,
      case .number(let text, let span)? = aggregate.argument, let count = Int(text),
      let operation = Aggregate.named(aggregate.name.text.lowercased())?.operation,
      operation == .first || operation == .last
    else { return }
    throw PlanningDiagnostics.countedRows(
      aggregate, CountSyntax(amount: .written(count), span: span), stage, in: source)
  }
}

extension NameSyntax {
  /// Whether it is the word of an aggregate, which can be meant where no column is called so.
  var isAggregateWord: Bool { !isBracketed && Aggregate.named(text.lowercased()) != nil }
}
