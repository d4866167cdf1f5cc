import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

/// Adds columns that are worked out from other rows, in the order in which the rows stand.
struct WindowOperator {
  let context: ExecutionContext
  let calls: [WindowCall]

  func run(_ input: Relation) throws -> Relation {
    let project = ProjectOperator(context: context, expressions: [])
    guard input.isSure else { return try runOverOpenRows(input) }
    let ids = input.rows.ids
    var columns = try input.columns.map { column in
      if case .all = input.rows { column } else { try column.spread(ids, unmatched: nil, context) }
    }
    for call in calls {
      let keys = try call.keys.map { try project.column($0, input) }
      let argument = try project.column(call.argument, input)
      let partitions = try RowGroups.number(keys, count: ids.count, context)
      do {
        columns.append(try WindowFunction(call, argument, partitions, context).column())
      } catch KernelError.overflow {
        throw ExecutionDiagnostics.overflow(call.span)
      }
    }
    return Relation(columns, rows: .all(ids.count))
  }

  /// Where it is open which rows belong here, so is what stands before or behind a row: a window may then be
  /// any number, or is unknown where it is no number.
  private func runOverOpenRows(_ input: Relation) throws -> Relation {
    let count = input.columns.first?.count ?? 0
    let identity = input.columns.enumerated().map { index, column in
      Expression(.column(index), ValueType(column.kind, isBounded: column.isBounded), Span(0, 0))
    }
    let open = calls.map { call -> Expression in
      let kind = call.type.kind
      let value = kind.canBeBounded ? Value.figure(.anything(kind), kind) : .unknown
      return Expression(.constant(value), call.type, call.span)
    }
    if count > 0 { context.note(.windowOpen) }
    return try ProjectOperator(context: context, expressions: identity + open).run(input)
  }
}

/// One window over all its partitions.
private struct WindowFunction {
  let context: ExecutionContext
  let call: WindowCall
  let argument: Column
  /// The number of each row's partition.
  private let numbers: [Int]
  /// The rows of all partitions, those of one together and in order, and where those of each begin, with the end.
  private let rows: [UInt32]
  private let starts: [Int]

  /// Rows that are worked out between two looks at whether to stop.
  private static let rowsAtOnce = 1 << 13

  init(
    _ call: WindowCall, _ argument: Column, _ groups: (numbers: [Int], count: Int),
    _ context: ExecutionContext
  ) throws {
    self.context = context
    self.call = call
    self.argument = argument
    numbers = groups.numbers
    var starts = [Int](repeating: 0, count: groups.count + 1)
    var rows = [UInt32](repeating: 0, count: numbers.count)
    try WindowFunction.forEach(numbers.indices, context) { row in starts[groups.numbers[row] + 1] += 1 }
    for group in 0..<groups.count { starts[group + 1] += starts[group] }
    var places = starts
    try WindowFunction.forEach(numbers.indices, context) { row in
      rows[places[groups.numbers[row]]] = UInt32(truncatingIfNeeded: row)
      places[groups.numbers[row]] += 1
    }
    (self.rows, self.starts) = (rows, starts)
  }

  /// Calls with each of some numbers; looks at whether to stop every now and then.
  private static func forEach(
    _ numbers: Range<Int>, _ context: ExecutionContext, _ body: (Int) throws -> Void
  ) throws {
    try context.cancellation.forEachRun(of: numbers, size: rowsAtOnce) { run in
      for number in run { try body(number) }
    }
  }

  /// Calls with each place in `rows`, with the rows of one partition one behind the other.
  /// - Parameter begin: called before the first row of each partition.
  private func forEach(
    begin: (_ places: Range<Int>) throws -> Void = { _ in }, _ body: (_ place: Int, _ row: Int) throws -> Void
  ) throws {
    var partition = -1
    context.cancellation.begin(rows: rows.count)
    for start in stride(from: 0, to: rows.count, by: WindowFunction.rowsAtOnce) {
      let run = start..<min(start + WindowFunction.rowsAtOnce, rows.count)
      try context.cancellation.check(passing: run.count)
      for place in run {
        let row = Int(rows[place])
        if numbers[row] != partition {
          partition = numbers[row]
          try begin(starts[partition]..<starts[partition + 1])
        }
        try body(place, row)
      }
    }
  }

  func column() throws -> Column {
    switch call.kind {
    case .previous, .next: return try shifted()
    case .running: return try running()
    case .rank: return argument.isBounded ? try openRanks() : try ranks()
    case .share: return try shares()
    }
  }

  private func shifted() throws -> Column {
    var values = [Value](repeating: .unknown, count: argument.count)
    let step = call.kind == .previous ? -1 : 1
    try forEach { place, row in
      let other = place + step
      if rows.indices.contains(other), numbers[Int(rows[other])] == numbers[row] {
        values[row] = argument.value(at: Int(rows[other]))
      }
    }
    return Column(kind: argument.kind, values: values)
  }

