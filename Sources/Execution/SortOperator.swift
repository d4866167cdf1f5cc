import TallyColumns
import TallyPlanning

/// Puts rows in order; rows that are equal by all keys keep the order they had. Unknowns come last,
/// whichever the direction.
struct SortOperator {
  let context: ExecutionContext
  let keys: [SortKey]

  func run(_ input: Relation) throws -> Relation {
    let project = ProjectOperator(context: context, expressions: [])
    let values = try keys.map { try project.column($0.expression, input) }
    let columns = zip(values, keys).map { SortColumn($0, isDescending: $1.isDescending) }
    let ids = input.rows.ids
    let order = RowOrder(columns).sorted(ids.count)
    try context.cancellation.check()
    if let first = values.first, first.isBounded, RankBounds.overlap(first, isDescending: keys[0].isDescending, order) {
      context.note(.orderOpen)
    }
    return Relation(
      input.columns, rows: .selected(order.map { ids[Int($0)] }), maybe: input.maybe, doubtful: input.doubtful)
  }
}

/// A column made ready for comparing rows: whole numbers whose order is the order asked for.
///
/// Texts are compared by their ranks in the dictionary, reals by their bits, figures by their best, or
/// else the middle of what is known of them.
struct SortColumn {
  /// Unknown rows have `Int64.max`, which nothing known can have.
  let words: [Int64]

  init(_ column: Column, isDescending: Bool) {
    let rows = BatchRows.range(0..<column.count)
    let vector = column.gather(rows)
    var words: [Int64]
    switch vector.best.payload {
    case .integers(let values) where column.bounds == nil:
      words = values
    case .codes(let codes, let dictionary):
      let ranks = dictionary.ranks
      words = codes.map { Int64(ranks[Int($0)]) }
    default:
      words = (0..<column.count).map { row in SortColumn.word(vector.figure(at: row)?.center ?? 0) }
    }
    for row in words.indices {
      if isDescending { words[row] = ~words[row] }
      words[row] = vector.isUnknown(at: row) ? .max : min(words[row], .max - 1)
    }
    self.words = words
  }

  /// A whole number that is ordered as the real is (IEEE 754 totalOrder of finite numbers).
  static func word(_ real: Double) -> Int64 {
    let bits = Int64(bitPattern: (real == 0 ? 0 : real).bitPattern)
    return bits < 0 ? bits ^ .max : bits
  }
}

/// The order of rows by several columns.
struct RowOrder {
  let columns: [SortColumn]

  init(_ columns: [SortColumn]) {
    self.columns = columns
  }

  /// The row numbers from 0 in order, equal rows as they come.
  /// - Complexity: O(n log n).
  func sorted(_ count: Int) -> [UInt32] {
    let rows = (0..<count).map { UInt32(truncatingIfNeeded: $0) }
    guard let first = columns.first?.words else { return rows }
    let rest = columns.dropFirst().map(\.words)
    return rows.sorted { a, b in
      if first[Int(a)] != first[Int(b)] { return first[Int(a)] < first[Int(b)] }
      for words in rest where words[Int(a)] != words[Int(b)] {
        return words[Int(a)] < words[Int(b)]
      }
      return a < b
    }
  }
}
