import TallyColumns
import TallyPlanning

/// How the groups of an aggregate are found.
enum GroupingWay: Sendable, Hashable {
  /// Without keys there is one.
  case one
  /// Each group has its place in an array; there are at most so many.
  case direct(Int)
  case hashed
  /// The keys are worked out first, and their values decide.
  case decidedLater
}

extension AggregatePlan {
  /// How groups will be found, as far as the columns of tables tell it.
  ///
  /// It is what `GroupKeys` decides, asked of the columns that the operator will see. Keys that are worked out, and
  /// figures and texts whose different values have still to be counted, are not looked at.
  var groupingWay: GroupingWay {
    guard !keys.isEmpty else { return .one }
    let columns = keys.compactMap { $0.columnNumber.flatMap(input.tableColumn) }
    guard !settlesFirst, columns.count == keys.count, columns.allSatisfy(\.hasCountedValues) else {
      return .decidedLater
    }
    return GroupKeys(columns.map { GroupKeyColumn($0, isPositional: false) }).way
  }
}

extension GroupKeys {
  var way: GroupingWay { columns.isEmpty ? .one : directSize.map(GroupingWay.direct) ?? .hashed }
}

extension RelationPlan {
  /// The very column of a table that column i of the rows is.
  func tableColumn(_ index: Int) -> Column? {
    switch self {
    case .scan(let table): table.columns.indices.contains(index) ? table.columns[index] : nil
    case .filter(let input, _, _), .sort(let input, _), .slice(let input, _, _), .keep(let input, _),
      .distinct(let input):
      input.tableColumn(index)
    case .project(let input, let expressions):
      expressions.columnNumbers.flatMap { $0.indices.contains(index) ? input.tableColumn($0[index]) : nil }
    case .oneRow, .aggregate, .pivot, .tally, .window, .join: nil
    }
  }
}

extension Column {
  /// Whether its different values are counted already, by a dictionary or by its range.
  fileprivate var hasCountedValues: Bool {
    if case .plain = storage { return false }
    return !isBounded
  }
}
