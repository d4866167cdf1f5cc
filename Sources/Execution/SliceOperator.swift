import TallyColumns
import TallyPlanning

/// Leaves out the first rows and keeps so many of the rest.
///
/// Where bounds overlap or rows are there only perhaps, another row may belong in the place of one that is
/// shown: the places that each can have decide (Feng et al. 2021, on sorting and top k).
struct SliceOperator {
  let context: ExecutionContext
  let skip: Int
  let limit: Int?
  /// What the rows were put in order by.
  let order: [SortKey]
  /// Whether they also stand in an order that is open and that none of their columns tells any more.
  let isOrderLost: Bool

  func run(_ input: Relation) throws -> Relation {
    let count = input.rows.count
    let start = min(skip, count)
    let end = min(start + min(limit ?? count, count), count)
    let first = try order.first.map { try key($0, input) }
    if input.isSure, !isOrderLost, try !hasBounds(input) {
      if start == 0, end == count { return input }
      return Relation(input.columns, rows: rows(input.rows, start..<end))
    }
    let shown = Array(input.rows.ids[start..<end])
    let places = RankBounds(
      input, key: first, isDescending: order.first?.isDescending ?? false,
      tieBreakers: isOrderLost ? nil : try order.dropFirst().map { try key($0, input) },
      isOrderLost: isOrderLost)
    let last =
      limit.map { skip.addingReportingOverflow($0) }.map { $0.overflow ? Int.max : $0.partialValue } ?? .max
    let isShown = Set(shown)
    var maybe: [UInt32] = []
    var sure: Set<UInt32> = []
    for (position, id) in places.ids.enumerated() {
      let (least, most) = places.bounds[position]
      if places.isSure[position], least >= skip, most < last { sure.insert(id) }
      if !isShown.contains(id), least < last, most >= skip { maybe.append(id) }
    }
    let doubtful = isShown.subtracting(sure)
    // Rows that are equal in some worlds only, of which no order tells.
    if !context.isOrderOpen, !doubtful.isSubset(of: input.doubtful) { context.note(.keptOpen) }
    return Relation(input.columns, rows: .selected(shown), maybe: maybe, doubtful: doubtful)
  }

  private func rows(_ rows: Rows, _ slice: Range<Int>) -> Rows {
    switch rows {
    case .all: .selected(slice.map { UInt32(truncatingIfNeeded: $0) })
    case .selected(let ids): .selected(Array(ids[slice]))
    }
  }

  private func hasBounds(_ input: Relation) throws -> Bool {
    try order.contains { key in
      if case .column(let index) = key.expression.node { return input.columns[index].isBounded }
      return try self.key(key, input).isBounded
    }
  }

  /// The key of all rows, those that may be there behind the others.
  private func key(_ key: SortKey, _ input: Relation) throws -> Column {
    let all = Relation(
      input.columns, rows: input.maybe.isEmpty ? input.rows : .selected(input.rows.ids + input.maybe))
    return try ProjectOperator(context: context, expressions: []).column(key.expression, all)
  }
}

/// For each row the least and the greatest number of rows that can stand before it.
struct RankBounds {
  /// The rows that are shown, and behind them those that may be there.
  let ids: [UInt32]
  let isSure: [Bool]
  let bounds: [(least: Int, most: Int)]

