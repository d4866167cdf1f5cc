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

  private let process: pid_t
  private var input: CInt
  private let modes: termios?

  /// Milliseconds between two looks at whether to go on, while the program does not read.
  private static let patience: CInt = 20

  /// - Parameters:
  ///   - permit: that programs may be started; safe mode has none.
  ///   - defaults: variables that the program gets where the environment has none of these names.
  /// - Returns: nil where it cannot be started.
  init?(_ command: ProgramCommand, _ permit: ProgramPermit, defaults: [String]) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    // Other programs that are started would keep the text from having an end.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    modes = PagerProcess.terminalModes
    guard let process = PagerProcess.spawn(command, reading: ends[0], defaults) else {
      for end in ends { close(end) }
      return nil
    }
    self.process = process
    close(ends[0])
    input = ends[1]
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
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // A program that was killed leaves the terminal as it had it.
    if var modes { tcsetattr(0, TCSADRAIN, &modes) }
    if status & 0x7F != 0 { _ = Glibc.write(1, "\r\n", 2) }
    // ^C was the program's.
    InterruptSignal.clear()
    return status & 0x7F != 0 || ![126, 127].contains((status >> 8) & 0xFF)
  }

  private static var terminalModes: termios? {
    var modes = termios()
    return tcgetattr(0, &modes) == 0 ? modes : nil
  }

  private static func spawn(_ command: ProgramCommand, reading input: CInt, _ defaults: [String]) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    // Signals mean to it what they mean to any program.
    var all = sigset_t()
    var none = sigset_t()
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let words = command.words.map { strdup($0) } + [nil]
    let variables = environment(with: command.settings, defaults).map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, command.words[0], &actions, &attributes, words, variables)
    return failure == 0 ? process : nil
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
