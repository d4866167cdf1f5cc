import TallyColumns

/// A table that a plan reads, and what it reads of it.
public struct TableReading: Sendable {
  public let table: Table
  /// The columns that something asks for, by number.
  public let columns: [Int]
}

extension QueryPlan {
  /// The same plan over other tables of the same columns.
  public func mapTables(_ change: (Table) -> Table) -> QueryPlan {
    var plan = self
    plan.relation = relation.mapTables(change)
    return plan
  }
}

extension RelationPlan {
  fileprivate func mapTables(_ change: (Table) -> Table) -> RelationPlan {
    if case .scan(let table) = self { return .scan(change(table)) }
    return mapInputs { $0.mapTables(change) }
  }

  /// What is read of each scan, in the order in which they are worked out.
  public var tablesRead: [TableReading] { tablesRead(for: Set(columnTypes.indices)) }

  private func tablesRead(for needed: Set<Int>) -> [TableReading] {
    if case .scan(let table) = self { return [TableReading(table: table, columns: needed.sorted())] }
    return zip(inputs, columnsNeeded(of: needed)).flatMap { $0.tablesRead(for: $1) }
  }

  /// The columns of each input that are needed where only some of the columns that come out are.
  public func columnsNeeded(of needed: Set<Int>) -> [Set<Int>] {
    switch self {
    case .scan, .oneRow: return []
    case .filter, .sort, .keep, .slice: return [needed.union(ownColumns)]
    case .distinct(let input): return [Set(input.columnTypes.indices)]
    case .pivot(let plan): return [Set(plan.input.columnTypes.indices)]
    case .project(_, let expressions):
      let asked = expressions.indices.filter { needed.contains($0) || !expressions[$0].isQuiet }
      return [asked.reduce(into: []) { $0.formUnion(expressions[$1].columns) }]
    case .window(let input, _):
      return [needed.intersection(input.columnTypes.indices).union(ownColumns)]
    case .aggregate, .tally: return [ownColumns]
    case .join(let plan):
      let right = plan.rightColumns.indices.filter { needed.contains(plan.leftCount + $0) }
      return [
        needed.filter { $0 < plan.leftCount }.union(ownColumns),
        Set(right.map { plan.rightColumns[$0] }).union(columns(of: plan.keys.map(\.right))),
      ]
    }
  }

  /// The columns of its input that the step asks by itself.
  public var ownColumns: Set<Int> {
    switch self {
    case .scan, .oneRow: return []
    case .distinct(let input): return Set(input.columnTypes.indices)
    case .pivot(let plan): return Set(plan.input.columnTypes.indices)
    case .filter(_, let predicate, _): return predicate.columns
    case .project(_, let expressions): return columns(of: expressions)
    case .window(_, let calls): return columns(of: calls.flatMap { [$0.argument] + $0.keys })
    case .sort(_, let keys): return columns(of: keys.map(\.expression))
    // What rows were put in order by decides which of them may stand in the place of others.
    case .slice(let input, _, _): return columns(of: input.standingOrder.map(\.expression))
    case .keep(let input, let plan):
      let order = (plan.order.map { [$0] } ?? []) + input.standingOrder
      return columns(of: plan.keys + order.map(\.expression))
    case .aggregate(let plan):
      let own = columns(of: plan.keys + plan.calls.flatMap { $0.arguments.map(\.expression) })
      guard let settling = plan.settling, settling.isRaw || plan.settlesFirst else { return own }
      return own.union(settling.columns(settling: plan.figures))
    case .tally(let plan):
      return plan.figure.columns.union(plan.settling.columns(settling: plan.figure.columns))
    case .join(let plan): return columns(of: plan.keys.map(\.left))
    }
  }

  private func columns(of expressions: [Expression]) -> Set<Int> {
    expressions.reduce(into: []) { $0.formUnion($1.columns) }
  }

  /// Whether the step looks at columns by their numbers in the table.
  var seesWholeTable: Bool {
    switch self {
    case .aggregate(let plan): plan.settling != nil
    case .tally: true
    case .filter(_, let predicate, _): !predicate.settlings.isEmpty
    case .scan, .oneRow, .pivot, .project, .distinct, .window, .join, .sort, .keep, .slice: false
    }
  }
}

extension AggregatePlan {
  /// The columns that are figures of claims.
  fileprivate var figures: Set<Int> {
    Set(calls.flatMap { call in call.arguments.compactMap(\.expression.columnNumber) })
  }
}
