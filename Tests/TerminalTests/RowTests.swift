import PtyHarness
import Testing

/// The rows of a text below the first: they stand under it, behind a mark that is no part of the text.
@Suite struct RowTests {
  private func start(_ arguments: [String] = ["--color"], vi: Bool = false) throws -> PtySession {
    let home = try TemporaryFolder()
    if vi { try home.write("bind -v\n", to: ".editrc") }
    let session = try startProbe(arguments, home: home)
    session.send("sum (one\rtwo\rthree")
    try session.wait(for: "three rows") { $0.text == "probe> sum (one\n   ..> two\n   ..> three" }
    return session
  }

  private func expect(_ session: PtySession, _ text: String, _ row: Int, _ column: Int) throws {
    try session.wait(for: "“\(text)”, the cursor at \(row), \(column)") {
      $0.text == text && $0.row == row && $0.column == column
    }
  }

  private let text = "probe> sum (one\n   ..> two\n   ..> three"

  @Test(arguments: [false, true]) func theCursorNeverStandsInTheMark(_ vi: Bool) throws {
    let session = try start(vi: vi)
    session.send(String(repeating: leftKey, count: 5))
    try expect(session, text, 2, 7)
    session.send(leftKey)
    try expect(session, text, 1, 10)
    session.send(leftKey + leftKey + leftKey)
    try expect(session, text, 1, 7)
    session.send("\u{1B}[C\u{1B}[C\u{1B}[C")
    try expect(session, text, 1, 10)
    session.send("\u{1B}[C")
    try expect(session, text, 2, 7)
    session.send(upKey + upKey + downKey)
    try expect(session, text, 1, 7)
  }

  @Test(arguments: [false, true]) func eraseAtTheStartOfARowJoinsItToTheOneAbove(_ vi: Bool) throws {
    let session = try start(vi: vi)
    session.send(String(repeating: leftKey, count: 5) + "\u{7F}")
    try expect(session, "probe> sum (one\n   ..> twothree", 1, 10)
    session.send(leftKey + "\u{7F}\u{7F}\u{7F}")
    try expect(session, "probe> sum (oneothree", 0, 15)
  }

  @Test(arguments: ["\u{1B}[3~", control("d")]) func deleteAtTheEndOfARowJoinsTheOneBelow(_ key: String)
    throws
  {
    let session = try start()
    session.send(upKey + control("e") + key)
    try expect(session, "probe> sum (one\n   ..> twothree", 1, 10)
    session.send(key)
    try expect(session, "probe> sum (one\n   ..> twohree", 1, 10)
  }

  @Test func homeAndEndGoByRows() throws {
    let session = try start()
    session.send(upKey + control("a") + control("a"))
    try expect(session, text, 1, 7)
    session.send(control("e") + control("e"))
    try expect(session, text, 1, 10)
    session.send("\u{1B}<")
    try expect(session, text, 0, 7)
    session.send("\u{1B}>")
    try expect(session, text, 2, 12)
  }

  @Test(arguments: ["\u{1B}[3~", "\u{1B}[3~\u{1B}[3~"]) func deleteOnAnEmptyLineDoesNotLeave(_ keys: String)
    throws
  {
    let session = try startProbe()
    session.send(keys + "x\r")
    try session.wait(toShow: "got: x")
  }

  @Test func wordsAreGoneOverFromRowToRow() throws {
    let session = try start()
    session.send("\u{1B}b\u{1B}b")
    try expect(session, text, 1, 7)
    session.send("\u{1B}b")
    try expect(session, text, 0, 12)
  }

  @Test func theMarkIsNoPartOfWhatRunsOrIsKept() throws {
    let session = try start()
    session.send(")\r")
    try session.wait(toShow: "got: sum (one\\ntwo\\nthree)")
    try session.wait(forRow: "probe>")
    session.send(upKey)
    try session.wait(forRow: "   ..> three)")
    session.send(control("u") + "\u{1B}[200~a\n       b\n  c\u{1B}[201~")
    try session.wait(forRow: "   ..>   c")
    session.send("\r")
    try session.wait(toShow: "got: a\\n       b\\n  c")
  }

  @Test func whatIsKilledAndYankedKeepsItsRows() throws {
    let session = try start()
    session.send(upKey + upKey + control("a") + control("k"))
    try session.wait(for: "an empty line") { $0.text == "probe>" }
    session.send(control("y") + ")\r")
    try session.wait(toShow: "got: sum (one\\ntwo\\nthree)")
  }

  @Test func undoGoesBackOverRows() throws {
    let session = try start()
    session.send(control("_"))
    try expect(session, "probe> sum (one\n   ..> two\n   ..>", 2, 7)
    session.send(control("_"))
    try expect(session, "probe> sum (one\n   ..> two", 1, 10)
    session.send("\u{1B}/\u{1B}/")
    try expect(session, text, 2, 12)
  }

  @Test func withoutColoursTheMarkIsPlain() throws {
    let session = try start([])
    #expect(session.screen.stretches(row: 1) == [])
  }

  @Test func aDumbTerminalHasRowsUnderTheText() throws {
    let session = try startProbe(environment: ["LANG": "C.UTF-8", "TERM": "dumb"])
    session.send("sum (one\rtwo")
    try session.wait(forRow: "       two")
    session.send(")\r")
    try session.wait(toShow: "got: sum (one\\ntwo)")
  }
}
