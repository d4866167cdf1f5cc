import CPseudoterminal
import Glibc

/// A program on a pseudoterminal: send keys, wait for what it prints, look at its screen.
///
/// Nothing here sleeps to let time pass: every wait ends when the program has answered, or fails
/// at a deadline and shows what the screen said.
public final class PtySession {
  /// How long a wait may take, in seconds: generous, for machines under load.
  public static let patience = 20.0

  /// Everything the program has printed, as bytes.
  public private(set) var output: [UInt8] = []
  public private(set) var screen: Screen
  private var descriptor: Int32
  private let process: pid_t
  private var hasEnded = false

  public struct Failure: Error, CustomStringConvertible {
    public var description: String

    public init(description: String) { self.description = description }
  }

  /// What has to stay as long as the program runs: the folder it has as its home.
  public var keptAlive: AnyObject?

  /// Starts a program.
  /// - Parameters:
  ///   - path: the program's file.
  ///   - arguments: without the program's name.
  ///   - environment: all of it; nothing is inherited.
  ///   - size: what the terminal says that its window is; nil for what it is.
  ///   - joinsEmoji: whether emoji that belong together take the room of one.
  public init(
    _ path: String, _ arguments: [String] = [], environment: [String: String],
    rows: Int = 24, columns: Int = 80, claiming size: (rows: Int, columns: Int)? = nil,
    joinsEmoji: Bool = false
  ) throws {
    screen = Screen(rows: rows, columns: columns, joinsEmoji: joinsEmoji)
    var process: pid_t = 0
    let words = CStrings([path] + arguments)
    let variables = CStrings(environment.map { "\($0)=\($1)" })
    descriptor = cpty_spawn(
      path, words.pointers, variables.pointers, Int32(size?.rows ?? rows), Int32(size?.columns ?? columns),
      &process)
    self.process = process
    guard descriptor >= 0 else { throw Failure(description: "cannot start \(path)") }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    guard !hasEnded else { return }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Types.
  public func send(_ keys: String) {
    var rest = Array(keys.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR, errno != EAGAIN { return }
      rest = rest.dropFirst(max(0, count))
      // The terminal's buffers are small: a program that echoes a long paste must be read meanwhile.
      receive(timeout: count > 0 ? 0 : 0.01)
    }
  }

  public func resize(rows: Int, columns: Int) {
    screen.resize(rows: rows, columns: columns)
    claim(rows: rows, columns: columns)
  }

  /// Has the terminal say that its window is of another size than it is.
  public func claim(rows: Int, columns: Int) {
    _ = cpty_resize(descriptor, Int32(rows), Int32(columns))
  }

  /// The bytes of memory that the program has reserved.
  public func memory() throws -> Int {
    guard let file = fopen("/proc/\(process)/statm", "r") else {
      throw Failure(description: "no such process")
    }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 200)
    guard fgets(&line, Int32(line.count), file) != nil else {
      throw Failure(description: "nothing of its memory")
    }
    return strtol(line, nil, 10) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// Sends the program a signal from outside its terminal.
  public func signal(_ number: Int32) { kill(process, number) }

  /// Waits until the screen is as wanted.
  public func wait(for what: String, _ condition: (Screen) -> Bool) throws {
    let deadline = Self.now() + Self.patience
    while !condition(screen) {
      let left = deadline - Self.now()
      guard left > 0, receive(timeout: left) else {
        throw Failure(description: "no \(what) in \(Self.patience) s; the screen:\n\(screen.text)")
      }
    }
  }

  /// Waits until the screen shows a text somewhere.
  public func wait(toShow text: String) throws {
    try wait(for: "“\(text)”") { $0.text.contains(text) }
  }

  /// Waits until the program has printed a text, wherever it stands on the screen by now.
  public func wait(toPrint text: String) throws {
    let wanted = Array(text.utf8)
    try wait(for: "output “\(text.prefix(100))”") { _ in
      output.count >= wanted.count && output.firstRange(of: wanted) != nil
    }
  }

  /// Waits until the cursor's row reads like this.
  public func wait(forRow text: String) throws {
    try wait(for: "row “\(text)”") { $0.cursorRow == text }
  }

  /// Takes in what has been printed already and not been read.
  public func drain() {
    while receive(timeout: 0.05) {}
  }

  /// Whether the terminal echoes and hands over whole lines, as a shell expects to find it.
  public var isCooked: Bool {
    var modes = termios()
    let wanted = tcflag_t(ICANON | ECHO)
    return tcgetattr(descriptor, &modes) == 0 && modes.c_lflag & wanted == wanted
  }

  /// Waits until the program has ended, and gives its exit code, or the negative number of the
  /// signal that ended it.
  public func waitForExit() throws -> Int32 {
    let deadline = Self.now() + Self.patience
    while receive(timeout: max(0, deadline - Self.now())) {}
    var status: Int32 = 0
    guard Self.now() < deadline, waitpid(process, &status, 0) == process else {
      throw Failure(description: "still running; the screen:\n\(screen.text)")
    }
    hasEnded = true
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  /// Closes the terminal, as a window is closed, and waits until the program has ended.
  public func hangUp() throws {
    close(descriptor)
    descriptor = -1
    let deadline = Self.now() + Self.patience
    while waitpid(process, nil, WNOHANG) == 0 {
      guard Self.now() < deadline else { throw Failure(description: "still running without its terminal") }
      poll(nil, 0, 10)
    }
    hasEnded = true
  }

  /// Takes in what there is, waiting at most `timeout` seconds; false at the end and at a timeout.
  @discardableResult
  public func receive(timeout: Double) -> Bool {
    var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, Int32(timeout * 1000)) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return false }
    output += bytes.prefix(count)
    screen.show(bytes.prefix(count))
    return true
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// A NULL-terminated array of C strings that lives as long as this object.
private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointers = .allocate(capacity: count + 1)
    for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
    pointers[count] = nil
  }

  deinit {
    for index in 0..<count { free(pointers[index]) }
    pointers.deallocate()
  }
}
