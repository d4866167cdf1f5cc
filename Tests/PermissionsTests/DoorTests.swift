import TestFolders
import Testing

/// Every way out of the program is known, and stands behind a permission. A new one fails here until somebody has
/// looked at it.
@Suite struct DoorTests {
  /// What a file calls, and what keeps safe mode safe there.
  private struct Door {
    let functions: Set<String>
    let isKept: String

    init(_ functions: Set<String>, _ isKept: String) {
      self.functions = functions
      self.isKept = isKept
    }
  }

  /// The files in which a program opens, writes or starts something.
  private static let doors: [String: Door] = [
    "CEditLine/Bindings.c": Door(
      ["fopen"], "reads ~/.editrc, which the editor does where permissions are not safe"),
    "CPermissions/Opening.c": Door(["open", "openat"], "is asked by Permissions alone"),
    "CPermissions/Sealing.c": Door(["syscall"], "asks the kernel to allow less"),
    "Files/TextFile.swift": Door(["mkdir", "mkstemp", "open", "rename", "unlink"], "wants a WritePermit"),
    "Permissions/Permissions.swift": Door(["fdopendir"], "is what is asked"),
    "Permissions/StartedProgram.swift": Door(["posix_spawnp"], "wants a ProgramPermit"),
    "Terminal/ExternalEditor.swift": Door(
      ["mkstemps", "open", "unlink"], "wants a ProgramPermit and a WritePermit"),
    "Terminal/LockedFile.swift": Door(["open", "rename", "unlink"], "wants a WritePermit"),
    "Terminal/UserFolder.swift": Door(["mkdir"], "wants a WritePermit"),
    "Workers/SystemMemory.swift": Door(["fopen"], "reads paths of its own, about the machine"),
    "tally/StandardStreams.swift": Door(["open"], "opens /dev/null in the place of closed streams"),
  ]

  /// Functions of the C library that open, change or run what the file system has.
  private static let functions = [
    "open", "open64", "openat", "openat2", "creat", "fopen", "freopen", "opendir", "fdopendir", "scandir",
    "popen", "system", "fork", "vfork", "forkpty", "execl", "execlp", "execle", "execv", "execvp", "execve",
    "execvpe", "posix_spawn", "posix_spawnp", "mkstemp", "mkostemp", "mkstemps", "mkostemps", "mkdtemp",
    "tmpfile", "unlink", "unlinkat", "remove", "rename", "renameat", "renameat2", "link", "symlink", "mkdir",
    "mkdirat", "mkfifo", "mknod", "rmdir", "truncate", "chmod", "chown", "dlopen", "socket", "bind",
    "connect", "sendto", "sendmsg", "syscall", "glob", "wordexp", "nftw",
  ]

  private static let sources = [".swift", ".c", ".cpp", ".h"].flatMap { ending in
    ProjectFiles.paths(below: "Sources", ending: ending).map { String($0.dropFirst("Sources/".count)) }
  }

  @Test func thereAreSources() {
    #expect(DoorTests.sources.count > 500)
  }

  @Test func everyDoorIsKnown() throws {
    var found: [String: Set<String>] = [:]
    for path in DoorTests.sources {
      let text = try #require(ProjectFiles.text(of: "Sources/\(path)"))
      let calls = DoorTests.calls(in: text)
      if !calls.isEmpty { found[path] = calls }
      let unknown = calls.subtracting(DoorTests.doors[path]?.functions ?? [])
      #expect(unknown.isEmpty, "\(path) calls \(unknown.sorted()): what keeps it shut in safe mode?")
    }
    for (path, door) in DoorTests.doors {
      let gone = door.functions.subtracting(found[path] ?? [])
      #expect(gone.isEmpty, "\(path), which \(door.isKept), calls \(gone.sorted()) no more")
    }
  }

  @Test(
    arguments: [
      ("let d = mkstemps(&t, 5)", ["mkstemps"]), ("d = Glibc.open(p, O_RDONLY)", ["open"]),
      ("  bind(s, &a, n); sendto(s, b, n, 0, &a, n);", ["bind", "sendto"]),
      ("if (syscall(1) < 0) unlink(p);", ["syscall", "unlink"]),
      ("try session.open(path)", []), ("func open(_ p: String) {", []), ("// unlink(p)", []),
      ("rebind(s)", []),
    ] as [(String, Set<String>)])
  func callsAreFound(_ line: String, _ expected: Set<String>) {
    #expect(DoorTests.calls(in: line) == expected)
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

  /// The functions that are called: a name with a parenthesis behind it, and before it nothing, or the C library;
  /// methods of that name, and what is declared with it, are others.
  private static func calls(in text: String) -> Set<String> {
    let likely = functions.filter { text.contains($0 + "(") }
    var calls: Set<String> = []
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
          if isLibrary || (!isWord && !isDeclared && !isOther) { calls.insert(function) }
          rest = rest[found.upperBound...]
        }
      }
    }
    return calls
  }
}
