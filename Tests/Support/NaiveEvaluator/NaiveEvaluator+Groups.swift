import TallyColumns
import TallyFunctions
import TallyPlanning

extension NaiveEvaluator {
  /// Groups with those between that have no rows.
  func filled(_ rows: [[Value]], _ plan: AggregatePlan) -> [[Value]] {
    let width = plan.keys.count
    var groups = rows
    for (key, level) in plan.fills.sorted(by: { $0.key < $1.key }) {
      let known = groups.compactMap { $0[key].stored }
      guard let first = known.min(), let last = known.max(), let kind = groups.compactMap(\.[key].kind).first
      else { continue }
      var present = Set(groups.map { $0[..<width].map(Identity.init) })
      for group in groups {
        var place = first
        while place <= last {
          var keys = Array(group[..<width])
          keys[key] = Value(stored: place, kind: kind)
          if present.insert(keys.map(Identity.init)).inserted {
            groups.append(keys + plan.calls.map { $0.operation.ofNothing })
          }
          place = next(place, level)
        }
      }
    }
    return groups.sorted { a, b in
      for index in 0..<width {
        let order = ValueOrder.compare(a[index], b[index], isDescending: false)
        if order != 0 { return order < 0 }
      }
      return false
    }
  }

  /// Where the period behind one begins.
  private func next(_ place: Int64, _ level: DateLevel) -> Int64 {
    switch level {
    case .minute: return place + Moment.perMinute
    case .hour: return place + Moment.perHour
    case .day: return place + 1
    case .week: return place + 7
    case .month, .quarter, .year:
      let date = CalendarDate(days: place)
      let months = level == .month ? 1 : level == .quarter ? 3 : 12
      let month = date.month - 1 + months
      return CalendarDate(year: date.year + month / 12, month: month % 12 + 1, day: 1).days
    }
  }

  /// A row for each combination of the other keys, with the answers of each value side by side.
  func spread(_ groups: [[Value]], _ plan: PivotPlan) -> [[Value]] {
    let width = plan.keyCount + 1
    let cells = Dictionary(groups.map { ($0[..<width].map(Identity.init), $0) }) { first, _ in first }
    var seen: Set<[Identity]> = []
    var rows = groups.map { Array($0[..<plan.keyCount]) }.filter {
      seen.insert($0.map(Identity.init)).inserted
    }
    if plan.keyCount == 0 { rows = [[]] }
    let nothing = plan.areCounts.map { $0 ? Value.whole(0) : .unknown }
    return rows.map { keys in
      plan.values.reduce(keys) { row, value in
        let cell = cells[(keys + [value]).map(Identity.init)]
        return row + (cell.map { Array($0[width...]) } ?? nothing)
      }
    }
  }
}

extension Aggregate.Operation {
  /// What it is of no rows.
  var ofNothing: Value { self == .count || self == .countDistinct ? .whole(0) : .unknown }
}
