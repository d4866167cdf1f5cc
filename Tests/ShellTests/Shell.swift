import Glibc
import PtyHarness
import TestFolders

/// The program that these tests drive.
enum TallyProgram {
  /// The file that `TALLY_BINARY` names, or else the one built beside the tests; nil where there is none.
  static let path: String? = {
    if let named = getenv("TALLY_BINARY") { return String(cString: named) }
    guard let own = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(own) }
    let folder = String(cString: own).split(separator: "/").dropLast().joined(separator: "/")
    let built = "/\(folder)/tally"
    return access(built, X_OK) == 0 ? built : nil
  }()

  static let missing = "no binary: build tally, or name one in TALLY_BINARY"

  /// Nothing of the user's own: an empty home, and a state folder in it.
  static func environment(_ home: TestFolder, _ changes: [String: String] = [:]) -> [String: String] {
    var environment = [
      "HOME": home.path, "XDG_STATE_HOME": home.path + "/state", "XDG_CONFIG_HOME": home.path + "/config",
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
      // Long answers are shown as they come, unless a test says otherwise.
      "PAGER": "",
    ]
    for (name, value) in changes { environment[name] = value }
    return environment
  }
}

/// The shell on a terminal, at its first prompt.
func startShell(
  _ arguments: [String] = [], home: TestFolder, environment: [String: String] = [:], rows: Int = 24,
  columns: Int = 100
) throws -> PtySession {
  guard let path = TallyProgram.path else { throw PtySession.Failure(description: TallyProgram.missing) }
  let session = try PtySession(
    path, arguments, environment: TallyProgram.environment(home, environment), rows: rows, columns: columns)
  try session.wait(forRow: "tally>")
  return session
}

extension PtySession {
  /// Types a line, runs it, and waits for a row that reads so, one more than before, and the next prompt.
  func ask(_ question: String, gives answer: String) throws {
    let before = screen.lines.count { $0 == answer }
    send(question + "\r")
    try wait(for: "“\(answer)” after “\(question)”") { screen in
      screen.cursorRow == "tally>" && screen.lines.count { $0 == answer } > before
    }
  }
}

let upKey = "\u{1B}[A"
let downKey = "\u{1B}[B"
let leftKey = "\u{1B}[D"

/// The key pressed together with Control.
func control(_ key: Character) -> String {
  String(UnicodeScalar((key.asciiValue ?? 0) & 0x1F))
}
