import TallyColumns
import TallyPlanning

/// Answers plans in the plainest way there is: a row at a time, on single values, without kernels,
/// batches or threads. What the engine gives is held against it.
public struct NaiveEvaluator: Sendable {
  /// Whether `and` and `or` stop at the operand that decides. The engine may or may not look at the
  /// others, so it may or may not meet an overflow in them.
  let stopsEarly: Bool

  public init(stopsEarly: Bool = true) {
    self.stopsEarly = stopsEarly
  }

  /// What a value that does not fit in 64 bits ends in.
  public struct Overflow: Error {}

  /// The rows of the answer.
  public func rows(of plan: QueryPlan) throws -> [[Value]] {
    try rows(of: plan.relation).map { Array($0.prefix(plan.types.count)) }
  }

  private func rows(of relation: RelationPlan) throws -> [[Value]] {
    switch relation {
    case .scan(let table):
      return (0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } }
    case .oneRow:
      return [[]]
    case .filter(let input, let predicate):
      return try rows(of: input).filter { try truth(of: predicate, $0) == true }
    case .aggregate(let plan):
      return try groups(of: plan, try rows(of: plan.input))
    case .project(let input, let expressions):
      return try rows(of: input).map { row in try expressions.map { try value(of: $0, row) } }
    case .distinct(let input):
      var seen: Set<[Identity]> = []
      return try rows(of: input).filter { seen.insert($0.map(Identity.init)).inserted }
    case .sort(let input, let keys):
      let rows = try rows(of: input)
      let values = try rows.map { row in try keys.map { try value(of: $0.expression, row) } }
      return rows.indices.sorted { a, b in
        for (key, (x, y)) in zip(keys, zip(values[a], values[b])) {
          let order = ValueOrder.compare(x, y, isDescending: key.isDescending)
          if order != 0 { return order < 0 }
        }
        return a < b
      }
      .map { rows[$0] }
    case .slice(let input, let skip, let limit):
      let rest = try rows(of: input).dropFirst(skip)
      return Array(limit.map { rest.prefix($0) } ?? rest)
    }
  }

  /// Groups in the order of their keys, each with its answers behind the keys.
  private func groups(of plan: AggregatePlan, _ rows: [[Value]]) throws -> [[Value]] {
    var members: [[Identity]: (keys: [Value], rows: [[Value]])] = [:]
    if plan.keys.isEmpty { members[[]] = ([], []) }
    for row in rows {
      let keys = try plan.keys.map { try value(of: $0, row) }
      members[keys.map(Identity.init), default: (keys, [])].rows.append(row)
    }
    let ordered = members.values.sorted { a, b in
      for (x, y) in zip(a.keys, b.keys) {
        let order = ValueOrder.compare(x, y, isDescending: false)
        if order != 0 { return order < 0 }
      }
      return false
    }
    return try ordered.map { group in
      try group.keys
        + plan.calls.map { call in
          try aggregate(call, group.rows.map { row in try call.argument.map { try value(of: $0, row) } })
        }
    }
  }
}

/// What makes two values the same for grouping: texts by their bytes.
struct Identity: Hashable {
  private let value: Value
  private let bytes: [UInt8]

  init(_ value: Value) {
    if case .text(let text) = value {
      self.value = .unknown
      bytes = [1] + text.utf8
    } else {
      self.value = value
      bytes = []
    }
  }
}
