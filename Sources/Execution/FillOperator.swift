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
    var rows = (0..<input.rows.count).map { row in
      Group(
        values: input.columns.map { $0.value(at: row) },
        isSure: !input.doubtful.contains(UInt32(truncatingIfNeeded: row)))
    }
    for (key, level) in fills.sorted(by: { $0.key < $1.key }) { rows = try filled(rows, key, level) }
    let columns = input.columns.indices.map { index in
      Column(kind: input.columns[index].kind, values: rows.map { $0.values[index] })
    }
    let order = RowOrder(columns[..<keyCount].map { SortColumn($0, isDescending: false) }).sorted(rows.count)
    let doubtful = order.indices.filter { !rows[Int(order[$0])].isSure }
    return Relation(
      columns.map { $0.taking(order) }, rows: .all(rows.count),
      doubtful: Set(doubtful.map { UInt32(truncatingIfNeeded: $0) }))
  }

  /// Groups of which no row is sure may not be there; those that only they ask for may not be either.
  private struct Group {
    let values: [Value]
    let isSure: Bool
  }

  private func filled(_ groups: [Group], _ key: Int, _ level: DateLevel) throws -> [Group] {
    let span = { (groups: [Group]) -> ClosedRange<Int64>? in
      let known = groups.compactMap { $0.values[key].stored }
      guard let first = known.min(), let last = known.max() else { return nil }
      return first...last
    }
    guard let all = span(groups) else { return groups }
    let sure = span(groups.filter(\.isSure))
    guard let periods = level.periods(from: all.lowerBound, to: all.upperBound, atMost: FillOperator.limit)
    else { throw ExecutionDiagnostics.tooManyGroups(calls.first?.span) }
    var present: Set<[KeyIdentity]> = []
    var combinations: [(keys: [Value], isSure: Bool)] = []
    var numbers: [[KeyIdentity]: Int] = [:]
    for group in groups {
      var others = Array(group.values[..<keyCount])
      present.insert(others.map(KeyIdentity.init))
      others[key] = .unknown
      let identity = others.map(KeyIdentity.init)
      if let number = numbers[identity] {
        if group.isSure { combinations[number].isSure = true }
      } else {
        numbers[identity] = combinations.count
        combinations.append((others, group.isSure))
      }
    }
    guard periods.count * combinations.count <= FillOperator.limit else {
      throw ExecutionDiagnostics.tooManyGroups(calls.first?.span)
    }
    let empty = calls.map(\.ofNoRows)
    // A group that may have no rows is there all the same where it would be filled in.
    var result = groups.map { group -> Group in
      guard !group.isSure, let period = group.values[key].stored, sure?.contains(period) == true else {
        return group
      }
      var others = Array(group.values[..<keyCount])
      others[key] = .unknown
      let isFilled = numbers[others.map(KeyIdentity.init)].map { combinations[$0].isSure } ?? false
      return Group(values: group.values, isSure: isFilled)
    }
    for combination in combinations {
      for period in periods {
        var keys = combination.keys
        keys[key] = Value(stored: period, kind: level.needsTime ? .time : .date)
        guard !present.contains(keys.map(KeyIdentity.init)) else { continue }
        result.append(
          Group(
            values: keys + empty, isSure: combination.isSure && sure?.contains(period) == true))
      }
    }
    return result
  }
}
