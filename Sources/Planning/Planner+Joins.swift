import TallyColumns
import TallyDiagnostics
import TallySyntax

extension Planner {
  /// `join places on place = name`: the rows beside the rows of a table that have the same keys. `where`
  /// has chosen the rows before; `sort`, `limit` and `skip` act on what comes out.
  mutating func planJoin(_ join: JoinSyntax, _ stage: StageSyntax, _ input: StageOutput) throws -> StageOutput
  {
    if let key = stage.keys.first { throw PlanningDiagnostics.byWithJoin(key, stage, in: source) }
    guard let table = catalog.table(named: join.table.text) else {
      throw PlanningDiagnostics.unknownTable(join.table, catalog, in: source)
    }
    let right = Scope(table)
    guard !join.keys.isEmpty else {
      throw PlanningDiagnostics.joinWithoutOn(join, input.scope, right, in: source)
    }
    let keys = try join.keys.map { try joinKey($0, join, input.scope, right) }
    let plan = joinPlan(join, keys, input, right, table)
    var output = StageOutput(relation: .join(plan), scope: input.scope)
    if plan.kind.showsRight {
      let rows = JoinedRows(left: input.scope.tableName, right: table.name)
      output.scope = Scope(plan, left: input.scope, right: right, rows: rows)
    }
    output.relation = try sorted(output.relation, stage.order, in: output.scope)
    return try sliced(output, stage)
  }

  // MARK: - Keys

  private func joinKey(
    _ key: JoinKeySyntax, _ join: JoinSyntax, _ left: Scope, _ right: Scope
  ) throws -> JoinKey {
    let rightName = key.right ?? key.left
    guard let leftIndex = left.index(of: key.left.text) else {
      // `on name = place`, the wrong way round.
      let isMirrored = left.index(of: rightName.text) != nil && right.index(of: key.left.text) != nil
      if let name = key.right, isMirrored {
        throw PlanningDiagnostics.joinKeysMirrored(key.left, name, right, in: source)
      }
      throw PlanningDiagnostics.unknownColumn(key.left, left, catalog, in: source)
    }
    guard let rightIndex = right.index(of: rightName.text) else {
      throw PlanningDiagnostics.unknownJoinColumn(key, right, in: source)
    }
    let a = left.column(leftIndex, key.left.span)
    let b = right.column(rightIndex, rightName.span)
    for side in [a, b] where side.type.isBounded {
      throw PlanningDiagnostics.joinKeyWithBounds(side, in: source)
    }
    guard a.type.kind.isJoinable(with: b.type.kind) else {
      throw PlanningDiagnostics.joinKeysOfKinds(a, b, key, right, in: source)
    }
    let names = (left.fields[leftIndex].name, right.fields[rightIndex].name)
    return JoinKey(
      left: a, right: b, leftName: names.0, rightName: names.1,
      isMerged: join.kind == .full && TextOrder.isSame(names.0, names.1))
  }

  private mutating func joinPlan(
    _ join: JoinSyntax, _ keys: [JoinKey], _ input: StageOutput, _ right: Scope, _ table: Table
  ) -> JoinPlan {
    let left = input.scope
    var fields = left.fields
    var types = left.types
    // A key of one name stands once.
    let named = keys.filter { TextOrder.isSame($0.leftName, $0.rightName) }
    let isKept = { (index: Int) in !named.contains { $0.right.columns == [index] } }
    let rightColumns = join.kind.showsRight ? right.fields.indices.filter(isKept) : []
    for index in rightColumns {
      fields.append(fields.joining(right.fields[index], of: table.name))
      types.append(right.types[index])
    }
    for key in keys where key.isMerged {
      for index in key.left.columns {
        types[index] = ValueType(
          key.left.type.kind.merged(with: key.right.type.kind), presentation: types[index].presentation)
      }
    }
    defer { joinCount += 1 }
    return JoinPlan(
      kind: join.kind, left: input.relation, right: .scan(table), keys: keys, leftCount: left.fields.count,
      rightColumns: rightColumns, fields: fields, types: types, table: table.name, number: joinCount,
      span: join.span)
  }

  // MARK: - What joins change for others

  /// A condition on a column that only the joined table has: `where` chooses rows before they are joined.
  func refuseJoined(in condition: ExpressionSyntax, _ stage: StageSyntax, _ scope: Scope) throws {
    guard case .join(let join)? = stage.head, join.kind.showsRight,
      let table = catalog.table(named: join.table.text)
    else { return }
    var names: [NameSyntax] = []
    collectColumns(in: condition, into: &names)
    let isJoined = { (name: NameSyntax) in
      scope.index(of: name.text) == nil && table.columnIndex(named: name.text) != nil
    }
    if let name = names.first(where: isJoined) {
      throw PlanningDiagnostics.conditionOnJoined(name, table, stage, in: source)
    }
  }

  /// The calls that count a row of a joined side as often as it stands.
  func repeatedCalls(_ calls: [AggregateCall], _ scope: Scope) -> [RepeatedCall] {
    guard !scope.joins.isEmpty else { return [] }
    return calls.enumerated().flatMap { number, call -> [RepeatedCall] in
      guard call.operation.weighsRows else { return [] }
      let ofRows = scope.joins.keys.map { JoinSide(join: $0, isRight: false) }
      let ofArguments = call.arguments.map { scope.sides(of: $0.expression) ?? [] }
      let sides = ofArguments.dropFirst().reduce(ofArguments.first ?? Set(ofRows)) { $0.intersection($1) }
      return sides.sorted { ($0.join, $1.isRight ? 1 : 0) < ($1.join, $0.isRight ? 1 : 0) }.compactMap {
        side in
        scope.joins[side.join].map { rows in
          RepeatedCall(
            side: side, call: number, rows: side.isRight ? rows.right : rows.left, table: rows.right,
            words: String(source[call.span]))
        }
      }
    }
  }
}

extension [Field] {
  /// A field of a joined table with a name that none of these has: `places.kind` where `kind` is taken.
  fileprivate func joining(_ field: Field, of table: String) -> Field {
    let isTaken = { (name: String) in contains { TextOrder.isSame($0.name, name) } }
    guard isTaken(field.name) else { return field }
    var name = "\(table).\(field.name)"
    var number = 2
    while isTaken(name) {
      name = "\(table) \(number).\(field.name)"
      number += 1
    }
    return Field(name, description: field.description, presentation: field.presentation)
  }
}

extension Kind {
  /// Whether values of two kinds can be the same.
  func isJoinable(with other: Kind) -> Bool {
    let areMoments = [self, other].allSatisfy { $0 == .date || $0 == .time }
    return self == other || (isNumber && other.isNumber) || areMoments
  }

  /// The kind that holds the values of both.
  fileprivate func merged(with other: Kind) -> Kind {
    if self == other { return self }
    return isNumber ? .real : .time
  }
}

extension TableRoles {
  /// The parts of the columns of a join: those of its left side, and what is told of places and stretches
  /// of time on the right.
  func joined(to right: TableRoles, _ rightColumns: [Int], behind leftCount: Int) -> TableRoles {
    var roles = self
    var places: [Int: Int] = [:]
    for (place, column) in rightColumns.enumerated() { places[column] = leftCount + place }
    roles.joined.formUnion(places.values)
    roles.joinCount += 1
    roles.placeColumns.formUnion(right.placeColumns.compactMap { places[$0] })
    for span in right.spans where !spans.contains(where: { TextOrder.isSame($0.name, span.name) }) {
      guard let start = places[span.start], let end = places[span.end] else { continue }
      roles.spans.append(Span(name: span.name, start: start, end: end))
    }
    return roles
  }
}
