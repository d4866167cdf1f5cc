import Synchronization
import TallyDiagnostics
import TallyPermissions
import TallySession
import TallyTerminal
import TallyWorkers

/// The program in which people read what is longer than their screen: `$TALLY_PAGER`, else `$PAGER`, else less.
enum ScreenPager {
  /// - Parameter permit: that programs may be started.
  /// - Returns: nil where nobody sits at a terminal that such a program can use.
  static func make(_ permit: ProgramPermit) -> Pager? {
    guard TerminalTraits.isTerminal(0), TerminalTraits.isTerminal(1), TerminalTraits.movesCursor() else {
      return nil
    }
    let missing = MissingPrograms()
    return Pager(
      isThere: { use in
        guard let command = command(for: use) else { return false }
        if command.isThere() { return true }
        // Who asked for none is not told that there is none.
        if use != .auto || isNamed { missing.tell(command.title) }
        return false
      },
      show: { use, longLines, body in
        guard let command = command(for: use) else { return try body(StandardStreams.write) {} }
        let ending = try PagedText.show(
          with: command, permit, wraps: longLines == .wrap, pagesAlways: use == .on,
          pagesLongLines: longLines == .page, terminal: StandardStreams.write, body: body)
        switch ending {
        case .shown: break
        case .interrupted: throw Cancelled()
        case .unseen:
          missing.tell(command.title)
          try body(StandardStreams.write) {}
        }
      })
  }

  /// Whether the environment names a program.
  private static var isNamed: Bool { named != nil }

  private static var named: String? {
    TerminalTraits.environmentVariable("TALLY_PAGER") ?? TerminalTraits.environmentVariable("PAGER")
  }

  /// Nil where none is wanted: a variable that is set to nothing, or to what only passes a text on, says so.
  private static func command(for use: Pager.Use) -> ProgramCommand? {
    let text =
      switch use {
      case .program(let text): text
      case .auto, .on, .off: named ?? "less"
      }
    guard let command = ProgramCommand(text), command.name != "cat" else { return nil }
    return command
  }
}

/// Programs that are not there, each told of once.
private final class MissingPrograms: Sendable {
  private let told = Mutex<Set<String>>([])

  func tell(_ title: String) {
    guard told.withLock({ $0.insert(title).inserted }) else { return }
    StandardStreams.tell("there is no program \(VisibleText.of(title)): long answers are shown as they are")
  }
}
