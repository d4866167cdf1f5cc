import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

extension Planner {
  /// An expression over the rows of a scope.
  mutating func resolve(_ syntax: ExpressionSyntax, in scope: Scope) throws -> Expression {
    if let answer = try answer(syntax) { return answer }
    switch syntax {
    case .name(let name):
      return try column(name, in: scope)
    case .parenthesized(let inner, _):
      return try resolve(inner, in: scope)
    case .arithmetic(let operation, let left, let right):
      let arguments = [try resolve(left, in: scope), try resolve(right, in: scope)]
      return try call(.of(operation), arguments, syntax.span)
    case .negation(.number, let span):
      // The least whole number has no positive counterpart, so sign and digits are read together.
      let (number, kind) = try number(syntax)
      return Expression(.constant(Value(number, kind)), ValueType(kind), span)
    case .negation(let inner, let span):
      return try call(.negate, [try resolve(inner, in: scope)], span)
    case .call(let name, let arguments, let span):
      if ScalarFunction.named(name.text.lowercased()) == nil, Aggregate.named(name.text.lowercased()) != nil {
        throw PlanningDiagnostics.aggregateOfMany(name, arguments, span, in: source)
      }
      let function = try function(name)
      if case .choice(let choice) = function.kernel {
        return try self.choice(choice, function, arguments, span, in: scope)
      }
      return try call(function, try arguments.map { try resolve($0, in: scope) }, span)
    case .level(let name, let argument):
      // So is a key of the stage before: `count by year of date | where year of date > 2020`.
      if scope.tableName == nil,
        let index = scope.fields.firstIndex(where: { TextOrder.isSame($0.name, syntax.plainText) })
      {
        return scope.column(index, syntax.span)
      }
      return try level(name, try resolve(argument, in: scope))
    case .aggregate(let aggregate):
      // Behind a bar the answers of the stage before are columns: `count by city | where count > 2`.
      let text = aggregate.formatted.lowercased()
      if isColumn(syntax, in: scope),
        let index = scope.fields.firstIndex(where: { $0.name.lowercased() == text })
      {
        return scope.column(index, aggregate.span)
      }
      throw PlanningDiagnostics.aggregateOverRows(aggregate, scope, in: source)
    case .variable(let name, let span):
      let value = try value(named: name, span)
      return Expression(.constant(value), ValueType(value.kind ?? .text, isBounded: value.isFigure), span)
    case .window(let kind, let argument, let span):
      return try window(kind, argument, span, in: scope)
    case .every(let level, _):
      return try resolve(level, in: scope)
    case .span(_, let end):
      throw PlanningDiagnostics.spanAsValue(syntax.span, end.span)
    case .comparison, .membership, .textTest, .spanTest, .unknownTest, .disputeTest, .logical, .not:
      return Expression(.condition(try predicate(syntax, in: scope)), ValueType(.boolean), syntax.span)
    case .text, .number, .date, .duration, .atLeast, .about, .range:
      return try constant(syntax)
    }
  }

  /// The column a name means.
  mutating func column(_ name: NameSyntax, in scope: Scope) throws -> Expression {
    if let index = scope.index(of: name.text) {
      if let start = scope.table?.startOfSpan(calledDate: name.text) {
        note("\(name.text) is read as \(scope.fields[start].name)")
      }
      return scope.column(index, name.span)
    }
    if let constant = constant(of: name) { return constant }
    throw PlanningDiagnostics.unknownColumn(name, scope, catalog, in: source)
  }

  /// A text alone where rows are asked for what differs among them, such as by or sort, that is a column's name:
  /// `sort "affected region"`.
  func refuseQuotedColumn(_ syntax: ExpressionSyntax, in scope: Scope) throws {
    guard case .text(let text, let span) = syntax.unwrapped, let index = scope.index(of: text) else { return }
    throw PlanningDiagnostics.quotedColumn(scope.fields[index], span, in: source)
  }

  /// A word that means a value where no column has its name: `today`, `yes`.
  func constant(of name: NameSyntax) -> Expression? {
    guard !name.isBracketed else { return nil }
    if name.text.lowercased() == "today" {
      return Expression(.constant(.date(catalog.today)), ValueType(.date), name.span)
    }
    return boolean(name.text).map { Expression(.constant(.boolean($0)), ValueType(.boolean), name.span) }
  }

  func function(_ name: NameSyntax) throws -> ScalarFunction {
    guard let function = ScalarFunction.named(name.text.lowercased()) else {
      throw PlanningDiagnostics.unknownFunction(name, in: source)
    }
    return function
  }

