import TallyWorkers

/// A column of whole numbers from 1 upwards, each worked out on its own.
protocol IdSource: Sendable {
  /// The greatest id there can be.
  var greatest: Int { get }

  /// The id of a row; nil where it is unknown.
  subscript(row: Int) -> Int? { get }
}

/// The order of rows by columns of ids: cut up by the first, each piece sorted on a core of its own.
struct IdOrder<Ids: IdSource> {
  /// At least one; rows are sorted by the first of them first.
  let ids: [Ids]
  let rowCount: Int

  /// The rows in order, unknown ids first, equal rows as they come.
  /// - Throws: `Cancelled`.
  /// - Complexity: O(n log n) time, 12 bytes a row.
  func rows(workers: Workers, cancellation: Cancellation) throws -> [UInt32] {
    let pieces = cut()
    let sorted = try workers.map(pieces.count, cancellation: cancellation) { index in
      self.sorted(pieces[index])
    }
    return sorted.flatMap { $0 }
  }

  /// The rows of each value of the first id, or of a run of values where there are many.
  private func cut() -> [[UInt32]] {
    let first = ids[0]
    let valuesPerPiece = first.greatest / 1000 + 1
    var pieces = [[UInt32]](repeating: [], count: first.greatest / valuesPerPiece + 2)
    for row in 0..<rowCount {
      let piece = first[row].map { 1 + ($0 - 1) / valuesPerPiece } ?? 0
      pieces[piece].append(UInt32(truncatingIfNeeded: row))
    }
    return pieces
  }

  private func sorted(_ rows: [UInt32]) -> [UInt32] {
    let keyed = rows.map { (row: $0, key: key($0)) }
    return keyed.sorted { a, b in
      if a.key != b.key { return a.key < b.key }
      for column in ids.dropFirst(2) {
        let (x, y) = (column[Int(a.row)] ?? 0, column[Int(b.row)] ?? 0)
        if x != y { return x < y }
      }
      return a.row < b.row
    }.map(\.row)
  }

  /// The first two ids in one number.
  private func key(_ row: UInt32) -> UInt64 {
    let (first, second) = (ids[0][Int(row)] ?? 0, ids.count > 1 ? ids[1][Int(row)] ?? 0 : 0)
    return UInt64(truncatingIfNeeded: first) << 32 | UInt64(truncatingIfNeeded: second)
  }
}
