import TallyWorkers

extension RowOrder {
  /// Rows that a thread sorts at once.
  static let pieceRows = ExecutionContext.sortedAtOnce

  /// The row numbers from 0 in order, equal rows as they come.
  ///
  /// Rows go about with their first key, so that most of them are told apart by what lies side by side.
  /// - Throws: `Cancelled`; a `Diagnostic` where there is no memory for it.
  /// - Complexity: O(n log n), on all cores.
  func sorted(_ count: Int, _ context: ExecutionContext, pieceRows: Int = pieceRows) throws -> [UInt32] {
    guard let first = columns.first else { return sorted(count) }
    let others = Array(columns.dropFirst())
    // Two copies of the rows with their keys are there at once.
    try context.reserve(2 * count, of: SortedRow.self, for: .sorting)
    let rows = try context.sorted(
      count, pieceCount: pieceRows, { SortedRow($0, first) }, by: { $0.isBefore($1, others) })
    return rows.map(\.position)
  }
}

/// A row with the first of its keys.
private struct SortedRow: BitwiseCopyable, Sendable {
  /// 0 where the key is unknown.
  let word: Int64
  let position: UInt32
  let isUnknown: Bool

  init(_ row: Int, _ column: SortColumn) {
    isUnknown = column.unknown?[row] ?? false
    word = isUnknown ? 0 : column.words[row]
    position = UInt32(truncatingIfNeeded: row)
  }

  /// Whether the row comes before another; of equal ones, the earlier.
  /// - Parameter others: the keys behind the first.
  @inline(__always)
  func isBefore(_ other: SortedRow, _ others: [SortColumn]) -> Bool {
    if isUnknown != other.isUnknown { return other.isUnknown }
    if word != other.word { return word < other.word }
    for column in others {
      if let isBefore = column.isBefore(Int(position), Int(other.position)) { return isBefore }
    }
    return position < other.position
  }
}
