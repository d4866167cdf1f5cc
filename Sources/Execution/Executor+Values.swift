import TallyColumns
import TallyPlanning

extension Executor {
  /// The different values of an expression over rows, those that may belong included: in the order of keys,
  /// unknown last.
  /// - Parameter rowLimit: at most so many rows of each table are looked at; nil for all.
  /// - Throws: a `Diagnostic` for what can only go wrong with values; `Cancelled`.
  public func differentValues(
    of expression: Expression, over relation: RelationPlan, rowLimit: Int? = nil
  ) throws -> [Value] {
    let context = makeContext(for: nil)
    let rows = try run(rowLimit.map { relation.looking(atMost: $0) } ?? relation, context)
    let all = Relation(
      rows.columns, rows: rows.maybe.isEmpty ? rows.rows : .selected(rows.rows.ids + rows.maybe))
    let groups = try AggregateOperator(context: context, keys: [expression], calls: [], isTold: false).run(
      all)
    return groups.columns.first?.values ?? []
  }
}

extension RelationPlan {
  /// The same over the first rows of each table.
  fileprivate func looking(atMost limit: Int) -> RelationPlan {
    if case .scan(let table) = self, table.rowCount > limit { return .slice(self, skip: 0, limit: limit) }
    return mapInputs { $0.looking(atMost: limit) }
  }
}
