import Glibc
import PtyHarness
import Testing

/// Terminals and texts of unusual sizes, and windows that change while something is going on.
@Suite struct RobustTests {
  @Test(arguments: [20, 500]) func aTerminalOfAnyWidth(_ columns: Int) throws {
    let session = try startProbe(["--color", "--suggest"], columns: columns)
    try session.run("sum 15")
    let text = (1...12).map { "sum \($0)" }.joined(separator: " ")
    session.send(text)
    try session.wait(for: "the text") { $0.text.filter { $0 != "\n" }.hasSuffix(text.filter { $0 != "\n" }) }
    let end = 7 + text.count
    try session.wait(for: "the cursor") { $0.column == end % columns && $0.row == 2 + end / columns }
    #expect(session.screen.stretches(row: 2).prefix(2) == ["probe> in 1;36", "sum in 1;35"])
    session.send("\r")
    try session.wait(toPrint: "got: \(text)\r\n")
    session.send("su")
    try session.wait(for: "the suggestion") { $0.stretches(row: $0.row).contains { $0.hasSuffix(" in 2") } }
  }

  @Test func theWindowChangesWhileAQueryRuns() throws {
    let session = try startProbe(["--color"], columns: 40)
    session.send("sleep\r")
    try session.wait(toShow: "running")
    session.resize(rows: 24, columns: 20)
    session.send(control("c"))
    try session.wait(toShow: "cancelled")
    session.send("sum 1 sum 2 sum 3 sum 4")
    try session.wait(for: "rows of the new width") { screen in
      screen.cursorRow == "um 3 sum 4" && screen.lines[screen.row - 1] == "probe> sum 1 sum 2 s"
    }
  }

  @Test func aLongPasteArrivesWholeAndCanBeGoneOnWith() throws {
    let session = try startProbe(["--color", "--suggest"], rows: 10)
    let line = String(repeating: "sum 15 bad 東京 ", count: 5_000)
    session.send("\(escape)[200~\(line)\(escape)[201~")
    session.send("end\r")
    try session.wait(toPrint: "got: \(line)end\r\n")
    try session.run("next")
  }

  @Test func aLongPasteWithoutMarksIsTyped() throws {
    let session = try startProbe(["--color", "--suggest"], rows: 10)
    let line = String(repeating: "sum 15 bad ", count: 4_000)
    session.send(line + "end\r")
    try session.wait(toPrint: "got: \(line)end\r\n")
  }

  @Test func withoutATerminalTypeItWorksPlainly() throws {
    let session = try startProbe(["--color", "--suggest"], environment: ["LANG": "C.UTF-8", "TERM": ""])
    session.send("sum 15\r")
    try session.wait(toShow: "got: sum 15")
    #expect(!session.output.contains(0x1B))
  }

  @Test(arguments: [SIGTERM, SIGHUP]) func aSignalLosesNothingOfTheHistory(_ signal: Int32) throws {
    let home = try TemporaryFolder()
    let first = try startProbe(home: home, environment: ["LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"])
    try first.run("one")
    first.signal(signal)
    _ = try first.waitForExit()
    let second = try startProbe(home: home)
    second.send(upKey)
    try second.wait(forRow: "probe> one")
  }
}
