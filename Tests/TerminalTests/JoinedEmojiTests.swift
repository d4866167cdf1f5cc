import PtyHarness
import Testing

/// Characters that terminals join with their neighbours: each terminal has them where it will, and colours, the
/// cursor and what comes behind them are right on all.
@Suite(.serialized) struct JoinedEmojiTests {
  static let emoji = ["👩\u{200D}🔬", "👍\u{1F3FD}", "🇺🇦", "❤\u{FE0F}", "👨\u{200D}👩\u{200D}👧\u{200D}👦"]

  private func start(_ joins: Bool, columns: Int = 80, rows: Int = 24) throws -> PtySession {
    try startProbe(["--color", "--suggest"], rows: rows, columns: columns, joinsEmoji: joins)
  }

  @Test(arguments: emoji, [false, true]) func coloursGoOnBehindThem(_ emoji: String, _ joins: Bool) throws {
    let session = try start(joins)
    session.send("sum \(emoji) 77 bad x")
    try session.wait(forRow: "probe> sum \(emoji) 77 bad x")
    session.drain()
    #expect(
      session.screen.stretches(row: 0) == [
        "probe> in 1;36", "sum in 1;35", "\(emoji) in 32", "77 in 33", "bad in 4;31",
      ])
  }

  @Test(arguments: emoji, [false, true]) func theCursorStandsWhereTheTerminalHasTheCharacter(
    _ emoji: String, _ joins: Bool
  ) throws {
    let session = try start(joins)
    session.send("sum \(emoji) 77")
    try session.wait(forRow: "probe> sum \(emoji) 77")
    session.send(leftKey + leftKey)
    try session.wait(for: "the cursor on the first 7") { screen in
      screen.cursorRow == "probe> sum \(emoji) 77" && screen.textBeforeCursor == "probe> sum \(emoji) "
    }
    session.send("x")
    try session.wait(for: "the character there") {
      $0.cursorRow == "probe> sum \(emoji) x77" && $0.textBeforeCursor == "probe> sum \(emoji) x"
    }
    session.send("\u{7F}" + control("e") + "\r")
    try session.wait(toShow: "got: sum \(emoji) 77")
  }

  @Test(arguments: [false, true]) func theCursorNeverTakesThemApart(_ joins: Bool) throws {
    let session = try start(joins)
    session.send("a👩\u{200D}🔬b")
    try session.wait(forRow: "probe> a👩\u{200D}🔬b")
    for _ in 0..<5 {
      session.send(leftKey)
      session.drain()
      #expect(session.screen.cursorRow == "probe> a👩\u{200D}🔬b")
    }
    #expect(session.screen.textBeforeCursor == "probe> ")
  }

  @Test(arguments: [false, true]) func rowsThatWrapAndRowsBelow(_ joins: Bool) throws {
    let session = try start(joins, columns: 20)
    session.send("sum (👩\u{200D}🔬 12345 sum\r7 bad 🇺🇦\rs)")
    try session.wait(for: "all rows") {
      $0.text == "probe> sum (👩\u{200D}🔬 123\n45 sum\n   ..> 7 bad 🇺🇦\n   ..> s)"
    }
    try session.wait(for: "colours") {
      $0.stretches(row: 1) == ["45 in 33", "sum in 1;35"] && $0.stretches(row: 2).contains("bad in 4;31")
    }
    session.send(upKey + upKey + control("a") + "x")
    try session.wait(for: "the text moved on") {
      $0.text.hasPrefix("probe> xsum (👩\u{200D}🔬 12\n345 sum") && $0.row == 0 && $0.column == 8
    }
  }

  @Test(arguments: [false, true]) func whatIsTypedOnBehindThemIsDrawnByLibeditAgainWhenTheyAreGone(
    _ joins: Bool
  )
    throws
  {
    let session = try start(joins)
    session.send("sum 👩\u{200D}🔬 where x=")
    try session.wait(forRow: "probe> sum 👩\u{200D}🔬 where x=commonest")
    session.send(control("w") + control("w") + control("w") + "sum 15")
    try session.wait(forRow: "probe> sum 15")
    try session.wait(for: "colours") { $0.stretches(row: 0).suffix(2) == ["sum in 1;35", "15 in 33"] }
    #expect(session.screen.column == 13)
    session.send("\r")
    try session.wait(toShow: "got: sum 15")
    try session.wait(forRow: "probe>")
  }

  @Test func aRowThatAnotherTerminalHasLongerEndsAtTheEdge() throws {
    let session = try start(false, columns: 20)
    session.send("abcdefghi ❤\u{FE0F}xyz 🇺🇦")
    session.drain()
    #expect(session.screen.text == "probe> abcdefghi ❤\u{FE0F}xy\nz 🇺🇦")
  }

  @Test(arguments: [false, true]) func theMenuStandsBelowThem(_ joins: Bool) throws {
    let session = try start(joins)
    session.send("👩\u{200D}🔬 ca\t")
    try session.wait(for: "the menu") { $0.row == 0 && $0.lines[1].contains("casualties") }
    session.send("\r")
    try session.wait(forRow: "probe> 👩\u{200D}🔬 casualties")
    session.send(control("c"))
    try session.wait(toShow: "interrupted")
    #expect(session.screen.lines[0] == "probe> 👩\u{200D}🔬 casualties ^C")
  }
}

extension Screen {
  /// The text of the cursor's row that stands before the cursor.
  var textBeforeCursor: String { text(row: row, before: column) }
}
