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
    return Answer(
      rows: rows.shown.map { Array($0.values.prefix(plan.types.count)) }, isTightest: rows.wereMaybe)
  }

  /// The rows of the answer.
  public func rows(of plan: QueryPlan) throws -> [[Value]] { try answer(of: plan).rows }

  /// A row, and whether it surely belongs.
  struct Row {
    var values: [Value]
    var isSure = true
  }

  /// Rows that are shown, and rows that are not and may belong.
  struct Rows {
    var shown: [Row]
    var hidden: [[Value]] = []
    /// Whether any aggregate below had rows that may belong.
    var wereMaybe = false
    /// Whether they were put in order by figures, of which it may be open which is the greater.
    var orderIsOpen = false

    init(_ rows: [[Value]]) {
      shown = rows.map { Row(values: $0) }
    }

    var isSure: Bool { hidden.isEmpty && shown.allSatisfy(\.isSure) }

    /// The values of all rows; where it is open which belong, there is no saying what stands where.
    func settled() throws -> [[Value]] {
      guard isSure else { throw NotCovered() }
      return shown.map(\.values)
    }

    /// The same rows with other values.
    func map(_ transform: ([Value]) throws -> [Value]) rethrows -> Rows {
      var result = self
      for index in shown.indices { result.shown[index].values = try transform(shown[index].values) }
      result.hidden = try hidden.map(transform)
      return result
    }

    func with(_ rows: [[Value]]) -> Rows {
      var result = Rows(rows)
      result.wereMaybe = wereMaybe
      result.orderIsOpen = orderIsOpen
      return result
    }
  }

  private func rows(of relation: RelationPlan) throws -> Rows {
    switch relation {
    case .scan(let table):
      return Rows((0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } })
    case .oneRow:
      return Rows([[]])
    case .filter(let input, let predicate, let keepsMaybe):
      return try filtered(try tightRows(of: input), predicate, keepsMaybe)
    case .aggregate(let plan):
      return try filledGroups(of: plan)
    case .pivot(let plan):
      let groups = try rows(of: plan.input)
      return groups.with(spread(groups.shown.map(\.values), plan))
    case .tally:
      throw NotCovered()
    case .window(let input, let calls):
      let input = try tightRows(of: input)
      return input.with(try windows(calls, try input.settled()))
    case .project(let input, let expressions):
      let input = try rows(of: input)
      // Of bounds that may be wider elsewhere only what widens with them can be compared.
      guard !input.wereMaybe || expressions.allSatisfy(\.widensWithBounds) else { throw NotCovered() }
      return try input.map { row in try expressions.map { try value(of: $0, row) } }
    case .distinct(let input):
      return distinct(try tightRows(of: input))
    case .join(let plan):
      return try joined(plan, try tightRows(of: plan.left), try tightRows(of: plan.right).settled())
    case .sort(let input, let keys):
      return try sorted(try tightRows(of: input), keys)
    case .keep(let input, let plan):
      return try kept(try tightRows(of: input), plan)
    case .slice(let input, let skip, let limit):
      let input = try rows(of: input)
      // Which rows are cut off may be open, and then also what is said of those that are left.
      guard !input.orderIsOpen else { throw NotCovered() }
      let rest = try input.settled().dropFirst(skip)
      return input.with(Array(limit.map { rest.prefix($0) } ?? rest))
    }
  }

  /// Rows whose values can be chosen and put in order by: none of them has bounds that are as tight as can be
  /// here and may be wider elsewhere.
  private func tightRows(of relation: RelationPlan) throws -> Rows {
    let rows = try rows(of: relation)
    if rows.wereMaybe { throw NotCovered() }
    return rows
  }

  private func filtered(_ input: Rows, _ predicate: Predicate, _ keepsMaybe: Bool) throws -> Rows {
    var result = input.with([])
    var open: [[Value]] = []
    for row in input.shown {
      switch (try truth(of: predicate, row.values), row.isSure) {
      case (true, true): result.shown.append(row)
      case (nil, true): if keepsMaybe { result.shown.append(row) } else { result.hidden.append(row.values) }
      case (false, _): break
      case (_, false): if keepsMaybe { result.shown.append(row) } else { open.append(row.values) }
      }
    }
    for row in input.hidden where try truth(of: predicate, row) != false {
      if keepsMaybe { result.shown.append(Row(values: row, isSure: false)) } else { open.append(row) }
    }
    result.hidden += open
    return result
  }

  /// The first of the rows that are the same; a row that may belong adds one where no sure row is the same.
  private func distinct(_ input: Rows) -> Rows {
    let sure = Set(input.shown.filter(\.isSure).map { $0.values.map(Identity.init) })
    var seen: Set<[Identity]> = []
    var result = input.with([])
    for row in input.shown {
      let identity = row.values.map(Identity.init)
      if !row.isSure, sure.contains(identity) { continue }
      if seen.insert(identity).inserted { result.shown.append(row) }
    }
    result.hidden = input.hidden.filter { seen.insert($0.map(Identity.init)).inserted }
    return result
  }

  private func sorted(_ input: Rows, _ keys: [SortKey]) throws -> Rows {
    let values = try input.shown.map { row in try keys.map { try value(of: $0.expression, row.values) } }
    let order = input.shown.indices.sorted { a, b in
      for (key, (x, y)) in zip(keys, zip(values[a], values[b])) {
        let order = ValueOrder.compare(x, y, isDescending: key.isDescending)
        if order != 0 { return order < 0 }
      }
      return a < b
    }
    var result = input
    result.shown = order.map { input.shown[$0] }
    result.orderIsOpen = input.orderIsOpen || values.contains { $0.contains(where: \.isBounded) }
    return result
  }

  private func filledGroups(of plan: AggregatePlan) throws -> Rows {
    guard plan.settling == nil || plan.settling?.isRaw == true else { throw NotCovered() }
    var input = try tightRows(of: plan.input)
    let goesByOrder = plan.calls.contains { $0.operation == .first || $0.operation == .last }
    guard !goesByOrder || (input.isSure && !input.orderIsOpen) else { throw NotCovered() }
    input.orderIsOpen = false
    let groups = try groups(of: plan, input)
    return plan.fills.isEmpty ? groups : groups.with(filled(groups.shown.map(\.values), plan))
  }

  /// Groups of the rows that belong and of every choice among those that may.
  private func groups(of plan: AggregatePlan, _ rows: Rows) throws -> Rows {
    let sure = rows.shown.filter(\.isSure).map(\.values)
    let open = rows.shown.filter { !$0.isSure }.map(\.values) + rows.hidden
    guard !open.isEmpty else { return rows.with(try groups(of: plan, sure)) }
    guard open.count <= 8 else { throw NotCovered() }
    let width = plan.keys.count
    let choices = try (0..<(1 << open.count)).map { choice in
      try groups(of: plan, sure + open.indices.filter { choice & (1 << $0) != 0 }.map { open[$0] })
    }
    // With all of them there is every group that can be.
    let widest = choices[choices.count - 1]
    var result = Rows(
      widest.map { group -> [Value] in
        let key = group[..<width].map(Identity.init)
        let same = choices.map { groups in groups.first { $0[..<width].map(Identity.init) == key } }
        return Array(group[..<width])
          + plan.calls.indices.map { index in
            let counts =
              plan.calls[index].operation == .count || plan.calls[index].operation == .countDistinct
            return Hull.of(same.map { $0?[width + index] ?? (counts ? .whole(0) : .unknown) })
          }
      })
    let surely = Set(choices[0].map { $0[..<width].map(Identity.init) })
    for index in result.shown.indices {
      result.shown[index].isSure = surely.contains(result.shown[index].values[..<width].map(Identity.init))
    }
    result.wereMaybe = true
    return result
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

extension Expression {
  /// Whether wider bounds of columns give nothing but wider bounds.
  fileprivate var widensWithBounds: Bool {
    switch node {
    case .column, .constant: true
    case .condition: false
    case .call(let function, let arguments):
      ["+", "-", "*", "/", "negate", "min", "max", "floor", "ceil", "sqrt", "exp", "ln", "round"].contains(
        function.name)
        && arguments.allSatisfy(\.widensWithBounds)
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
