import CEditLine

/// Keys that are pressed one by one where no line is read, such as to go on.
///
/// For the thread that reads lines otherwise, and not while it does.
public enum SingleKeys {
  public enum Key: Equatable, Sendable {
    case character(Character)
    /// ^C
    case interrupt
    /// No more keys will come.
    case end
  }

  /// Waits for a key, at most for a length of time; nil where that has passed.
  public typealias Wait = (_ atMost: Duration?) -> Key?

  /// Has the terminal give each key at once, and show none, while a body runs.
  /// - Throws: what the body throws.
  public static func reading(_ body: (@escaping Wait) throws -> Void) rethrows {
    let isTerminal = cedit_begin_keys()
    defer { if isTerminal { cedit_end_keys() } }
    try body { atMost in isTerminal ? wait(atMost) : .end }
  }

  private static func wait(_ atMost: Duration?) -> Key? {
    var bytes = [CChar](repeating: 0, count: 64)
    var length = 0
    switch cedit_wait_key(atMost.map(milliseconds) ?? -1, &bytes, bytes.count, &length) {
    case CEDIT_NO_KEY: return nil
    case CEDIT_KEY_INTERRUPT: return .interrupt
    case CEDIT_KEYS_END: return .end
    default:
      let text = String(decoding: bytes.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
      return .character(text.first ?? " ")
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds > 1_000_000 ? 1_000_000_000 : max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
