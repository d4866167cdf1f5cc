import TallyColumns

extension BatchRows {
  /// Calls with each position in the batch and the row number there.
  @inline(__always)
  func forEach(_ body: (_ position: Int, _ row: Int) -> Void) {
    switch self {
    case .range(let range):
      for position in 0..<range.count { body(position, range.lowerBound &+ position) }
    case .list(let ids):
      ids.withUnsafeBufferPointer { ids in
        for position in 0..<ids.count { body(position, Int(ids[position])) }
      }
    }
  }

  /// The same for the rows that a column knows.
  /// - Parameter missing: the rows of the column that it does not; nil where it knows all.
  @inline(__always)
  func forEach(besides missing: NullMask?, _ body: (_ position: Int, _ row: Int) -> Void) {
    guard let missing else { return forEach(body) }
    missing.words.withUnsafeBufferPointer { words in
      forEach { position, row in
        if words[row >> 6] >> UInt64(truncatingIfNeeded: row & 63) & 1 == 0 { body(position, row) }
      }
    }
  }
}
