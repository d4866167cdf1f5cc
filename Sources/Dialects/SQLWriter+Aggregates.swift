import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

extension SQLWriter {
  /// Groups with their answers, in the order of their keys.
  mutating func aggregated(_ plan: AggregatePlan) throws -> SelectDraft {
    if let settling = plan.settling, !settling.isRaw { remark(.claimsAsTheyStand) }
    var draft = try draft(plan.input)
    if !draft.isOfRows { draft = try closed(draft) }
    if draft.leavesOpenRowsOut { remark(.openRowsLeftOut) }
    draft.leavesOpenRowsOut = false
    let keyExpressions = try figuresAsColumns(plan.keys, &draft)
    let prepared = try prepare(plan, keyExpressions, &draft)
    draft.order = []
    let keys = try keyExpressions.map { try key($0, draft.columns) }
    let answers = try zip(plan.calls, prepared).map { try answer($0, draft.columns, $1) }
    draft.groups = keys.flatMap(\.parts)
    draft.columns = keys + answers
    draft.name(RelationPlan.aggregate(plan).columnFields)
    draft.order = keys.map { SQLOrder(column: $0, isDescending: false) }
    if answers.contains(where: \.holdsQuery) { draft = try shownLater(draft, plan) }
    for key in keys where key.type.kind == .text { noteFolding(of: key) }
    return plan.fills.isEmpty ? draft : try filled(draft, plan)
  }

  /// Keys over the columns of a step, where a figure that is worked out has become three of them: groups are put
  /// in order by several of its parts together.
  private mutating func figuresAsColumns(_ keys: [Expression], _ draft: inout SelectDraft) throws
    -> [Expression]
  {
    let width = draft.columns.count
    let columns = try keys.map { try column($0, draft.columns) }
    let places = keys.indices.filter {
      columns[$0].bounds != nil && !columns[$0].parts.allSatisfy(\.isColumn)
    }
    guard !places.isEmpty else { return keys }
    draft = try closed(draft, adding: places.map { columns[$0] })
    var keys = keys
    for (number, place) in places.enumerated() {
      keys[place] = Expression(.column(width + number), keys[place].type, keys[place].span)
    }
    return keys
  }

  /// Moments that a query of their own makes of numbers, in a step behind the one that finds the numbers.
  private mutating func shownLater(_ draft: SelectDraft, _ plan: AggregatePlan) throws -> SelectDraft {
    var numbers = draft
    for place in plan.keys.count..<numbers.columns.count {
      if let number = numbers.columns[place].number { numbers.columns[place].best = number }
    }
    var shown = try closed(numbers)
    for place in shown.columns.indices where draft.columns[place].number != nil {
      shown.columns[place].best = spelling.time(ofMomentNumber: shown.columns[place].best)
    }
    return shown
  }

  /// A key; SQL would read a number as the place of a column.
  mutating func key(_ expression: Expression, _ columns: [SQLColumn]) throws -> SQLColumn {
    var key = try column(expression, columns)
    let kind = expression.type.kind
    let isFigure = key.bounds != nil
    let solid = { [spelling] (part: SQLText) -> SQLText in
      if !part.holdsColumn { return spelling.cast(part, kind) }
      return kind == .real && !isFigure ? spelling.realKey(part) : part
    }
    key.best = solid(key.best)
    key.bounds = key.bounds.map { SQLColumn.Bounds(low: solid($0.low), high: solid($0.high)) }
    return key
  }

  /// - Parameter prepared: columns that were made for it; none where the dialect has a function.
  private mutating func answer(
    _ call: AggregateCall, _ columns: [SQLColumn], _ prepared: [SQLText]
  ) throws -> SQLColumn {
    guard let argument = call.argument else {
      var count = SQLColumn("COUNT(*)", call.type, isNeverNull: true)
      count.isAggregate = true
      return count
    }
    let value = try column(argument, columns)
    var answer = try figure(call, value, columns, prepared)
    answer.isAggregate = true
    answer.isOpen = call.operation != .count
    answer.isNeverNull = call.operation == .count || call.operation == .countDistinct
    return answer
  }