  /// The sum so far; a row whose value is unknown shows what there was before it.
  private func running() throws -> Column {
    var values = [Value](repeating: .unknown, count: argument.count)
    var total: Figure?
    var real = CompensatedSum()
    try forEach(begin: { _ in (total, real) = (nil, CompensatedSum()) }) { _, row in
      if let figure = argument.value(at: row).asFigure {
        total = try total.map { try FigureAggregate.combine([$0, figure], .sum) ?? figure } ?? figure
        if let exact = figure.exact { real.add(exact.asDouble) }
      }
      guard let total else { return }
      if argument.kind == .real, !argument.isBounded || total.exact != nil {
        // Beyond all reals there is no sum of plain numbers.
        values[row] = real.value.isFinite ? .real(real.value) : .unknown
      } else {
        values[row] = Value(total, kind: argument.kind)
      }
    }
    return Column(kind: argument.kind, values: values)
  }

  /// 1 for the greatest of the partition. All rows are sorted at once, by partition and then by value.
  private func ranks() throws -> Column {
    let partitions = SortColumn(words: numbers.map { Int64($0) }, unknown: nil)
    let values = try SortColumn(argument, isDescending: true, context)
    let order = try RowOrder([partitions, values]).sorted(numbers.count, context)
    var ranks = [Int64](repeating: 0, count: order.count)
    var missing = NullMask(count: order.count)
    var (rank, first) = (0, 0)
    try WindowFunction.forEach(order.indices, context) { place in
      let row = Int(order[place])
      let before = place > 0 ? Int(order[place - 1]) : row
      if place == 0 || numbers[row] != numbers[before] {
        (rank, first) = (1, place)
      } else if values.isBefore(before, row) != nil {
        rank = place - first + 1
      }
      // Unknown values come last, and have no rank.
      if values.unknown?[row] == true { missing.setNull(row) } else { ranks[row] = Int64(rank) }
    }
    return Column(kind: .whole, .narrowest(ranks), missing: missing.ifAny)
  }

  /// Ranks of figures with bounds: from 1 and those surely greater to 1 and those perhaps greater.
  private func openRanks() throws -> Column {
    var values = [Value](repeating: .unknown, count: argument.count)
    for partition in 0..<starts.count - 1 {
      let rows = rows[starts[partition]..<starts[partition + 1]].map { Int($0) }
      let known = rows.filter { !argument.value(at: $0).isUnknown }
      let figures = known.map { argument.value(at: $0).asFigure ?? Figure(low: nil, best: nil, high: nil) }
      for (index, row) in known.enumerated() {
        var (sure, perhaps) = (0, 0)
        try WindowFunction.forEach(figures.indices, context) { other in
          guard other != index else { return }
          switch FigureComparison.isLess(figures[index], figures[other]) {
          case .yes: sure += 1
          case .maybe: perhaps += 1
          case .no: break
          }
        }
        values[row] = Value(
          Figure(low: .whole(Int64(1 + sure)), best: nil, high: .whole(Int64(1 + sure + perhaps))),
          kind: .whole)
      }
    }
    return Column(kind: .whole, values: values)
  }

  /// The part of the sum of all known rows. A figure's least part is its low among the highs of the others.
  private func shares() throws -> Column {
    var values = [Value](repeating: .unknown, count: argument.count)
    var total: Figure?
    try forEach(
      begin: { places in
        var figures: [Figure] = []
        try WindowFunction.forEach(places, context) { place in
          if let figure = argument.value(at: Int(rows[place])).asFigure { figures.append(figure) }
        }
        total = figures.isEmpty ? nil : try FigureAggregate.combine(figures, .sum)
      }
    ) { _, row in
      if let figure = argument.value(at: row).asFigure {
        values[row] = WindowFunction.share(of: figure, in: total)
      }
    }
    return Column(kind: .real, values: values)
  }

  private static func share(of figure: Figure, in total: Figure?) -> Value {
    guard let total else { return .unknown }
    let part = { (own: Number?, sum: Number?, other: Number?) -> Number? in
      // The others' end is the total's end without this figure's own.
      guard let own, let sum, let other else { return nil }
      let whole = own.asDouble + (sum.asDouble - other.asDouble)
      return whole > 0 && own.asDouble >= 0 ? .real(own.asDouble / whole) : nil
    }
    if let exact = figure.exact, let sum = total.exact {
      return sum.asDouble == 0 ? .unknown : .real(exact.asDouble / sum.asDouble)
    }
    // Shares have bounds only where nothing can be negative; elsewhere they may be any number.
    guard let low = total.low, low.asDouble >= 0, (figure.low?.asDouble ?? -1) >= 0 else {
      return .figure(.anything(.real), .real)
    }
    let least = part(figure.low, total.high, figure.high) ?? .real(0)
    let most = part(figure.high, total.low, figure.low) ?? .real(1)
    return Value(Figure(low: least, best: nil, high: most), kind: .real)
  }
}
