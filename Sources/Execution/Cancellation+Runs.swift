import TallyWorkers

extension Cancellation {
  /// Calls with runs of some rows, one behind the other, and asks before each whether to go on.
  /// - Parameter size: rows of a run, few enough that they take no time that anybody notices.
  @inline(__always)
  func forEachRun(
    of rows: Range<Int>, size: Int = 1 << 16, _ body: (Range<Int>) throws -> Void
  ) throws {
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: size) {
      try check()
      try body(start..<min(start + size, rows.upperBound))
    }
  }
}
