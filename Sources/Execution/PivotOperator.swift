import TallyColumns
import TallyPlanning

/// Spreads groups over columns. Groups stand in the order of their keys, so the rows do, too.
struct PivotOperator {
  let context: ExecutionContext
  let plan: PivotPlan

  /// - Parameter input: the groups: their keys, what they are spread by, and their answers.
  func run(_ input: Relation) throws -> Relation {
    let ids = input.rows.ids + input.maybe
    let keys = input.columns[..<plan.keyCount].map { $0.taking(ids) }
    let rows = try RowGroups.number(keys, count: ids.count, context)
    let count = keys.isEmpty ? 1 : rows.count
    let places = places(of: input.columns[plan.keyCount].taking(ids))

    // The first group of each row has its keys; a row is sure where one of its groups is.
    var firsts = [UInt32](repeating: 0, count: count)
    var isSure = [Bool](repeating: keys.isEmpty, count: count)
    let shown = input.rows.count
    for position in ids.indices.reversed() {
      firsts[rows.numbers[position]] = UInt32(truncatingIfNeeded: position)
      if position < shown, !input.doubtful.contains(ids[position]) { isSure[rows.numbers[position]] = true }
    }
    let doubtful = isSure.indices.filter { !isSure[$0] }.map { UInt32(truncatingIfNeeded: $0) }

    var columns = keys.map { $0.taking(firsts) }
    let answers = input.columns[(plan.keyCount + 1)...].map { column in ids.map { column.value(at: Int($0)) }
    }
    for value in plan.values.indices {
      for answer in answers.indices {
        var cells = [Value](repeating: plan.areCounts[answer] ? .whole(0) : .unknown, count: count)
        for position in ids.indices where places[position] == value {
          cells[rows.numbers[position]] = answers[answer][position]
        }
        columns.append(Column(kind: input.columns[plan.keyCount + 1 + answer].kind, values: cells))
      }
    }
    return Relation(columns, rows: .all(count), doubtful: Set(doubtful))
  }

  /// The number of the value that each group goes to; nil where it is none of them.
  private func places(of column: Column) -> [Int?] {
    var numbers: [KeyIdentity: Int] = [:]
    for (number, value) in plan.values.enumerated() { numbers[KeyIdentity(value)] = number }
    return (0..<column.count).map { numbers[KeyIdentity(column.value(at: $0))] }
  }
}

extension AggregateCall {
  /// The answer of a group without rows: nothing is counted there, and nothing known of all else.
  var ofNoRows: Value { counts ? .whole(0) : .unknown }
}
