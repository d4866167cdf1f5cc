import PtyHarness
import Testing

/// The dim rest of a line behind the cursor.
@Suite struct SuggestionTests {
  private func session(after lines: String..., columns: Int = 40) throws -> PtySession {
    let session = try startProbe(["--color", "--suggest"], columns: columns)
    for line in lines { try session.run(line) }
    return session
  }

  /// Waits until the cursor's row reads like this, of it what is behind the bar dim, and the cursor before that.
  private func expect(_ session: PtySession, _ marked: String) throws {
    let parts = marked.split(separator: "▮", omittingEmptySubsequences: false).map(String.init)
    let dim = parts.count > 1 ? parts[1] : ""
    try session.wait(for: "“\(marked)”") { screen in
      screen.cursorRow == "probe> " + parts.joined() && screen.column == 7 + parts[0].count
        && screen.stretches(row: screen.row).filter { $0.hasSuffix(" in 2") }.map { $0.dropLast(5) }
          == dim.split(separator: " ")
    }
  }

  @Test func theNewestEntryThatBeginsLikeTheTextIsOffered() throws {
    let session = try session(after: "one two", "one three", "other")
    session.send("on")
    try expect(session, "on▮e three")
    session.send("e tw")
    try expect(session, "one tw▮o")
    session.send("x")
    try expect(session, "one twx▮")
    session.send("\u{7F}")
    try expect(session, "one tw▮o")
  }

  @Test(arguments: ["\u{1B}[C", "\u{1B}OC", control("f"), control("e"), "\u{1B}[F"])
  func aKeyTakesAllOfIt(_ key: String) throws {
    let session = try session(after: "one two")
    session.send("on")
    try expect(session, "on▮e two")
    session.send(key)
    try expect(session, "one two▮")
    session.send("\r")
    try session.wait(for: "the line run again") { $0.lines.count { $0 == "got: one two" } == 2 }
  }

  @Test(arguments: ["\u{1B}f", "\u{1B}[1;3C", "\u{1B}[1;5C"])
  func aKeyTakesAWordOfIt(_ key: String) throws {
    let session = try session(after: "one two three")
    session.send("on")
    try expect(session, "on▮e two three")
    session.send(key)
    try expect(session, "one▮ two three")
    session.send(key)
    try expect(session, "one two▮ three")
  }

  @Test func theKeysMoveWhereThereIsNone() throws {
    let session = try session(after: "one two")
    session.send("abc" + control("a") + control("f") + "\u{1B}[C1" + control("e") + "2")
    try expect(session, "ab1c2▮")
    session.send(control("a") + "\u{1B}f3")
    try expect(session, "ab1c23▮")
  }

  @Test func itIsNeverPartOfWhatRuns() throws {
    let session = try session(after: "one two")
    session.send("on")
    try expect(session, "on▮e two")
    session.send("\r")
    try session.wait(toShow: "got: on\n")
    #expect(session.screen.lines.contains("probe> on"), "it is gone from the line above")
    session.send(upKey)
    try session.wait(for: "what was run") { $0.cursorRow.hasPrefix("probe> on") && $0.column == 9 }
  }

  @Test func itIsGoneWhenTheLineIsDropped() throws {
    let session = try session(after: "one two")
    session.send("on")
    try expect(session, "on▮e two")
    session.send(control("c"))
    try session.wait(toShow: "interrupted")
    #expect(session.screen.lines.contains("probe> on^C"))
  }

  @Test func itStandsOnlyBehindTheEnd() throws {
    let session = try session(after: "one two")
    session.send("on")
    try expect(session, "on▮e two")
    session.send(leftKey)
    try session.wait(for: "no suggestion") { $0.cursorRow == "probe> on" && $0.column == 8 }
    session.send(control("e"))
    try expect(session, "on▮e two")
  }

  @Test func itIsCutToTheRow() throws {
    let session = try session(after: "one two three four", columns: 40)
    session.resize(rows: 24, columns: 20)
    session.send("one")
    try expect(session, "one▮ two thr…")
    session.send(" two th")
    try expect(session, "one two th▮r…")
    session.send("r")
    try expect(session, "one two thr▮")
    session.send("ee f")
    try session.wait(for: "the rest on the next row") { $0.cursorRow == " four" && $0.column == 2 }
  }

  @Test func ofSeveralRowsTheFirstIsShownAndAllAreTaken() throws {
    let session = try startProbe(["--color", "--suggest"])
    session.send("sum (\ra)\r")
    try session.wait(toShow: "got: sum (\\na)")
    session.send("su")
    try expect(session, "su▮m (…")
    session.send("\u{1B}[C")
    try session.wait(for: "both rows") { $0.cursorRow == "   ..> a)" }
    session.send("\r")
    try session.wait(for: "the answer again") { $0.lines.count { $0 == "got: sum (\\na)" } == 2 }
  }

  @Test func afterAResizeItIsCutAnew() throws {
    let session = try session(after: "one two three four five six seven", columns: 60)
    session.send("one")
    try expect(session, "one▮ two three four five six seven")
    session.resize(rows: 24, columns: 20)
    try expect(session, "one▮ two thr…")
  }

  @Test func withoutColoursThereIsNone() throws {
    let session = try startProbe(["--suggest"])
    try session.run("one two")
    session.send("on")
    try session.wait(forRow: "probe> on")
    session.send("\u{1B}[Cx")
    try session.wait(forRow: "probe> onx")
  }

  @Test func inViInsertModeTheArrowTakesIt() throws {
    let home = try TemporaryFolder()
    try home.write("bind -v\n", to: ".editrc")
    let session = try startProbe(["--color", "--suggest"], home: home, columns: 40)
    try session.run("one two")
    session.send("on")
    try expect(session, "on▮e two")
    session.send("\u{1B}[C")
    try expect(session, "one two▮")
  }
}
