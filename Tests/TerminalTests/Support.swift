import Glibc
import PtyHarness

@testable import TallyTerminal

/// A folder that goes away with this object.
final class TemporaryFolder {
  let path: String

  init() throws {
    let parent = TerminalTraits.environmentVariable("TMPDIR") ?? P_tmpdir
    var template = Array("\(parent)/terminal-tests-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw PtySession.Failure(description: "no temporary folder") }
    path = made
  }

  func write(_ text: String, to name: String) throws {
    guard let file = fopen(path + "/" + name, "w") else {
      throw PtySession.Failure(description: "cannot write \(name)")
    }
    fputs(text, file)
    fclose(file)
  }

  deinit {
    Self.remove(path)
  }

  private static func remove(_ path: String) {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      if unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
    }
    closedir(folder)
    rmdir(path)
  }
}

/// The probe on a terminal, with its prompt shown.
func startProbe(
  _ arguments: [String] = [], home: TemporaryFolder? = nil,
  environment: [String: String] = ["LANG": "C.UTF-8"], rows: Int = 24, columns: Int = 80,
  claiming size: (rows: Int, columns: Int)? = nil, joinsEmoji: Bool = false
) throws -> PtySession {
  var environment = environment
  environment["TERM"] = environment["TERM"] ?? "xterm-256color"
  environment["HOME"] = home?.path
  // One that leaves the text as it is.
  environment["EDITOR"] = environment["EDITOR"] ?? "true"
  let session = try PtySession(
    productFolder() + "/EditorProbe", arguments, environment: environment, rows: rows, columns: columns,
    claiming: size, joinsEmoji: joinsEmoji)
  // The history is written when the program ends, which would make the folder anew.
  session.keptAlive = home
  try session.wait(forRow: "probe>")
  return session
}

/// The probe with vi keys.
func startVi(
  _ lines: String = "", terminal: String = "xterm-256color", rows: Int = 24, columns: Int = 80
) throws -> PtySession {
  let home = try TemporaryFolder()
  try home.write("bind -v\n" + lines, to: ".editrc")
  return try startProbe(
    home: home, environment: ["LANG": "C.UTF-8", "TERM": terminal], rows: rows, columns: columns)
}

extension PtySession {
  /// Runs a line and waits for the next prompt.
  func run(_ line: String) throws {
    send(line + "\r")
    try wait(for: "the prompt after “\(line)”") {
      $0.cursorRow == "probe>" && $0.row > 0 && $0.lines[$0.row - 1].hasPrefix("got: \(line)")
    }
  }
}

/// The folder that the test program was built into, where the probe is too.
func productFolder() throws -> String {
  guard let path = realpath("/proc/self/exe", nil) else {
    throw PtySession.Failure(description: "no path of the test program")
  }
  defer { free(path) }
  let program = String(cString: path)
  return String(program[..<(program.lastIndex(of: "/") ?? program.endIndex)])
}

let escape = "\u{1B}"
let upKey = "\u{1B}[A"
let downKey = "\u{1B}[B"
let leftKey = "\u{1B}[D"
let tab = "\t"

/// The key pressed together with Control.
func control(_ key: Character) -> String {
  guard let value = key.asciiValue, let scalar = Unicode.Scalar(UInt32(value & 0x1F)) else { return "" }
  return String(scalar)
}
