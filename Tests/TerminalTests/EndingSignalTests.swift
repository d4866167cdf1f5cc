import Glibc
import PtyHarness
import Testing

/// A signal that ends the program leaves the terminal as a shell expects it.
@Suite struct EndingSignalTests {
  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func atThePromptTheTerminalIsPutRightFirst(_ signal: Int32) throws {
    let session = try startProbe(environment: withoutBacktrace)
    session.send("half")
    try session.wait(forRow: "probe> half")
    #expect(!session.isCooked && session.screen.modes == [2004])
    session.signal(signal)
    #expect(try session.waitForExit() == -signal)
    #expect(session.isCooked)
    #expect(session.screen.modes.isEmpty)
    #expect(session.screen.column == 0)
  }

  @Test func theQuitKeyIsSuchASignal() throws {
    let session = try startProbe(environment: withoutBacktrace)
    session.send(control("\\"))
    #expect(try session.waitForExit() == -SIGQUIT)
    #expect(session.isCooked && session.screen.modes.isEmpty)
  }

  @Test func whileAQueryRunsItEndsTheProgramAtOnce() throws {
    let session = try startProbe()
    session.send("sleep\r")
    try session.wait(toShow: "running")
    session.signal(SIGTERM)
    #expect(try session.waitForExit() == -SIGTERM)
    #expect(session.isCooked && session.screen.modes.isEmpty)
  }

  /// A debug build would stop to print a backtrace.
  private let withoutBacktrace = ["LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
}
