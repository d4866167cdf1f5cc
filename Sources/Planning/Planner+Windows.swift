import TallyColumns
import TallyDiagnostics
import TallySyntax

/// The windows of one `add`, each a column behind those of the input.
struct WindowList {
  /// Columns of the input.
  let inputCount: Int
  let keys: [Expression]
  var calls: [WindowCall] = []

  /// The calls one behind the other, and each that looks at the column of another in a step behind it: of
  /// `running (previous n)` the inner one comes first.
  var steps: [[WindowCall]] {
    var steps: [[WindowCall]] = []
    var start = inputCount
    for (index, call) in calls.enumerated() {
      if steps.isEmpty || call.argument.columns.contains(where: { $0 >= start }) {
        steps.append([])
        start = inputCount + index
      }
      steps[steps.count - 1].append(call)
    }
    return steps
  }
}

extension Planner {
  /// `add total = running released per side`: the rows with more columns, worked out from those there are.
  /// The name of a column that is there takes its place. `sort` puts the rows in order first.
  mutating func planAdd(_ add: AddSyntax, _ stage: StageSyntax, _ input: StageOutput) throws -> StageOutput {
    if let key = stage.keys.first { throw PlanningDiagnostics.byForPer(key, stage, in: source) }
    var input = input
    input.relation = try sorted(input.relation, stage.order, in: input.scope)
    windows = WindowList(
      inputCount: input.scope.fields.count,
      keys: try add.keys.map { try resolve($0.expression, in: input.scope) })
    defer { windows = nil }
    var fields = input.scope.fields
    var expressions = fields.indices.map { input.scope.column($0, add.span) }
    for column in add.columns {
      let resolved = try resolve(column.expression, in: input.scope)
      let name = column.alias?.text ?? column.expression.plainText
      let field = Field(name, presentation: resolved.type.presentation)
      if let index = fields.firstIndex(where: { TextOrder.isSame($0.name, name) }) {
        fields[index] = field
        expressions[index] = resolved
      } else {
        fields.append(field)
        expressions.append(resolved)
      }
    }
    let scope = Scope(fields: fields, expressions, over: input.scope)
    let relation = (windows?.steps ?? []).reduce(input.relation) { .window($0, $1) }
    return try sliced(StageOutput(relation: .project(relation, expressions), scope: scope), stage)
  }

  /// A window as the column that will hold it.
  mutating func window(
    _ kind: WindowKind, _ argument: ExpressionSyntax, _ span: Span, in scope: Scope
  ) throws -> Expression {
    guard let list = windows else { throw PlanningDiagnostics.windowOutsideAdd(kind, span, in: source) }
    let value = try resolve(argument, in: scope)
    let isOfQuantities = kind == .running || kind == .share
    guard !isOfQuantities || value.type.kind.canBeBounded, kind != .rank || value.type.kind != .boolean else {
      throw PlanningDiagnostics.windowOfKind(kind, value, in: source)
    }
    let type: ValueType =
      switch kind {
      case .running: ValueType(value.type.kind, isBounded: value.type.isBounded)
      case .previous, .next: value.type
      case .rank: ValueType(.whole, isBounded: value.type.isBounded)
      case .share: ValueType(.real, isBounded: value.type.isBounded, presentation: .percent)
      }
    windows?.calls.append(WindowCall(kind: kind, argument: value, keys: list.keys, type: type, span: span))
    return Expression(.column(list.inputCount + list.calls.count), type, span)
  }
}
