import TallyPermissions

/// A small text of the user's that sessions share, such as what is done of lessons.
///
/// It is changed as a whole and under a lock, so that nothing of what another session does meanwhile is lost. Whatever
/// cannot be read is passed over; what cannot be written is said.
public struct StateFile: Sendable {
  /// The most that is read, in bytes.
  private static let byteLimit = 1 << 20

  public let path: String
  private let permit: WritePermit

  /// - Parameter permit: that it may be written; safe mode has none, and keeps nothing.
  public init(path: String, _ permit: WritePermit) {
    self.path = path
    self.permit = permit
  }

  /// `$XDG_STATE_HOME/tally/NAME`, or `$HOME/.local/state/tally/NAME`; nil when neither is an absolute path.
  /// - Parameter variable: looks an environment variable up.
  public static func standard(
    _ name: String, _ permit: WritePermit,
    variable: (String) -> String? = TerminalTraits.environmentVariable
  ) -> StateFile? {
    UserFolder.state.file(name, variable: variable).map { StateFile(path: $0, permit) }
  }

  /// The text, without bytes that are none; nil where there is nothing to read.
  public func read() -> String? {
    LockedFile(path, mode: .shared, permit).map {
      String(decoding: $0.readTail(Self.byteLimit), as: UTF8.self)
    }
  }

  /// Puts what is made of the text in its place; of none there is an empty one.
  /// - Returns: false when that could not be done.
  public func change(_ change: (String) -> String) -> Bool {
    guard UserFolder.makeFolder(of: path, permit), let file = LockedFile(path, mode: .exclusive, permit)
    else {
      return false
    }
    let text = String(decoding: file.readTail(Self.byteLimit), as: UTF8.self)
    let changed = change(text)
    return changed == text || file.replace(with: Array(changed.utf8))
  }
}