  /// - Parameter key: what the rows are put in order by first, a value for each of `ids`; later keys only
  ///   decide between rows that are counted as possibly before one another here. Nil where rows stand as
  ///   they came: then those that may be there may stand anywhere.
  /// - Parameter isReversed: whether places are counted from the last row.
  /// - Parameter tieBreakers: what rows that are equal by the key are put in order by, as `key` is; nil where it
  ///   is not known any more.
  /// - Parameter isOrderLost: whether without a key all rows may stand anywhere.
  /// - Complexity: O(n log n).
  init(
    _ input: Relation, key: Column?, isDescending: Bool, isReversed: Bool = false, tieBreakers: [Column]?,
    isOrderLost: Bool = false
  ) {
    let shown = input.rows.ids
    let ids = shown + input.maybe
    let isSure = ids.indices.map { $0 < shown.count && !input.doubtful.contains(ids[$0]) }
    let forward: [(low: Double, high: Double)] =
      key.map { RankBounds.ends($0, isDescending: isDescending) }
      ?? ids.indices.map {
        $0 < shown.count && !isOrderLost ? (Double($0), Double($0)) : (-.infinity, .infinity)
      }
    let ends = isReversed ? forward.map { (low: -$0.high, high: -$0.low) } : forward
    let highs = ids.indices.filter { isSure[$0] }.map { ends[$0].high }.sorted()
    let lows = ends.map(\.low).sorted()
    let ties = tieBreakers.map { columns in
      RankBounds.ties(RankBounds.exact(ends, columns)[..<shown.count], isSure, isReversed: isReversed)
    }
    bounds = ids.indices.map { position in
      let (low, high) = ends[position]
      // Of unknowns, which stand at infinity, any may stand before any other.
      let (least, most) = (highs.startIndex(where: { $0 >= low }), lows.startIndex(where: { $0 > high }) - 1)
      guard let ties, ties.indices.contains(position) else { return (least, most) }
      return (least + ties[position].before, most - ties[position].behind)
    }
    self.ids = ids
    self.isSure = isSure
  }

  /// The value of each row; nil where it is not exact, or what would decide between it and an equal one is not.
  private static func exact(_ ends: [(low: Double, high: Double)], _ tieBreakers: [Column]) -> [Double?] {
    let others = tieBreakers.filter(\.isBounded).map { RankBounds.ends($0, isDescending: false) }
    return ends.enumerated().map { row, ends in
      ends.low == ends.high && others.allSatisfy { $0[row].low == $0[row].high } ? ends.low : nil
    }
  }

  /// Of each row that is shown, how many with the same value surely stand before it, and how many cannot.
  private static func ties(
    _ values: ArraySlice<Double?>, _ isSure: [Bool], isReversed: Bool
  ) -> [(before: Int, behind: Int)] {
    var ties = values.map { _ in (before: 0, behind: 0) }
    var sure: [Double: Int] = [:]
    var all: [Double: Int] = [:]
    let order = isReversed ? Array(values.indices.reversed()) : Array(values.indices)
    for position in order {
      guard let value = values[position] else { continue }
      ties[position].before = sure[value, default: 0]
      if isSure[position] { sure[value, default: 0] += 1 }
    }
    for position in order.reversed() {
      guard let value = values[position] else { continue }
      ties[position].behind = all[value, default: 0]
      all[value, default: 0] += 1
    }
    return ties
  }

  /// Whether a row that stands before another may belong behind it.
  static func overlap(_ column: Column, isDescending: Bool, _ order: [UInt32]) -> Bool {
    let ends = ends(column, isDescending: isDescending)
    var furthest = -Double.infinity
    for row in order {
      if furthest > ends[Int(row)].low { return true }
      furthest = max(furthest, ends[Int(row)].high)
    }
    return false
  }

  /// Where the value of each row can stand; unknowns stand last.
  private static func ends(_ column: Column, isDescending: Bool) -> [(low: Double, high: Double)] {
    guard column.isBounded else {
      let sorted = SortColumn(column, isDescending: isDescending)
      return sorted.words.enumerated().map { row, word in
        sorted.unknown?[row] == true ? (.infinity, .infinity) : (Double(word), Double(word))
      }
    }
    let vector = column.gather(.range(0..<column.count))
    return (0..<column.count).map { row in
      guard let figure = vector.figure(at: row) else { return (.infinity, .infinity) }
      let (low, high) = (figure.low?.asDouble ?? -.infinity, figure.high?.asDouble ?? .infinity)
      return isDescending ? (-high, -low) : (low, high)
    }
  }
}

extension [Double] {
  /// The first place from which on a condition is so: it is of none before, and of all behind.
  fileprivate func startIndex(where isBehind: (Double) -> Bool) -> Int {
    var (start, end) = (0, count)
    while start < end {
      let middle = (start + end) / 2
      if isBehind(self[middle]) { end = middle } else { start = middle + 1 }
    }
    return start
  }
}
