import TallyColumns
import TallyPlanning

/// Puts rows in order; rows that are equal by all keys keep the order they had. Unknowns come last,
/// whichever the direction.
struct SortOperator {
  let context: ExecutionContext
  let keys: [SortKey]

  func run(_ input: Relation) throws -> Relation {
    try sorted(input, by: try values(input))
  }

  /// What the rows are put in order by, a value for each.
  func values(_ input: Relation) throws -> [Column] {
    let project = ProjectOperator(context: context, expressions: [])
    return try keys.map { try project.column($0.expression, input) }
  }

  /// The rows in the order of values that have been worked out.
  func sorted(_ input: Relation, by values: [Column]) throws -> Relation {
    let columns = try zip(values, keys).map { try SortColumn($0, isDescending: $1.isDescending, context) }
    let order = try RowOrder(columns).sorted(input.rows.count, context)
    if isOpen(values, columns, order) { context.note(.orderOpen) }
    var ids = order
    if case .selected(let rows) = input.rows { ids = order.map { rows[Int($0)] } }
    return Relation(input.columns, rows: .selected(ids), maybe: input.maybe, doubtful: input.doubtful)
  }
}

extension SortOperator {
  /// Whether bounds of a key overlap among rows that no key before it tells apart, so that another order may be
  /// the true one.
  private func isOpen(_ values: [Column], _ columns: [SortColumn], _ order: [UInt32]) -> Bool {
    for (number, column) in values.enumerated() where column.isBounded {
      let isDescending = keys[number].isDescending
      if number == 0 {
        if RankBounds.overlap(column, isDescending: isDescending, order) { return true }
        continue
      }
      let before = columns[..<number]
      var start = 0
      for end in 1...max(order.count, 1) {
        let isSame =
          end < order.count
          && before.allSatisfy { $0.isBefore(Int(order[end - 1]), Int(order[end])) == nil }
        if isSame { continue }
        let run = Array(order[min(start, order.count)..<min(end, order.count)])
        if run.count > 1, RankBounds.overlap(column, isDescending: isDescending, run) { return true }
        start = end
      }
    }
    return false
  }
}

/// A column made ready for comparing rows: whole numbers whose order is the order asked for.
///
/// Texts are compared by their ranks in the dictionary, reals by their bits, figures by their places in
/// `FigureOrder`.
struct SortColumn {
  let words: [Int64]
  /// Rows that come last; nil where none is unknown.
  let unknown: [Bool]?

  init(_ column: Column, isDescending: Bool) {
    let vector = column.gather(BatchRows.range(0..<column.count))
    switch vector.best.payload {
    case _ where column.bounds != nil:
      words = FigureOrder.places((0..<column.count).map { vector.figure(at: $0) }, isDescending: isDescending)
    case .integers(let values):
      words = isDescending ? values.map { ~$0 } : values
    case .codes(let codes, let dictionary):
      words = dictionary.ranks(of: codes).map { isDescending ? ~Int64($0) : Int64($0) }
    case .reals(let values):
      words = values.map { isDescending ? ~SortColumn.word($0) : SortColumn.word($0) }
    }
    unknown = column.unknown == nil ? nil : (0..<column.count).map { vector.isUnknown(at: $0) }
  }

  /// The same of many rows, on all cores.
  /// - Throws: `Cancelled`.
  init(_ column: Column, isDescending: Bool, _ context: ExecutionContext) throws {
    guard column.bounds == nil, column.count > RowOrder.pieceRows else {
      self.init(column, isDescending: isDescending)
      return
    }
    // Of a few of many texts only these are put in order.
    let isOfMany = (column.storage.dictionary?.count ?? 0) / 8 > column.count
    let column = isOfMany ? try column.withTextsOfItsOwn(.all(column.count), context) : column
    let ranks = try column.storage.dictionary?.ranks(context)
    try context.reserve(column.count, of: Int64.self, for: .sorting)
    let words: [Int64] = try context.workers.fill(
      column.count, pieceCount: RowOrder.pieceRows, cancellation: context.cancellation
    ) { range, words in
      let flip: Int64 = isDescending ? ~0 : 0
      switch column.gather(.range(range)).best.payload {
      case .integers(let values):
        for (row, value) in zip(range, values) { words[row] = value ^ flip }
      case .reals(let values):
        for (row, value) in zip(range, values) { words[row] = SortColumn.word(value) ^ flip }
      case .codes(let codes, _):
        for (row, code) in zip(range, codes) { words[row] = Int64(ranks?[Int(code)] ?? 0) ^ flip }
      }
    }
    self.init(words: words, unknown: column.unknown.map { unknown in (0..<column.count).map { unknown[$0] } })
  }

  /// - Parameter words: in the order asked for, a word for each row.
  init(words: [Int64], unknown: [Bool]?) {
    self.words = words
    self.unknown = unknown
  }

  /// Whether row a comes before row b; nil where they are equal.
  @inline(__always)
  func isBefore(_ a: Int, _ b: Int) -> Bool? {
    if let unknown, unknown[a] || unknown[b] { return unknown[a] == unknown[b] ? nil : unknown[b] }
    return words[a] == words[b] ? nil : words[a] < words[b]
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
    return rows.sorted(by: isBefore)
  }

  /// Whether a row comes before another; of equal ones, the earlier.
  func isBefore(_ a: UInt32, _ b: UInt32) -> Bool {
    for column in columns {
      if let isBefore = column.isBefore(Int(a), Int(b)) { return isBefore }
    }
    return a < b
  }
}

/// The order of figures: by the best, or else the middle of what is known, then by the low, the high and
/// whether there is a best; so that only equal figures have equal places.
enum FigureOrder {
  /// A place for each figure: the same for equal ones, and smaller for those that come first.
  static func places(_ figures: [Figure?], isDescending: Bool) -> [Int64] {
    let order = figures.indices.sorted { a, b in compare(figures[a], figures[b]) < 0 }
    var places = [Int64](repeating: 0, count: figures.count)
    var place: Int64 = 0
    for (index, row) in order.enumerated() {
      if index > 0, compare(figures[order[index - 1]], figures[row]) != 0 { place += 1 }
      places[row] = isDescending ? -place : place
    }
    return places
  }

  private static func compare(_ a: Figure?, _ b: Figure?) -> Int {
    guard let a, let b else { return a == nil ? (b == nil ? 0 : 1) : -1 }
    let byCenter = Number.order(a.center, b.center)
    if byCenter != 0 { return byCenter }
    let byLow = compare(a.low, b.low, open: -1)
    if byLow != 0 { return byLow }
    let byHigh = compare(a.high, b.high, open: 1)
    return byHigh != 0 ? byHigh : compare(a.best, b.best, open: 1)
  }

  /// - Parameter open: where an open end lies of all others: −1 below, 1 above.
  private static func compare(_ a: Number?, _ b: Number?, open: Int) -> Int {
    guard let a, let b else { return a == nil ? (b == nil ? 0 : open) : -open }
    return Number.order(a, b)
  }
}