  private mutating func figure(
    _ call: AggregateCall, _ value: SQLColumn, _ columns: [SQLColumn], _ prepared: [SQLText]
  ) throws -> SQLColumn {
    if call.operation == .count { return SQLColumn(.call("COUNT", value.known), call.type) }
    if value.bounds != nil { return try figureOfBounds(call, value, prepared) }
    let kind = value.type.kind
    let text: SQLText
    switch call.operation {
    case .count, .countDistinct: text = "COUNT(DISTINCT \(value.best))"
    case .sum: text = spelling.aggregate("SUM", value.best)
    case .mean:
      let mean = spelling.mean(value.best, isWhole: kind != .real)
      text = kind == .duration ? spelling.roundedToWhole(mean) : mean
    case .min, .max:
      let isMaximum = call.operation == .max
      if kind == .text { noteFolding(of: value) }
      text =
        kind == .text
        ? spelling.extremeText(value.best, isMaximum: isMaximum)
        : spelling.aggregate(isMaximum ? "MAX" : "MIN", value.best)
    case .median, .quantile: return quantile(value, call, prepared)
    case .standardDeviation, .variance:
      let isSquared = call.operation == .variance
      text =
        spelling.deviation(value.best, isSquared: isSquared)
        ?? SQLSpread.deviation(value.best, mean: prepared[0], isSquared: isSquared)
    case .mode, .first, .last: text = spelling.any(prepared[0], kind)
    case .correlation:
      guard let second = call.second else { throw DialectDiagnostics.function(dialect, call.word, call.span) }
      let other = try column(second, columns)
      guard other.bounds == nil else { throw DialectDiagnostics.figures(dialect, call.word, call.span) }
      text =
        spelling.correlation(value.best, other.best)
        ?? SQLSpread.correlation(value.best, other.best, means: prepared)
    }
    return SQLColumn(text, call.type)
  }

  /// What lies between two values as the kind that the answer has: moments and durations are rounded down.
  private func quantile(_ value: SQLColumn, _ call: AggregateCall, _ prepared: [SQLText]) -> SQLColumn {
    let fraction = call.fraction ?? 0.5
    let of = { (number: SQLText) -> SQLText in
      spelling.quantile(number, fraction)
        ?? SQLSpread.quantile(number, fraction, place: prepared[0], count: prepared[1])
    }
    switch value.type.kind {
    case .date: return SQLColumn(spelling.date(ofDayNumber: of(spelling.dayNumber(value.best))), call.type)
    case .time:
      let number = of(spelling.momentNumber(value.best))
      var answer = SQLColumn(spelling.time(ofMomentNumber: number), call.type)
      answer.number = number
      return answer
    case .duration:
      return SQLColumn(spelling.cast(.call("FLOOR", of(value.best)), .duration), call.type)
    default: return SQLColumn(of(value.best), call.type)
    }
  }

  /// Of figures, part by part: a part that one of them lacks the answer lacks, too; only the least of
  /// the highs and the greatest of the lows hold whatever the others are.
  private func figureOfBounds(
    _ call: AggregateCall, _ value: SQLColumn, _ prepared: [SQLText]
  ) throws -> SQLColumn {
    let name: String
    switch call.operation {
    case .sum: name = "SUM"
    case .mean where call.type.kind == .real: name = "AVG"
    case .min: name = "MIN"
    case .max: name = "MAX"
    case .first, .last:
      let parts = prepared.map { spelling.any($0, value.type.kind) }
      return SQLColumn(parts[1], bounds: SQLColumn.Bounds(low: parts[0], high: parts[2]), call.type)
    default: throw DialectDiagnostics.figures(dialect, call.word, call.span)
    }
    let combined = { (part: SQLText) in
      name == "AVG"
        ? spelling.mean(part, isWhole: value.type.kind != .real) : spelling.aggregate(name, part)
    }
    let all = { (part: SQLText) -> SQLText in
      let complete = SQLText.compare(.call("COUNT", part), "=", .call("COUNT", value.known))
      return .when(complete, combined(part))
    }
    return SQLColumn(
      all(value.best),
      bounds: SQLColumn.Bounds(
        low: call.operation == .max ? combined(value.low) : all(value.low),
        high: call.operation == .min ? combined(value.high) : all(value.high)),
      call.type)
  }
}

extension AggregateCall {
  /// The aggregate as it is typed.
  var word: String {
    if operation == .countDistinct { return "count distinct" }
    return Aggregate.all.first { $0.operation == operation }?.name ?? operation.rawValue
  }
}
