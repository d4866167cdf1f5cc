import TallyWorkers

extension RowOrder {
  /// Rows that a thread sorts at once, and that it merges between two looks at whether it is to stop.
  static let pieceRows = 1 << 14

  /// The row numbers from 0 in order, equal rows as they come: pieces are sorted on all cores, then merged two by
  /// two, each merge cut where its output is to be cut (Odeh, Green, Mwassi, Shmueli, Birk: "Merge Path", 2012).
  ///
  /// Rows go about with their first key, so that most of them are told apart by what lies side by side.
  /// - Throws: `Cancelled`.
  /// - Complexity: O(n log n), on all cores.
  func sorted(_ count: Int, _ context: ExecutionContext, pieceRows: Int = pieceRows) throws -> [UInt32] {
    // Two copies of the rows with their keys are there at once.
    guard let first = columns.first, KeyedRows.fit(2 * count) else { return sorted(count) }
    let (workers, cancellation) = (context.workers, context.cancellation)
    let others = Array(columns.dropFirst())
    var rows: [SortedRow] = try workers.fill(count, pieceCount: pieceRows, cancellation: cancellation) {
      range, base in
      for row in range { base[row] = SortedRow(row, first) }
      var piece = UnsafeMutableBufferPointer(start: base + range.lowerBound, count: range.count)
      piece.sort { $0.isBefore($1, others) }
    }
    var length = pieceRows
    while length < count {
      rows = try rows.withUnsafeBufferPointer { rows in
        let runs = SortedRuns(rows: rows, length: length, others: others)
        return try workers.fill(count, pieceCount: pieceRows, cancellation: cancellation) {
          runs.merge($0, into: $1)
        }
      }
      length *= 2
    }
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

/// Rows in sorted runs of one length, the last perhaps shorter, of which two by two are merged. No two rows are
/// equal: of those that are by their values, the earlier comes first.
private struct SortedRuns: @unchecked Sendable {
  let rows: UnsafeBufferPointer<SortedRow>
  let length: Int
  let others: [SortColumn]

  /// Writes some of the places of what comes of merging. All of them lie in one pair of runs, as a pair is a
  /// multiple of them long.
  func merge(_ places: Range<Int>, into target: UnsafeMutablePointer<SortedRow>) {
    let start = places.lowerBound / (2 * length) * (2 * length)
    let middle = min(start + length, rows.count)
    let end = min(start + 2 * length, rows.count)
    let left = UnsafeBufferPointer(rebasing: rows[start..<middle])
    let right = UnsafeBufferPointer(rebasing: rows[middle..<end])
    var fromLeft = taken(of: left, and: right, places.lowerBound - start)
    var fromRight = places.lowerBound - start - fromLeft
    for place in places {
      let takesLeft =
        fromRight == right.count
        || (fromLeft < left.count && left[fromLeft].isBefore(right[fromRight], others))
      target[place] = takesLeft ? left[fromLeft] : right[fromRight]
      if takesLeft { fromLeft += 1 } else { fromRight += 1 }
    }
  }

  /// How many of the first merged rows are the left run's.
  private func taken(
    of left: UnsafeBufferPointer<SortedRow>, and right: UnsafeBufferPointer<SortedRow>, _ count: Int
  ) -> Int {
    var (low, high) = (max(0, count - right.count), min(count, left.count))
    while low < high {
      let middle = (low + high) / 2
      if left[middle].isBefore(right[count - 1 - middle], others) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
