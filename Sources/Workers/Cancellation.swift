/// Asks, between chunks of work, whether someone has told the work to stop.
///
/// The question is a closure so that a signal flag, a test or a timer can answer it.
public struct Cancellation: Sendable {
  private let isRaised: @Sendable () -> Bool

  /// - Parameter isRaised: polled often, from any thread; must be cheap.
  public init(isRaised: @escaping @Sendable () -> Bool) {
    self.isRaised = isRaised
  }

  /// Work that nothing stops.
  public static let never = Cancellation { false }

  /// - Throws: `Cancelled` once the flag is raised.
  public func check() throws {
    if isRaised() { throw Cancelled() }
  }
}

/// The work was stopped on request; nothing of it is kept.
public struct Cancelled: Error, Equatable {
  public init() {}
}
