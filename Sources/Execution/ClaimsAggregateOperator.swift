import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

/// Aggregates claims: figures are settled first and the settled ones aggregated; all else is asked of the
/// claims as they are.
struct ClaimsAggregateOperator {
  let context: ExecutionContext
  let keys: [Expression]
  let calls: [AggregateCall]
  let settling: SettlingPlan
  let settler: any ClaimSettler

  func run(_ input: Relation) throws -> Relation {
    let isSettled = calls.map { $0.settlesFirst && !settling.isRaw }
    let plainCalls = zip(calls, isSettled).filter { !$1 }.map(\.0)
    let settledCalls = zip(calls, isSettled).filter(\.1).map(\.0)
    if settledCalls.isEmpty {
      if settling.isRaw { try noteOverlaps(input) }
      return try BoundedAggregateOperator(context: context, keys: keys, calls: plainCalls).run(input)
    }
    let settled = try settledAnswers(settledCalls, input)
    guard !plainCalls.isEmpty else { return settled }
    let plain = try BoundedAggregateOperator(context: context, keys: keys, calls: plainCalls).run(input)
    // Both have the same groups in the same order: every claim has its group in either.
    var plainColumns = plain.columns[keys.count...].makeIterator()
    var settledColumns = settled.columns[keys.count...].makeIterator()
    let answers = isSettled.compactMap { $0 ? settledColumns.next() : plainColumns.next() }
    return Relation(
      Array(settled.columns[..<keys.count]) + answers, rows: settled.rows, doubtful: settled.doubtful)
  }

  /// The answers over settled figures. Rows that may not belong here widen them: settled without them and
  /// with them, an answer spans both. With some of them a mean or a median may lie outside of both, but not
  /// of all figures, so it spans these; a deviation is bounded by nothing.
  private func settledAnswers(_ calls: [AggregateCall], _ input: Relation) throws -> Relation {
    let sure = try aggregate(calls, input.sure, isTold: true)
    guard !input.isSure else { return sure }
    let all = Relation(input.columns, rows: .selected(input.rows.ids + input.maybe))
    return span(
      sure, try aggregate(calls, all, isTold: false), try extremes(calls, input.sure),
      try extremes(calls, all), calls)
  }

  /// For each call whose answer may move either way, the least and the greatest of the figures.
  private func extremes(_ calls: [AggregateCall], _ input: Relation) throws -> Relation {
    let probes = calls.filter(\.mayMoveEitherWay).flatMap { call in
      [Aggregate.Operation.min, .max].map { operation in
        AggregateCall(
          operation: operation, argument: call.argument,
          type: Aggregate.result(of: operation, argument: call.argument?.type), name: call.name,
          span: call.span)
      }
    }
    return probes.isEmpty ? Relation([], rows: .all(0)) : try aggregate(probes, input, isTold: false)
  }

  private func aggregate(_ calls: [AggregateCall], _ input: Relation, isTold: Bool) throws -> Relation {
    let project = ProjectOperator(context: context, expressions: [])
    let keyColumns = try keys.map { try project.column($0, input) }
    let measures = try calls.compactMap { call in
      try call.argument.map { try project.measure($0, named: call.name, input) }
    }
    let claims = ClaimSet(columns: input.columns, rows: input.rows.ids, keys: keyColumns, measures: measures)
    let settled: SettledFigures
    do {
      settled = try settler.settle(claims, settling)
    } catch KernelError.overflow {
      throw ExecutionDiagnostics.overflow(calls.first?.span ?? Span(0, 0))
    }
    if isTold {
      for note in settled.notes { context.note(.settled(note)) }
      noteMissing(measures, rows: input.rows.count)
    }
    let relation = Relation(settled.keys + settled.measures, rows: .all(settled.measures.first?.count ?? 0))
    let settledKeys = keys.enumerated().map {
      Expression(.column($0.offset), $0.element.type, $0.element.span)
    }
    let settledCalls = calls.enumerated().map { number, call in
      AggregateCall(
        operation: call.operation,
        argument: call.argument.map { Expression(.column(keys.count + number), $0.type, $0.span) },
        type: call.type,
        name: call.name, span: call.span)
    }
    return try AggregateOperator(context: context, keys: settledKeys, calls: settledCalls, isTold: false).run(
      relation)
  }

  private func noteMissing(_ measures: [ClaimSet.Measure], rows: Int) {
    if rows == 0 {
      context.note(.noRowMatched)
      return
    }
    for measure in measures where measure.values.knownCount == 0 {
      context.note(.noneGives(name: measure.name, matched: rows))
    }
  }

  private func noteOverlaps(_ input: Relation) throws {
    let claims = ClaimSet(columns: input.columns, rows: input.rows.ids, keys: [], measures: [])
    for note in try settler.settle(claims, settling).notes { context.note(.settled(note)) }
  }

  /// Each answer from the least to the most that either gives.
  private func span(
    _ sure: Relation, _ all: Relation, _ sureExtremes: Relation, _ allExtremes: Relation,
    _ calls: [AggregateCall]
  ) -> Relation {
    var rowOfKey: [[Value]: Int] = [:]
    for row in 0..<sure.rows.count {
      rowOfKey[keys.indices.map { sure.columns[$0].value(at: row) }] = row
    }
    let rows = 0..<all.rows.count
    let sureRows = rows.map { row in rowOfKey[keys.indices.map { all.columns[$0].value(at: row) }] }
    let answers = calls.indices.map { number -> Column in
      let kind = calls[number].type.kind
      let answer = { (relation: Relation, column: Int, row: Int?) in
        row.map { relation.columns[keys.count + column].value(at: $0) } ?? .unknown
      }
      let extreme = calls[..<number].count(where: \.mayMoveEitherWay) * 2
      return Column(
        kind: kind,
        values: rows.map { row in
          let (least, most) = (answer(sure, number, sureRows[row]), answer(all, number, row))
          guard calls[number].mayMoveEitherWay else { return least.spanning(most, kind: kind) }
          if calls[number].operation == .standardDeviation {
            return Value(Figure(low: .real(0), best: nil, high: nil), kind)
          }
          let ends = [0, 1].map { end -> Value in
            let outer = answer(allExtremes, extreme + end, row)
            let inner = answer(sureExtremes, extreme + end, sureRows[row])
            return inner.isUnknown ? outer : inner.spanning(outer, kind: kind)
          }
          return ends[0].spanning(ends[1], kind: kind)
        })
    }
    let doubtful = rows.filter { sureRows[$0] == nil }.map { UInt32(truncatingIfNeeded: $0) }
    return Relation(
      Array(all.columns[..<keys.count]) + answers, rows: .all(all.rows.count), doubtful: Set(doubtful))
  }
}

extension AggregateCall {
  /// Whether it is of a figure, which claims give and which is settled first.
  var settlesFirst: Bool {
    guard let argument, operation != .countDistinct else { return false }
    return argument.type.kind.canBeBounded && argument.type.presentation == .plain
  }

  /// Whether a further figure can make the answer greater or less, whatever figures there are.
  fileprivate var mayMoveEitherWay: Bool {
    switch operation {
    case .mean, .median, .standardDeviation: true
    case .count, .countDistinct, .sum, .min, .max: false
    }
  }
}
