import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

extension Planner {
  mutating func plan(_ stage: StageSyntax, after previous: StageOutput?) throws -> StageOutput {
    var stage = stage
    var input: StageOutput
    if let previous {
      if let from = stage.from { throw PlanningDiagnostics.fromAfterBar(from, in: source) }
      input = StageOutput(relation: previous.relation, scope: previous.scope)
    } else {
      (input, stage) = try source(of: stage)
    }
    if let condition = stage.condition {
      try refuseJoined(in: condition, stage, input.scope)
      try refuseAnswers(in: condition, stage, input.scope)
      input.relation = .filter(
        input.relation, try predicate(condition, in: input.scope), keepsMaybe: stage.keepsMaybe)
    }
    if let authority = stage.authority {
      input.relation = .filter(
        input.relation, try predicate(accordingTo: authority, in: input.scope), keepsMaybe: false)
    }
    try refuseClaimClauses(stage, input.scope)
    let asksFigures =
      if case .answers = stage.head { true } else if case .top = stage.head { true } else { false }
    // `raw` in a stage that only passes rows on is meant for the figures asked of them behind the bar.
    if stage.isRaw, !asksFigures { input.scope = input.scope.withoutClaims() }
    if let across = stage.across, !asksFigures {
      throw PlanningDiagnostics.acrossWithoutAnswer(across, stage, in: source)
    }
    switch stage.head {
    case .answers(let answers):
      // A verb is a verb: behind `count by city |`, `count` counts the cities. The column is `[count]`.
      if answers.contains(where: \.expression.asksFigure) {
        return try planAnswers(answers, keys: stage.keys, stage, input)
      }
      if let across = stage.across {
        throw PlanningDiagnostics.acrossWithoutAnswer(across, stage, in: source)
      }
      return try planCalculation(answers, stage, input)
    case .top(let top):
      return try planTop(top, stage, input)
    case .add(let add):
      return try planAdd(add, stage, input)
    case .keep(let keep):
      return try planKeep(keep, stage, input)
    case .drop(let columns, let span):
      return try planDrop(columns, span, stage, input)
    case .rename(let renamings, _):
      return try planRename(renamings, stage, input)
    case .join(let join):
      return try planJoin(join, stage, input)
    case .tally(let figure, let span):
      return try planTally(figure, span, stage, input)
    case .list(let columns, let isDistinct, _):
      return try planList(columns, isDistinct: isDistinct, stage, input)
    case nil:
      return try planList([], isDistinct: false, stage, input)
    }
  }

  /// `sum killed as total … where total > 5`, `… where sum killed > 5`
  private func refuseAnswers(in condition: ExpressionSyntax, _ stage: StageSyntax, _ scope: Scope) throws {
    var answers: [NamedExpressionSyntax] = []
    switch stage.head {
    case .answers(let asked): answers = asked
    case .top(let top): answers = [top.answer]
    default: return
    }
    let aliases = Set(answers.compactMap { $0.alias?.text.lowercased() })
    if let found = condition.first(where: { part in
      switch part {
      case .aggregate: !isColumn(part, in: scope)
      case .name(let name): aliases.contains(name.text.lowercased()) && scope.index(of: name.text) == nil
      default: false
      }
    }) {
      throw PlanningDiagnostics.answerInCondition(found.span, found.plainText, stage, in: source)
    }
  }

