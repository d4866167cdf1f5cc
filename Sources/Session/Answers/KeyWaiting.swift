/// Keys that are pressed one by one, where somebody sits at a terminal.
public struct KeyWaiting: Sendable {
  public enum Key: Sendable, Equatable {
    case character(Character)
    /// ^C
    case interrupt
    /// No more keys will come.
    case end

    /// Whether it asks for no more.
    var stops: Bool {
      self == .interrupt || self == .end || self == .character("q") || self == .character("Q")
    }
  }

  /// Waits for a key, at most for a length of time; nil where that has passed.
  public typealias Wait = (_ atMost: Duration?) -> Key?

  /// Runs a body that may wait for keys; they are shown to nobody meanwhile.
  public let reading: @Sendable (_ body: (@escaping Wait) throws -> Void) throws -> Void

  public init(reading: @escaping @Sendable (_ body: (@escaping Wait) throws -> Void) throws -> Void) {
    self.reading = reading
  }
}
