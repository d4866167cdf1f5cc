import TallyColumns
import TallyFunctions
import TallyPlanning

/// Groups rows and gathers aggregates, in the way that fits the keys and what is asked: see `GroupingWay`.
struct AggregateOperator {
  let context: ExecutionContext
  let keys: [Expression]
  let calls: [AggregateCall]
  /// Whether what is left out and what is missing is told.
  var isTold = true
  /// Whether it is told why there is no answer where figures are given; nil to tell it with what is missing.
  var tellsUndefined: Bool?

  func run(_ input: Relation) throws -> Relation {
    let keys = try groupKeys(input)
    let calls = try GroupCalls(calls, isOneGroup: keys.columns.isEmpty, input, context)
    let groups = try groups(keys, calls, input)
    if isTold { noteUnknowns(groups.unknowns, rows: input.rows.count) }
    if tellsUndefined ?? isTold { noteUndefined(groups, rows: input.rows.count) }
    return Relation(groups.keys + groups.answers, rows: .all(groups.count))
  }

  private func groups(_ keys: GroupKeys, _ calls: GroupCalls, _ input: Relation) throws -> GroupedRows {
    let rows = input.rows.count
    let way = keys.way(rows: rows, keepValues: calls.keepValues)
    if way != .hashed { try keys.prepareRanks(context) }
    context.cancellation.begin(rows: rows)
    switch way {
    case .one:
      return try DirectGrouping(context: context, keys: nil, calls: calls).run(input)
    case .direct:
      guard let ordered = OrderedKeys(keys, rows: rows) else { break }
      return try DirectGrouping(context: context, keys: ordered, calls: calls).run(input)
    case .sorted:
      guard let ordered = OrderedKeys(keys, rows: rows) else { break }
      if let gathering = GatheredGrouping(context: context, keys: ordered, calls: calls, rows: rows) {
        return try gathering.run(input)
      }
      // While they are sorted there are as many once more: all may be in one part.
      guard context.memory.fits(2 * rows * MemoryLayout<KeyedRow>.stride) else { break }
      return try SortedGrouping(context: context, keys: ordered, calls: calls).run(input)
    case .hashed, .decidedLater: break
    }
    return try HashedGrouping(context: context, keys: keys, calls: calls).run(input)
  }

  private func groupKeys(_ input: Relation) throws -> GroupKeys {
    GroupKeys(
      try keys.map { key in
        if case .column(let index) = key.node {
          return try GroupKeyColumn(input.columns[index], isPositional: false, context)
        }
        return try GroupKeyColumn(
          try ProjectOperator(context: context, expressions: []).column(key, input), isPositional: true,
          context)
      })
  }

  private func noteUndefined(_ groups: GroupedRows, rows: Int) {
    guard keys.isEmpty else { return }
    for (number, call) in calls.enumerated() where groups.answers[number].knownCount == 0 {
      switch call.operation {
      case .variance, .standardDeviation, .correlation:
        if groups.unknowns[number] < rows { context.note(.undefined(call.operation, name: call.namesOfAll)) }
      default: break
      }
    }
  }

  private func noteUnknowns(_ unknowns: [Int], rows: Int) {
    if keys.isEmpty, rows == 0,
      calls.contains(where: { $0.operation != .count && $0.operation != .countDistinct })
    {
      context.note(.noRowMatched)
      return
    }
    for (call, unknown) in zip(calls, unknowns) where call.argument != nil && unknown > 0 {
      if unknown == rows, call.operation != .count, call.operation != .countDistinct {
        context.note(.noneGives(name: call.namesOfAll, matched: rows))
      } else {
        context.note(.leftOut(name: call.namesOfAny, unknown: unknown, of: rows))
      }
    }
  }
}
