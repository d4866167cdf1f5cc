import PtyHarness
import Testing

/// Texts taller than the window: the rows around the cursor are shown, whichever these are.
@Suite struct TallTextTests {
  /// `sum 1` to `sum COUNT`, a row each, in a parenthesis that is open.
  private func rows(_ range: ClosedRange<Int>) -> String {
    range.map { $0 == 1 ? "probe> (sum 1" : "   ..> sum \($0)" }.joined(separator: "\n")
  }

  private func start(_ count: Int, rows: Int = 6, arguments: [String] = ["--color"]) throws -> PtySession {
    let session = try startProbe(arguments, rows: rows, columns: 40)
    session.send("(" + (1...count).map { "sum \($0)" }.joined(separator: "\r"))
    return session
  }

  private func expect(_ session: PtySession, _ text: String, row: Int, column: Int) throws {
    try session.wait(for: "“\(text)”, the cursor at \(row), \(column)") {
      $0.text == text && $0.row == row && $0.column == column
    }
  }

  @Test(arguments: [["--color"], []]) func whatIsShownFollowsTheCursor(_ arguments: [String]) throws {
    let session = try start(10, arguments: arguments)
    try expect(session, rows(5...10), row: 5, column: 13)
    session.send(String(repeating: upKey, count: 5))
    try expect(session, rows(5...10), row: 0, column: 12)
    session.send(upKey)
    try expect(session, rows(4...9), row: 0, column: 12)
    session.send(upKey + upKey + upKey)
    try expect(session, rows(1...6), row: 0, column: 12)
    session.send(String(repeating: downKey, count: 6))
    try expect(session, rows(2...7), row: 5, column: 12)
    session.send("\u{1B}>")
    try expect(session, rows(5...10), row: 5, column: 13)
  }

  @Test func whatIsTypedInTheMiddleStandsWhereTheCursorIs() throws {
    let session = try start(10)
    // Keys that come at once are shown at once, and the window goes no further up than it has to.
    session.send("\u{1B}<")
    try session.wait(for: "the first row") { $0.lines[0] == "probe> (sum 1" && $0.row == 0 }
    session.send(downKey + control("e") + " 77")
    try session.wait(for: "the change") { $0.lines[1] == "   ..> sum 2 77" && $0.row == 1 && $0.column == 15 }
    #expect(session.screen.stretches(row: 1) == ["..> in 1;36", "sum in 1;35", "2 in 33", "77 in 33"])
    #expect(session.screen.lines[0] == "probe> (sum 1" && session.screen.lines[5] == "   ..> sum 6")
    session.send(")\u{1B}>)\r")
    let typed = (1...10).map { "sum \($0)" }.joined(separator: "\\n").replacing("sum 2", with: "sum 2 77)")
    // One of the two is too many, so a second Enter hands it over.
    session.send("\r")
    try session.wait(toPrint: "got: (\(typed))")
  }

  @Test func aLongRowThatWrapsIsFollowed() throws {
    let session = try startProbe(["--color"], rows: 4, columns: 20)
    let text = "sum " + (10..<60).map { "\($0)" }.joined(separator: " ")
    session.send(text)
    try session.wait(toShow: "59")
    #expect(session.screen.row == 3)
    session.send(control("a"))
    try session.wait(for: "its start") {
      $0.lines[0] == "probe> sum 10 11 12" && $0.row == 0 && $0.column == 7
    }
    #expect(session.screen.stretches(row: 0).prefix(3) == ["probe> in 1;36", "sum in 1;35", "10 in 33"])
    session.send("x")
    try session.wait(for: "the change") { $0.lines[0] == "probe> xsum 10 11 12" && $0.column == 8 }
    session.send("\u{7F}" + control("e") + "\r")
    try session.wait(toPrint: "got: \(text)\r\n")
    try session.wait(forRow: "probe>")
  }

  @Test func whatWasRunStandsOnTheScreenWhole() throws {
    let session = try start(10)
    session.send(upKey + upKey + "\u{1B}>)\r")
    try session.wait(toPrint: "got: ")
    try session.wait(forRow: "probe>")
    let all = session.screen.scrolledOff + session.screen.lines
    let first = try #require(all.lastIndex(of: "probe> (sum 1"))
    #expect(all[first..<first + 10].joined(separator: "\n") == rows(1...10) + ")")
    #expect(all[first + 10].hasPrefix("got: (sum 1"))
  }

  @Test func aTextThatFitsAgainIsDrawnAsAlways() throws {
    let session = try start(8)
    session.send(String(repeating: "\u{7F}", count: 40))
    try session.wait(for: "two rows") {
      $0.text == "probe> (sum 1\n   ..> s" && $0.row == 1 && $0.column == 8
    }
    session.send(control("u"))
    session.send("sum 15")
    try session.wait(forRow: "probe> sum 15")
    try session.wait(for: "colours") { $0.stretches(row: $0.row).suffix(2) == ["sum in 1;35", "15 in 33"] }
    session.send("\r")
    try session.wait(toShow: "got: sum 15")
  }

  @Test func controlCLeavesItsEnd() throws {
    let session = try start(10)
    session.send("\u{1B}<")
    try expect(session, rows(1...6), row: 0, column: 7)
    session.send(control("c"))
    try session.wait(toShow: "interrupted")
    try session.wait(forRow: "probe>")
    #expect(session.screen.text.contains("   ..> sum 10^C\ninterrupted"))
  }

  @Test func theMenuTakesRowsFromIt() throws {
    let session = try start(12, rows: 10)
    session.send("\rca\t")
    try session.wait(for: "the menu below the cursor") { screen in
      screen.cursorRow.hasPrefix("   ..> ca") && screen.row < 8
        && screen.lines[(screen.row + 1)...].contains { $0.contains("casualties") }
    }
    session.send("\u{1B}")
    try session.wait(for: "all rows again") { $0.row == 9 && $0.cursorRow == "   ..> ca" }
    #expect(session.screen.lines[0] == "   ..> sum 4")
  }

  @Test func theWindowShrinksAndGrowsUnderIt() throws {
    let session = try start(8, rows: 10)
    try expect(session, rows(1...8), row: 7, column: 12)
    session.resize(rows: 4, columns: 40)
    try expect(session, rows(5...8), row: 3, column: 12)
    session.send(upKey + upKey + upKey + upKey)
    try expect(session, rows(4...7), row: 0, column: 12)
    session.resize(rows: 12, columns: 40)
    try session.wait(for: "all rows") {
      $0.text.hasSuffix(self.rows(1...8)) && $0.cursorRow == "   ..> sum 4"
    }
  }

  @Test func clearingTheScreenShowsItFromTheTop() throws {
    let session = try start(10)
    try expect(session, rows(5...10), row: 5, column: 13)
    session.send(upKey + control("l"))
    try expect(session, rows(5...10), row: 4, column: 12)
  }

  @Test func theSearchAndTheHistoryShowTallEntries() throws {
    let session = try start(10)
    session.send(")\r")
    try session.wait(toPrint: "got: ")
    try session.wait(forRow: "probe>")
    session.send(upKey)
    try session.wait(for: "its end") { $0.cursorRow == "   ..> sum 10)" && $0.row == 5 }
    session.send(control("c"))
    try session.wait(forRow: "probe>")
    session.send(control("r") + "sum 1")
    try session.wait(for: "the entry found") { $0.cursorRow == "   ..> sum 10)" }
    let before = session.output.count
    session.send("\r")
    try session.wait(for: "the answer") { _ in
      String(decoding: session.output[before...], as: UTF8.self).contains("got: (sum 1")
    }
  }
}
