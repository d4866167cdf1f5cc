import TallyColumns

/// The parts of one step: the relations it works on and the expressions it asks of their rows. Whoever walks or
/// changes plans does it through these, so that a new kind of step is told in one place.
extension RelationPlan {
  /// What the step works on, in the order in which it is worked out.
  public var inputs: [RelationPlan] {
    switch self {
    case .scan, .oneRow: []
    case .filter(let input, _, _), .project(let input, _), .distinct(let input), .window(let input, _),
      .sort(let input, _), .keep(let input, _), .slice(let input, _, _):
      [input]
    case .aggregate(let plan): [plan.input]
    case .pivot(let plan): [plan.input]
    case .tally(let plan): [plan.input]
    case .join(let plan): [plan.left, plan.right]
    }
  }

  /// The same step over other inputs.
  public func mapInputs(_ change: (RelationPlan) throws -> RelationPlan) rethrows -> RelationPlan {
    switch self {
    case .scan, .oneRow: return self
    case .filter(let input, let predicate, let keepsMaybe):
      return .filter(try change(input), predicate, keepsMaybe: keepsMaybe)
    case .project(let input, let expressions): return .project(try change(input), expressions)
    case .distinct(let input): return .distinct(try change(input))
    case .window(let input, let calls): return .window(try change(input), calls)
    case .sort(let input, let keys): return .sort(try change(input), keys)
    case .keep(let input, let plan): return .keep(try change(input), plan)
    case .slice(let input, let skip, let limit): return .slice(try change(input), skip: skip, limit: limit)
    case .aggregate(var plan):
      plan.input = try change(plan.input)
      return .aggregate(plan)
    case .pivot(var plan):
      plan.input = try change(plan.input)
      return .pivot(plan)
    case .tally(var plan):
      plan.input = try change(plan.input)
      return .tally(plan)
    case .join(var plan):
      plan.left = try change(plan.left)
      plan.right = try change(plan.right)
      return .join(plan)
    }
  }

  /// The same step with other expressions over the rows of its input; of a join, of its left side.
  func mapExpressions(_ change: (Expression) -> Expression) -> RelationPlan {
    switch self {
    case .scan, .oneRow, .distinct, .slice, .pivot: return self
    case .filter(let input, let predicate, let keepsMaybe):
      return .filter(input, predicate.mapExpressions(change), keepsMaybe: keepsMaybe)
    case .project(let input, let expressions): return .project(input, expressions.map(change))
    case .window(let input, let calls): return .window(input, calls.map { $0.mapExpressions(change) })
    case .sort(let input, let keys): return .sort(input, keys.map { $0.mapExpressions(change) })
    case .keep(let input, var plan):
      plan.order = plan.order.map { $0.mapExpressions(change) }
      plan.keys = plan.keys.map(change)
      return .keep(input, plan)
    case .aggregate(var plan):
      plan.keys = plan.keys.map(change)
      plan.calls = plan.calls.map { $0.mapExpressions(change) }
      return .aggregate(plan)
    case .tally(var plan):
      plan.figure = change(plan.figure)
      return .tally(plan)
    case .join(var plan):
      for key in plan.keys.indices { plan.keys[key].left = change(plan.keys[key].left) }
      return .join(plan)
    }
  }

  /// The types of the columns that come out.
  public var columnTypes: [ValueType] {
    switch self {
    case .scan(let table):
      zip(table.columns, table.fields).map {
        ValueType($0.kind, isBounded: $0.isBounded, presentation: $1.presentation)
      }
    case .oneRow: []
    case .filter(let input, _, _), .distinct(let input), .sort(let input, _), .keep(let input, _),
      .slice(let input, _, _):
      input.columnTypes
    case .project(_, let expressions): expressions.map(\.type)
    case .window(let input, let calls): input.columnTypes + calls.map(\.type)
    case .aggregate(let plan): plan.keys.map(\.type) + plan.calls.map(\.type)
    case .pivot(let plan): plan.spread(plan.input.columnTypes)
    case .tally(let plan): plan.columnTypes
    case .join(let plan): plan.types
    }
  }
}

extension PivotPlan {
  /// Something of each column of the groups, as it is of the columns that come out.
  func spread<Element>(_ elements: [Element]) -> [Element] {
    let answers = elements.dropFirst(keyCount + 1)
    return elements.prefix(keyCount) + values.flatMap { _ in answers }
  }
}

extension TallyPlan {
  /// Event, place, place around it, items, what each source says, the settled figure, the verdict.
  fileprivate var columnTypes: [ValueType] {
    let text = ValueType(.text)
    let figure = ValueType(figure.type.kind, isBounded: true)
    return [text, text, text] + settling.roles.items.map { _ in text } + sources.map { _ in figure }
      + [figure, text]
  }
}

extension WindowCall {
  fileprivate func mapExpressions(_ change: (Expression) -> Expression) -> WindowCall {
    var call = self
    call.argument = change(argument)
    call.keys = keys.map(change)
    return call
  }
}

extension AggregateCall {
  fileprivate func mapExpressions(_ change: (Expression) -> Expression) -> AggregateCall {
    var call = self
    call.argument = argument.map(change)
    call.second = second.map(change)
    return call
  }
}

extension SortKey {
  fileprivate func mapExpressions(_ change: (Expression) -> Expression) -> SortKey {
    var key = self
    key.expression = change(expression)
    return key
  }
}
