import Glibc
import Synchronization
import TallyPermissions
import TestFolders
import Testing

/// What the kernel refuses once it has been asked to, whatever the program does.
@Suite struct SealingTests {
  /// What a sealed thread came by.
  private final class Attempts: Sendable {
    struct Outcome {
      var isSealed = false
      /// Error numbers by what was tried; 0 where it went well.
      var errors: [String: Int32] = [:]
    }

    let outcome = Mutex(Outcome())
    let folder: String

    init(_ folder: String) {
      self.folder = folder
    }

    func make() {
      let sealed = Permissions.safe(naming: []).seal()
      outcome.withLock { $0.isSealed = sealed }
      attempt("read") { opened(open("\(folder)/t.csv", O_RDONLY)) }
      attempt("write") { opened(open("\(folder)/t.csv", O_WRONLY)) }
      attempt("append") { opened(open("\(folder)/t.csv", O_WRONLY | O_APPEND)) }
      attempt("create") { opened(open("\(folder)/new", O_WRONLY | O_CREAT, 0o600)) }
      attempt("device") { opened(open("/dev/null", O_WRONLY)) }
      attempt("folder") { mkdir("\(folder)/made", 0o700) == 0 }
      attempt("rename") { rename("\(folder)/t.csv", "\(folder)/u.csv") == 0 }
      attempt("remove") { unlink("\(folder)/t.csv") == 0 }
      attempt("link") { symlink("t.csv", "\(folder)/link") == 0 }
      attempt("start") {
        var process: pid_t = 0
        let words = [strdup("/bin/true"), nil]
        defer { free(words[0]) }
        errno = posix_spawn(&process, "/bin/true", nil, nil, words, nil)
        if errno == 0 { waitpid(process, nil, 0) }
        return errno == 0
      }
    }

    private func attempt(_ what: String, _ body: () -> Bool) {
      errno = 0
      let isDone = body()
      let code = isDone ? 0 : errno
      outcome.withLock { $0.errors[what] = code }
    }

    private func opened(_ descriptor: Int32) -> Bool {
      if descriptor >= 0 { close(descriptor) }
      return descriptor >= 0
    }
  }

  /// Whether the kernel has what sealing asks of it, by asking it here: Landlock's version, 1 or later.
  private static let kernelCanSeal: Bool = {
    typealias Call = @convention(c) (Int, UnsafeRawPointer?, Int, Int) -> Int
    guard let symbol = dlsym(nil, "syscall") else { return false }
    let (createRuleset, askForVersion) = (444, 1)
    return unsafeBitCast(symbol, to: Call.self)(createRuleset, nil, 0, askForVersion) >= 1
  }()

  /// It holds a thread and those that come from it, so that these tests go on.
  @Test(.enabled(if: kernelCanSeal, "a kernel without Landlock"))
  func aSealedThreadReadsAndNothingElse() throws {
    let folder = try TestFolder(["t.csv": "a\n1\n"])
    let attempts = Attempts(folder.path)
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Attempts>.fromOpaque(pointer).takeRetainedValue().make() }
        return nil
      }, Unmanaged.passRetained(attempts).toOpaque())
    #expect(started == 0 && pthread_join(thread, nil) == 0)
    let outcome = attempts.outcome.withLock { $0 }
    #expect(outcome.isSealed)
    let refused = outcome.errors.filter { $0.value == EACCES }
    #expect(outcome.errors["read"] == 0)
    #expect(refused.count == outcome.errors.count - 1, "\(outcome.errors)")
    #expect(folder.names() == ["t.csv"])
  }

  @Test func nothingIsSealedOutsideOfSafeMode() throws {
    #expect(!Permissions.everything.seal())
    let folder = try TestFolder(["t.csv": "a\n1\n"])
    try folder.write("b\n", to: "t.csv")
    #expect(try folder.read("t.csv") == "b\n")
  }
}
