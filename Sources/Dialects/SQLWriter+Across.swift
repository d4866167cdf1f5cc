import TallyColumns
import TallyPlanning

extension SQLWriter {
  /// Groups with a column for each value of their last key: of the groups of a row, the one answer that has
  /// that value.
  mutating func spread(_ plan: PivotPlan) throws -> SelectDraft {
    var draft = try closed(try self.draft(plan.input))
    let keys = Array(draft.columns[..<plan.keyCount])
    let key = draft.columns[plan.keyCount]
    guard key.bounds == nil else { throw DialectDiagnostics.figures(dialect, "across", plan.span) }
    let answers = draft.columns[(plan.keyCount + 1)...]
    var cells: [SQLColumn] = []
    for value in plan.values {
      let constant = try column(Expression(.constant(value), key.type, plan.span), draft.columns)
      let isHere: SQLText =
        value.isUnknown ? .isNull(key.best) : .compare(key.best, "=", constant.best)
      for answer in answers {
        let cell = { [spelling] (part: SQLText) -> SQLText in
          let found = spelling.any(.when(isHere, part), answer.type.kind)
          return answer.isNeverNull ? .call("COALESCE", found, "0") : found
        }
        var spread = answer
        spread.best = cell(answer.best)
        spread.bounds = answer.bounds.map { SQLColumn.Bounds(low: cell($0.low), high: cell($0.high)) }
        spread.isOpen = true
        spread.isAggregate = true
        cells.append(spread)
      }
    }
    draft.groups = keys.flatMap(\.parts)
    draft.columns = keys + cells
    draft.order = keys.map { SQLOrder(column: $0, isDescending: false) }
    return draft
  }
}
