import Glibc
import TallyDiagnostics
import TallyPermissions
import TestFolders
import Testing

/// What safe mode opens, and what it does not, whichever way a path leads there.
@Suite struct ReadingTests {
  private let folder: TestFolder
  /// `t.csv`, and `data` with what is in it.
  private let safe: Permissions

  init() throws {
    folder = try TestFolder([
      "t.csv": "named", "secret.csv": "secret", "data/a.csv": "inside", "data/deep/b.csv": "deep inside",
      "database/c.csv": "beside",
    ])
    try folder.link("data/in.csv", to: "a.csv")
    try folder.link("data/out.csv", to: "../secret.csv")
    try folder.link("data/outer", to: "../database")
    safe = .safe(naming: [folder.path + "/t.csv", folder.path + "/data"])
  }

  private func text(_ path: String, _ permissions: Permissions? = nil) throws(Permissions.Failure) -> String {
    let descriptor = try (permissions ?? safe).open(path, for: .bytes)
    defer { close(descriptor) }
    return text(of: descriptor)
  }

  private func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// What becomes of opening a path: what is in the file, `refused`, or the error's number.
  private func outcome(_ path: String, _ permissions: Permissions? = nil) -> String {
    do {
      return try text(path, permissions)
    } catch {
      switch error {
      case .system(let code): return "\(code)"
      case .refused(let diagnostic): return diagnostic.id == "safe-mode-reading" ? "refused" : diagnostic.id
      }
    }
  }

  @Test(arguments: [
    ("t.csv", "named"), ("./data/../t.csv", "named"), ("data/a.csv", "inside"),
    ("data//deep/./b.csv", "deep inside"),
    ("data/in.csv", "inside"), ("secret.csv", "refused"), ("data/../secret.csv", "refused"),
    ("data/out.csv", "refused"), ("data/outer/c.csv", "refused"), ("database/c.csv", "refused"),
    ("t.csv/../secret.csv", "refused"), ("data", "\(EISDIR)"), (".", "refused"), ("", "refused"),
  ])
  func opensWhatIsNamedAndNothingElse(_ path: String, _ expected: String) {
    let found = outcome(path.isEmpty ? path : "\(folder.path)/\(path)")
    // A folder opens, and nothing can be read from it.
    #expect(found == expected || (expected == "\(EISDIR)" && found.isEmpty), "\(path)")
  }

  /// Nobody learns which files there are: one that is there is refused as one that is not.
  @Test func whatIsNotThereIsRefusedAlike() {
    for path in [
      "none.csv", "none/none.csv", "data/outer/none.csv", "data/../none", "t.csv/x", "data/none/../../none",
    ] {
      #expect(outcome("\(folder.path)/\(path)") == "refused", "\(path)")
    }
    #expect(outcome("\(folder.path)/data/none.csv") == "\(ENOENT)")
    #expect(outcome("\(folder.path)/data/none/none.csv") == "\(ENOENT)")
    let missing = Permissions.safe(naming: ["\(folder.path)/none.csv"])
    #expect(outcome("\(folder.path)/none.csv", missing) == "\(ENOENT)", "who names it is told")
  }

