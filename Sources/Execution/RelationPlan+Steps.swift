import TallyColumns
import TallyPlanning

/// Steps as the executor takes them: an order of which only the first rows are wanted is one step.
extension RelationPlan {
  /// What a step works on, with the sort inside a top taken for a part of it.
  var fusedInputs: [RelationPlan] {
    if case .slice(.sort(let input, _), _, _?) = self { [input] } else { inputs }
  }

  /// The columns of each fused input that are needed.
  func fusedColumnsNeeded(of needed: Set<Int>) -> [Set<Int>] {
    guard case .slice(let sort, _, _?) = self, case .sort = sort else { return columnsNeeded(of: needed) }
    return sort.columnsNeeded(of: needed.union(ownColumns))
  }

  /// Whether it passes every column on as it is, which only gives them their names.
  var isOnlyNaming: Bool {
    guard case .project(let input, let expressions) = self else { return false }
    return expressions.columnNumbers.map { $0 == Array(input.columnTypes.indices) } ?? false
  }

  /// Whether the rows are those of tables, of which columns and rows were only chosen.
  var isNearScan: Bool {
    switch self {
    case .scan: true
    case .filter(let input, _, _): input.isNearScan
    case .project(let input, let expressions): expressions.columnNumbers != nil && input.isNearScan
    case .oneRow, .aggregate, .pivot, .tally, .distinct, .window, .join, .sort, .keep, .slice: false
    }
  }

  /// How many rows come out, as far as the tables tell; nil where it is known only while it runs.
  var rowCount: RowCount? {
    switch self {
    case .scan(let table): return .exactly(table.rowCount)
    case .oneRow: return .exactly(1)
    case .project(let input, _), .window(let input, _), .sort(let input, _): return input.rowCount
    case .filter(let input, .always(true), _): return input.rowCount
    case .filter(let input, _, _), .distinct(let input), .keep(let input, _):
      return input.rowCount.map { .atMost($0.most) }
    case .aggregate(let plan):
      if plan.keys.isEmpty { return .exactly(1) }
      guard plan.fills.isEmpty, let rows = plan.input.rowCount?.most else { return nil }
      return .atMost(min(rows, plan.mostGroups ?? rows))
    case .pivot(let plan):
      return plan.keyCount == 0 ? .exactly(1) : plan.input.rowCount.map { .atMost($0.most) }
    case .slice(let input, let skip, let limit):
      guard let rows = input.rowCount else { return limit.map { .atMost($0) } }
      let left = min(max(0, rows.most - skip), limit ?? .max)
      if case .exactly = rows { return .exactly(left) }
      return .atMost(left)
    case .join(let plan): return plan.kind.showsRight ? nil : plan.left.rowCount.map { .atMost($0.most) }
    case .tally: return nil
    }
  }
}

/// How many rows there are before they are counted.
enum RowCount: Sendable, Hashable {
  case exactly(Int)
  case atMost(Int)

  var most: Int {
    switch self {
    case .exactly(let count), .atMost(let count): count
    }
  }
}
