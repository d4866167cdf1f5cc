/// Told when work begins that may take long, and when it has ended: whoever has a place for it shows meanwhile
/// how far it has come.
public struct WorkWatch: Sendable {
  public let begin: @Sendable () -> Void
  /// Called before anything else is written.
  public let end: @Sendable () -> Void

  public init(begin: @escaping @Sendable () -> Void, end: @escaping @Sendable () -> Void) {
    self.begin = begin
    self.end = end
  }
}

extension StatementRunner {
  /// Does work under the eyes of the output's watch, unless answers are for programs.
  public func watched<Result>(_ work: () throws -> Result) rethrows -> Result {
    guard let watch = output.watch, session.settings.format?.isForPeople ?? true else { return try work() }
    watch.begin()
    defer { watch.end() }
    return try work()
  }
}
