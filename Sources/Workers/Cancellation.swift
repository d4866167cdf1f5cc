/// What work and whoever waits for it have to say to one another between chunks of it: whether it is to stop,
/// and how far it has come.
///
/// The question is a closure so that a signal flag, a test or a timer can answer it.
public struct Cancellation: Sendable {
  private let isRaised: @Sendable () -> Bool
  private let progress: Progress?

  /// - Parameters:
  ///   - progress: told how far the work has come; nil where nobody looks.
  ///   - isRaised: polled often, from any thread; must be cheap.
  public init(progress: Progress? = nil, isRaised: @escaping @Sendable () -> Bool) {
    self.isRaised = isRaised
    self.progress = progress
  }

  /// Work that nothing stops.
  public static let never = Cancellation { false }

  /// - Throws: `Cancelled` once the flag is raised.
  public func check() throws {
    if isRaised() { throw Cancelled() }
  }

  /// Says that so many rows of the pass are being passed, and asks whether to go on.
  /// - Throws: `Cancelled` once the flag is raised.
  public func check(passing rows: Int) throws {
    progress?.advance(by: rows, rows: rows)
    try check()
  }

  /// Says that a pass over so many rows begins.
  /// - Parameter times: how often each row is passed before it is done.
  public func begin(rows: Int, passes times: Int = 1) { progress?.begin(.rows, of: rows, passes: times) }

  /// Says that a pass over so many bytes begins.
  public func begin(bytes: Int) { progress?.begin(.bytes, of: bytes) }

  /// Says that so many bytes of the pass are read, and how many rows they were.
  public func passed(bytes: Int, rows: Int) { progress?.advance(by: bytes, rows: rows) }
}

/// The work was stopped on request; nothing of it is kept.
public struct Cancelled: Error, Equatable {
  public init() {}
}
