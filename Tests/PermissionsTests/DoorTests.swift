import TestFolders
import Testing

/// Every way out of the program is known, and stands behind a permission. A new one fails here until somebody has
/// looked at it.
@Suite struct DoorTests {
  /// The files in which a program opens, writes or starts something, and what keeps safe mode safe there.
  private static let doors = [
    "CPermissions/Opening.c": "asked by Permissions alone",
    "CEditLine/Bindings.c": "~/.editrc, which the editor reads where permissions are not safe",
    "Files/FilterProgram.swift": "wants a ProgramPermit",
    "Files/TextFile.swift": "wants a WritePermit",
    "Terminal/ExternalEditor.swift": "wants a ProgramPermit and a WritePermit",
    "Permissions/Permissions.swift": "is what is asked",
    "Terminal/HistoryFile.swift": "wants a WritePermit",
    "Terminal/LockedFile.swift": "used by HistoryFile alone",
    "Terminal/PagerProcess.swift": "wants a ProgramPermit",
    "tally/StandardStreams.swift": "/dev/null in the place of closed streams",
    "Workers/SystemMemory.swift": "paths of its own, about the machine",
  ]

  /// Functions of the C library that open, change or run what the file system has.
  private static let functions = [
    "open", "open64", "openat", "openat2", "creat", "fopen", "freopen", "opendir", "fdopendir", "scandir",
    "popen",
    "system", "fork", "vfork", "forkpty", "execl", "execlp", "execle", "execv", "execvp", "execve", "execvpe",
    "posix_spawn", "posix_spawnp", "mkstemp", "mkostemp", "mkdtemp", "tmpfile", "unlink", "unlinkat",
    "remove",
    "rename", "renameat", "renameat2", "link", "symlink", "mkdir", "mkdirat", "mkfifo", "mknod", "rmdir",
    "truncate",
    "chmod", "chown", "dlopen", "socket", "connect", "glob", "wordexp", "nftw",
  ]

  private static let sources: [String] = {
    let rooms = ProjectFiles.names(in: "Sources", ending: "").filter { !$0.hasPrefix(".") }
    return rooms.flatMap { room in
      [".swift", ".c", ".cpp", ".h"].flatMap { ending in
        ProjectFiles.names(in: "Sources/\(room)", ending: ending).map { "\(room)/\($0)" }
      }
    }
  }()

  @Test func thereAreSources() {
    #expect(DoorTests.sources.count > 300)
  }

  @Test func everyDoorIsKnown() throws {
    var found: Set<String> = []
    for path in DoorTests.sources {
      let text = try #require(ProjectFiles.text(of: "Sources/\(path)"))
      if let call = DoorTests.call(in: text) {
        found.insert(path)
        #expect(DoorTests.doors[path] != nil, "\(path) calls \(call): what keeps it shut in safe mode?")
      }
    }
    #expect(found == Set(DoorTests.doors.keys), "doors that are none any more")
  }

  /// Only the program itself says that everything may be done, where safe mode is not asked for, and a session that
  /// is made without saying anything.
  @Test func nobodyGivesThemselvesPermission() throws {
    for path in DoorTests.sources where !["tally/Program.swift", "Session/Session.swift"].contains(path) {
      let text = try #require(ProjectFiles.text(of: "Sources/\(path)"))
      let isDefinition = path == "Permissions/Permissions.swift"
      #expect(isDefinition || !DoorTests.code(text).contains { $0.contains(".everything") }, "\(path)")
    }
  }

  /// The lines without comments.
  private static func code(_ text: String) -> [Substring] {
    text.split(separator: "\n").map { line in
      line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
    }
  }

  /// The first call of one of the functions: its name with a parenthesis behind it, and before it nothing, or the
  /// C library; methods of that name, and what is declared with it, are others.
  private static func call(in text: String) -> String? {
    let likely = functions.filter { text.contains($0 + "(") }
    for line in likely.isEmpty ? [] : code(text) {
      for function in likely {
        var rest = line[...]
        while let found = rest.firstRange(of: function + "(") {
          let before = line[..<found.lowerBound]
          let isLibrary = before.hasSuffix("Glibc.") || before.hasSuffix("Darwin.")
          let sign = before.last ?? " "
          let isWord = sign.isLetter || sign.isNumber || sign == "_" || sign == "." || sign == ":"
          let isDeclared = before.hasSuffix("func ") || before.hasSuffix("case ")
          // Many things are opened; files are with flags.
          let isOther = function == "open" && !line.contains("O_")
          if isLibrary || (!isWord && !isDeclared && !isOther) { return function }
          rest = rest[found.upperBound...]
        }
      }
    }
    return nil
  }
}
