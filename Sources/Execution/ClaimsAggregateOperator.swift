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
    let isSettled = calls.map { $0.settlesFirst(settling.roles) && !settling.isRaw }
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

  /// The answers over settled figures. Claims that may not belong here leave each settled figure spanning
  /// what it can come to, or open whether it is there at all; aggregates bound both.
  private func settledAnswers(_ calls: [AggregateCall], _ input: Relation) throws -> Relation {
    let sure = input.sure
    let rows = input.isSure ? sure.rows : .selected(sure.rows.ids + input.open.rows.ids)
    let input = Relation(input.columns, rows: rows)
    let project = ProjectOperator(context: context, expressions: [])
    let keyColumns = try keys.map { try project.column($0, input) }
    let measures = try calls.compactMap { call in
      try call.argument.map { try project.measure($0, named: call.name, input) }
    }
    let claims = ClaimSet(
      columns: input.columns, rows: input.rows.ids, keys: keyColumns, measures: measures,
      sureCount: sure.rows.count, cancellation: context.cancellation)
    let settled: SettledFigures
    let clock = ContinuousClock()
    let start = clock.now
    do {
      settled = try settler.settle(claims, settling)
    } catch KernelError.overflow {
      throw ExecutionDiagnostics.overflow(calls.first?.span ?? Span(0, 0))
    }
    for note in settled.notes { context.note(.settled(note)) }
    noteMissing(measures, rows: sure.rows.count)
    let count = settled.measures.first?.count ?? 0
    let relation = Relation(
      settled.keys + settled.measures, rows: .all(count), doubtful: Set(settled.maybe))
    context.recorder?.settled(
      claims.rows.count, into: relation, measures: measures.map(\.name), in: clock.now - start)
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
    return try BoundedAggregateOperator(
      context: context, keys: settledKeys, calls: settledCalls, isTold: false
    ).run(relation)
  }

  private func noteMissing(_ measures: [ClaimSet.Measure], rows: Int) {
    if rows == 0 {
      context.note(.noRowMatched)
      return
    }
    for measure in measures where (0..<rows).allSatisfy({ measure.values.value(at: $0).isUnknown }) {
      context.note(.noneGives(name: measure.name, matched: rows))
    }
  }

  private func noteOverlaps(_ input: Relation) throws {
    let claims = ClaimSet(columns: input.columns, rows: input.rows.ids, keys: [], measures: [])
    for note in try settler.settle(claims, settling).notes { context.note(.settled(note)) }
  }
}

extension AggregateCall {
  /// Whether it is of a figure, which claims give and which is settled first. What a claim is about, whose
  /// word it is and when it was reported is no figure, even where it is a number.
  func settlesFirst(_ roles: TableRoles) -> Bool {
    guard let argument, argument.type.kind.canBeBounded, argument.type.presentation == .plain else {
      return false
    }
    guard case .column(let column) = argument.node else { return true }
    return ![roles.event, roles.place, roles.reported].contains(column)
      && !roles.sources.contains(column) && !roles.items.contains(column)
  }
}
