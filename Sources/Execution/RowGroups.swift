import TallyColumns
import TallyWorkers

/// Numbers rows by what they have in several columns: the same number for the same values.
public enum RowGroups {
  /// The numbers of fewer rows are found by one thread.
  private static let fewRows = 1 << 16

  /// - Parameters:
  ///   - columns: of `count` rows each.
  ///   - cancellation: asked while many rows are numbered.
  /// - Returns: a dense number for each row, in the order in which values are first met, and how many
  ///   numbers there are.
  /// - Throws: `Cancelled`; a `Diagnostic` where there is no memory for it.
  /// - Complexity: O(rows · columns) on average, on all cores.
  public static func number(
    _ columns: [Column], count: Int, _ cancellation: Cancellation
  ) throws -> (numbers: [Int], count: Int) {
    try number(
      columns, count: count,
      ExecutionContext(workers: Workers(), cancellation: cancellation, batchRows: ZoneMap.rowsPerZone))
  }

  static func number(
    _ columns: [Column], count: Int, _ context: ExecutionContext
  ) throws -> (numbers: [Int], count: Int) {
    guard !columns.isEmpty else { return ([Int](repeating: 0, count: count), count > 0 ? 1 : 0) }
    let keys = GroupKeys(try columns.map { try GroupKeyColumn($0, isPositional: true, context) })
    if let places = keys.directSize, places <= max(1 << 12, 4 * count) {
      return try numberByPlace(keys, places, count: count, context)
    }
    guard count > fewRows else { return try numberAlone(keys, count: count, context) }
    let (numbers, different) = try EqualRows(keys, .all(count), for: .grouping, context).numbered(context)
    return (
      try context.workers.fill(
        count, pieceCount: fewRows, cancellation: context.cancellation, counting: .nothing
      ) {
        range, places in
        for row in range { places[row] = Int(numbers[row]) }
      }, different.count
    )
  }

  private static func forEachBatch(
    _ count: Int, _ context: ExecutionContext, _ body: (Range<Int>) -> Void
  ) throws {
    for start in stride(from: 0, to: count, by: ZoneMap.rowsPerZone) {
      try context.cancellation.check()
      body(start..<min(start + ZoneMap.rowsPerZone, count))
    }
  }

  /// Where keys have few combinations, each has its place.
  private static func numberByPlace(
    _ keys: GroupKeys, _ places: Int, count: Int, _ context: ExecutionContext
  ) throws -> (numbers: [Int], count: Int) {
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    var numberOfPlace = [Int](repeating: -1, count: places)
    var next = 0
    try forEachBatch(count, context) { batch in
      for address in keys.addresses(keys.words(batch, .range(batch)), rows: batch.count) {
        if numberOfPlace[Int(address)] < 0 {
          numberOfPlace[Int(address)] = next
          next += 1
        }
        numbers.append(numberOfPlace[Int(address)])
      }
    }
    return (numbers, next)
  }

  private static func numberAlone(
    _ keys: GroupKeys, count: Int, _ context: ExecutionContext
  ) throws -> (numbers: [Int], count: Int) {
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    var table = KeyTable(width: keys.columns.count)
    try forEachBatch(count, context) { batch in
      for number in table.numbers(keys.tuples(batch, .range(batch)), rows: batch.count) {
        numbers.append(Int(number))
      }
    }
    return (numbers, table.count)
  }
}

extension EqualRows {
  /// Rows that have the same keys.
  init(_ keys: GroupKeys, _ rows: Rows, for use: MemoryUse, _ context: ExecutionContext) throws {
    let width = keys.columns.count
    try self.init(rows.count, width: width, for: use, context) { range, tuples in
      keys.write(range, rows.batch(range), into: tuples)
    }
  }
}

extension GroupKeys {
  /// The words of the rows of a batch, those of each row side by side.
  func tuples(_ positions: Range<Int>, _ rows: BatchRows) -> [UInt64] {
    let count = positions.count * columns.count
    return [UInt64](unsafeUninitializedCapacity: count) { tuples, initialized in
      guard let base = tuples.baseAddress else { return }
      write(positions, rows, into: base)
      initialized = count
    }
  }

  fileprivate func write(
    _ positions: Range<Int>, _ rows: BatchRows, into tuples: UnsafeMutablePointer<UInt64>
  ) {
    for (key, words) in words(positions, rows).enumerated() {
      words.withUnsafeBufferPointer { words in
        for row in 0..<words.count { tuples[row * columns.count + key] = words[row] }
      }
    }
  }
}
