#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Another program that is talked to over its standard streams.
public final class ChildProcess {
  private let process: pid_t
  private var input: Int32
  private var output: Int32
  private var buffer: [UInt8] = []
  private var isReaped = false

  public struct Failure: Error {}

  /// - Parameter arguments: the program, looked for on the PATH, and what follows it.
  public init(_ arguments: [String], silent: Bool = false) throws {
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw Failure() }
    // Other children must not hold these ends open.
    for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
    if silent { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let status = posix_spawnp(&process, arguments.first ?? "", &actions, nil, &words, environ)
    close(toChild[0])
    close(fromChild[1])
    guard status == 0 else {
      close(toChild[1])
      close(fromChild[0])
      throw Failure()
    }
    self.process = process
    (input, output) = (toChild[1], fromChild[0])
  }

  deinit {
    close(input)
    close(output)
    if !isReaped { _ = wait() }
  }

  /// Sends a line.
  public func write(_ line: String) throws {
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { writeBytes(input, $0.baseAddress, $0.count) }
      guard written > 0 else { throw Failure() }
      rest = rest.dropFirst(written)
    }
  }

  /// The next line; nil at the end.
  public func readLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      guard readMore() else { return nil }
    }
  }

  /// The file that can be polled for what the program says.
  public var descriptor: Int32 { output }

  /// The whole lines that are there; nil at the end.
  public func availableLines() -> [String]? {
    guard readMore() else { return nil }
    guard let end = buffer.lastIndex(of: 10) else { return [] }
    let text = String(decoding: buffer[..<end], as: UTF8.self)
    buffer.removeFirst(end + 1)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func readMore() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(output, &bytes, bytes.count)
    guard count > 0 else { return false }
    buffer += bytes[..<count]
    return true
  }

  public func stop() { kill(process, SIGTERM) }

  /// The exit code of the program, or the negative number of the signal that ended it.
  public func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : -signal
  }
}

/// The system's own `write`, which a method here is called like.
private func writeBytes(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
