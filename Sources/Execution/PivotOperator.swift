import TallyColumns
import TallyPlanning
import TallyWorkers

/// Spreads groups over columns. Groups stand in the order of their keys, so the rows do, too.
struct PivotOperator {
  let context: ExecutionContext
  let plan: PivotPlan

  /// - Parameter input: the groups: their keys, what they are spread by, and their answers.
  /// - Complexity: O(groups + values · rows).
  func run(_ input: Relation) throws -> Relation {
    let ids = input.rows.ids + input.maybe
    let cancellation = context.cancellation
    let keys = try input.columns[..<plan.keyCount].map { try $0.spread(ids, unmatched: nil, context) }
    let rows = try RowGroups.number(keys, count: ids.count, context)
    let count = keys.isEmpty ? 1 : rows.count

    // The first group of each row has its keys; a row is sure where one of its groups is.
    var firsts = [UInt32](repeating: 0, count: count)
    var isMet = [Bool](repeating: false, count: count)
    var isSure = [Bool](repeating: keys.isEmpty, count: count)
    let shown = input.rows.count
    try cancellation.forEachRun(of: ids.indices) { run in
      for position in run {
        let row = rows.numbers[position]
        if !isMet[row] { firsts[row] = UInt32(truncatingIfNeeded: position) }
        isMet[row] = true
        if position < shown, !input.doubtful.contains(ids[position]) { isSure[row] = true }
      }
    }
    let doubtful = isSure.indices.filter { !isSure[$0] }.map { UInt32(truncatingIfNeeded: $0) }

    var columns = try keys.map { try $0.spread(firsts, unmatched: nil, context) }
    let groups = try groupsOfValues(input.columns[plan.keyCount].spread(ids, unmatched: nil, context))
    for groups in groups {
      for (answer, column) in input.columns[(plan.keyCount + 1)...].enumerated() {
        var cells = [Value](repeating: plan.areCounts[answer] ? .whole(0) : .unknown, count: count)
        try cancellation.forEachRun(of: groups.indices, size: 1 << 14) { run in
          for position in groups[run].lazy.map(Int.init) {
            cells[rows.numbers[position]] = column.value(at: Int(ids[position]))
          }
        }
        columns.append(Column(kind: column.kind, values: cells))
      }
    }
    return Relation(columns, rows: .all(count), doubtful: Set(doubtful))
  }

  /// For each of the values that groups are spread by, the groups that go to it.
  private func groupsOfValues(_ column: Column) throws -> [[UInt32]] {
    var numbers: [KeyIdentity: Int] = [:]
    for (number, value) in plan.values.enumerated() { numbers[KeyIdentity(value)] = number }
    var groups = plan.values.map { _ in [UInt32]() }
    try context.cancellation.forEachRun(of: 0..<column.count, size: 1 << 14) { run in
      for group in run {
        guard let number = numbers[KeyIdentity(column.value(at: group))] else { continue }
        groups[number].append(UInt32(truncatingIfNeeded: group))
      }
    }
    return groups
  }
}

extension AggregateCall {
  /// The answer of a group without rows: nothing is counted there, and nothing known of all else.
  var ofNoRows: Value { counts ? .whole(0) : .unknown }
}
