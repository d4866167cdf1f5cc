import TallyPermissions
import TallyWorkers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Another program that is given bytes and gives others: no shell is asked, and nothing of it stays behind.
public enum FilterProgram {
  public enum Failure: Error, Sendable, Hashable {
    /// It is not on the PATH, or may not be run.
    case missing
    /// It ended in another way than with success; what it said of that, or else how it ended.
    case failed(String)
  }

  /// Milliseconds between two looks at whether to go on.
  private static let patience: CInt = 20
  /// Bytes of its messages that are kept.
  private static let mostWords = 4096

  /// Runs a program to its end.
  /// - Parameters:
  ///   - words: the program, which is looked for on the PATH, and its arguments.
  ///   - permit: that programs may be started; safe mode has none.
  ///   - sink: takes what it gives, in pieces.
  /// - Throws: `Failure`; `Cancelled`, after which the program is gone; what the sink throws.
  public static func run(
    _ words: [String], _ permit: ProgramPermit, input: [UInt8], cancellation: Cancellation,
    to sink: TextFile.Sink
  ) throws {
    let child = try Child(words)
    defer { child.end() }
    var sent = 0
    var complaint: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    if input.isEmpty { child.closeInput() }
    while child.output >= 0 || child.errors >= 0 {
      try cancellation.check()
      // What is closed already is passed over: poll ignores negative descriptors.
      var polls = [
        pollfd(fd: child.input, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: child.errors, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&polls, nfds_t(polls.count), patience) > 0 else { continue }
      if polls[0].revents != 0 {
        let count = input.withUnsafeBytes { bytes in
          // A program that reads no more is no reason to end this one.
          send(
            child.input, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
        }
        sent += max(0, count)
        if sent == input.count || (count < 0 && errno != EINTR && errno != EAGAIN) { child.closeInput() }
      }
      if polls[1].revents != 0 {
        let count = read(child.output, &piece, piece.count)
        if count > 0 {
          try piece[..<count].withUnsafeBytes { try sink($0) }
        } else if count == 0 || errno != EINTR {
          child.closeOutput()
        }
      }
      if polls[2].revents != 0 {
        let count = read(child.errors, &piece, piece.count)
        if count > 0 {
          complaint += piece[..<min(count, mostWords - min(complaint.count, mostWords))]
        } else if count == 0 || errno != EINTR {
          child.closeErrors()
        }
      }
    }
    let status = try child.wait(cancellation)
    guard status != 0 else { return }
    // ^C reaches it as well, and may have ended it first.
    try cancellation.check()
    let text = String(decoding: complaint, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(
      String.init)
    let signal = status & 0x7F
    if signal == 0, (status >> 8) & 0xFF == 127, text == nil { throw Failure.missing }
    throw Failure.failed(text ?? (signal == 0 ? "it ended with \((status >> 8) & 0xFF)" : "signal \(signal)"))
  }
}

/// The program with the ends of what leads to it and from it; a closed end is negative.
private final class Child {
  private let process: pid_t
  private(set) var input: CInt
  private(set) var output: CInt
  private(set) var errors: CInt
  private var isRunning = true

  init(_ words: [String]) throws {
    // Into the program leads a socket, as to a pipe that nobody reads nothing can be written without a signal.
    var toChild: [CInt] = [-1, -1]
    var fromChild: [CInt] = [-1, -1]
    var complaints: [CInt] = [-1, -1]
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    let areOpen =
      socketpair(AF_UNIX, type, 0, &toChild) == 0 && pipe(&fromChild) == 0 && pipe(&complaints) == 0
    let reason = String(cString: strerror(errno))
    // What the program has of them are copies.
    for end in fromChild + complaints where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      for end in [toChild[0], fromChild[1], complaints[1]] where end >= 0 { close(end) }
    }
    func abandon() { for end in [toChild[1], fromChild[0], complaints[0]] where end >= 0 { close(end) } }
    guard areOpen else {
      abandon()
      throw FilterProgram.Failure.failed(reason)
    }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
    posix_spawn_file_actions_adddup2(&actions, complaints[1], 2)
    // Signals mean to it what they mean to any program.
    var all = sigset_t()
    var none = sigset_t()
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let arguments = words.map { strdup($0) } + [nil]
    defer { for word in arguments { free(word) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, words.first ?? "", &actions, &attributes, arguments, environ)
    guard failure == 0 else {
      abandon()
      let isMissing = failure == ENOENT || failure == EACCES || failure == ENOTDIR
      throw isMissing
        ? FilterProgram.Failure.missing : FilterProgram.Failure.failed(String(cString: strerror(failure)))
    }
    self.process = process
    (input, output, errors) = (toChild[1], fromChild[0], complaints[0])
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
  }

  func closeInput() { Child.shut(&input) }
  func closeOutput() { Child.shut(&output) }
  func closeErrors() { Child.shut(&errors) }

  private static func shut(_ end: inout CInt) {
    if end >= 0 { close(end) }
    end = -1
  }

  /// How it ended, as the system writes it.
  /// - Throws: `Cancelled`, where it does not end before that is asked for.
  func wait(_ cancellation: Cancellation) throws -> CInt {
    var status: CInt = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process || (ended < 0 && errno != EINTR) {
        isRunning = false
        return ended < 0 ? 0 : status
      }
      try cancellation.check()
      usleep(1000)
    }
  }

  /// Closes what leads to it; a program that still runs then is ended.
  func end() {
    closeInput()
    closeOutput()
    closeErrors()
    guard isRunning else { return }
    kill(process, SIGKILL)
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }
}