  /// `list a, b where … sort … skip … limit …`
  private mutating func planList(
    _ columns: [NamedExpressionSyntax], isDistinct: Bool, _ stage: StageSyntax, _ input: StageOutput
  ) throws -> StageOutput {
    if let key = stage.keys.first { throw PlanningDiagnostics.byWithoutAnswer(key, stage, in: source) }
    if let aggregate = columns.first(where: { asksAggregate($0.expression, in: input.scope) }) {
      throw PlanningDiagnostics.aggregateInList(aggregate, columns, in: source)
    }
    var expressions: [Expression] = []
    var fields: [Field] = []
    for column in columns {
      // Under a name of its own it is a column that holds the text.
      if column.alias == nil { try refuseQuotedColumn(column.expression, in: input.scope) }
      let expression = try resolve(column.expression, in: input.scope)
      expressions.append(expression)
      fields.append(field(for: column, expression, in: input.scope))
    }
    if columns.isEmpty {
      expressions = input.scope.fields.indices.map { input.scope.column($0, stage.span) }
      fields = input.scope.fields
    }
    let outputScope = Scope(fields: fields, expressions, over: input.scope)
    var relation = input.relation
    if isDistinct {
      relation = .distinct(.project(relation, expressions))
      relation = try sorted(relation, stage.order, in: outputScope)
      let scope = outputScope.withoutClaims(because: .distinct)
      return try sliced(StageOutput(relation: relation, scope: scope), stage)
    }
    // Sorting sees the names given in the list first, then all columns of the table.
    if !stage.order.isEmpty {
      let keys = try stage.order.map { item in
        SortKey(
          expression: try sortExpression(item.expression, named: (columns, expressions), in: input.scope),
          isDescending: item.isDescending)
      }
      relation = .sort(relation, keys)
    }
    var output = try sliced(StageOutput(relation: relation, scope: input.scope), stage)
    if !columns.isEmpty {
      output = StageOutput(relation: .project(output.relation, expressions), scope: outputScope)
    }
    return output
  }

  private mutating func sortExpression(
    _ expression: ExpressionSyntax, named: ([NamedExpressionSyntax], [Expression]), in scope: Scope
  ) throws -> Expression {
    if case .name(let name) = expression.unwrapped {
      for (column, expression) in zip(named.0, named.1) {
        if let alias = column.alias, alias.text.lowercased() == name.text.lowercased() { return expression }
      }
    }
    try refuseQuotedColumn(expression, in: scope)
    return try resolve(expression, in: scope)
  }

  /// `2 + 2`, `round(2.5)`: values worked out without a table.
  private mutating func planCalculation(
    _ answers: [NamedExpressionSyntax], _ stage: StageSyntax, _ input: StageOutput
  ) throws -> StageOutput {
    if case .oneRow = input.relation {
      let expressions = try answers.map { try resolve($0.expression, in: input.scope) }
      let fields = zip(answers, expressions).map { field(for: $0, $1, in: input.scope) }
      let scope = Scope(fields: fields, types: expressions.map(\.type))
      return StageOutput(
        relation: .project(input.relation, expressions), scope: scope, isSingleFigure: answers.count == 1,
        isAggregated: true)
    }
    for answer in answers { try refuseAggregateOfNothing(answer.expression, in: input.scope) }
    throw PlanningDiagnostics.rowsWithoutVerb(answers, in: source)
  }

