import Synchronization
import TallyPermissions
import TallyWorkers
import Testing

@testable import TallyFiles

#if canImport(Glibc)
  import Glibc
#endif

/// Other programs are given bytes, give bytes, and leave nothing behind.
@Suite struct FilterProgramTests {
  private func run(_ words: [String], _ input: [UInt8] = [], _ cancellation: Cancellation = .never) throws
    -> [UInt8]
  {
    let permit = try #require(Permissions.everything.programPermit)
    var output: [UInt8] = []
    try FilterProgram.run(words, permit, input: input, cancellation: cancellation) { output += $0 }
    return output
  }

  /// More than any pipe holds goes through in both directions.
  @Test(arguments: [0, 1, 4096, 3_000_001]) func bytesGoThrough(_ count: Int) throws {
    let input = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try run(["cat"], input) == input)
  }

  @Test func aMissingProgramIsToldApart() {
    #expect(throws: FilterProgram.Failure.missing) { try run(["tally-has-no-such-program"]) }
    #expect(throws: FilterProgram.Failure.missing) { try run(["/etc/hostname/cat"]) }
  }

  @Test func whatItComplainsOfIsKept() {
    #expect(throws: FilterProgram.Failure.failed("no good")) {
      try run(["sh", "-c", "echo no good >&2; exit 3"])
    }
    #expect(throws: FilterProgram.Failure.failed("it ended with 4")) { try run(["sh", "-c", "exit 4"]) }
    #expect(throws: FilterProgram.Failure.failed("signal 9")) { try run(["sh", "-c", "kill -9 $$"]) }
  }

  /// A program that reads nothing, or that closes its input early, ends nobody else.
  @Test func unreadInputIsLeft() throws {
    let input = [UInt8](repeating: 65, count: 1 << 20)
    #expect(try run(["true"], input).isEmpty)
    #expect(try run(["head", "-c", "3"], input) == [65, 65, 65])
  }

  @Test func stoppingEndsTheProgram() {
    let start = ContinuousClock.now
    let calls = Mutex(0)
    let cancellation = Cancellation {
      calls.withLock {
        $0 += 1
        return $0 > 3
      }
    }
    #expect(throws: Cancelled.self) { try run(["sleep", "30"], [], cancellation) }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  /// What the sink throws ends the program, too.
  @Test func aFullDiskEndsTheProgram() throws {
    struct Full: Error {}
    let permit = try #require(Permissions.everything.programPermit)
    #expect(throws: Full.self) {
      try FilterProgram.run(["yes"], permit, input: [], cancellation: .never) { _ in throw Full() }
    }
  }

  /// No end of a pipe stays open, however a program ends.
  @Test func nothingStaysOpen() throws {
    let open = { (0..<256).count { fcntl(Int32($0), F_GETFD) >= 0 } }
    _ = try? run(["cat"], [1])
    let before = open()
    for _ in 0..<20 {
      _ = try? run(["cat"], [1, 2])
      _ = try? run(["false"])
      _ = try? run(["tally-has-no-such-program"])
    }
    // Other tests open files meanwhile, though not as many as would be left here.
    #expect(open() < before + 40)
  }
}
