import TallyWorkers

extension Workers {
  /// An array that all threads fill, each its own run of places.
  /// - Parameters:
  ///   - pieceCount: places in a run but the last.
  ///   - body: writes every place of a run; the pointer is to the first place of all.
  func fill<Element: BitwiseCopyable & Sendable>(
    _ count: Int, pieceCount: Int, cancellation: Cancellation,
    _ body: @Sendable (Range<Int>, UnsafeMutablePointer<Element>) throws -> Void
  ) throws -> [Element] {
    guard count > 0 else { return [] }
    return try [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      let shared = SharedPlaces(base: base)
      adviseLargePages(base, bytes: count * MemoryLayout<Element>.stride)
      let pieces = (count + pieceCount - 1) / pieceCount
      cancellation.begin(rows: count)
      _ = try map(pieces, cancellation: cancellation) { piece in
        let places = piece * pieceCount..<min((piece + 1) * pieceCount, count)
        try cancellation.check(passing: places.count)
        try body(places, shared.base)
      }
      initialized = count
    }
  }
}

/// Places that several threads write, none of them the same.
struct SharedPlaces<Element>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
}