  /// `sum a, sum b where … by … sort … skip … limit …`
  private mutating func planAnswers(
    _ answers: [NamedExpressionSyntax], keys: [KeySyntax], _ stage: StageSyntax, _ input: StageOutput
  ) throws -> StageOutput {
    try refuseCountedRows(answers, stage)
    var builder = try AnswerBuilder(keys: keys, across: stage.across, scope: input.scope, planner: &self)
    var expressions = builder.keyColumns
    for (number, answer) in answers.enumerated() {
      if case .name(let name) = answer.expression.unwrapped, !builder.isKey(answer.expression),
        constant(of: name) == nil || input.scope.index(of: name.text) != nil
      {
        try refuseAggregateOfNothing(answer.expression, in: input.scope)
        throw PlanningDiagnostics.columnAmongAnswers(
          name, stage, answers, input.scope, in: source)
      }
      let next = answers.dropFirst(number + 1).first?.expression.unwrapped
      builder.following = if case .name(let name)? = next { name } else { nil }
      expressions.append(try builder.resolve(answer.expression, planner: &self))
    }
    if let share = builder.windows.first, keys.isEmpty, stage.across == nil {
      throw PlanningDiagnostics.shareOfAll(share.span, answers, stage, in: source)
    }
    let settling = try settlingPlan(stage, input.scope)
    if let lost = input.scope.lostClaims, !stage.isRaw,
      builder.calls.contains(where: { lost.concerns($0, input.scope.roles) })
    {
      note(lost.note)
    }
    if let across = stage.across {
      let groups = AnsweredGroups(
        answers: answers, keys: keys, builder: builder, expressions: expressions, settling: settling)
      return try planAcross(across, groups, stage, input)
    }
    let fields =
      builder.keyFields
      + zip(answers, expressions.dropFirst(keys.count)).map { field(for: $0, $1, in: input.scope) }
    let scope = Scope(fields: fields, types: expressions.map(\.type))
    let order = try stage.order.map { item in
      SortKey(
        expression: try builder.resolveSort(
          item.expression, answers: answers, outputs: expressions, scope, planner: &self),
        isDescending: item.isDescending)
    }
    var relation = RelationPlan.aggregate(
      AggregatePlan(
        input: input.relation, keys: builder.keys, calls: builder.calls, settling: settling,
        fills: try fills(keys), repeated: repeatedCalls(builder.calls, input.scope)))
    if !builder.windows.isEmpty { relation = .window(relation, builder.windows) }
    if !order.isEmpty {
      relation = .sort(
        relation,
        order.map { SortKey(expression: builder.placed($0.expression), isDescending: $0.isDescending) })
    }
    let output = try sliced(StageOutput(relation: relation, scope: scope), stage)
    return StageOutput(
      relation: .project(output.relation, expressions.map(builder.placed)), scope: scope,
      isSingleFigure: keys.isEmpty && answers.count == 1, isAggregated: true, isOfClaims: settling != nil,
      keyCount: keys.count)
  }

  /// `top 5 city by sum casualties`: groups, the greatest answers first, cut.
  private mutating func planTop(_ top: TopSyntax, _ stage: StageSyntax, _ input: StageOutput) throws
    -> StageOutput
  {
    if let key = stage.keys.first { throw PlanningDiagnostics.byWithTop(key, top, stage, in: source) }
    var ranked = stage
    if let across = stage.across { throw PlanningDiagnostics.acrossWithTop(across, top, stage, in: source) }
    if !asksAggregate(top.answer.expression, in: input.scope), !top.answer.expression.asksFigure {
      try refuseAggregateOfNothing(top.answer.expression, in: input.scope)
      // `top 5 city by killed`: rows ranked by a column rather than groups by an aggregate.
      ranked.order = [SortSyntax(expression: top.answer.expression, isDescending: true)] + stage.order
      ranked.limit = top.count
      let columns = top.keys + [top.answer]
      return try planList(columns, isDistinct: false, ranked, input)
    }
    ranked.order = [SortSyntax(expression: top.answer.expression, isDescending: true)] + stage.order
    ranked.limit = try stage.limit.map { try count($0) < count(top.count) ? $0 : top.count } ?? top.count
    return try planAnswers([top.answer], keys: top.keys, ranked, input)
  }

  /// The keys that are written with `every`, and the step of each.
  func fills(_ keys: [KeySyntax]) throws -> [Int: DateLevel] {
    var fills: [Int: DateLevel] = [:]
    for (index, key) in keys.enumerated() {
      guard case .every(let level, _) = key.expression.unwrapped, case .level(let name, _) = level.unwrapped
      else { continue }
      guard let level = DateLevel(rawValue: name.text.lowercased()) else {
        throw PlanningDiagnostics.everyWithoutPeriod(key.expression, level, in: source)
      }
      fills[index] = level
    }
    return fills
  }

  mutating func sorted(
    _ relation: RelationPlan, _ order: [SortSyntax], in scope: Scope
  ) throws -> RelationPlan {
    guard !order.isEmpty else { return relation }
    return .sort(
      relation,
      try order.map {
        try refuseQuotedColumn($0.expression, in: scope)
        return SortKey(expression: try resolve($0.expression, in: scope), isDescending: $0.isDescending)
      })
  }

