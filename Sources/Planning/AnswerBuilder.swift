import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

/// Splits answers such as `sum a / sum b` into the aggregates to be worked out over rows and the
/// expressions over their results.
///
/// The relation it describes has the keys first, then one column for each different aggregate.
struct AnswerBuilder {
  /// What rows are grouped by, over the rows.
  let keys: [Expression]
  let keyFields: [Field]
  private let keySyntax: [KeySyntax]
  let rowScope: Scope
  private(set) var calls: [AggregateCall] = []
  private var callTexts: [String] = []

  init(keys syntax: [KeySyntax], scope: Scope, planner: inout Planner) throws {
    keySyntax = syntax
    rowScope = scope
    var keys: [Expression] = []
    var fields: [Field] = []
    for key in syntax {
      if planner.asksAggregate(key.expression, in: scope) {
        throw PlanningDiagnostics.aggregateAsKey(key, in: planner.source)
      }
      let expression = try planner.resolve(key.expression, in: scope)
      keys.append(expression)
      fields.append(planner.field(for: key, expression, in: scope))
    }
    self.keys = keys
    keyFields = fields
  }

  /// The keys as columns of the grouped relation.
  var keyColumns: [Expression] {
    keys.enumerated().map { Expression(.column($0.offset), $0.element.type, $0.element.span) }
  }

  /// An expression over the grouped relation.
  mutating func resolve(_ syntax: ExpressionSyntax, planner: inout Planner) throws -> Expression {
    if case .logical(.and, let operands) = syntax, !operands.allSatisfy(\.isCondition) {
      throw PlanningDiagnostics.answersJoined(operands, syntax.span, in: planner.source)
    }
    planner.answers = self
    defer { planner.answers = nil }
    let expression = try planner.resolve(syntax, in: Scope(fields: [], types: []))
    self = planner.answers ?? self
    return expression
  }

  /// An expression to sort by: the name of an answer or key, an aggregate, or an expression of them.
  mutating func resolveSort(
    _ syntax: ExpressionSyntax, answers: [NamedExpressionSyntax], outputs: [Expression], _ scope: Scope,
    planner: inout Planner
  ) throws -> Expression {
    if case .name(let name) = syntax.unwrapped, let index = scope.index(of: name.text) {
      return outputs[index]
    }
    do {
      return try resolve(syntax, planner: &planner)
    } catch let diagnostic as Diagnostic where diagnostic.id == "column-beside-aggregate" {
      throw PlanningDiagnostics.sortByRowColumn(syntax.span, names: scope.names, in: planner.source)
    }
  }

  /// Whether an expression is one that rows are grouped by.
  func isKey(_ syntax: ExpressionSyntax) -> Bool { key(matching: syntax) != nil }

  func key(matching syntax: ExpressionSyntax) -> Expression? {
    let text = syntax.unwrapped.formatted.lowercased()
    for (index, key) in keySyntax.enumerated() {
      let isAlias = key.alias.map { $0.text.lowercased() == text } ?? false
      if isAlias || key.expression.unwrapped.formatted.lowercased() == text {
        return Expression(.column(index), keys[index].type, syntax.span)
      }
    }
    return nil
  }

  mutating func call(_ syntax: AggregateSyntax, planner: inout Planner) throws -> Expression {
    guard let aggregate = Aggregate.named(syntax.name.text.lowercased()) else {
      throw PlanningDiagnostics.unknownFunction(syntax.name, in: planner.source)
    }
    let text = syntax.formatted.lowercased()
    if let index = callTexts.firstIndex(of: text) {
      return Expression(.column(keys.count + index), calls[index].type, syntax.span)
    }
    let operation = try operation(of: aggregate, syntax, planner: planner)
    let fraction = try planner.fraction(of: syntax, operation, rowScope)
    let argument = try syntax.argument.map { try self.argument($0, of: syntax, operation, planner: &planner) }
    let second = try syntax.second.map { try self.argument($0, of: syntax, operation, planner: &planner) }
    if argument == nil, operation != .count {
      throw PlanningDiagnostics.aggregateWithoutColumn(
        syntax.name, operation, syntax.span, rowScope, in: planner.source)
    }
    if operation == .correlation, second == nil {
      throw PlanningDiagnostics.correlationOfOne(syntax, rowScope, in: planner.source)
    }
    let type = Aggregate.result(of: operation, argument: argument?.type, second: second?.type)
    calls.append(
      AggregateCall(
        operation: operation, argument: argument, fraction: fraction, second: second, type: type,
        name: syntax.argument?.plainText ?? "rows", secondName: syntax.second?.plainText, span: syntax.span))
    callTexts.append(text)
    return Expression(.column(keys.count + calls.count - 1), type, syntax.span)
  }

  private func argument(
    _ argument: ExpressionSyntax, of aggregate: AggregateSyntax, _ operation: Aggregate.Operation,
    planner: inout Planner
  ) throws -> Expression {
    if planner.asksAggregate(argument, in: rowScope) {
      throw PlanningDiagnostics.nestedAggregate(aggregate, rowScope, in: planner.source)
    }
    let resolved = try planner.resolve(argument, in: rowScope)
    guard operation.accepts(resolved.type) else {
      throw PlanningDiagnostics.aggregateOfKind(aggregate, argument, resolved.type.kind, in: planner.source)
    }
    return resolved
  }

  private func operation(
    of aggregate: Aggregate, _ syntax: AggregateSyntax, planner: Planner
  ) throws -> Aggregate.Operation {
    guard syntax.isDistinct else { return aggregate.operation }
    guard aggregate.operation == .count else {
      throw PlanningDiagnostics.distinctOnlyCounts(syntax, in: planner.source)
    }
    return .countDistinct
  }
}

extension Planner {
  /// What a part of an answer is over the grouped relation: a key, or an aggregate, which is gathered. Nil
  /// where it is neither, or where no answers are being resolved.
  mutating func answer(_ syntax: ExpressionSyntax) throws -> Expression? {
    guard var builder = answers else { return nil }
    if let key = builder.key(matching: syntax) { return key }
    switch syntax {
    case .aggregate(let aggregate):
      // What it is of is an expression over rows again.
      answers = nil
      defer { answers = builder }
      return try builder.call(aggregate, planner: &self)
    case .name(let name) where constant(of: name) == nil:
      try refuseAggregateOfNothing(syntax, in: builder.rowScope)
      throw PlanningDiagnostics.columnBesideAggregate(name, in: source)
    default:
      return nil
    }
  }
}

extension ExpressionSyntax {
  /// Whether it is a test of something, or several of them.
  fileprivate var isCondition: Bool {
    switch unwrapped {
    case .comparison, .membership, .textTest, .spanTest, .unknownTest, .disputeTest, .logical, .not: true
    default: false
    }
  }
}
