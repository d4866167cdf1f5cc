import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

/// Splits answers such as `sum a / sum b` into the aggregates to be worked out over rows and the
/// expressions over their results.
///
/// The relation it describes has the keys first, behind them what answers go across by, then one column for
/// each different aggregate, then one for each share.
struct AnswerBuilder {
  /// What rows are grouped by, over the rows.
  let keys: [Expression]
  let keyFields: [Field]
  /// What answers go across by, over the rows.
  let across: Expression?
  private let keySyntax: [KeySyntax]
  let rowScope: Scope
  private(set) var calls: [AggregateCall] = []
  /// Parts of the sum of all groups.
  private(set) var windows: [WindowCall] = []
  /// The column that stands as an answer of its own behind the one that is resolved.
  var following: NameSyntax?
  private var callTexts: [String] = []
  private var windowTexts: [String] = []

  init(keys syntax: [KeySyntax], across: ExpressionSyntax?, scope: Scope, planner: inout Planner) throws {
    keySyntax = syntax
    rowScope = scope
    var keys: [Expression] = []
    var fields: [Field] = []
    for (number, key) in (syntax + [across].compactMap { $0.map { KeySyntax($0) } }).enumerated() {
      if planner.asksAggregate(key.expression, in: scope) {
        let clause = number < syntax.count ? "by" : "across"
        throw PlanningDiagnostics.aggregateAsKey(key, clause: clause, in: planner.source)
      }
      if key.alias == nil { try planner.refuseQuotedColumn(key.expression, in: scope) }
      let expression = try planner.resolve(key.expression, in: scope)
      keys.append(expression)
      fields.append(planner.field(for: key, expression, in: scope))
    }
    self.across = across == nil ? nil : keys.popLast()
    self.keys = keys
    keyFields = Array(fields.prefix(keys.count))
  }

  /// The keys as columns of the grouped relation.
  var keyColumns: [Expression] {
    keys.enumerated().map { Expression(.column($0.offset), $0.element.type, $0.element.span) }
  }

  /// How many columns of the grouped relation come before the aggregates.
  private var keyWidth: Int { keys.count + (across == nil ? 0 : 1) }

  /// An expression over the grouped relation with its shares in their places, which are known once all
  /// aggregates are.
  func placed(_ expression: Expression) -> Expression {
    windows.isEmpty
      ? expression : expression.mapColumns { .column($0 < 0 ? keyWidth + calls.count - 1 - $0 : $0) }
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
    try planner.refuseQuotedColumn(syntax, in: scope)
    do {
      return try resolve(syntax, planner: &planner)
    } catch let diagnostic as Diagnostic where diagnostic.id == "column-beside-aggregate" {
      throw PlanningDiagnostics.sortByRowColumn(syntax.span, names: scope.names, in: planner.source)
    }
  }

  /// Whether an expression is one that rows are grouped by.
  func isKey(_ syntax: ExpressionSyntax) -> Bool { key(matching: syntax) != nil }

  func key(matching syntax: ExpressionSyntax) -> Expression? {
    // What is written out is what it says, and may have to be.
    if syntax.isLiteral { return nil }
    let text = syntax.identity
    // A name in brackets is the name that stands in them.
    let name = if case .name(let name) = syntax.unwrapped { name.text.lowercased() } else { text }
    for (index, key) in keySyntax.enumerated() {
      let isAlias = key.alias.map { $0.text.lowercased() == name } ?? false
      // `by every month of date sort month of date`
      let every = if case .every(let level, _) = key.expression.unwrapped { level.identity } else { "" }
      if isAlias || key.expression.identity == text || every == text {
        return Expression(.column(index), keys[index].type, syntax.span)
      }
    }
    return nil
  }

  mutating func call(_ syntax: AggregateSyntax, planner: inout Planner) throws -> Expression {
    guard let aggregate = Aggregate.named(syntax.name.text.lowercased()) else {
      throw PlanningDiagnostics.unknownFunction(syntax.name, in: planner.source)
    }
    let text = syntax.identity
    if let index = callTexts.firstIndex(of: text) {
      return Expression(.column(keyWidth + index), calls[index].type, syntax.span)
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
      throw PlanningDiagnostics.correlationOfOne(
        syntax, rowScope, followedBy: following, in: planner.source)
    }
    let type = Aggregate.result(of: operation, argument: argument?.type, second: second?.type)
    calls.append(
      AggregateCall(
        operation: operation, argument: argument, fraction: fraction, second: second, type: type,
        name: syntax.argument?.plainText ?? "rows", secondName: syntax.second?.plainText, span: syntax.span))
    callTexts.append(text)
    return Expression(.column(keyWidth + calls.count - 1), type, syntax.span)
  }

  /// `share of launched`: each group's sum as a part of the sum of all groups.
  mutating func share(
    of argument: ExpressionSyntax, _ syntax: ExpressionSyntax, _ span: Span, planner: inout Planner
  ) throws -> Expression {
    let text = syntax.formatted.lowercased()
    let index: Int
    if let known = windowTexts.firstIndex(of: text) {
      index = known
    } else {
      let figure: Expression
      if argument.asksFigure {
        let before = windows.count
        figure = try resolve(argument, planner: &planner)
        guard windows.count == before else {
          throw PlanningDiagnostics.windowOutsideAdd(.share, argument.span, in: planner.source)
        }
      } else {
        let sum = AggregateSyntax(
          name: NameSyntax("sum", span: span), isDistinct: false, argument: argument, span: span)
        figure = try call(sum, planner: &planner)
      }
      guard figure.type.kind.canBeBounded else {
        throw PlanningDiagnostics.windowOfKind(.share, figure, in: planner.source)
      }
      index = windows.count
      let type = ValueType(.real, isBounded: figure.type.isBounded, presentation: .percent)
      windows.append(WindowCall(kind: .share, argument: figure, keys: [], type: type, span: span))
      windowTexts.append(text)
    }
    return Expression(.column(-1 - index), windows[index].type, span)
  }

  private func argument(
    _ argument: ExpressionSyntax, of aggregate: AggregateSyntax, _ operation: Aggregate.Operation,
    planner: inout Planner
  ) throws -> Expression {
    if planner.asksAggregate(argument, in: rowScope) {
      throw PlanningDiagnostics.nestedAggregate(aggregate, rowScope, in: planner.source)
    }
    try planner.refuseQuotedColumn(argument, in: rowScope)
    let resolved = try planner.resolve(argument, in: rowScope)
    guard operation.accepts(resolved.type) else {
      let other = resolved.columnNumber.flatMap { number in
        rowScope.table.flatMap {
          $0.columns.indices.contains(number) ? $0.columns[number].textAmongNumbers : nil
        }
      }
      throw PlanningDiagnostics.aggregateOfKind(
        aggregate, argument, resolved.type.kind, textAmongNumbers: other, in: planner.source)
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
    case .window(.share, let argument, let span):
      answers = nil
      defer { answers = builder }
      return try builder.share(of: argument, syntax, span, planner: &self)
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
