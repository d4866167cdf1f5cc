import TallyPermissions
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Programs are started in one place, in which they have what they are given and nothing else.
@Suite struct StartedProgramTests {
  private let permit: ProgramPermit

  init() throws {
    permit = try #require(Permissions.everything.programPermit)
  }

  /// What a shell writes, to its end: an end of the pipe that somebody kept would keep this from ending.
  private func answer(_ script: String, environment: [String]? = nil) throws -> String {
    let pipe = try #require(ProgramPipe())
    let program = try StartedProgram(
      ["sh", "-c", script], permit, environment: environment, streams: [1: pipe.writing])
    close(pipe.writing)
    defer { close(pipe.reading) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while case let count = read(pipe.reading, &piece, piece.count), count > 0 { bytes += piece[..<count] }
    #expect(program.wait() == .exited(0))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func signalsMeanWhatTheyMeanToAnyProgram() throws {
    let before = signal(SIGXFSZ, SIG_IGN)
    defer { signal(SIGXFSZ, before) }
    let words = try answer("grep -E 'Sig(Ign|Blk):' /proc/self/status").split { $0.isWhitespace }
    let sets = words.compactMap { UInt64($0, radix: 16) }
    // 32 and 33 are the C library's own.
    #expect(sets.count == 2 && sets.allSatisfy { $0 & 0x7FFF_FFFF == 0 }, "\(words)")
  }

  @Test func pipesAreNotHandedOn() throws {
    let other = try #require(ProgramPipe())
    defer { for end in [other.reading, other.writing] { close(end) } }
    let listed = try answer("ls /proc/$$/fd").split(separator: "\n")
    #expect(listed.contains("1"))
    for end in [other.reading, other.writing] {
      #expect(fcntl(end, F_GETFD) & FD_CLOEXEC != 0 && !listed.contains("\(end)"))
    }
  }

  @Test func variablesAreThoseThatAreGivenAlsoWhereThereAreNone() throws {
    #expect(try answer("echo $A", environment: ["A=b c"]) == "b c\n")
    #expect(try answer("/usr/bin/env | grep -c HOME; :", environment: []) == "0\n")
    #expect(try answer("echo ${PATH:+set}") == "set\n")
  }

  @Test func theEndingIsTold() throws {
    #expect(try StartedProgram(["sh", "-c", "exit 7"], permit).wait() == .exited(7))
    #expect(try StartedProgram(["sh", "-c", "kill -9 $$"], permit).wait() == .killed(9))
    #expect(throws: StartedProgram.Failure.missing) { try StartedProgram(["/no/such/program"], permit) }
    #expect(throws: StartedProgram.Failure.missing) { try StartedProgram([], permit) }
    let sleeping = try StartedProgram(["sleep", "100"], permit)
    #expect(sleeping.look() == .running)
    sleeping.kill()
    #expect(sleeping.look() == .ended(nil))
  }
}