  func sliced(_ output: StageOutput, _ stage: StageSyntax) throws -> StageOutput {
    guard stage.limit != nil || stage.skip != nil else { return output }
    var output = output
    output.relation = .slice(
      output.relation, skip: try stage.skip.map(count) ?? 0, limit: try stage.limit.map(count))
    return output
  }

  /// Whether an aggregate's words are the name of a column that a stage before gave: `sum launched`.
  func isColumn(_ expression: ExpressionSyntax, in scope: Scope) -> Bool {
    guard case .aggregate(let aggregate) = expression.unwrapped,
      scope.tableName == nil || aggregate.argument == nil
    else { return false }
    if scope.tableName != nil { return false }
    return scope.fields.contains { $0.name.lowercased() == aggregate.formatted.lowercased() }
  }

  /// Whether an aggregate stands anywhere inside that is not the name of a column.
  func asksAggregate(_ expression: ExpressionSyntax, in scope: Scope) -> Bool {
    if case .aggregate = expression { return !isColumn(expression, in: scope) }
    return expression.children.contains { asksAggregate($0, in: scope) }
  }

  /// What the column of an expression is called.
  func field(for item: NamedExpressionSyntax, _ expression: Expression, in scope: Scope) -> Field {
    let presentation = presentation(of: item.expression, expression)
    if let alias = item.alias { return Field(alias.text, presentation: presentation) }
    if case .column(let index) = expression.node, case .name = item.expression.unwrapped {
      return scope.fields.indices.contains(index)
        && scope.fields[index].name.lowercased() == item.expression.plainText.lowercased()
        ? scope.fields[index] : Field(item.expression.plainText, presentation: presentation)
    }
    if case .aggregate(let aggregate) = item.expression.unwrapped, !aggregate.isDistinct,
      aggregate.second == nil,
      case .name(let argument)? = aggregate.argument
    {
      return Field(item.expression.plainText, presentation: presentation, shortName: argument.text)
    }
    return Field(item.expression.plainText, presentation: presentation)
  }

  /// A sum over a sum, or a count over a count, is a part of a whole and may be shown as one.
  private func presentation(of syntax: ExpressionSyntax, _ expression: Expression) -> Presentation {
    guard case .arithmetic(.divide, let part, let whole) = syntax.unwrapped,
      case .aggregate(let a) = part.unwrapped, case .aggregate(let b) = whole.unwrapped,
      a.name.text.lowercased() == b.name.text.lowercased(),
      ["sum", "count"].contains(a.name.text.lowercased()),
      expression.type.kind == .real
    else { return expression.type.presentation }
    return .percent
  }
}

extension ExpressionSyntax {
  /// Whether it is a figure of many rows, or a part of one.
  var asksFigure: Bool {
    first { part in
      switch part {
      case .aggregate, .window(.share, _, _): true
      default: false
      }
    } != nil
  }

  /// The first of the expression and its parts that is of some sort.
  func first(where isWanted: (ExpressionSyntax) -> Bool) -> ExpressionSyntax? {
    if isWanted(self) { return self }
    for child in children {
      if let found = child.first(where: isWanted) { return found }
    }
    return nil
  }

  /// The expression as a heading: names without their brackets.
  public var plainText: String {
    switch self {
    case .name(let name): return name.text
    case .every(let level, _): return level.plainText
    case .level(let name, let argument): return "\(name.text.lowercased()) of \(argument.plainText)"
    case .window(let kind, let argument, _):
      return "\(kind.rawValue) \(kind.takesOf ? "of " : "")\(argument.plainText)"
    case .aggregate(let aggregate):
      let parts = [aggregate.argument, aggregate.second].compactMap { $0?.unwrapped }
      guard !parts.isEmpty, parts.allSatisfy(\.isPrimary) else { return aggregate.formatted }
      let words = [
        aggregate.name.text.lowercased(), aggregate.isDistinct ? "distinct" : nil,
        aggregate.fraction?.formatted, aggregate.fraction != nil || aggregate.second != nil ? "of" : nil,
        parts.map(\.plainText).joined(separator: " and "),
      ]
      return words.compactMap { $0 }.joined(separator: " ")
    default: return formatted
    }
  }
}
