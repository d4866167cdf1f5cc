import TallyColumns
import TallyPlanning

extension NaiveEvaluator {
  /// Every left row held against every right row.
  func joined(_ plan: JoinPlan, _ left: Rows, _ right: [[Value]]) throws -> Rows {
    var result = left.with([])
    result.shown = try left.shown.flatMap { row in
      try joined(plan, row.values, right).map { Row(values: $0, isSure: row.isSure) }
    }
    result.hidden = try left.hidden.flatMap { try joined(plan, $0, right) }
    guard plan.kind == .full else { return result }
    for row in right {
      let sure = left.shown.filter(\.isSure).map(\.values)
      if try sure.contains(where: { try matches(plan, $0, row) }) { continue }
      // Whether it stands by itself is open where a row that may belong matches it.
      let open = left.shown.filter { !$0.isSure }.map(\.values) + left.hidden
      if try open.contains(where: { try matches(plan, $0, row) }) { throw NotCovered() }
      var added = [Value](repeating: .unknown, count: plan.leftCount) + plan.rightColumns.map { row[$0] }
      for key in plan.keys where key.isMerged {
        for index in key.left.columns {
          added[index] = merged(try value(of: key.right, row), plan.types[index].kind)
        }
      }
      result.shown.append(Row(values: added))
    }
    return result.map { row in
      var row = row
      for key in plan.keys where key.isMerged {
        for index in key.left.columns { row[index] = merged(row[index], plan.types[index].kind) }
      }
      return row
    }
  }

  /// What comes of one left row.
  private func joined(_ plan: JoinPlan, _ row: [Value], _ right: [[Value]]) throws -> [[Value]] {
    let left = Array(row.prefix(plan.leftCount))
    let found = try right.filter { try matches(plan, row, $0) }
    let beside = found.map { match in left + plan.rightColumns.map { match[$0] } }
    switch plan.kind {
    case .semi: return found.isEmpty ? [] : [left]
    case .anti: return found.isEmpty ? [left] : []
    case .inner: return beside
    case .left, .full:
      return beside.isEmpty ? [left + plan.rightColumns.map { _ in .unknown }] : beside
    }
  }

  private func matches(_ plan: JoinPlan, _ left: [Value], _ right: [Value]) throws -> Bool {
    try plan.keys.allSatisfy { key in
      try compare(.equal, try value(of: key.left, left), try value(of: key.right, right)) == true
    }
  }

  /// A key that holds the values of two kinds.
  private func merged(_ value: Value, _ kind: Kind) -> Value {
    switch (value, kind) {
    case (.whole(let whole), .real): .real(Double(whole))
    case (.date(let day), .time): .time(day * Moment.perDay)
    default: value
    }
  }
}
