import TallyColumns
import TallyPlanning

extension SQLWriter {
  /// So many rows of each group: they are numbered in a step of their own, and the first numbers kept.
  mutating func kept(_ draft: SelectDraft, _ plan: KeepPlan) throws -> SelectDraft {
    var draft = draft.isOfRows ? draft : try closed(draft)
    if draft.order.isEmpty, let place = draft.place {
      draft.order = [
        SQLOrder(column: SQLColumn(place, ValueType(.whole), isNeverNull: true), isDescending: false)
      ]
    }
    var order: [SQLOrder] = []
    if let key = plan.order {
      let column = try column(key.expression, draft.columns)
      if column.type.kind == .text { noteFolding(of: column) }
      if !column.isNeverNull { draft.conditions.append(.isNotNull(column.known)) }
      order = [SQLOrder(column: column, isDescending: key.isDescending)]
      if draft.order.isEmpty { remark(.whichRows) }
    } else if draft.order.isEmpty {
      throw DialectDiagnostics.order(dialect, plan.takesLast ? "last" : "first", plan.span)
    }
    if plan.takesLast {
      // What is unknown comes last both ways, so that only numbers of rows can be turned round.
      draft = try numbered(draft).draft
      order = draft.order.map { SQLOrder(column: $0.column, isDescending: true) }
    }
    let keys = try plan.keys.flatMap { try column($0, draft.columns).parts }
    let terms = (order + draft.order).flatMap { $0.terms(spelling) }.map {
      "\($0.value)\($0.suffix)" as SQLText
    }
    let parts =
      (keys.isEmpty ? [] : ["PARTITION BY \(.list(keys))" as SQLText]) + ["ORDER BY \(.list(terms))"]
    let number = SQLColumn(
      "ROW_NUMBER() OVER (\(.joined(parts, " ")))", ValueType(.whole), name: "number", isNeverNull: true)
    var next = try closed(draft, adding: [number])
    let place = next.columns.removeLast()
    next.conditions.append(.compare(place.best, "<=", .verbatim(String(plan.count))))
    return next
  }
}
