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
    var columns = input.columns.map { column in
      if case .all = input.rows { column } else { column.taking(ids) }
    }
    for call in calls {
      try context.cancellation.check()
      let keys = try call.keys.map { try project.column($0, input) }
      let argument = try project.column(call.argument, input)
      let partitions = RowGroups.number(keys, count: ids.count)
      do {
        columns.append(try WindowFunction(call, argument, partitions).column())
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
  let call: WindowCall
  let argument: Column
  /// The rows of each partition, in order.
  let partitions: [[Int]]

  init(_ call: WindowCall, _ argument: Column, _ numbers: (numbers: [Int], count: Int)) {
    self.call = call
    self.argument = argument
    var partitions = [[Int]](repeating: [], count: numbers.count)
    for (row, number) in numbers.numbers.enumerated() { partitions[number].append(row) }
    self.partitions = partitions
  }

  func column() throws -> Column {
    switch call.kind {
    case .previous, .next: return shifted()
    case .running: return try running()
    case .rank: return ranked()
    case .share: return try shares()
    }
  }

  private func shifted() -> Column {
    var values = [Value](repeating: .unknown, count: argument.count)
    for rows in partitions {
      for (place, row) in rows.enumerated() {
        let other = call.kind == .previous ? place - 1 : place + 1
        if rows.indices.contains(other) { values[row] = argument.value(at: rows[other]) }
      }
    }
    return Column(kind: argument.kind, values: values)
  }

  /// The sum so far; a row whose value is unknown shows what there was before it.
  private func running() throws -> Column {
    var values = [Value](repeating: .unknown, count: argument.count)
    for rows in partitions {
      var total: Figure?
      var real = CompensatedSum()
      for row in rows {
        if let figure = argument.value(at: row).asFigure {
          total = try total.map { try FigureAggregate.combine([$0, figure], .sum) ?? figure } ?? figure
          if let exact = figure.exact { real.add(exact.asDouble) }
        }
        guard let total else { continue }
        if argument.kind == .real, !argument.isBounded || total.exact != nil {
          // Beyond all reals there is no sum of plain numbers.
          values[row] = real.value.isFinite ? .real(real.value) : .unknown
        } else {
          values[row] = Value(total, kind: argument.kind)
        }
      }
    }
    return Column(kind: argument.kind, values: values)
  }

  /// 1 for the greatest. With bounds: from 1 and those surely greater to 1 and those perhaps greater.
  private func ranked() -> Column {
    var values = [Value](repeating: .unknown, count: argument.count)
    let words = argument.isBounded ? [] : SortColumn(argument, isDescending: true).words
    for rows in partitions {
      let known = rows.filter { !argument.value(at: $0).isUnknown }
      guard argument.isBounded else {
        let ordered = known.sorted { words[$0] < words[$1] }
        var rank: Int64 = 1
        for (place, row) in ordered.enumerated() {
          if place > 0, words[ordered[place - 1]] != words[row] { rank = Int64(place) + 1 }
          values[row] = .whole(rank)
        }
        continue
      }
      let figures = known.map { argument.value(at: $0).asFigure ?? Figure(low: nil, best: nil, high: nil) }
      for (index, row) in known.enumerated() {
        let truths = figures.indices.filter { $0 != index }.map {
          FigureComparison.isLess(figures[index], figures[$0])
        }
        let sure = truths.filter { $0 == .yes }.count
        let perhaps = truths.filter { $0 == .maybe }.count
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
    for rows in partitions {
      let known = rows.compactMap { row in argument.value(at: row).asFigure.map { (row: row, figure: $0) } }
      let total = known.isEmpty ? nil : try FigureAggregate.combine(known.map(\.figure), .sum)
      for (row, figure) in known { values[row] = WindowFunction.share(of: figure, in: total) }
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
