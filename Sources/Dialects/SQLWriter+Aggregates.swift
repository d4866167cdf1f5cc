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
    draft.order = []
    var prepared = try Preparation(plan, draft, self)
    if !prepared.columns.isEmpty {
      let width = draft.columns.count
      draft = try closed(draft, adding: prepared.columns)
      prepared.made = Array(draft.columns[width...])
      draft.columns = Array(draft.columns[..<width])
    }
    let keys = try plan.keys.map { try key($0, draft.columns) }
    let answers = try plan.calls.map { try answer($0, draft.columns, &prepared) }
    draft.groups = keys.flatMap(\.parts)
    draft.columns = keys + answers
    draft.order = keys.map { SQLOrder(column: $0, isDescending: false) }
    if answers.contains(where: \.holdsQuery) { draft = try shownLater(draft, plan) }
    for key in keys where key.type.kind == .text { noteFolding(of: key) }
    return plan.fills.isEmpty ? draft : try filled(draft, plan)
  }

  /// Moments that a query of their own makes of numbers, in a step behind the one that finds the numbers.
  private mutating func shownLater(_ draft: SelectDraft, _ plan: AggregatePlan) throws -> SelectDraft {
    var numbers = draft
    for (index, call) in plan.calls.enumerated() {
      let place = plan.keys.count + index
      guard let number = numbers.columns[place].number else { continue }
      numbers.columns[place].best = number
      numbers.columns[place].name = "\(call.word) \(call.name)"
    }
    var shown = try closed(numbers)
    for place in shown.columns.indices where draft.columns[place].number != nil {
      shown.columns[place].best = spelling.time(ofMomentNumber: shown.columns[place].best)
    }
    return shown
  }

  /// A key; SQL would read a number as the place of a column.
  private mutating func key(_ expression: Expression, _ columns: [SQLColumn]) throws -> SQLColumn {
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

  private mutating func answer(
    _ call: AggregateCall, _ columns: [SQLColumn], _ prepared: inout Preparation
  ) throws -> SQLColumn {
    var answer = try figure(call, columns, &prepared)
    answer.isOpen = call.operation != .count
    return answer
  }

  private mutating func figure(
    _ call: AggregateCall, _ columns: [SQLColumn], _ prepared: inout Preparation
  ) throws -> SQLColumn {
    guard let argument = call.argument else {
      return SQLColumn("COUNT(*)", call.type, isNeverNull: true)
    }
    let value = try column(argument, columns)
    if call.operation == .count {
      return SQLColumn(.call("COUNT", value.known), call.type, isNeverNull: true)
    }
    guard value.bounds == nil else { return try figureOfBounds(call, value) }
    let kind = value.type.kind
    let text: SQLText
    switch call.operation {
    case .count, .countDistinct:
      return SQLColumn("COUNT(DISTINCT \(value.best))", call.type, isNeverNull: true)
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
    case .median:
      let places = prepared.next(call)
      let number = kind == .time ? median(of: spelling.momentNumber(value.best), places) : nil
      var answer = SQLColumn(median(value, places), call.type)
      answer.number = number
      return answer
    case .standardDeviation, .variance:
      let isSquared = call.operation == .variance
      text =
        prepared.next(call).map {
          Preparation.deviation(value.best, mean: $0[0], isSquared: isSquared, spelling)
        }
        ?? spelling.deviation(value.best, isSquared: isSquared) ?? "NULL"
    case .quantile, .mode, .first, .last, .correlation:
      throw DialectDiagnostics.function(dialect, call.word, call.span)
    }
    return SQLColumn(text, call.type)
  }

  /// The middle as the kind that the answer has; moments are rounded down.
  private func median(_ value: SQLColumn, _ places: [SQLText]?) -> SQLText {
    let number = { (number: SQLText) in median(of: number, places) }
    return switch value.type.kind {
    case .date: spelling.date(ofDayNumber: number(spelling.dayNumber(value.best)))
    case .time: spelling.time(ofMomentNumber: number(spelling.momentNumber(value.best)))
    case .duration: spelling.cast(.call("FLOOR", number(value.best)), .duration)
    default: number(value.best)
    }
  }

  private func median(of number: SQLText, _ places: [SQLText]?) -> SQLText {
    places.map { Preparation.median(number, $0) } ?? spelling.median(number) ?? "NULL"
  }

  /// Of figures, part by part: a part that one of them lacks the answer lacks, too; only the least of
  /// the highs and the greatest of the lows hold whatever the others are.
  private mutating func figureOfBounds(_ call: AggregateCall, _ value: SQLColumn) throws -> SQLColumn {
    let name: String
    switch call.operation {
    case .sum: name = "SUM"
    case .mean where call.type.kind == .real: name = "AVG"
    case .min: name = "MIN"
    case .max: name = "MAX"
    default: throw DialectDiagnostics.figures(dialect, call.word, call.span)
    }
    let all = { [spelling] (part: SQLText) -> SQLText in
      let complete = SQLText.compare(.call("COUNT", part), "=", .call("COUNT", value.known))
      return .when(complete, spelling.aggregate(name, part))
    }
    let any = { [spelling] (part: SQLText) in spelling.aggregate(name, part) }
    return SQLColumn(
      all(value.best),
      bounds: SQLColumn.Bounds(
        low: call.operation == .max ? any(value.low) : all(value.low),
        high: call.operation == .min ? any(value.high) : all(value.high)),
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

/// Columns that an aggregate needs beside those of the rows, where a dialect has no function for it: the
/// place of each value in its group and how many there are, or the mean of the group.
struct Preparation {
  private(set) var columns: [SQLColumn] = []
  /// The same as columns of the step that made them.
  var made: [SQLColumn] = []
  private var taken = 0

  init(_ plan: AggregatePlan, _ draft: SelectDraft, _ writer: SQLWriter) throws {
    var writer = writer
    let keys = try plan.keys.flatMap { try writer.column($0, draft.columns).parts }
    let group = keys.isEmpty ? [] : ["PARTITION BY \(.list(keys))" as SQLText]
    for call in plan.calls {
      guard let argument = call.argument, !argument.type.isBounded,
        Preparation.takesStep(call, writer.spelling)
      else { continue }
      let value = try writer.column(argument, draft.columns)
      let whole = SQLText.joined(group, " ")
      let add = { (text: SQLText, name: String, columns: inout [SQLColumn]) in
        columns.append(SQLColumn(text, ValueType(.real), name: "\(call.name) \(name)"))
      }
      switch call.operation {
      case .median:
        let order = SQLText.joined(group + ["ORDER BY \(value.best) NULLS LAST"], " ")
        add("ROW_NUMBER() OVER (\(order))", "place", &columns)
        add("COUNT(\(value.best)) OVER (\(whole))", "count", &columns)
      default:
        add("AVG(\(value.best)) OVER (\(whole))", "mean", &columns)
      }
    }
  }

  private static func takesStep(_ call: AggregateCall, _ spelling: any Spelling) -> Bool {
    switch call.operation {
    case .median: spelling.median("x") == nil
    case .standardDeviation, .variance:
      spelling.deviation("x", isSquared: call.operation == .variance) == nil
    default: false
    }
  }

  /// The columns made for a call; nil where it needs none. Calls are asked in their order.
  mutating func next(_ call: AggregateCall) -> [SQLText]? {
    let count = call.operation == .median ? 2 : 1
    guard taken + count <= made.count else { return nil }
    defer { taken += count }
    return made[taken..<(taken + count)].map(\.best)
  }

  /// The mean of the one or two values in the middle.
  static func median(_ value: SQLText, _ places: [SQLText]) -> SQLText {
    let (place, count) = (places[0], places[1])
    return "AVG(CASE WHEN \(place) IN ((\(count) + 1) / 2, (\(count) + 2) / 2) THEN \(value) END)"
  }

  /// In two passes, as the mean is known by now.
  static func deviation(
    _ value: SQLText, mean: SQLText, isSquared: Bool, _ spelling: any Spelling
  ) -> SQLText {
    let distance = SQLText.infix(value, "-", mean, .sum)
    let squares = "SUM((\(distance)) * (\(distance)))" as SQLText
    let variance = "\(squares) / NULLIF(COUNT(\(value)) - 1, 0)" as SQLText
    return isSquared ? variance : "SQRT(\(variance))"
  }
}