  /// A call with its arguments checked against what the function takes.
  func call(_ function: ScalarFunction, _ arguments: [Expression], _ span: Span) throws -> Expression {
    guard arguments.count >= function.minimumCount,
      function.isVariadic || arguments.count <= function.parameters.count
    else {
      throw PlanningDiagnostics.argumentCount(function, arguments.count, span, in: source)
    }
    var checked: [Expression] = []
    for (index, argument) in arguments.enumerated() {
      guard let parameter = function.parameter(at: index) else { continue }
      var argument = argument
      if parameter == .dateOrTime || parameter == .time, let moment = momentOfText(argument, parameter) {
        argument = moment
      }
      guard parameter.accepts(argument.type.kind) else {
        throw PlanningDiagnostics.argumentKind(function, parameter, argument, in: source)
      }
      if parameter == .pattern {
        try checkPattern(argument, of: function, checked + arguments[(index + 1)...])
      }
      checked.append(argument)
    }
    if function.name == "+" || function.name == "-" { try checkAddition(function, checked, span) }
    try checkDurations(function, checked, span)
    let type = function.result(checked.map(\.type))
    if !function.takesBounds,
      let bounded = checked.enumerated().first(where: {
        $0.element.type.isBounded && function.parameter(at: $0.offset) != .any
      })
    {
      throw PlanningDiagnostics.functionOfFigures(function, bounded.element, in: source)
    }
    return Expression(.call(function, checked), type, span)
  }

  /// A pattern is read once, before any row; of a group that is written out it has as many.
  private func checkPattern(
    _ argument: Expression, of function: ScalarFunction, _ others: [Expression]
  ) throws {
    guard case .constant(.text(let text)) = argument.node else {
      throw PlanningDiagnostics.patternOfRows(function, argument)
    }
    let pattern: TextPattern
    do {
      pattern = try TextPattern(text)
    } catch {
      throw PlanningDiagnostics.badPattern(error, text, at: argument.span, in: source)
    }
    for other in others {
      guard case .constant(.whole(let group)) = other.node else { continue }
      guard (0...Int64(pattern.groupCount)).contains(group) else {
        throw PlanningDiagnostics.noSuchGroup(group, pattern, other, in: source)
      }
    }
  }

  /// A quoted date where a date is wanted.
  private func momentOfText(_ argument: Expression, _ parameter: ScalarFunction.Parameter) -> Expression? {
    guard case .constant(.text(let text)) = argument.node else { return nil }
    guard let period = Period(text) else { return nil }
    let value = parameter == .time || period.isTime ? Value.time(period.firstMoment) : .date(period.firstDay)
    return Expression(.constant(value), ValueType(value.kind ?? .date), argument.span)
  }

  /// What may be added to what: numbers; durations; a date or time and a duration; a date and days.
  private func checkAddition(_ function: ScalarFunction, _ arguments: [Expression], _ span: Span) throws {
    let (a, b) = (arguments[0].type.kind, arguments[1].type.kind)
    let isSubtraction = function.name == "-"
    let fits =
      switch (a, b) {
      case (.whole, .whole), (.whole, .real), (.real, .whole), (.real, .real), (.duration, .duration): true
      case (.date, .duration), (.time, .duration), (.date, .whole): true
      case (.duration, .date), (.duration, .time): !isSubtraction
      case (.date, .date), (.date, .time), (.time, .date), (.time, .time): isSubtraction
      default: false
      }
    if !fits { throw PlanningDiagnostics.cannotAdd(function, arguments, span, in: source) }
  }

  /// A duration is held against durations, multiplied by numbers, and divides only durations.
  private func checkDurations(_ function: ScalarFunction, _ arguments: [Expression], _ span: Span) throws {
    guard arguments.count > 1, let duration = arguments.first(where: { $0.type.kind == .duration }) else {
      return
    }
    let other: Expression? =
      switch function.name {
      case "*": arguments.allSatisfy { $0.type.kind == .duration } ? arguments[1] : nil
      case "/": arguments[0].type.kind == .duration ? nil : arguments[0]
      case "min", "max", "figure": arguments.first { $0.type.kind != .duration }
      default: nil
      }
    if let other { throw PlanningDiagnostics.mixedKinds(function, duration, other, span, in: source) }
  }

  /// `month of date`
  func level(_ name: NameSyntax, _ date: Expression) throws -> Expression {
    let span = name.span.joined(with: date.span)
    let keyword = name.text.lowercased()
    if keyword == "weekday", let function = ScalarFunction.named("weekday") {
      return try call(function, [date], span)
    }
    guard let level = DateLevel(rawValue: keyword) else {
      throw PlanningDiagnostics.unknownFunction(name, in: source)
    }
    return try call(.period(level), [date], span)
  }
}

extension ScalarFunction {
  /// Whether its kernel has an answer for figures with bounds.
  fileprivate var takesBounds: Bool {
    switch kernel {
    case .figures, .choice: true
    case .vectors, .values: false
    }
  }
}

extension Value {
  var isFigure: Bool { if case .figure = self { true } else { false } }
}

extension ScalarFunction {
  /// The function of an operator.
  static func of(_ operation: ArithmeticOperator) -> ScalarFunction {
    switch operation {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .modulo: .modulo
    case .power: .power
    }
  }
}
