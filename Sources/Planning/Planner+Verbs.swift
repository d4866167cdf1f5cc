import TallyColumns
import TallyDiagnostics
import TallySyntax

// Verbs that choose rows and columns: keep, drop, rename.

extension Planner {
  /// `keep 2 highest killed per place`: the rows with all their columns, and with the parts these play.
  mutating func planKeep(_ keep: KeepSyntax, _ stage: StageSyntax, _ input: StageOutput) throws -> StageOutput
  {
    if let key = stage.keys.first { throw PlanningDiagnostics.byForPer(key, stage, in: source) }
    var input = input
    input.relation = try sorted(input.relation, stage.order, in: input.scope)
    let order = try keptOrder(keep, input.scope)
    input.relation = .keep(
      input.relation,
      KeepPlan(
        count: try keep.count.map { try count($0) } ?? 1,
        order: order.map {
          SortKey(expression: $0.expression, isDescending: keep.end == .highest || keep.end == .latest)
        },
        takesLast: keep.end == .last, keys: try keep.keys.map { try resolve($0.expression, in: input.scope) },
        name: order?.name ?? "", span: keep.span))
    return try sliced(input, stage)
  }

  /// What rows are held against one another by; nil for the order in which they stand.
  private mutating func keptOrder(_ keep: KeepSyntax, _ scope: Scope) throws -> (
    expression: Expression, name: String
  )? {
    guard keep.end.takesExpression else { return nil }
    guard let syntax = keep.expression else {
      guard keep.end.isOfTime else { throw PlanningDiagnostics.keepWithoutColumn(keep, scope, in: source) }
      let index = try timeColumn(keep, scope)
      return (scope.column(index, keep.span), scope.fields[index].name)
    }
    if keep.end.isOfTime, case .name(let name) = syntax.unwrapped, scope.index(of: name.text) == nil,
      let span = scope.roles.spans.first(where: { TextOrder.isSame($0.name, name.text) })
    {
      return (scope.column(span.start, name.span), name.text)
    }
    try refuseQuotedColumn(syntax, in: scope)
    let value = try resolve(syntax, in: scope)
    let isTime = value.type.kind == .date || value.type.kind == .time
    guard keep.end.isOfTime ? isTime : value.type.kind != .boolean else {
      throw PlanningDiagnostics.keptByKind(keep, value, scope, in: source)
    }
    return (value, syntax.plainText)
  }

  /// When the rows of a table are of, where that is not said: when they were reported, or the only date
  /// there is. A stretch of time counts from its start, as one that goes on has no end yet.
  private func timeColumn(_ keep: KeepSyntax, _ scope: Scope) throws -> Int {
    let times = scope.types.indices.filter { scope.types[$0].kind == .date || scope.types[$0].kind == .time }
    // Where all were reported at once, that tells none of them from the others.
    if let reported = scope.roles.reported, times.contains(reported),
      times.count == 1 || scope.table?.columns[reported].isConstant != true
    {
      return reported
    }
    if times.count == 1 { return times[0] }
    if scope.roles.spans.count == 1, let span = scope.roles.spans.first, Set(times) == [span.start, span.end]
    {
      return span.start
    }
    throw PlanningDiagnostics.keepWithoutTime(keep, times.map { scope.fields[$0].name }, in: source)
  }

  /// `drop source, reported`
  mutating func planDrop(
    _ columns: [ExpressionSyntax], _ span: Span, _ stage: StageSyntax, _ input: StageOutput
  ) throws -> StageOutput {
    if let key = stage.keys.first { throw PlanningDiagnostics.byWithoutAnswer(key, stage, in: source) }
    let dropped = Set(try columns.map { try columnIndex($0, in: input.scope) })
    let left = input.scope.fields.indices.filter { !dropped.contains($0) }
    guard !left.isEmpty else { throw PlanningDiagnostics.droppedEverything(span) }
    let scope = input.scope.selecting(left, named: left.map { input.scope.fields[$0] })
    if input.scope.roles.holdsClaims, !scope.roles.holdsClaims {
      notes.append("what a claim is about or whose word it is has been dropped: nothing is settled any more")
    }
    let relation = try sorted(input.relation, stage.order, in: input.scope)
    let output = try sliced(StageOutput(relation: relation, scope: input.scope), stage)
    return StageOutput(
      relation: .project(output.relation, left.map { input.scope.column($0, span) }), scope: scope)
  }

  /// `rename arms = weapon`: all at once, so that two columns can change their names.
  mutating func planRename(_ renamings: [RenamingSyntax], _ stage: StageSyntax, _ input: StageOutput) throws
    -> StageOutput
  {
    if let key = stage.keys.first { throw PlanningDiagnostics.byWithoutAnswer(key, stage, in: source) }
    var fields = input.scope.fields
    var renamed: Set<Int> = []
    for renaming in renamings {
      let index = try renamedColumn(renaming, in: input.scope)
      guard renamed.insert(index).inserted else {
        throw PlanningDiagnostics.renamedTwice(renaming, in: source)
      }
      let field = fields[index]
      fields[index] = Field(
        renaming.name.text, description: field.description, presentation: field.presentation)
    }
    for renaming in renamings {
      let same = fields.indices.filter { TextOrder.isSame(fields[$0].name, renaming.name.text) }
      if same.count > 1 {
        let other = same.first { !renamed.contains($0) }
        throw PlanningDiagnostics.nameTaken(
          renaming, other.map { fields[$0].name }, stage, in: source)
      }
    }
    let all = Array(fields.indices)
    let scope = input.scope.selecting(all, named: fields)
    // What is sorted by goes by the new names or the old ones: the columns are the same.
    var relation = input.relation
    if !stage.order.isEmpty {
      let order = try stage.order.map { item in
        let new = try? resolve(item.expression, in: scope)
        return SortKey(
          expression: try new ?? resolve(item.expression, in: input.scope), isDescending: item.isDescending)
      }
      relation = .sort(relation, order)
    }
    return try sliced(StageOutput(relation: relation, scope: scope), stage)
  }

  private func renamedColumn(_ renaming: RenamingSyntax, in scope: Scope) throws -> Int {
    if scope.index(of: renaming.column.plainText) == nil, scope.index(of: renaming.name.text) != nil {
      throw PlanningDiagnostics.renamedBackwards(renaming, in: source)
    }
    return try columnIndex(renaming.column, in: scope)
  }

  /// The column that is called by these words: by its name, or as an answer of the stage before is.
  private func columnIndex(_ syntax: ExpressionSyntax, in scope: Scope) throws -> Int {
    if let index = scope.index(of: syntax.plainText) { return index }
    if case .name(let name) = syntax {
      throw PlanningDiagnostics.unknownColumn(name, scope, catalog, in: source)
    }
    let name = NameSyntax(syntax.plainText, isBracketed: true, span: syntax.span)
    throw PlanningDiagnostics.unknownColumn(name, scope, catalog, in: source)
  }
}

extension Column {
  /// Whether all rows have the same value.
  /// - Complexity: O(rows that are alike).
  fileprivate var isConstant: Bool {
    guard count > 1 else { return true }
    let first = value(at: 0)
    return (1..<count).allSatisfy { value(at: $0) == first }
  }
}
