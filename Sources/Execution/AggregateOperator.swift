import TallyColumns
import TallyFunctions
import TallyPlanning

/// Groups rows and gathers aggregates: each thread takes a run of batches, finds the groups of their
/// rows and feeds its own accumulators; then the threads' results are merged in the order of the rows.
struct AggregateOperator {
  let context: ExecutionContext
  let keys: [Expression]
  let calls: [AggregateCall]
  /// Whether what is left out and what is missing is told.
  var isTold = true

  func run(_ input: Relation) throws -> Relation {
    let keys = try groupKeys(input)
    let batches = input.batches(of: context.batchRows)
    let arguments = try argumentColumns(input)
    let areBounded = calls.map { $0.arguments.contains { $0.expression.isBounded(in: input) } }
    let runs = runsOfBatches(batches.count)
    let partials = try context.workers.map(runs.count, cancellation: context.cancellation) { index in
      try gather(runs[index], batches, keys, arguments, areBounded)
    }
    var result = partials.first ?? Partial(keys: keys, calls: calls, areBounded: areBounded)
    for partial in partials.dropFirst() { try result.merge(partial) }
    if keys.columns.isEmpty { result.ensureGroup() }
    if isTold { noteUnknowns(result, rows: input.rows.count) }
    return try finish(result, keys)
  }

  // MARK: - Preparing

  private func groupKeys(_ input: Relation) throws -> GroupKeys {
    GroupKeys(
      try keys.map { key in
        if case .column(let index) = key.node {
          return GroupKeyColumn(input.columns[index], isPositional: false)
        }
        return GroupKeyColumn(
          try ProjectOperator(context: context, expressions: []).column(key, input), isPositional: true)
      })
  }

  /// Arguments that are worked out beforehand, because their texts must share one dictionary with every
  /// text in it once; nil for those that are worked out batch by batch.
  private func argumentColumns(_ input: Relation) throws -> [Column?] {
    try calls.map { call in
      guard let argument = call.argument, argument.type.kind == .text, call.operation != .count else {
        return nil
      }
      return try ProjectOperator(context: context, expressions: []).column(argument, input)
        .withoutRepeatedEntries
    }
  }

  private func runsOfBatches(_ count: Int) -> [Range<Int>] {
    let runs = min(context.workers.count, max(1, count))
    return (0..<runs).map { (count * $0 / runs)..<(count * ($0 + 1) / runs) }
  }

  // MARK: - Gathering

  private func gather(
    _ run: Range<Int>, _ batches: [Batch], _ keys: GroupKeys, _ arguments: [Column?], _ areBounded: [Bool]
  ) throws -> Partial {
    var partial = Partial(keys: keys, calls: calls, areBounded: areBounded)
    let evaluator = ExpressionEvaluator(context: context)
    for index in run {
      try context.cancellation.check()
      let batch = batches[index]
      let start = index * context.batchRows
      let positions = start..<(start + batch.count)
      let groups = partial.groups(positions, batch.rows)
      for (number, call) in calls.enumerated() {
        var vectors: [Vector] = []
        if let column = arguments[number] {
          vectors = [column.gather(.range(positions))]
        } else {
          vectors = try call.arguments.map {
            try evaluator.evaluate($0.expression, batch).stretched(to: batch.count)
          }
        }
        try partial.add(vectors, groups, toCall: number)
      }
    }
    return partial
  }

  // MARK: - Finishing

  private func finish(_ result: Partial, _ keys: GroupKeys) throws -> Relation {
    let present = result.presentGroups
    let keyColumns = keys.columns.enumerated().map { index, column in
      column.column(of: result.words(ofKey: index, groups: present))
    }
    let order = RowOrder(keyColumns.map { SortColumn($0, isDescending: false) }).sorted(present.count)
    let groups = order.map { present[Int($0)] }
    let sortedKeys = keyColumns.map { column in
      Column(concatenating: [column.gather(.list(order))], kind: column.kind)
    }
    let answers = try zip(calls, result.accumulators).map { call, accumulator in
      do {
        return try accumulator.column(groups)
      } catch KernelError.overflow {
        throw ExecutionDiagnostics.overflow(call.span)
      }
    }
    return Relation(sortedKeys + answers, rows: .all(groups.count))
  }

  private func noteUnknowns(_ result: Partial, rows: Int) {
    if keys.isEmpty, rows == 0,
      calls.contains(where: { $0.operation != .count && $0.operation != .countDistinct })
    {
      context.note(.noRowMatched)
      return
    }
    for (number, call) in calls.enumerated() where call.argument != nil {
      let unknown = result.unknownCounts[number]
      guard unknown > 0 else { continue }
      if unknown == rows, call.operation != .count, call.operation != .countDistinct {
        context.note(.noneGives(name: call.namesOfAll, matched: rows))
      } else {
        context.note(.leftOut(name: call.namesOfAny, unknown: unknown, of: rows))
      }
    }
  }
}
