import TallyPermissions

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that shows a text a screenful at a time. The terminal is its own until it ends, and as it was after that.
///
/// Whoever starts one ignores SIGPIPE: its end is told by an error where more is written to it.
final class PagerProcess {
  /// Why no more is written.
  enum Stop: Error {
    /// The program reads no more: its user has seen enough.
    case left
    /// ^C, which the program gets too, and makes of it what it will.
    case interrupted
  }

  private let program: StartedProgram
  private var input: CInt
  private let modes: termios?

  /// Milliseconds between two looks at whether to go on, while the program does not read.
  private static let patience: CInt = 20

  /// - Parameters:
  ///   - permit: that programs may be started; safe mode has none.
  ///   - defaults: variables that the program gets where the environment has none of these names.
  /// - Returns: nil where it cannot be started.
  init?(_ command: ProgramCommand, _ permit: ProgramPermit, defaults: [String]) {
    guard let pipe = ProgramPipe() else { return nil }
    defer { close(pipe.reading) }
    modes = PagerProcess.terminalModes
    let variables = PagerProcess.environment(with: command.settings, defaults)
    guard
      let program = try? StartedProgram(
        command.words, permit, environment: variables, streams: [0: pipe.reading])
    else {
      close(pipe.writing)
      return nil
    }
    self.program = program
    input = pipe.writing
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
  }

  /// Writes all of a piece, as fast as it is read.
  /// - Throws: `Stop`.
  func write(_ bytes: UnsafeRawBufferPointer) throws(Stop) {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      if InterruptSignal.isRaised { throw .interrupted }
      var wait = pollfd(fd: input, events: Int16(POLLOUT), revents: 0)
      guard poll(&wait, 1, PagerProcess.patience) > 0 else { continue }
      let written = Glibc.write(input, start, rest.count)
      if written < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw .left
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }

  /// Ends the text, waits until the program has ended, and takes the terminal back.
  /// - Returns: whether the program did run.
  func finish() -> Bool {
    close(input)
    input = -1
    let ending = program.wait()
    // A program that was killed leaves the terminal as it had it.
    if var modes { tcsetattr(0, TCSADRAIN, &modes) }
    if case .killed = ending { _ = Glibc.write(1, "\r\n", 2) }
    // ^C was the program's.
    InterruptSignal.clear()
    return ending != .exited(126) && ending != .exited(127)
  }

  private static var terminalModes: termios? {
    var modes = termios()
    return tcgetattr(0, &modes) == 0 ? modes : nil
  }

  /// The environment with some variables set, and some where they are not.
  private static func environment(with settings: [String], _ defaults: [String]) -> [String] {
    var variables: [String] = []
    var next = environ
    while let entry = next.pointee {
      variables.append(String(cString: entry))
      next += 1
    }
    let name = { (entry: String) in entry.prefix { $0 != "=" } }
    let given = Set(settings.map(name))
    variables.removeAll { given.contains(name($0)) }
    variables += settings
    let present = Set(variables.map(name))
    return variables + defaults.filter { !present.contains(name($0)) }
  }
}
