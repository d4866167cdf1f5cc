import Glibc
import PtyHarness
import Testing

/// `^C` cancels and never leaves.
@Suite struct InterruptTests {
  @Test func dropsTheLineAndGoesOn() throws {
    let session = try startProbe()
    session.send("half a line")
    try session.wait(forRow: "probe> half a line")
    session.send(control("c"))
    try session.wait(forRow: "probe>")
    #expect(session.screen.text == "probe> half a line^C\ninterrupted\nprobe>")
    try session.run("next")
  }

  @Test func leavesAllRowsOfALongerTextOnTheScreen() throws {
    let session = try startProbe()
    session.send("sum (one\rtwo\rthree" + upKey + upKey)
    try session.wait(for: "the cursor on the first row") { $0.row == 0 && $0.lines[2] == "   ..> three" }
    session.send(control("c"))
    try session.wait(forRow: "probe>")
    #expect(session.screen.text == "probe> sum (one\n   ..> two\n   ..> three^C\ninterrupted\nprobe>")
  }

  @Test func endsASearch() throws {
    let session = try startProbe()
    try session.run("first")
    session.send(control("r") + "fir")
    try session.wait(forRow: "search: fir › first")
    session.send(control("c"))
    try session.wait(forRow: "probe>")
    try session.run("second")
  }

  @Test func endsAPasteThatNeverEnds() throws {
    let session = try startProbe()
    session.send("\(escape)[200~lost")
    session.send(control("c"))
    try session.wait(toShow: "interrupted")
    try session.wait(forRow: "probe>")
    try session.run("next")
  }

  @Test func cancelsARunningQuery() throws {
    let session = try startProbe()
    for turn in 1...2 {
      session.send("sleep\r")
      try session.wait(for: "query \(turn)") { screen in
        screen.lines.count { $0 == "running" } == turn
      }
      session.send(control("c"))
      try session.wait(for: "the end of query \(turn)") { screen in
        screen.lines.count { $0.hasSuffix("cancelled") } == turn && screen.cursorRow == "probe>"
      }
    }
  }

  @Test func aSignalFromOutsideIsTheSame() throws {
    let session = try startProbe()
    session.send("text")
    try session.wait(forRow: "probe> text")
    session.signal(SIGINT)
    try session.wait(toShow: "interrupted")
    try session.wait(forRow: "probe>")
  }
}
