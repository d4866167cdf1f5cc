import TallyColumns
import TallyPlanning

extension SQLWriter {
  /// So many rows of each group: numbered in one step, chosen in the next.
  mutating func kept(_ draft: SelectDraft, _ plan: KeepPlan) throws -> SelectDraft {
    var draft = draft.isOfRows ? draft : try closed(draft)
    putInPlace(&draft)
    var orders: [SQLOrder] = []
    if let order = plan.order {
      let column = try column(order.expression, draft.columns)
      if column.type.kind == .text { noteFolding(of: column) }
      orders = [SQLOrder(column: column, isDescending: order.isDescending != plan.takesLast)]
      draft.conditions.append(.isNotNull(column.known))
    }
    if !draft.isInPlace { remark(.whichRows) }
    // Of rows that are equal by it the earlier one is kept.
    let isLast = plan.order == nil && plan.takesLast
    let present = draft.order.map { key in
      SQLOrder(column: key.column, isDescending: key.isDescending, isReversed: isLast)
    }
    let terms = (orders + present).flatMap { $0.terms(spelling) }.filter(\.value.holdsColumn)
    guard !terms.isEmpty else {
      throw DialectDiagnostics.order(dialect, plan.takesLast ? "last" : "first", plan.span)
    }
    let keys = try plan.keys.flatMap { try self.column($0, draft.columns).parts }
    let group = keys.isEmpty ? [] : ["PARTITION BY \(.list(keys))" as SQLText]
    let order = "ORDER BY \(.list(terms.map { "\($0.value)\($0.suffix)" }))" as SQLText
    let place = SQLColumn(
      "ROW_NUMBER() OVER (\(.joined(group + [order], " ")))", ValueType(.whole), name: "number",
      isNeverNull: true)
    let width = draft.columns.count
    draft = try closed(draft, adding: [place])
    draft.conditions = [.compare(draft.columns[width].best, "<=", "\(plan.count)")]
    draft.columns.removeSubrange(width...)
    return draft
  }
}
