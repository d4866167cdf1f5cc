import PtyHarness
import Testing

/// Typing a statement and leaving, on a real terminal.
@Suite struct EntryTests {
  @Test func aCompleteLineRunsAtOnce() throws {
    let session = try startProbe()
    try session.run("count")
    #expect(session.screen.text == "probe> count\ngot: count\nprobe>")
  }

  @Test func anIncompleteLineOpensARow() throws {
    let session = try startProbe()
    session.send("sum (a\r")
    try session.wait(for: "a second row") { $0.row == 1 && $0.cursorRow == "   ..>" && $0.column == 7 }
    session.send("b)\r")
    try session.wait(toShow: "got: sum (a\\nb)")
  }

  @Test func enterOnAnEmptyLastRowRunsWhatIsIncomplete() throws {
    let session = try startProbe()
    session.send("sum (a\r")
    try session.wait(for: "a second row") { $0.row == 1 }
    session.send("\r")
    try session.wait(for: "the answer without the empty row") { $0.lines.contains("got: sum (a") }
  }

  @Test func keysTypedAtOnceAfterTheFirstPromptAreNotEchoedTwice() throws {
    for _ in 1...5 {
      let session = try startProbe()
      session.send("text")
      try session.wait(forRow: "probe> text")
    }
  }

  @Test func anEmptyLineIsAnEmptyStatement() throws {
    let session = try startProbe()
    session.send("\r")
    try session.wait(for: "an empty statement") { $0.lines.contains("got:") && $0.cursorRow == "probe>" }
  }

  @Test func endOfInputOnAnEmptyLineLeaves() throws {
    let session = try startProbe()
    session.send(control("d"))
    #expect(try session.waitForExit() == 0)
    #expect(session.screen.lines.contains("bye"))
    #expect(session.screen.modes.isEmpty)
  }

  @Test func endOfInputKeyDeletesForwardInText() throws {
    let session = try startProbe()
    session.send("abc" + control("a") + control("d"))
    try session.wait(forRow: "probe> bc")
    session.send(control("e") + control("d") + "\r")
    try session.wait(toShow: "got: bc")
  }

  @Test func thePromptIsColouredAndTheTextIsNot() throws {
    let session = try startProbe(["--color"])
    session.send("x")
    try session.wait(forRow: "probe> x")
    #expect(session.screen.style(row: 0, column: 0) == "1;36")
    #expect(session.screen.style(row: 0, column: 5) == "1;36")
    #expect(session.screen.style(row: 0, column: 7) == "")
    try session.run("")
  }

  @Test func emacsKeysEditTheLine() throws {
    let session = try startProbe()
    session.send("one two" + control("a") + "zero " + control("e") + control("w") + "three\r")
    try session.wait(toShow: "got: zero one three")
  }

  @Test(arguments: ["C.UTF-8", "C", "de_XX.ISO-8859-1"])
  func textOutsideASCIIIsEditedInAnyLocale(_ locale: String) throws {
    let session = try startProbe(environment: ["LC_ALL": locale])
    session.send("Київ 東京 é" + leftKey + leftKey + "\u{7F}\u{7F}" + "大")
    try session.wait(forRow: "probe> Київ 大 é")
    session.send("\r")
    try session.wait(toShow: "got: Київ 大 é")
  }

  @Test func aWideCharacterThatDoesNotFitGoesToTheNextRow() throws {
    let session = try startProbe(columns: 20)
    session.send("123456789012東京")
    try session.wait(for: "the wrapped text") { $0.lines[0] == "probe> 123456789012" && $0.lines[1] == "東京" }
    session.send("\r")
    try session.wait(toShow: "got: 123456789012東")
  }
}
