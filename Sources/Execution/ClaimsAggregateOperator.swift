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
  /// Whether the order in which the rows stand is open, so that any of them may be the first.
  var isOrderOpen = false

  func run(_ input: Relation) throws -> Relation {
    let isSettled = calls.map { $0.settlesFirst(settling.roles) && !settling.isRaw }
    let plainCalls = zip(calls, isSettled).filter { !$1 }.map(\.0)
    let settledCalls = zip(calls, isSettled).filter(\.1).map(\.0)
    try noteNotSettled(plainCalls, input)
    if settledCalls.isEmpty {
      if settling.isRaw { try noteOverlaps(calls.filter { $0.settlesFirst(settling.roles) }, input) }
      return try plain(plainCalls, input)
    }
    let settled = try settledAnswers(settledCalls, input)
    guard !plainCalls.isEmpty else { return settled }
    let plain = try plain(plainCalls, input)
    // Both have the same groups in the same order: every claim has its group in either.
    var plainColumns = plain.columns[keys.count...].makeIterator()
    var settledColumns = settled.columns[keys.count...].makeIterator()
    let answers = isSettled.compactMap { $0 ? settledColumns.next() : plainColumns.next() }
    return Relation(
      Array(settled.columns[..<keys.count]) + answers, rows: settled.rows, doubtful: settled.doubtful)
  }

  private func plain(_ calls: [AggregateCall], _ input: Relation) throws -> Relation {
    try BoundedAggregateOperator(context: context, keys: keys, calls: calls, isOrderOpen: isOrderOpen)
      .run(input)
  }

  /// The answers over settled figures. Claims that may not belong here leave each settled figure spanning
  /// what it can come to, or open whether it is there at all; aggregates bound both.
  private func settledAnswers(_ calls: [AggregateCall], _ input: Relation) throws -> Relation {
    let joined = input
    let sure = input.sure
    let isOpen = !input.isSure
    var sureCount = sure.rows.count
    let rows = input.isSure ? sure.rows : .selected(sure.rows.ids + input.open.rows.ids)
    var input = Relation(input.columns, rows: rows)
    let project = ProjectOperator(context: context, expressions: [])
    var keyColumns = try keys.map { try project.column($0, input) }
    if let firsts = try joined.firstsOfClaims(rows.ids, keys: keyColumns, context.cancellation) {
      let ids = rows.ids
      input = Relation(input.columns, rows: .selected(firsts.map { ids[Int($0)] }))
      keyColumns = keyColumns.map { $0.taking(firsts) }
      sureCount = firsts.count { $0 < sureCount }
    }
    let measures = try calls.flatMap { try project.measures($0, input) }
    let claims = ClaimSet(
      columns: input.columns, rows: input.rows.ids, keys: keyColumns, measures: measures,
      sureCount: sureCount, cancellation: context.cancellation)
    let settled: SettledFigures
    let clock = ContinuousClock()
    let start = clock.now
    do {
      settled = try settler.settle(claims, settling)
    } catch KernelError.overflow {
      throw ExecutionDiagnostics.overflow(calls.first?.span ?? Span(0, 0))
    }
    for note in settled.notes { context.note(.settled(note)) }
    noteMissing(measures, settled, rows: sureCount)
    let count = settled.measures.first?.count ?? 0
    let relation = Relation(
      settled.keys + settled.measures, rows: .all(count), doubtful: Set(settled.maybe))
    context.recorder?.settled(
      input, into: relation, measures: measures.map(\.name), in: clock.now - start)
    let settledKeys = keys.enumerated().map {
      Expression(.column($0.offset), $0.element.type, $0.element.span)
    }
    var next = keys.count
    let settledCalls = calls.map { call -> AggregateCall in
      let columns = call.arguments.map { argument in
        defer { next += 1 }
        return Expression(.column(next), argument.expression.type, argument.expression.span)
      }
      // Where claims may not belong, each figure of an event stands for itself, and none beside another.
      if call.operation == .correlation, isOpen { return call.anyCorrelation }
      return call.asked(of: columns.first, columns.dropFirst().first)
    }
    return try BoundedAggregateOperator(
      context: context, keys: settledKeys, calls: settledCalls, isTold: false, isOrderOpen: isOrderOpen
    ).run(relation)
  }

  private func noteMissing(_ measures: [ClaimSet.Measure], _ settled: SettledFigures, rows: Int) {
    if rows == 0 {
      context.note(.noRowMatched)
      return
    }
    for (measure, figures) in zip(measures, settled.measures) {
      if (0..<rows).allSatisfy({ measure.values.value(at: $0).isUnknown }) {
        // A figure that nobody gives may be put together from its parts.
        context.note(
          figures.knownCount == 0
            ? .noneGives(name: measure.name, matched: rows)
            : .fromParts(name: measure.name, parts: parts(of: measure)))
      } else if figures.knownCount < figures.count, settled.maybe.isEmpty {
        context.note(
          .leftOutSettled(
            name: measure.name, unknown: figures.count - figures.knownCount, of: figures.count))
      }
    }
  }

  private func parts(of measure: ClaimSet.Measure) -> [String] {
    (measure.column.flatMap { settling.roles.includes[$0] } ?? []).map { settling.fields[$0].name }
  }

  /// Tells of figures that are not settled because joined columns play a part in them, where several rows
  /// speak of one event.
  private func noteNotSettled(_ calls: [AggregateCall], _ input: Relation) throws {
    let unsettled = calls.filter { call in
      guard !settling.isRaw, call.operation.weighsRows, call.operation != .count else { return false }
      return call.arguments.contains { argument in
        argument.expression.type.kind.canBeBounded
          && !argument.expression.columns.isDisjoint(with: settling.roles.joined)
      }
    }
    guard !unsettled.isEmpty, let event = settling.roles.event else { return }
    let rows = input.rows.ids + input.maybe
    let events = try RowGroups.number([input.columns[event].taking(rows)], count: rows.count, context)
    guard events.count < rows.count else { return }
    for call in unsettled { context.note(.notSettled(name: call.name)) }
  }

  private func noteOverlaps(_ calls: [AggregateCall], _ input: Relation) throws {
    let project = ProjectOperator(context: context, expressions: [])
    let claims = ClaimSet(
      columns: input.columns, rows: input.rows.ids, keys: [],
      measures: try calls.flatMap { try project.measures($0, Relation(input.columns, rows: input.rows)) },
      cancellation: context.cancellation)
    for note in try settler.settle(claims, settling).notes { context.note(.settled(note)) }
  }
}

extension AggregateCall {
  /// A correlation of which nothing more is known than that it is one.
  fileprivate var anyCorrelation: AggregateCall {
    let any = Expression(
      .constant(.figure(Figure(low: .real(-1), best: nil, high: .real(1)), .real)),
      ValueType(.real, isBounded: true), span)
    return AggregateCall(
      operation: .max, argument: any, type: ValueType(.real, isBounded: true), name: name, span: span)
  }
}
