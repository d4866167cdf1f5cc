import TallyWorkers

extension Workers {
  /// An array that all threads fill, each its own run of places.
  /// - Parameters:
  ///   - pieceCount: places in a run but the last.
  ///   - counting: what the progress tells of it.
  ///   - body: writes every place of a run; the pointer is to the first place of all.
  func fill<Element: BitwiseCopyable & Sendable>(
    _ count: Int, pieceCount: Int, cancellation: Cancellation, counting: PassCounting = .aPass,
    _ body: @Sendable (Range<Int>, UnsafeMutablePointer<Element>) throws -> Void
  ) throws -> [Element] {
    guard count > 0 else { return [] }
    return try [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      let shared = SharedPlaces(base: base)
      adviseLargePages(base, bytes: count * MemoryLayout<Element>.stride)
      let pieces = (count + pieceCount - 1) / pieceCount
      if counting == .aPass { cancellation.begin(rows: count) }
      _ = try map(pieces, cancellation: cancellation) { piece in
        let places = piece * pieceCount..<min((piece + 1) * pieceCount, count)
        if counting != .nothing { try cancellation.check(passing: places.count) }
        try body(places, shared.base)
      }
      initialized = count
    }
  }
}

/// What the progress tells of work that fills an array.
enum PassCounting {
  /// It is a pass by itself.
  case aPass
  /// Its rows are counted in the pass that has begun.
  case partOfPass
  /// It goes by unseen.
  case nothing
}

/// Places that several threads write, none of them the same.
struct SharedPlaces<Element>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
}
