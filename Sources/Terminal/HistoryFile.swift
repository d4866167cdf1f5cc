import TallyPermissions

/// The history between sessions: one escaped entry a line, oldest first.
///
/// Several sessions share the file: each entry is appended in one write under a lock, and a file
/// grown too large is replaced whole. Whatever cannot be read or written is passed over in
/// silence: a shell without a history is still a shell.
public struct HistoryFile: Sendable {
  /// How many entries are kept.
  public static let entryLimit = 10_000
  /// How many bytes are kept, and the most that is ever read.
  static let byteLimit = 4 << 20
  /// The longest entry kept, in bytes.
  static let entryByteLimit = 256 << 10

  public let path: String
  private let permit: WritePermit

  /// - Parameter permit: that it may be written; safe mode has none, and no history.
  public init(path: String, _ permit: WritePermit) {
    self.path = path
    self.permit = permit
  }

  /// The place that the XDG base directory specification gives it: `$XDG_STATE_HOME/tally/history`,
  /// or `$HOME/.local/state/tally/history`. Nil when neither is an absolute path.
  /// - Parameter variable: looks an environment variable up.
  public static func standard(
    _ permit: WritePermit, variable: (String) -> String? = TerminalTraits.environmentVariable
  ) -> HistoryFile? {
    UserFolder.state.file("history", variable: variable).map { HistoryFile(path: $0, permit) }
  }

  /// The entries, oldest first, at most `entryLimit`; none when there is nothing to read.
  /// Lines that are not entries (broken UTF-8, a NUL) are left out, and neighbours that repeat.
  public func load() -> [String] {
    guard let file = LockedFile(path, mode: .shared, permit) else { return [] }
    return Self.entries(in: file.readTail(Self.byteLimit))
  }

  /// Appends an entry; false when that could not be done.
  @discardableResult
  public func append(_ entry: String) -> Bool {
    let line = Self.line(for: entry)
    guard line.count <= Self.entryByteLimit, UserFolder.makeFolder(of: path, permit) else { return false }
    guard let file = LockedFile(path, mode: .exclusive, permit) else { return false }
    // Half a line from a session that died must not swallow this entry.
    guard file.append(file.endsInNewline ? line : [UInt8(ascii: "\n")] + line) else { return false }
    if file.size > Self.byteLimit { shrink(file) }
    return true
  }

  /// Keeps the newest half, so that it does not come to this at every entry. The lock is held on
  /// the old file, and whoever waits for it looks at the path again.
  private func shrink(_ file: LockedFile) {
    let kept = Self.entries(in: file.readTail(Self.byteLimit / 2))
    file.replace(with: kept.flatMap(Self.line))
  }
}
