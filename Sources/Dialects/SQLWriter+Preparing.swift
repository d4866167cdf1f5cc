import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

/// Columns that aggregates need beside those of the rows, in a step before the groups.
extension SQLWriter {
  /// Takes the columns into steps of their own.
  /// - Parameter keys: what rows are grouped by, over the columns of the draft.
  /// - Returns: for each call the columns made for it; none where it needs none.
  mutating func prepare(
    _ plan: AggregatePlan, _ keys: [Expression], _ draft: inout SelectDraft
  ) throws -> [[SQLText]] {
    let width = draft.columns.count
    var places = plan.calls.map { _ in [Int]() }
    if plan.calls.contains(where: { $0.operation == .first || $0.operation == .last }) {
      putInPlace(&draft)
      if !draft.isInPlace { remark(.whichRows) }
    }
    for stage in Stage.allCases {
      var extras: [SQLColumn] = []
      for (index, call) in plan.calls.enumerated() {
        let made = try columns(for: call, stage, keys, draft, places[index])
        if made.isEmpty { continue }
        places[index] = made.indices.map { draft.columns.count + extras.count + $0 }
        extras += made
      }
      if extras.isEmpty { continue }
      draft.order = []
      draft = try closed(draft, adding: extras)
    }
    let texts = places.map { $0.map { draft.columns[$0].best } }
    draft.columns.removeSubrange(width...)
    return texts
  }

  private enum Stage: CaseIterable {
    /// What is worked out from the rows.
    case ofRows
    /// What is worked out from columns of the first stage.
    case ofColumns
  }

  private mutating func columns(
    for call: AggregateCall, _ stage: Stage, _ keys: [Expression], _ draft: SelectDraft, _ made: [Int]
  ) throws -> [SQLColumn] {
    guard let argument = call.argument else { return [] }
    let value = try column(argument, draft.columns)
    let groupKeys = try keys.flatMap { try key($0, draft.columns).parts }
    let over = { (more: [SQLText], clauses: [SQLText]) -> SQLText in
      let all = groupKeys + more
      let group = all.isEmpty ? [] : ["PARTITION BY \(.list(all))" as SQLText]
      return .joined(group + clauses, " ")
    }
    let make = { (text: SQLText, name: String) in
      SQLColumn(text, ValueType(.whole), name: "\(call.name) \(name)")
    }
    let isExact = value.bounds == nil
    switch (call.operation, stage) {
    case (.median, .ofRows) where isExact, (.quantile, .ofRows) where isExact:
      guard spelling.quantile("x", 0.5) == nil else { return [] }
      let order = "ORDER BY \(value.best) NULLS LAST" as SQLText
      return [
        make("ROW_NUMBER() OVER (\(over([], [order])))", "place"),
        make("COUNT(\(value.best)) OVER (\(over([], [])))", "count"),
      ]
    case (.standardDeviation, .ofRows) where isExact, (.variance, .ofRows) where isExact:
      guard spelling.deviation("x", isSquared: false) == nil else { return [] }
      return [make("AVG(\(value.best)) OVER (\(over([], [])))", "mean")]
    case (.correlation, .ofRows):
      guard spelling.correlation("x", "y") == nil, let second = call.second, isExact else { return [] }
      let other = try column(second, draft.columns)
      let mean = { (value: SQLText, other: SQLText) -> SQLText in
        "AVG(\(SQLText.when(.isNotNull(other), value))) OVER (\(over([], [])))"
      }
      return [
        make(mean(value.best, other.best), "mean"),
        SQLColumn(
          mean(other.best, value.best), ValueType(.real), name: "\(call.secondName ?? call.name) mean"),
      ]
    case (.first, .ofRows), (.last, .ofRows):
      return try ends(value, call, draft, over: over)
    case (.mode, .ofRows) where isExact:
      return [make("COUNT(\(value.best)) OVER (\(over([value.best], [])))", "times")]
    case (.mode, .ofColumns) where isExact:
      guard let times = made.first else { return [] }
      if value.type.kind == .text { noteFolding(of: value) }
      let terms = SQLOrder(column: value, isDescending: false).terms(spelling).map(\.text)
      let order = "ORDER BY \(draft.columns[times].best) DESC, \(.list(terms))" as SQLText
      return [make("FIRST_VALUE(\(value.best)) OVER (\(over([], [order])))", "mode")]
    default:
      return []
    }
  }

  /// The first or last known value in the present order, for each part of a figure.
  private func ends(
    _ value: SQLColumn, _ call: AggregateCall, _ draft: SelectDraft,
    over: ([SQLText], [SQLText]) -> SQLText
  ) throws -> [SQLColumn] {
    let isLast = call.operation == .last
    let present = draft.order.flatMap { key in
      SQLOrder(column: key.column, isDescending: key.isDescending, isReversed: isLast).terms(spelling)
    }
    guard !present.isEmpty else { throw DialectDiagnostics.order(dialect, call.word, call.span) }
    let unknownLast = SQLText.isNull(value.known)
    let order = "ORDER BY \(unknownLast), \(.list(present.map(\.text)))" as SQLText
    return value.parts.map { part in
      SQLColumn(
        "FIRST_VALUE(\(part)) OVER (\(over([], [order])))", value.type, name: "\(call.name) \(call.word)")
    }
  }
}
