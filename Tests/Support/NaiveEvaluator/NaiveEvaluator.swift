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

  /// A question this evaluator does not answer: claims that are to be settled, or too many rows that may
  /// belong to an answer or not.
  public struct NotCovered: Error {}

  /// The rows of an answer.
  public struct Answer: Sendable {
    public let rows: [[Value]]
    /// Rows that may match were in play: bounds are as tight as can be here, and may be wider elsewhere.
    public let isTightest: Bool

    public init(rows: [[Value]], isTightest: Bool) {
      self.rows = rows
      self.isTightest = isTightest
    }
  }

  /// The rows of the answer.
  public func answer(of plan: QueryPlan) throws -> Answer {
    let rows = try rows(of: plan.relation)
    return Answer(rows: rows.sure.map { Array($0.prefix(plan.types.count)) }, isTightest: rows.wereMaybe)
  }

  /// The rows of the answer.
  public func rows(of plan: QueryPlan) throws -> [[Value]] { try answer(of: plan).rows }

  /// Rows that surely belong, and rows that may.
  struct Rows {
    var sure: [[Value]]
    var maybe: [[Value]] = []
    /// Whether any aggregate below had rows that may belong.
    var wereMaybe = false
    /// Whether they were put in order by figures, of which it may be open which is the greater.
    var orderIsOpen = false

    func with(_ sure: [[Value]]) -> Rows {
      Rows(sure: sure, maybe: [], wereMaybe: wereMaybe, orderIsOpen: orderIsOpen)
    }
  }

  private func rows(of relation: RelationPlan) throws -> Rows {
    switch relation {
    case .scan(let table):
      return Rows(sure: (0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } })
    case .oneRow:
      return Rows(sure: [[]])
    case .filter(let input, let predicate, let keepsMaybe):
      return try filtered(try settledRows(of: input), predicate, keepsMaybe)
    case .aggregate(let plan):
      return try filledGroups(of: plan)
    case .pivot(let plan):
      let groups = try rows(of: plan.input)
      return groups.with(spread(groups.sure, plan))
    case .tally:
      throw NotCovered()
    case .window(let input, let calls):
      let input = try settledRows(of: input)
      guard input.maybe.isEmpty else { throw NotCovered() }
      return input.with(try windows(calls, input.sure))
    case .project(let input, let expressions):
      let input = try rows(of: input)
      var result = input.with(try input.sure.map { row in try expressions.map { try value(of: $0, row) } })
      result.maybe = try input.maybe.map { row in try expressions.map { try value(of: $0, row) } }
      return result
    case .distinct(let input):
      let input = try settledRows(of: input)
      var seen: Set<[Identity]> = []
      var result = input.with(input.sure.filter { seen.insert($0.map(Identity.init)).inserted })
      result.maybe = input.maybe.filter { seen.insert($0.map(Identity.init)).inserted }
      return result
    case .join(let plan):
      return try joined(plan, try settledRows(of: plan.left), try settledRows(of: plan.right))
    case .sort(let input, let keys):
      let input = try settledRows(of: input)
      let rows = input.sure
      let values = try rows.map { row in try keys.map { try value(of: $0.expression, row) } }
      let order = rows.indices.sorted { a, b in
        for (key, (x, y)) in zip(keys, zip(values[a], values[b])) {
          let order = ValueOrder.compare(x, y, isDescending: key.isDescending)
          if order != 0 { return order < 0 }
        }
        return a < b
      }
      let isOpen = input.orderIsOpen || values.contains { $0.contains(where: \.isBounded) }
      return Rows(
        sure: order.map { rows[$0] }, maybe: input.maybe, wereMaybe: input.wereMaybe, orderIsOpen: isOpen)
    case .keep(let input, let plan):
      return try kept(try settledRows(of: input), plan)
    case .slice(let input, let skip, let limit):
      let input = try rows(of: input)
      // Which rows are cut off may be open, and then also what is said of those that are left.
      guard input.maybe.isEmpty, !input.orderIsOpen else { throw NotCovered() }
      let rest = input.sure.dropFirst(skip)
      return input.with(Array(limit.map { rest.prefix($0) } ?? rest))
    }
  }

  /// Rows whose values can be chosen and put in order by: none of them has bounds that are as tight as can be
  /// here and may be wider elsewhere.
  func settledRows(of relation: RelationPlan) throws -> Rows {
    let rows = try rows(of: relation)
    if rows.wereMaybe { throw NotCovered() }
    return rows
  }

  private func filtered(_ input: Rows, _ predicate: Predicate, _ keepsMaybe: Bool) throws -> Rows {
    var result = input.with([])
    for row in input.sure {
      let truth = try truth(of: predicate, row)
      if truth == true || (truth == nil && keepsMaybe) {
        result.sure.append(row)
      } else if truth == nil {
        result.maybe.append(row)
      }
    }
    for row in input.maybe where try truth(of: predicate, row) != false { result.maybe.append(row) }
    return result
  }

  private func filledGroups(of plan: AggregatePlan) throws -> Rows {
    guard plan.settling == nil || plan.settling?.isRaw == true else { throw NotCovered() }
    var input = try settledRows(of: plan.input)
    let goesByOrder = plan.calls.contains { $0.operation == .first || $0.operation == .last }
    guard !input.orderIsOpen || !goesByOrder else { throw NotCovered() }
    input.orderIsOpen = false
    let groups = try groups(of: plan, input)
    return plan.fills.isEmpty ? groups : groups.with(filled(groups.sure, plan))
  }

  /// Groups of the rows that belong and of every choice among those that may.
  private func groups(of plan: AggregatePlan, _ rows: Rows) throws -> Rows {
    guard !rows.maybe.isEmpty else { return rows.with(try groups(of: plan, rows.sure)) }
    guard rows.maybe.count <= 8 else { throw NotCovered() }
    let width = plan.keys.count
    let choices = try (0..<(1 << rows.maybe.count)).map { choice in
      try groups(
        of: plan, rows.sure + rows.maybe.indices.filter { choice & (1 << $0) != 0 }.map { rows.maybe[$0] })
    }
    // With all of them there is every group that can be.
    let widest = choices[choices.count - 1]
    let hulls = widest.map { group -> [Value] in
      let key = group[..<width].map(Identity.init)
      let same = choices.map { groups in groups.first { $0[..<width].map(Identity.init) == key } }
      return Array(group[..<width])
        + plan.calls.indices.map { index in
          let counts = plan.calls[index].operation == .count || plan.calls[index].operation == .countDistinct
          return Hull.of(same.map { $0?[width + index] ?? (counts ? .whole(0) : .unknown) })
        }
    }
    return Rows(sure: hulls, maybe: [], wereMaybe: true)
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
          try aggregate(
            call, group.rows.map { row in try call.argument.map { try value(of: $0, row) } },
            group.rows.map { row in try call.second.map { try value(of: $0, row) } })
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
