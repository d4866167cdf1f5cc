import TallyFiles
import TallySession
import TallyTerminal
import TallyWorkers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The three streams of the process.
enum StandardStreams {
  /// Puts something in the place of streams that are closed. The next file to be opened would be taken for one
  /// otherwise: a table for a script on standard input, say.
  static func holdClosed() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
      // The wrong way round: reading and writing fail as they do where a stream is closed.
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  /// Has writing to a pipe that nobody reads, and to a file that may not be so large, fail as other writing does: who
  /// writes a file takes away what was written of it.
  static func failRatherThanEnd() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Who reads the answers wants no more of them, which is no error. Other programs in a pipeline end so, too.
  private static func endByBrokenPipe() -> Never {
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
    exit(128 + SIGPIPE)
  }

  /// Writes all bytes to standard output.
  /// - Throws: `OutputError`, for a full disk and the like; `Cancelled` when ^C comes meanwhile.
  @Sendable
  static func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      if InterruptSignal.isRaised { throw Cancelled() }
      let written = Glibc.write(1, start, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { endByBrokenPipe() }
        if errno == EAGAIN {
          wait(for: POLLOUT, on: 1)
          continue
        }
        throw OutputError(reason: String(cString: strerror(errno)))
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }

  /// Milliseconds between two looks at whether to go on, where nobody reads or writes.
  private static let patience: Int32 = 20

  /// Waits a moment for a stream that does not wait itself. Who shares a terminal or a pipe with this program may
  /// have left it so.
  private static func wait(for event: Int32, on descriptor: Int32) {
    var wait = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    poll(&wait, 1, patience)
  }

  /// A line on standard output; where it cannot be written there is nobody to tell.
  static func writeLine(_ text: String) {
    var line = text + "\n"
    line.withUTF8 { try? write(UnsafeRawBufferPointer($0)) }
  }

  /// A bell on standard error.
  @Sendable
  static func ring() { _ = Glibc.write(2, "\u{07}", 1) }

  /// A line on standard error.
  @Sendable
  static func tell(_ text: String) {
    var line = text + "\n"
    line.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let written = Glibc.write(2, rest.baseAddress, rest.count)
        if written >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
        } else if errno == EAGAIN {
          wait(for: POLLOUT, on: 2)
        } else {
          return
        }
      }
    }
  }

  /// Shows a text that was asked for.
  static func show(_ text: String) -> ExitStatus {
    var text = text.hasSuffix("\n") ? text : text + "\n"
    do {
      try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
      return .fine
    } catch {
      tell("error: the text could not be written: \((error as? OutputError)?.reason ?? "stopped")")
      return .queryFailed
    }
  }

  /// Asks for a line of text: the question goes to standard error.
  /// - Returns: without its end; nil where standard input has none.
  /// - Throws: `Cancelled` when ^C comes first.
  @Sendable
  static func ask(_ question: String) throws -> String? {
    _ = question.withCString { Glibc.write(2, $0, strlen($0)) }
    var line: [UInt8] = []
    while true {
      // A signal may come to any thread, so that reading would not be told of it.
      var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      let isThere = poll(&input, 1, patience) > 0
      if InterruptSignal.isRaised {
        tell("")
        throw Cancelled()
      }
      guard isThere else { continue }
      var byte: UInt8 = 0
      let count = read(0, &byte, 1)
      if count < 0, errno == EAGAIN || errno == EINTR { continue }
      guard count > 0 else {
        // What is told next begins a line.
        tell("")
        return nil
      }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      if line.count < 1 << 16 { line.append(byte) }
    }
  }

  /// All of standard input.
  /// - Throws: `FileError`; `Cancelled` when ^C came first.
  static func readAll() throws -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(0, &piece, piece.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { throw Cancelled() }
        if errno == EAGAIN {
          if InterruptSignal.isRaised { throw Cancelled() }
          wait(for: POLLIN, on: 0)
          continue
        }
        let reason = String(cString: strerror(errno)).lowercased()
        throw FileError(path: "standard input", ArgumentDiagnostics.unreadableInput(reason))
      }
      bytes.append(contentsOf: piece[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Ends the process.
func leave(_ status: ExitStatus) -> Never {
  exit(status.rawValue)
}
