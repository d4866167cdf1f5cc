import TallyColumns
import TallyPlanning

extension NaiveEvaluator {
  /// Every left row held against every right row.
  func joined(_ plan: JoinPlan, _ left: Rows, _ right: Rows) throws -> Rows {
    var result = left.with([])
    result.orderIsOpen = left.orderIsOpen
    result.sure = try left.sure.flatMap { try joined(plan, $0, right.sure) }
    result.maybe = try left.maybe.flatMap { try joined(plan, $0, right.sure) }
    guard plan.kind == .full else { return result }
    for row in right.sure {
      if try left.sure.contains(where: { try matches(plan, $0, row) }) { continue }
      // Whether it stands by itself is open where a row that may belong matches it.
      if try left.maybe.contains(where: { try matches(plan, $0, row) }) { throw NotCovered() }
      var added = [Value](repeating: .unknown, count: plan.leftCount) + plan.rightColumns.map { row[$0] }
      for key in plan.keys where key.isMerged {
        for index in key.left.columns {
          added[index] = merged(try value(of: key.right, row), plan.types[index].kind)
        }
      }
      result.sure.append(added)
    }
    for key in plan.keys where key.isMerged {
      for index in key.left.columns {
        for row in result.sure.indices {
          result.sure[row][index] = merged(result.sure[row][index], plan.types[index].kind)
        }
        for row in result.maybe.indices {
          result.maybe[row][index] = merged(result.maybe[row][index], plan.types[index].kind)
        }
      }
    }
    return result
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
      compare(.equal, try value(of: key.left, left), try value(of: key.right, right)) == true
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
