import TallyColumns
import TallyDiagnostics
import TallyPlanning

/// Adds the groups that have no rows, so that a month without an attack is a month with none: from the
/// first period to the last, for every combination of the other keys. Counts are 0 there, all else unknown.
struct FillOperator {
  let fills: [Int: DateLevel]
  let keyCount: Int
  let calls: [AggregateCall]

  /// At most so many groups are made.
  private static let limit = 1_000_000

  func run(_ input: Relation) throws -> Relation {
    var rows = (0..<input.rows.count).map { row in input.columns.map { $0.value(at: row) } }
    for (key, level) in fills.sorted(by: { $0.key < $1.key }) { rows = try filled(rows, key, level) }
    let columns = input.columns.indices.map { index in
      Column(kind: input.columns[index].kind, values: rows.map { $0[index] })
    }
    let order = RowOrder(columns[..<keyCount].map { SortColumn($0, isDescending: false) }).sorted(rows.count)
    // Groups of which no row is sure stand first among the rows, in the order in which they came.
    let doubtful = order.indices.filter { input.doubtful.contains(order[$0]) }
    return Relation(
      columns.map { $0.taking(order) }, rows: .all(rows.count),
      doubtful: Set(doubtful.map { UInt32(truncatingIfNeeded: $0) }))
  }

  private func filled(_ rows: [[Value]], _ key: Int, _ level: DateLevel) throws -> [[Value]] {
    let known = rows.compactMap { $0[key].stored }
    guard let first = known.min(), let last = known.max() else { return rows }
    let periods = try periods(from: first, to: last, level)
    var present: Set<[Value]> = []
    var combinations: [[Value]] = []
    var seen: Set<[Value]> = []
    for row in rows {
      var others = Array(row[..<keyCount])
      present.insert(others)
      others[key] = .unknown
      if seen.insert(others).inserted { combinations.append(others) }
    }
    guard periods.count * combinations.count <= FillOperator.limit else {
      throw ExecutionDiagnostics.tooManyGroups(calls.first?.span)
    }
    let empty = calls.map { call -> Value in
      call.operation == .count || call.operation == .countDistinct ? .whole(0) : .unknown
    }
    var result = rows
    for combination in combinations {
      for period in periods {
        var keys = combination
        keys[key] = Value(stored: period, kind: level.needsTime ? .time : .date)
        if !present.contains(keys) { result.append(keys + empty) }
      }
    }
    return result
  }

  private func periods(from first: Int64, to last: Int64, _ level: DateLevel) throws -> [Int64] {
    var periods: [Int64] = []
    var current = first
    while current <= last {
      periods.append(current)
      guard periods.count <= FillOperator.limit else {
        throw ExecutionDiagnostics.tooManyGroups(calls.first?.span)
      }
      let (next, overflow) =
        switch level {
        case .hour: current.addingReportingOverflow(Moment.perHour)
        case .minute: current.addingReportingOverflow(Moment.perMinute)
        default: (level.end(ofPeriodFrom: current), false)
        }
      // Behind the last period that there is, there is nothing to fill.
      guard !overflow, next > current else { break }
      current = next
    }
    return periods
  }
}
