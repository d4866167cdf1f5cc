import Glibc
import PtyHarness
import TestFolders

/// A run of the program without a terminal: what it wrote, and the status it ended with.
struct ProgramRun {
  let output: String
  let messages: String
  /// The exit status, or minus the number of the signal that ended it.
  let status: Int32

  /// Where standard output goes.
  enum OutputPlace {
    case file
    /// Nowhere: the descriptor is closed.
    case closed
    /// A pipe that nobody reads.
    case brokenPipe
    /// A disk without room.
    case full
    /// A pipe that is read slowly, as standard input is then written; neither waits of itself (`O_NONBLOCK`).
    case slow
  }

  /// - Parameters:
  ///   - input: standard input, as a file.
  ///   - home: everything the run leaves behind is in this folder.
  ///   - limits: what a shell is to limit before it starts the program: `-n 32`.
  ///   - other: another program to run.
  init(
    _ arguments: [String], input: String = "", output place: OutputPlace = .file, home: TestFolder,
    environment: [String: String] = [:], limits: String? = nil, program other: String? = nil
  ) throws {
    guard let program = other ?? TallyProgram.path else {
      throw PtySession.Failure(description: TallyProgram.missing)
    }
    let path = limits == nil ? program : "/bin/sh"
    let start = limits.map { ["-c", "ulimit \($0) && exec \"$0\" \"$@\"", program] } ?? []
    try home.write(input, to: "stdin")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if place != .slow { posix_spawn_file_actions_addopen(&actions, 0, home.path + "/stdin", O_RDONLY, 0) }
    var pipe: [Int32] = [-1, -1]
    var source: [Int32] = [-1, -1]
    switch place {
    case .file:
      posix_spawn_file_actions_addopen(
        &actions, 1, home.path + "/stdout", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    case .full: posix_spawn_file_actions_addopen(&actions, 1, "/dev/full", O_WRONLY, 0)
    case .closed: posix_spawn_file_actions_addclose(&actions, 1)
    case .brokenPipe:
      guard Glibc.pipe(&pipe) == 0 else { throw PtySession.Failure(description: "no pipe") }
      close(pipe[0])
      posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
      posix_spawn_file_actions_addclose(&actions, pipe[1])
    case .slow:
      guard Glibc.pipe(&pipe) == 0, Glibc.pipe(&source) == 0 else {
        throw PtySession.Failure(description: "no pipe")
      }
      for end in pipe + source { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      for end in [pipe[1], source[0]] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
      posix_spawn_file_actions_adddup2(&actions, source[0], 0)
      posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
    }
    posix_spawn_file_actions_addopen(&actions, 2, home.path + "/stderr", O_WRONLY | O_CREAT | O_TRUNC, 0o600)

    var process: pid_t = 0
    let variables = TallyProgram.environment(home, environment).map { "\($0)=\($1)" }
    let words = ([path] + start + arguments).map { strdup($0) } + [nil]
    let settings = variables.map { strdup($0) } + [nil]
    defer { for string in words + settings { free(string) } }
    let failure = posix_spawn(&process, path, &actions, nil, words, settings)
    for end in [pipe[1], source[0]] where end >= 0 { close(end) }
    guard failure == 0 else { throw PtySession.Failure(description: "cannot start \(path)") }
    let slowly = place == .slow ? ProgramRun.slowly(write: input, to: source[1], readFrom: pipe[0]) : ""
    var ended: Int32 = 0
    while waitpid(process, &ended, 0) < 0, errno == EINTR {}
    status = ended & 0x7F == 0 ? (ended >> 8) & 0xFF : -(ended & 0x7F)
    output = place == .file ? try home.read("stdout") : slowly
    messages = try home.read("stderr")
  }

  /// Writes in two halves, and reads to the end, each when whoever is on the other side has begun to wait for it.
  private static func slowly(write input: String, to source: Int32, readFrom pipe: Int32) -> String {
    let bytes = Array(input.utf8)
    for half in [bytes.prefix(bytes.count / 2), bytes.dropFirst(bytes.count / 2)] {
      usleep(100_000)
      _ = half.withUnsafeBytes { write(source, $0.baseAddress, $0.count) }
    }
    close(source)
    usleep(200_000)
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(pipe, &piece, piece.count), count > 0 { output += piece[..<count] }
    close(pipe)
    return String(decoding: output, as: UTF8.self)
  }

  /// A run of a shell's script.
  static func shell(_ script: String, home: TestFolder) throws -> ProgramRun {
    try ProgramRun(["-c", script], home: home, program: "/bin/sh")
  }
}