  /// Descriptors that are open by chance lead to files, too.
  @Test func descriptorsOfTheProcessAreNoWayAround() throws {
    let descriptor = open(folder.path + "/secret.csv", O_RDONLY)
    defer { close(descriptor) }
    #expect(descriptor >= 0)
    let doors = ["/proc/self/fd", "/dev/fd", "/proc/thread-self/fd", "/proc/\(getpid())/fd"]
    for door in doors { #expect(outcome("\(door)/\(descriptor)") == "refused") }
    for path in ["/proc/self/environ", "/proc/self/cwd", "/proc/self/root/etc/passwd", "/etc/passwd"] {
      #expect(outcome(path) == "refused")
    }
  }

  @Test func aLinkThatIsSwappedIsNotFollowed() throws {
    try folder.link("link.csv", to: "t.csv")
    let named = Permissions.safe(naming: [folder.path + "/link.csv", folder.path + "/data"])
    #expect(outcome(folder.path + "/link.csv", named) == "named")
    #expect(outcome(folder.path + "/t.csv", named) == "named", "what it led to is what was named")
    try folder.link("link.csv", to: "secret.csv")
    #expect(outcome(folder.path + "/link.csv", named) == "refused")
    // So is a file that a link takes the place of, and a folder.
    try folder.link("t.csv", to: "secret.csv")
    #expect(outcome(folder.path + "/t.csv") == "refused")
    #expect(rename(folder.path + "/data", folder.path + "/old") == 0)
    try folder.link("data", to: "database")
    #expect(outcome(folder.path + "/data/c.csv", named) == "refused")
  }

  /// A program that puts a link there and takes it away again, over and over, gets nothing out.
  @Test func aRaceIsNotWon() throws {
    let path = folder.path + "/data/raced.csv"
    try folder.write("inside", to: "data/spare.csv")
    let racer = Racer(path, plain: folder.path + "/data/spare.csv", secret: folder.path + "/secret.csv")
    racer.start()
    defer { racer.stop() }
    var seen: Set<String> = []
    for _ in 0..<20_000 { seen.insert(outcome(path)) }
    #expect(!seen.contains("secret"))
  }

  @Test func aPipeThatIsNamedIsOpenedAndNoOther() throws {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    let path = "/dev/fd/\(ends[0])"
    let named = Permissions.safe(naming: [path])
    #expect(write(ends[1], "piped", 5) == 5)
    #expect(outcome(path, named) == "piped")
    // Another pipe in its place.
    var others: [Int32] = [-1, -1]
    #expect(pipe(&others) == 0)
    #expect(dup2(others[0], ends[0]) == ends[0])
    #expect(write(others[1], "other", 5) == 5)
    #expect(outcome(path, named) == "refused")
    for descriptor in ends + others { close(descriptor) }
  }

  @Test func foldersAreListedWhereTheyAreNamed() throws {
    #expect(try Set(safe.names(in: folder.path + "/data")).isSuperset(of: ["a.csv", "deep"]))
    #expect(throws: Permissions.Failure.self) { try safe.names(in: folder.path) }
    #expect(throws: Permissions.Failure.self) { try safe.names(in: folder.path + "/data/outer") }
    #expect(throws: Permissions.Failure.self) { try safe.isFolder(folder.path + "/database") }
    #expect(try safe.isFolder(folder.path + "/data/deep") && !safe.isFolder(folder.path + "/t.csv"))
  }

  @Test func withoutSafeModeEverythingOpens() throws {
    #expect(try text(folder.path + "/data/outer/../secret.csv", .everything) == "secret")
    #expect(Permissions.everything.writePermit != nil && Permissions.everything.programPermit != nil)
    #expect(Permissions.safe(naming: ["/"]).writePermit == nil)
    #expect(outcome("/etc/../etc/hostname", .safe(naming: ["/"])) == outcome("/etc/hostname", .everything))
  }

  @Test func refusalsPointAtWhatAsksForIt() {
    let span = Span(3, 5)
    #expect {
      try safe.writePermit(at: span)
    } throws: {
      ($0 as? Diagnostic)?.id == "safe-mode-writing" && ($0 as? Diagnostic)?.span == span
    }
    #expect {
      try safe.programPermit(at: span)
    } throws: {
      ($0 as? Diagnostic)?.id == "safe-mode-programs" && ($0 as? Diagnostic)?.span == span
    }
  }
}

extension TestFolder {
  /// Puts a link in the place of whatever has its name.
  fileprivate func link(_ name: String, to target: String) throws {
    let new = "\(path)/new link"
    guard symlink(target, new) == 0, rename(new, "\(path)/\(name)") == 0 else { throw Failure.file(name) }
  }
}

/// Swaps a file and a link to another one for each other on a thread of its own.
private final class Racer: @unchecked Sendable {
  private let path: String
  private let plain: String
  private let secret: String
  private var thread = pthread_t()
  private var stopped = false
  private var lock = pthread_mutex_t()

  init(_ path: String, plain: String, secret: String) {
    (self.path, self.plain, self.secret) = (path, plain, secret)
    pthread_mutex_init(&lock, nil)
  }

  private var isStopped: Bool {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    return stopped
  }

  func start() {
    let racer = Unmanaged.passRetained(self)
    pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Racer>.fromOpaque(pointer).takeRetainedValue().race()
        return nil
      }, racer.toOpaque())
  }

  func stop() {
    pthread_mutex_lock(&lock)
    stopped = true
    pthread_mutex_unlock(&lock)
    pthread_join(thread, nil)
  }

  private func race() {
    let new = path + ".new"
    while !isStopped {
      _ = symlink(secret, new)
      rename(new, path)
      _ = link(plain, new)
      rename(new, path)
    }
  }
}
