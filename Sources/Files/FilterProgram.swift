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
    let child = try Child(words, permit)
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
    let ending = try child.wait(cancellation)
    guard ending != .exited(0) else { return }
    // ^C reaches it as well, and may have ended it first.
    try cancellation.check()
    let text = String(decoding: complaint, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(
      String.init)
    switch ending {
    case .exited(127) where text == nil: throw Failure.missing
    case .exited(let status): throw Failure.failed(text ?? "it ended with \(status)")
    case .killed(let signal): throw Failure.failed(text ?? "signal \(signal)")
    }
  }
}

/// The program with the ends of what leads to it and from it; a closed end is negative.
private final class Child {
  private let program: StartedProgram
  private(set) var input: CInt
  private(set) var output: CInt
  private(set) var errors: CInt
  private var isRunning = true

  init(_ words: [String], _ permit: ProgramPermit) throws {
    // Into the program leads a socket, as to a pipe that nobody reads nothing can be written without a signal.
    var sockets: [CInt] = [-1, -1]
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &sockets) == 0 else { throw Child.failure }
    defer { close(sockets[0]) }
    (input, output, errors) = (sockets[1], -1, -1)
    do {
      guard let answers = ProgramPipe() else { throw Child.failure }
      defer { close(answers.writing) }
      output = answers.reading
      guard let complaints = ProgramPipe() else { throw Child.failure }
      defer { close(complaints.writing) }
      errors = complaints.reading
      program = try StartedProgram(
        words, permit, streams: [0: sockets[0], 1: answers.writing, 2: complaints.writing])
    } catch {
      for end in [input, output, errors] where end >= 0 { close(end) }
      switch error as? StartedProgram.Failure {
      case nil: throw error
      case .missing: throw FilterProgram.Failure.missing
      case .system(let reason): throw FilterProgram.Failure.failed(reason)
      }
    }
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
  }

  private static var failure: FilterProgram.Failure { .failed(String(cString: strerror(errno))) }

  func closeInput() { Child.shut(&input) }
  func closeOutput() { Child.shut(&output) }
  func closeErrors() { Child.shut(&errors) }

  private static func shut(_ end: inout CInt) {
    if end >= 0 { close(end) }
    end = -1
  }

  /// How it ended; as if with success, where somebody else has waited for it.
  /// - Throws: `Cancelled`, where it does not end before that is asked for.
  func wait(_ cancellation: Cancellation) throws -> StartedProgram.Ending {
    while true {
      if case .ended(let ending) = program.look() {
        isRunning = false
        return ending ?? .exited(0)
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
    if isRunning { program.kill() }
  }
}
