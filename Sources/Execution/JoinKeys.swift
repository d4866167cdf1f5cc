import TallyColumns
import TallyWorkers

/// The keys of both sides of a join, turned into dense numbers: the same for the same keys.
///
/// Where the words of all keys count up to a small number together, they are the number; otherwise the
/// keys of the side that has fewer rows are hashed, and those of the other looked up among them.
struct JoinKeys: Sendable {
  /// A number for each row of the left side; `RowOrigins.none` where it can match nothing.
  let left: [UInt32]
  let right: [UInt32]
  /// How many numbers there are.
  let count: Int

  init(_ left: JoinKeySide, _ right: JoinKeySide, _ context: ExecutionContext) throws {
    let sizes = left.columns.map { column in column.range.map { Int($0.upperBound - $0.lowerBound) + 1 } }
    let (leftRows, rightRows) = (left.rows.count, right.rows.count)
    if let size = JoinKeys.product(sizes), size <= JoinKeys.directLimit(leftRows, rightRows) {
      let addressing = JoinKeySide.Addressing.direct(sizes.compactMap { $0 })
      self.left = try left.numbers(addressing, context)
      self.right = try right.numbers(addressing, context)
      count = size
    } else if leftRows < rightRows {
      let (table, numbers) = try left.hashed(context)
      self.left = numbers
      self.right = try right.numbers(.lookedUp(table), context)
      count = table.count
    } else {
      let (table, numbers) = try right.hashed(context)
      self.left = try left.numbers(.lookedUp(table), context)
      self.right = numbers
      count = table.count
    }
  }

  /// How many places keys may have that are addressed directly.
  static func directLimit(_ leftRows: Int, _ rightRows: Int) -> Int {
    // A number must be another than that of rows that match nothing.
    min(max(1 << 16, 2 * max(leftRows, rightRows)), Int(RowOrigins.none) - 1)
  }

  static func product(_ sizes: [Int?]) -> Int? {
    var product = 1
    for size in sizes {
      guard let size else { return nil }
      let (next, overflows) = product.multipliedReportingOverflow(by: size)
      if overflows { return nil }
      product = next
    }
    return product
  }
}

/// The keys of one side.
struct JoinKeySide: Sendable {
  let columns: [JoinKeyColumn]
  let rows: Rows

  /// How the words of a row become its number.
  enum Addressing: Sendable {
    /// Mixed radix over the words of the keys, of which each has so many.
    case direct([Int])
    case lookedUp(KeyTable)
  }

  /// Rows whose words are worked out at once.
  private static let pieceRows = 1 << 14

  /// A number for each row.
  func numbers(_ addressing: Addressing, _ context: ExecutionContext) throws -> [UInt32] {
    try context.workers.fill(
      rows.count, pieceCount: JoinKeySide.pieceRows, cancellation: context.cancellation
    ) { range, numbers in
      let rows = batch(range)
      switch addressing {
      case .direct(let sizes):
        (numbers + range.lowerBound).initialize(repeating: 0, count: range.count)
        for (size, column) in zip(sizes, columns) {
          column.append(to: numbers + range.lowerBound, times: UInt32(truncatingIfNeeded: size), rows)
        }
      case .lookedUp(let table):
        let keys = columns.map { $0.words(rows) }
        var tuple = [UInt64](repeating: 0, count: keys.count)
        for (place, row) in range.enumerated() {
          for key in keys.indices { tuple[key] = keys[key].words[place] }
          let number = tuple.withUnsafeBufferPointer { $0.baseAddress.flatMap { table.number(of: $0) } }
          let isOut = keys.contains { $0.isOut?[place] ?? false }
          numbers[row] =
            isOut ? RowOrigins.none : number.map { UInt32(truncatingIfNeeded: $0) } ?? RowOrigins.none
        }
      }
    }
  }

  /// The keys of all rows hashed, and the number of each row's.
  func hashed(_ context: ExecutionContext) throws -> (table: KeyTable, numbers: [UInt32]) {
    try context.reserve(rows.count, 2 * KeyTable.bytesPerTuple(columns.count), for: .joining)
    var table = KeyTable(width: columns.count, minimumCapacity: rows.count)
    var numbers: [UInt32] = []
    numbers.reserveCapacity(rows.count)
    var tuple = [UInt64](repeating: 0, count: columns.count)
    context.cancellation.begin(rows: rows.count)
    for start in stride(from: 0, to: rows.count, by: JoinKeySide.pieceRows) {
      let range = start..<min(start + JoinKeySide.pieceRows, rows.count)
      try context.cancellation.check(passing: range.count)
      let keys = columns.map { $0.words(batch(range)) }
      for place in 0..<range.count {
        if keys.contains(where: { $0.isOut?[place] ?? false }) {
          numbers.append(RowOrigins.none)
          continue
        }
        for key in keys.indices { tuple[key] = keys[key].words[place] }
        let number = tuple.withUnsafeBufferPointer { $0.baseAddress.map { table.insert($0) } ?? 0 }
        numbers.append(UInt32(truncatingIfNeeded: number))
      }
    }
    return (table, numbers)
  }

  /// For each key how many of the first rows do not know it.
  func unknownCounts(first count: Int) -> [Int] {
    columns.map { $0.unknownCount(batch(0..<count)) }
  }

  private func batch(_ range: Range<Int>) -> BatchRows {
    switch rows {
    case .all: .range(range)
    case .selected(let ids): .list(Array(ids[range]))
    }
  }
}
