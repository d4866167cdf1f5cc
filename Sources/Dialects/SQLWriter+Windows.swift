import TallyColumns
import TallyPlanning
import TallySyntax

extension SQLWriter {
  /// The rows with a column more for each window.
  mutating func windowed(_ draft: SelectDraft, _ calls: [WindowCall]) throws -> SelectDraft {
    var draft = draft.isOfRows ? draft : try closed(draft)
    // The rows are shown in the order in which they stand, whatever the windows go through them by.
    putInPlace(&draft)
    let windows = try calls.map { try window($0, draft) }
    draft.columns += windows
    draft.hasWindows = true
    return draft
  }

  private mutating func window(_ call: WindowCall, _ draft: SelectDraft) throws -> SQLColumn {
    let value = try column(call.argument, draft.columns)
    let keys = try call.keys.flatMap { try column($0, draft.columns).parts }
    let group = keys.isEmpty ? [] : ["PARTITION BY \(.list(keys))" as SQLText]
    let over = { (parts: [SQLText]) in SQLText.joined(group + parts, " ") }
    var result: SQLColumn
    switch call.kind {
    case .running:
      let rows = over([try order(call, draft), "ROWS UNBOUNDED PRECEDING"])
      result = running(value, rows, call)
    case .previous, .next:
      let rows = over([try order(call, draft)])
      let other = { [spelling] (part: SQLText) in
        spelling.neighbour(part, isNext: call.kind == .next, over: rows, isOrdered: true)
      }
      result = SQLColumn(
        other(value.best),
        bounds: value.bounds.map { SQLColumn.Bounds(low: other($0.low), high: other($0.high)) }, call.type)
    case .rank:
      guard value.bounds == nil else { throw DialectDiagnostics.figures(dialect, "rank", call.span) }
      if value.type.kind == .text { noteFolding(of: value) }
      let terms = SQLOrder(column: value, isDescending: true).terms(spelling).map {
        "\($0.value)\($0.suffix)" as SQLText
      }
      let rank = "RANK() OVER (\(over(["ORDER BY \(.list(terms))"])))" as SQLText
      result = SQLColumn(.when(.isNotNull(value.best), rank), call.type)
    case .share:
      guard value.bounds == nil else { throw DialectDiagnostics.figures(dialect, "share", call.span) }
      let total = "\(spelling.aggregate("SUM", value.best)) OVER (\(over([])))" as SQLText
      result = SQLColumn(
        spelling.quotient(value.best, total, isReal: value.type.kind == .real), call.type)
    }
    result.isOpen = true
    return result
  }

  /// The sum so far, part by part: a part that one figure lacked the sums behind it lack, too.
  private func running(_ value: SQLColumn, _ rows: SQLText, _ call: WindowCall) -> SQLColumn {
    let sum = { (part: SQLText) in "\(self.spelling.aggregate("SUM", part)) OVER (\(rows))" as SQLText }
    guard value.bounds != nil else { return SQLColumn(sum(value.best), call.type) }
    let all = { (part: SQLText) -> SQLText in
      let complete = SQLText.compare(
        "COUNT(\(part)) OVER (\(rows))", "=", "COUNT(\(value.known)) OVER (\(rows))")
      return .when(complete, sum(part))
    }
    return SQLColumn(
      all(value.best), bounds: SQLColumn.Bounds(low: all(value.low), high: all(value.high)), call.type)
  }

  /// The present order, which some windows go by.
  private func order(_ call: WindowCall, _ draft: SelectDraft) throws -> SQLText {
    let terms = draft.orderTerms([], spelling)
    guard !terms.isEmpty else { throw DialectDiagnostics.order(dialect, call.kind.rawValue, call.span) }
    return "ORDER BY \(.list(terms))"
  }
}
