import TallyColumns
import TallyFunctions
import TallyPlanning

/// How the groups of an aggregate are found.
enum GroupingWay: Sendable, Hashable {
  /// Without keys there is one.
  case one
  /// Each group has its place in an array; there are at most so many.
  case direct(Int)
  /// Rows are sorted by their keys, packed in one word.
  case sorted
  case hashed
  /// The keys are worked out first, and their values decide.
  case decidedLater
}

extension AggregatePlan {
  /// How groups will be found, as far as the columns of tables tell it.
  ///
  /// It is what `AggregateOperator` decides, asked of the columns that it will see. Keys that are worked out, and
  /// figures and texts whose different values have still to be counted, are not looked at.
  var groupingWay: GroupingWay {
    guard !keys.isEmpty else { return .one }
    guard let keys = countedKeys, let rows = input.rowCount else { return .decidedLater }
    let keepValues = calls.contains { $0.operation.keepsValues }
    let way = keys.way(rows: rows.most, keepValues: keepValues)
    // Of fewer rows than are known of, another may be better.
    if case .atMost = rows, way != keys.way(rows: 0, keepValues: keepValues) { return .decidedLater }
    return way
  }

  /// How many groups there can be; nil where that is not known, or very many.
  var mostGroups: Int? { keys.isEmpty ? 1 : countedKeys?.directSize }

  /// The keys, where all are columns of tables whose different values are counted.
  private var countedKeys: GroupKeys? {
    let columns = keys.compactMap { $0.columnNumber.flatMap(input.tableColumn) }
    guard !settlesFirst, columns.count == keys.count, columns.allSatisfy(\.hasCountedValues) else {
      return nil
    }
    return GroupKeys(columns.map { GroupKeyColumn(counted: $0, isPositional: false) })
  }
}

extension Aggregate.Operation {
  /// Whether all values of a group are kept to the end, so that groups are better taken one by one.
  var keepsValues: Bool {
    switch self {
    case .median, .quantile, .mode, .countDistinct: true
    case .count, .sum, .mean, .min, .max, .standardDeviation, .variance, .first, .last, .correlation: false
    }
  }
}

extension GroupKeys {
  /// - Parameters:
  ///   - rows: how many rows are grouped.
  ///   - keepValues: whether all values of a group are kept to the end.
  func way(rows: Int, keepValues: Bool) -> GroupingWay {
    if columns.isEmpty { return .one }
    guard canBeOrdered(rows: rows) else { return .hashed }
    if let directSize, !keepValues, directSize <= max(1 << 16, 4 * rows) { return .direct(directSize) }
    let bits = columns.reduce(0) { $0 + Int.bitWidth - (($1.cardinality ?? 1) - 1).leadingZeroBitCount }
    return bits <= UInt64.bitWidth ? .sorted : .hashed
  }
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
