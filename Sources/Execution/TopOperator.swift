import TallyColumns
import TallyPlanning

/// The first rows of an order without putting all of them in it: each thread keeps the best of its rows in a
/// heap as long as the answer, and the best of these are put in order.
///
/// Where bounds or rows that only may belong leave open which rows are the first, all of them have to be held
/// against one another, and they are sorted.
struct TopOperator {
  let context: ExecutionContext
  let keys: [SortKey]
  /// What the rows were put in order by before, which decides between those that are equal.
  let standing: [SortKey]
  /// Whether that was also an order that is open and that none of their columns tells any more.
  let isOrderLost: Bool
  let skip: Int
  let limit: Int

  /// So many rows are few, however few there are in all.
  private static let fewRows = 1 << 10

  func run(_ input: Relation) throws -> Relation {
    let sort = SortOperator(context: context, keys: keys)
    let values = try sort.values(input)
    let (last, overflows) = skip.addingReportingOverflow(limit)
    // Where they are many, heaps would be as long as the rows.
    let areFew = !overflows && last <= max(TopOperator.fewRows, input.rows.count / 16)
    guard input.isSure, !isOrderLost, areFew, last < input.rows.count,
      !values.contains(where: \.isBounded), !standing.contains(where: { $0.expression.isBounded(in: input) })
    else {
      return try SliceOperator(
        context: context, skip: skip, limit: limit, order: keys + standing, isOrderLost: isOrderLost
      ).run(try sort.sorted(input, by: values))
    }
    let first = try firsts(last, of: input.rows.count, values).dropFirst(skip)
    if case .all = input.rows { return Relation(input.columns, rows: .selected(Array(first))) }
    let ids = input.rows.ids
    return Relation(input.columns, rows: .selected(first.map { ids[Int($0)] }))
  }

  /// The first positions by values, in order.
  private func firsts(_ count: Int, of rows: Int, _ values: [Column]) throws -> [UInt32] {
    // Unknowns come last, so that of one column they are wanted only where too few are known.
    if values.count == 1, values[0].knownCount >= count {
      let order = FirstRows.Order.values(values[0], isDescending: keys[0].isDescending)
      if let firsts = try FirstRows([], order: order, limit: count, rows: rows, context) {
        return try firsts.positions(rows)
      }
    }
    let columns = try zip(values, keys).map { try SortColumn($0, isDescending: $1.isDescending, context) }
    return try firsts(count, of: rows, RowOrder(columns))
  }

  /// The first positions of an order, in order.
  /// - Complexity: O(n log count).
  private func firsts(_ count: Int, of rows: Int, _ order: RowOrder) throws -> [UInt32] {
    let pieces = context.workers.count
    let candidates = try context.workers.map(pieces, cancellation: context.cancellation) { piece in
      var best = BestRows(count, order)
      let end = rows * (piece + 1) / pieces
      for start in stride(from: rows * piece / pieces, to: end, by: ExecutionContext.sortedAtOnce) {
        let run = start..<min(start + ExecutionContext.sortedAtOnce, end)
        try context.cancellation.check(passing: run.count)
        for row in run { best.add(UInt32(truncatingIfNeeded: row)) }
      }
      return best.rows
    }
    let all = candidates.flatMap { $0 }
    return Array(try context.sorted(all.count, { all[$0] }, by: order.isBefore).prefix(count))
  }
}

/// The first of the rows so far by an order: a heap with the last of them on top.
private struct BestRows {
  private(set) var rows: [UInt32] = []
  private let limit: Int
  private let order: RowOrder

  init(_ limit: Int, _ order: RowOrder) {
    self.limit = limit
    self.order = order
  }

  /// - Complexity: O(log limit), and O(1) for a row behind all that are kept.
  mutating func add(_ row: UInt32) {
    guard rows.count == limit else {
      rows.append(row)
      rise(from: rows.count - 1)
      return
    }
    guard let last = rows.first, order.isBefore(row, last) else { return }
    rows[0] = row
    sink()
  }

  private mutating func rise(from place: Int) {
    var place = place
    while place > 0, order.isBefore(rows[(place - 1) / 2], rows[place]) {
      rows.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink() {
    var place = 0
    while 2 * place + 1 < rows.count {
      var child = 2 * place + 1
      if child + 1 < rows.count, order.isBefore(rows[child], rows[child + 1]) { child += 1 }
      guard order.isBefore(rows[place], rows[child]) else { return }
      rows.swapAt(place, child)
      place = child
    }
  }
}
