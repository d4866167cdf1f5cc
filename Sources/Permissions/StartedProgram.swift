#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that runs beside this one.
///
/// Signals mean to it what they mean to any program, whatever this one ignores or holds back.
public struct StartedProgram: Sendable {
  /// Why a program was not started.
  public enum Failure: Error, Sendable, Hashable {
    /// There is none of that name, or it may not be run.
    case missing
    /// The system's reason.
    case system(String)

    init(code: Int32) {
      self =
        [ENOENT, EACCES, ENOTDIR].contains(code) ? .missing : .system(String(cString: strerror(code)))
    }
  }

  /// How a program ended.
  public enum Ending: Sendable, Hashable {
    case exited(Int32)
    /// Ended by a signal.
    case killed(Int32)
  }

  private let process: pid_t

  /// Starts a program.
  /// - Parameters:
  ///   - words: the program, which is looked for on the PATH unless a path says where it is, and its arguments.
  ///   - permit: that programs may be started; safe mode has none.
  ///   - environment: its variables, `NAME=VALUE`; nil for those that this program has.
  ///   - streams: what its descriptors are here, by their numbers there; those up to 2 that are not named are the same.
  public init(
    _ words: [String], _ permit: ProgramPermit, environment variables: [String]? = nil,
    streams: [Int32: Int32] = [:]
  ) throws(Failure) {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (there, here) in streams { posix_spawn_file_actions_adddup2(&actions, here, there) }
    var all = sigset_t()
    var none = sigset_t()
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let arguments = words.map { strdup($0) } + [nil]
    let settings = (variables ?? []).map { strdup($0) } + [nil]
    defer { for text in arguments + settings { free(text) } }
    var process = pid_t()
    let code =
      variables == nil
      ? posix_spawnp(&process, words.first ?? "", &actions, &attributes, arguments, environ)
      : posix_spawnp(&process, words.first ?? "", &actions, &attributes, arguments, settings)
    guard code == 0 else { throw Failure(code: code) }
    self.process = process
  }

  /// Waits until it has ended.
  /// - Returns: nil where somebody else has waited for it.
  public func wait() -> Ending? {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    return StartedProgram.ending(status)
  }

  /// What a look at a program that may still run says of it.
  public enum State: Sendable, Hashable {
    case running
    /// Nil where somebody else has waited for it.
    case ended(Ending?)
  }

  /// Looks whether it has ended; once it has, there is nothing to look at any more.
  public func look() -> State {
    var status: Int32 = 0
    let ended = waitpid(process, &status, WNOHANG)
    if ended == process { return .ended(StartedProgram.ending(status)) }
    return ended == 0 || errno == EINTR ? .running : .ended(nil)
  }

  /// Ends it, whatever it does.
  public func kill() {
    _ = Glibc.kill(process, SIGKILL)
    _ = wait()
  }

  private static func ending(_ status: Int32) -> Ending {
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal)
  }
}
