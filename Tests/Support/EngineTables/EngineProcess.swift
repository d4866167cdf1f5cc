#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A Python that runs an engine: statements go in, rows come out (see engine.py).
final class EngineProcess {
  private let process: pid_t
  private let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>

  struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }

  /// Nil where Python or its package for the engine is missing.
  init?(_ engine: String) {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let script = folder.joined(separator: "/") + "/engine.py"
    let python = getenv("TALLY_PYTHON").map { String(cString: $0) } ?? "python3"
    var (toChild, toParent): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard pipe(&toChild) == 0, pipe(&toParent) == 0 else { return nil }
    // What the child has of them are copies.
    for end in toChild + toParent { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, toParent[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let arguments: [String] = [python, script, engine]
    let words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, python, &actions, nil, words, environ)
    close(toChild[0])
    close(toParent[1])
    guard failure == 0, let input = fdopen(toChild[1], "w"), let output = fdopen(toParent[0], "r") else {
      close(toChild[1])
      close(toParent[0])
      return nil
    }
    process = child
    self.input = input
    self.output = output
    guard line() == "ready" else { return nil }
  }

  deinit {
    fclose(input)
    fclose(output)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// The rows of a statement, NULL as nil.
  func run(_ statement: String) throws -> [[String?]] {
    var escaped = ""
    // By scalars: a backslash and an accent behind it are one character.
    for scalar in statement.unicodeScalars {
      escaped += scalar == "\\" ? "\\\\" : scalar == "\n" ? "\\n" : String(scalar)
    }
    fputs(escaped + "\n", input)
    fflush(input)
    guard let answer = line() else { throw Failure("the engine is gone") }
    guard answer.hasPrefix("ok "), let count = Int(answer.dropFirst(3)) else {
      throw Failure("\(EngineProcess.unescaped(answer))\n\(statement)")
    }
    return try (0..<count).map { _ in
      guard let line = line() else { throw Failure("the engine is gone") }
      return line.split(separator: "\t", omittingEmptySubsequences: false).map { cell in
        cell == "\\N" ? nil : EngineProcess.unescaped(String(cell))
      }
    }
  }

  private func line() -> String? {
    var text: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(text) }
    let count = getline(&text, &capacity, output)
    guard count > 0, let text else { return nil }
    let bytes = UnsafeRawBufferPointer(start: text, count: count)
    return String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }

  private static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        result.unicodeScalars.append(["n": "\n", "t": "\t", "r": "\r"][scalar] ?? scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
