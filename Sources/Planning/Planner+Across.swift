import TallyColumns
import TallyDiagnostics
import TallySyntax

/// Answers that are resolved over their groups.
struct AnsweredGroups {
  let answers: [NamedExpressionSyntax]
  let keys: [KeySyntax]
  let builder: AnswerBuilder
  /// The keys and then the answers, over the grouped relation.
  let expressions: [Expression]
  let settling: SettlingPlan?
}

extension Planner {
  /// At most so many columns go across.
  private static let mostColumns = 100

  /// `sum launched by place across weapon`: a column for each value, or one for each answer of it.
  mutating func planAcross(
    _ across: ExpressionSyntax, _ groups: AnsweredGroups, _ stage: StageSyntax, _ input: StageOutput
  ) throws -> StageOutput {
    let builder = groups.builder
    guard let key = builder.across, let findValues = catalog.findsValues else {
      throw PlanningDiagnostics.acrossWithoutData(across)
    }
    let found = try acrossValues(across, try findValues(input.relation, key), stage)
    // Where there is no row there is still an answer, such as a count of 0.
    let values = found.isEmpty ? [.unknown] : found
    guard values.count * groups.answers.count <= Planner.mostColumns else {
      throw PlanningDiagnostics.tooManyAcross(
        across, values.count * groups.answers.count, most: Planner.mostColumns, stage, in: source)
    }
    let aggregate = RelationPlan.aggregate(
      AggregatePlan(
        input: input.relation, keys: builder.keys + [key], calls: builder.calls, settling: groups.settling,
        fills: try fills(groups.keys), repeated: repeatedCalls(builder.calls, input.scope)))
    let answerCount = builder.calls.count + builder.windows.count
    let pivot = PivotPlan(
      input: builder.windows.isEmpty ? aggregate : .window(aggregate, builder.windows),
      keyCount: builder.keys.count,
      areCounts: builder.calls.map(\.counts) + builder.windows.map { _ in false }, values: values,
      span: key.span)

    let keyCount = builder.keys.count
    var outputs = Array(groups.expressions[..<keyCount])
    var names = UniqueNames(builder.keyFields.map(\.name))
    var fields = builder.keyFields
    for (number, value) in values.enumerated() {
      let valueName = Planner.name(of: value, key.type)
      for (answer, expression) in zip(groups.answers, groups.expressions[keyCount...]) {
        // Behind the keys stands what goes across, which is no column here.
        outputs.append(
          builder.placed(expression).mapColumns { column in
            .column(column < keyCount ? column : column - 1 + number * answerCount)
          })
        let field = field(for: answer, expression, in: input.scope)
        let name = groups.answers.count == 1 ? valueName : "\(valueName) \(field.name)"
        fields.append(Field(names.adding(name), presentation: field.presentation))
      }
    }
    let scope = Scope(fields: fields, types: outputs.map(\.type))
    var relation = RelationPlan.pivot(pivot)
    if !stage.order.isEmpty {
      let order = try stage.order.map { item in
        let resolved = try acrossSort(item.expression, in: scope)
        return SortKey(
          expression: resolved.mapColumns { outputs[$0].node },
          isDescending: item.isDescending)
      }
      relation = .sort(relation, order)
    }
    let output = try sliced(StageOutput(relation: relation, scope: scope), stage)
    return StageOutput(
      relation: .project(output.relation, outputs), scope: scope, isAggregated: true,
      isOfClaims: groups.settling != nil, keyCount: groups.keys.count)
  }

  /// Rows are sorted by their keys and columns, not by what each column is of.
  private mutating func acrossSort(_ syntax: ExpressionSyntax, in scope: Scope) throws -> Expression {
    guard !asksAggregate(syntax, in: scope) else {
      throw PlanningDiagnostics.sortByRowColumn(syntax.span, names: scope.names, in: source)
    }
    return try resolve(syntax, in: scope)
  }

  /// The values that have columns: those that there are, and with `every` the periods between them.
  private func acrossValues(
    _ across: ExpressionSyntax, _ values: [Value], _ stage: StageSyntax
  ) throws -> [Value] {
    guard let level = try fills([KeySyntax(across)])[0] else { return values }
    let known = values.compactMap(\.stored)
    guard let first = known.min(), let last = known.max(), let kind = values.first?.kind else {
      return values
    }
    guard let periods = level.periods(from: first, to: last, atMost: 100_000) else {
      throw PlanningDiagnostics.tooManyAcross(across, nil, most: Planner.mostColumns, stage, in: source)
    }
    return periods.map { Value(stored: $0, kind: kind) } + values.filter(\.isUnknown)
  }

  /// What the column of a value is called.
  private static func name(of value: Value, _ type: ValueType) -> String {
    if value.isUnknown { return "unknown" }
    let text = value.text(.exact, as: type.presentation)
    return text.isEmpty ? "empty" : text
  }
}

/// Names that differ, ignoring case: a second `Kyiv` is `Kyiv 2`.
private struct UniqueNames {
  private var taken: Set<String>

  init(_ names: [String]) {
    taken = Set(names.map { $0.lowercased() })
  }

  mutating func adding(_ name: String) -> String {
    var free = name
    var number = 2
    while !taken.insert(free.lowercased()).inserted {
      free = "\(name) \(number)"
      number += 1
    }
    return free
  }
}
