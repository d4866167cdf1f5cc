import TallyColumns
import TallyFunctions

extension RelationPlan {
  /// What the columns that come out are called: by the names people gave them, or else by how they are worked out.
  public var columnFields: [Field] {
    switch self {
    case .scan(let table): return table.fields
    case .join(let plan): return plan.fields
    case .oneRow: return []
    case .filter(let input, _, _), .distinct(let input), .sort(let input, _), .keep(let input, _),
      .slice(let input, _, _):
      return input.columnFields
    case .project(let input, let expressions):
      let fields = input.columnFields
      return expressions.map { expression in
        // A column that is passed on keeps its own name, its presentation too.
        if expression.field == nil, let number = expression.columnNumber, fields.indices.contains(number) {
          return fields[number]
        }
        return expression.columnField(fields)
      }
    case .window(let input, let calls):
      let fields = input.columnFields
      return fields + calls.map { Field($0.words(fields), presentation: $0.type.presentation) }
    case .aggregate(let plan):
      let fields = plan.input.columnFields
      return plan.keys.map { $0.columnField(fields) }
        + plan.calls.map { Field($0.words, presentation: $0.type.presentation) }
    case .pivot(let plan):
      let fields = plan.input.columnFields
      let names = plan.values.flatMap { value in
        fields.dropFirst(plan.keyCount + 1).map { answer in
          let text = value.isUnknown ? "unknown" : value.text(as: fields[plan.keyCount].presentation)
          return Field("\(text) \(answer.name)", presentation: answer.presentation)
        }
      }
      return fields.prefix(plan.keyCount) + names
    case .tally(let plan):
      let items = plan.settling.roles.items.map { plan.settling.fields[$0].name }
      return (["event", "place", "inside"] + items + plan.sources + [plan.name, "verdict"]).map { Field($0) }
    }
  }

  /// The same plan with its last columns called so, where that can be kept: names of a stage stay with what it
  /// works out.
  func naming(_ fields: [Field]) -> RelationPlan {
    switch self {
    case .project(let input, let expressions) where expressions.count == fields.count:
      return .project(
        input,
        zip(expressions, fields).map { expression, field in
          var expression = expression
          expression.field = field
          return expression
        })
    case .filter, .distinct, .sort, .keep, .slice:
      return mapInputs { $0.naming(fields) }
    case .project, .scan, .oneRow, .window, .join, .aggregate, .pivot, .tally:
      return self
    }
  }
}

extension AggregateCall {
  /// `sum launched`, `count`, `quantile 0.9 of launched`, `correlation of launched and destroyed`
  public var words: String {
    guard argument != nil else { return operation.words }
    if let fraction { return "\(operation.words) \(fraction) of \(name)" }
    if let secondName { return "\(operation.words) of \(name) and \(secondName)" }
    return "\(operation.words) \(name)"
  }
}

extension Aggregate.Operation {
  /// The operation as it is asked for.
  fileprivate var words: String {
    switch self {
    case .countDistinct: "count distinct"
    default: Aggregate.all.first { $0.operation == self }?.name ?? rawValue
    }
  }
}

extension WindowCall {
  /// `running released`, `rank of killed`
  public func words(_ fields: [Field]) -> String {
    "\(kind.rawValue) \(kind.takesOf ? "of " : "")\(argument.words(fields))"
  }
}
