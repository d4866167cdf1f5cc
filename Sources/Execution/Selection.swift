import CKernels

/// Finds what stands at a place in order without putting all in order (Hoare, Algorithm 65: FIND, 1961).
enum Selection {
  /// Few enough to be sorted outright.
  private static let few = 24

  /// Room that values must have behind them for wide vectors.
  static let room = 8

  /// What stands at a place in order, and what stands next to it; the same where it is the last. The values are
  /// lost.
  /// - Parameters:
  ///   - values: those of `count` places, which are more than `place`, with room for more behind them.
  ///   - spare: as much room.
  ///   - usesVectors: where there are any; tests ask for both ways.
  /// - Complexity: O(n) on average, O(n log n) at worst.
  static func pair(
    at place: Int, among count: Int, in values: UnsafeMutablePointer<Int64>,
    _ spare: UnsafeMutablePointer<Int64>, usesVectors: Bool = true
  ) -> (low: Int64, high: Int64) {
    let isLast = place + 1 >= count
    if usesVectors {
      var found: (Int64, Int64) = (0, 0)
      let isFound = withUnsafeMutableBytes(of: &found) { found in
        tally_select(values, spare, count, place, found.assumingMemoryBound(to: Int64.self).baseAddress)
      }
      if isFound { return (found.0, isLast ? found.0 : found.1) }
    }
    let values = UnsafeMutableBufferPointer(start: values, count: count)
    select(place, in: values)
    guard !isLast else { return (values[place], values[place]) }
    var next = values[place + 1]
    for other in (place + 2)..<max(count, place + 2) { next = min(next, values[other]) }
    return (values[place], next)
  }

  /// Moves the value that belongs at `place` there, no greater ones before it, no lesser ones behind.
  /// - Complexity: O(n) on average; where pivots turn out badly again and again the rest is sorted, so
  ///   O(n log n) at worst.
  static func select(_ place: Int, in values: UnsafeMutableBufferPointer<Int64>) {
    var values = values
    var (low, high) = (0, values.count - 1)
    var rounds = 2 * (Int.bitWidth - values.count.leadingZeroBitCount)
    while high - low >= few, rounds > 0 {
      rounds -= 1
      let pivot = middle(values[low], values[low + (high - low) / 2], values[high])
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while pivot < values[right] { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      // Between the two, if anything, stands the pivot.
      if place <= right {
        high = right
      } else if place >= left {
        low = left
      } else {
        return
      }
    }
    guard low <= high else { return }
    values[low...high].sort()
  }

  @inline(__always)
  private static func middle(_ a: Int64, _ b: Int64, _ c: Int64) -> Int64 {
    max(min(a, b), min(max(a, b), c))
  }
}
