import TallyColumns
import TallyFunctions
import TallyPlanning

extension SQLWriter {
  /// Groups filled up to every period from the first to the last, for every combination of the other keys:
  /// the groups there are, together with empty ones that give way to them.
  mutating func filled(_ draft: SelectDraft, _ plan: AggregatePlan) throws -> SelectDraft {
    var draft = try closed(draft)
    for (key, level) in plan.fills.sorted(by: { $0.key < $1.key }) {
      draft = try filled(draft, plan, key, level)
    }
    return draft
  }

  private mutating func filled(
    _ groups: SelectDraft, _ plan: AggregatePlan, _ key: Int, _ level: DateLevel
  ) throws -> SelectDraft {
    guard let table = groups.table else { return groups }
    let keyCount = plan.keys.count
    let columns = groups.columns
    let names = ColumnNames.of(columns.map { ($0.name, $0.bounds != nil) })
    let period = try quoted(names[key].best)
    // Every period from the first to the last that is known.
    let spelling = spelling
    let periods = addStep(
      lines: { spelling.periods(level, period, from: table.written(), as: $0) },
      isRecursive: spelling.countsInSteps)
    let others = (0..<keyCount).filter { $0 != key }
    var from = [periods.written()]
    if !others.isEmpty {
      let kept = try others.flatMap { try names[$0].all.map(quoted) }
      let combinations = addStep { _ in
        SelectDraft.clause("SELECT DISTINCT", kept, separator: ",") + ["FROM \(table.written())"]
      }
      from.append(combinations.written())
    }
    let all = try names.flatMap { try $0.all.map(quoted) }
    let empty = try columns.indices.flatMap { index -> [String] in
      if index == key { return ["\(periods.written()).period"] }
      if index < keyCount { return try names[index].all.map(quoted) }
      let call = plan.calls[index - keyCount]
      let isCount = call.operation == .count || call.operation == .countDistinct
      return names[index].all.map { _ in isCount ? "0" : "NULL" }
    }
    let both = addStep { _ in
      SelectDraft.clause("SELECT", all, separator: ",") + ["FROM \(table.written())", "UNION ALL"]
        + SelectDraft.clause("SELECT", empty, separator: ",")
        + ["FROM \(from.joined(separator: " CROSS JOIN "))"]
    }
    var filled = SelectDraft()
    filled.table = both
    filled.tableNames = Set(names.flatMap(\.all).map { $0.lowercased() })
    filled.groups = columns[..<keyCount].flatMap(\.parts)
    filled.columns = columns.enumerated().map { index, column in
      guard index >= keyCount else { return column }
      var column = column
      let kind = column.type.kind
      column.best = spelling.any(column.best, kind)
      column.bounds = column.bounds.map {
        SQLColumn.Bounds(low: spelling.any($0.low, kind), high: spelling.any($0.high, kind))
      }
      return column
    }
    filled.order = filled.columns[..<keyCount].map { SQLOrder(column: $0, isDescending: false) }
    return try closed(filled)
  }
}
