import TallyWorkers

/// Puts rows in the order of their keys, those of equal keys as they stood: radix sort from the uppermost digit in
/// which keys differ, with digits as wide as the rows are many, down to runs that are short enough to be sorted by
/// insertion (Knuth, The Art of Computer Programming, volume 3, 5.2.5).
struct KeyedSort {
  let cancellation: Cancellation

  /// Few enough to be sorted by insertion.
  private static let few = 24
  private static let mostBits = 12

  /// - Complexity: O(n) digits, of which each is looked at in two passes.
  func sort(_ rows: UnsafeMutableBufferPointer<KeyedRow>) throws {
    try withUnsafeTemporaryAllocation(of: KeyedRow.self, capacity: rows.count) { scratch in
      try sort(rows, scratch)
    }
  }

  private func sort(
    _ rows: UnsafeMutableBufferPointer<KeyedRow>, _ scratch: UnsafeMutableBufferPointer<KeyedRow>
  ) throws {
    if rows.count > 1 << 16 { try cancellation.check() }
    var (low, high) = (UInt64.max, UInt64.min)
    for row in rows {
      low = min(low, row.key)
      high = max(high, row.key)
    }
    guard rows.count > 1, low < high else { return }
    // About four rows for each digit.
    let wanted = min(max(2, Int.bitWidth - rows.count.leadingZeroBitCount - 2), KeyedSort.mostBits)
    let differing = UInt64.bitWidth - (high - low).leadingZeroBitCount
    let shift = UInt64(max(0, differing - wanted))
    let digits = Int((high - low) >> shift) + 1
    try withUnsafeTemporaryAllocation(of: Int.self, capacity: digits + 1) { ends in
      ends.initialize(repeating: 0)
      for row in rows { ends[Int(truncatingIfNeeded: (row.key &- low) >> shift) + 1] += 1 }
      for digit in 0..<digits { ends[digit + 1] += ends[digit] }
      // Each begins where the one before ends; once its rows are placed, the number is its own end.
      for row in rows {
        let digit = Int(truncatingIfNeeded: (row.key &- low) >> shift)
        scratch[ends[digit]] = row
        ends[digit] += 1
      }
      var start = 0
      for digit in 0..<digits {
        let run = start..<ends[digit]
        start = run.upperBound
        if run.count <= KeyedSort.few || shift == 0 {
          insert(scratch, run, into: rows, areEqual: shift == 0)
          continue
        }
        let inner = UnsafeMutableBufferPointer(rebasing: scratch[run])
        let target = UnsafeMutableBufferPointer(rebasing: rows[run])
        try sort(inner, target)
        for place in 0..<inner.count { target[place] = inner[place] }
      }
    }
  }

  /// Moves a few rows over in order.
  @inline(__always)
  private func insert(
    _ rows: UnsafeMutableBufferPointer<KeyedRow>, _ run: Range<Int>,
    into target: UnsafeMutableBufferPointer<KeyedRow>, areEqual: Bool
  ) {
    for index in run {
      let row = rows[index]
      var place = index
      while !areEqual, place > run.lowerBound, target[place - 1].key > row.key {
        target[place] = target[place - 1]
        place -= 1
      }
      target[place] = row
    }
  }
}
