import CEditLine

/// `^C` while a query runs: the handler only raises a flag, and the work looks at it.
///
/// Installed without SA_RESTART, so that a read that blocks returns early with EINTR.
public enum InterruptSignal {
  /// Takes over SIGINT; until then it ends the program. Constructing a `LibeditEditor` does it too.
  public static func install() { cedit_install_interrupt() }

  /// Whether SIGINT has come since `clear`. One load: cheap enough for every chunk of work, on
  /// any thread.
  public static var isRaised: Bool { cedit_interrupt_raised() }

  /// Forgets what came.
  public static func clear() { cedit_clear_interrupt() }
}
