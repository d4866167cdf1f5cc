import Dispatch
import Synchronization

/// Runs pieces of work on all cores.
///
/// Pieces are handed out in order to whichever thread is free, and results come back in the order of
/// the pieces, so an answer never depends on which thread did what.
public struct Workers: Sendable {
  /// How many threads work at once; at least 1.
  public let count: Int

  /// - Parameter count: threads to use; nil means one a core.
  public init(count: Int? = nil) {
    self.count = max(1, count ?? Workers.coreCount)
  }

  /// Cores this process may run on.
  public static var coreCount: Int { onlineProcessorCount() }

  /// Calls `body` once for each piece and returns the results in the order of the pieces.
  ///
  /// The first error stops the hand-out of further pieces and is thrown; among several, the one of the
  /// lowest piece.
  ///
  /// - Parameters:
  ///   - pieces: how many pieces there are.
  ///   - cancellation: asked before each piece.
  public func map<Result: Sendable>(
    _ pieces: Int, cancellation: Cancellation = .never,
    _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    guard pieces > 1, count > 1 else {
      return try (0..<max(0, pieces)).map { piece in
        try cancellation.check()
        return try body(piece)
      }
    }
    let outcome = Mutex(Outcome<Result>(pieces: pieces))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(count, pieces)) { _ in
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        do {
          try cancellation.check()
          let result = try body(piece)
          outcome.withLock { $0.results[piece] = result }
        } catch {
          outcome.withLock { $0.record(error, of: piece) }
          next.store(pieces, ordering: .relaxed)
        }
      }
    }
    return try outcome.withLock { outcome in
      if let failure = outcome.failure { throw failure.error }
      return outcome.results.compactMap { $0 }
    }
  }
}

/// What the threads have brought back so far.
private struct Outcome<Result: Sendable> {
  var results: [Result?]
  var failure: (piece: Int, error: any Error)?

  init(pieces: Int) {
    results = Array(repeating: nil, count: pieces)
  }

  mutating func record(_ error: any Error, of piece: Int) {
    if let failure, failure.piece < piece { return }
    failure = (piece, error)
  }
}
