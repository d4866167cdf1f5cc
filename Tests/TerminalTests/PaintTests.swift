import PtyHarness
import Testing

/// Colours of the text while it is typed: the cells that have them, and nothing else changed.
@Suite struct PaintTests {
  private let prompt = "probe> in 1;36"

  /// Waits until the cells of a row that have colours read like this.
  private func expect(_ session: PtySession, row: Int = 0, _ stretches: [String]) throws {
    do {
      try session.wait(for: "\(stretches)") { $0.stretches(row: row) == stretches }
    } catch {
      throw PtySession.Failure(description: "\(error)\nits colours: \(session.screen.stretches(row: row))")
    }
  }

  @Test func wordsAreColouredAsTheyAreTyped() throws {
    let session = try startProbe(["--color"])
    session.send("sum ")
    try expect(session, [prompt, "sum in 1;35"])
    session.send("x 15 bad")
    try expect(session, [prompt, "sum in 1;35", "15 in 33", "bad in 4;31"])
    #expect(session.screen.text == "probe> sum x 15 bad")
    #expect(session.screen.row == 0 && session.screen.column == 19)
  }

  @Test func aWordTakesItsColourBackWhenItIsNoneAnyMore() throws {
    let session = try startProbe(["--color"])
    session.send("sum bad")
    try expect(session, [prompt, "sum in 1;35", "bad in 4;31"])
    session.send("\u{7F}\u{7F}\u{7F}x")
    try expect(session, [prompt, "sum in 1;35"])
    session.send(control("a") + "x")
    try expect(session, [prompt])
    #expect(session.screen.text == "probe> xsum x")
  }

  @Test func charactersThatMoveKeepTheirColours() throws {
    let session = try startProbe(["--color"])
    session.send("sum 15 bad" + control("a") + "a ")
    try expect(session, [prompt, "sum in 1;35", "15 in 33", "bad in 4;31"])
    #expect(session.screen.text == "probe> a sum 15 bad" && session.screen.column == 9)
  }

  @Test func rowsThatWrapAreColouredOnBoth() throws {
    let session = try startProbe(["--color"], columns: 20)
    session.send("x 15 1234567 sumsum 1")
    try expect(session, [prompt, "15 in 33", "1234567 in 33"])
    try expect(session, row: 1, ["sumsum in 1;35", "1 in 33"])
    session.send(control("a") + "yy")
    try expect(session, row: 1, ["7 in 33", "sumsum in 1;35", "1 in 33"])
    #expect(session.screen.text == "probe> yyx 15 123456\n7 sumsum 1")
    #expect(session.screen.row == 0 && session.screen.column == 9)
  }

  @Test func aRowThatIsJustFullIsColouredToItsEnd() throws {
    let session = try startProbe(["--color"], columns: 20)
    session.send("sumsumsumsums")
    try session.wait(for: "the cursor on the next row") { $0.row == 1 && $0.column == 0 }
    try expect(session, [prompt, "sumsumsumsums in 1;35"])
    session.send("um")
    try expect(session, row: 1, ["um in 1;35"])
    session.send("\u{7F}\u{7F}\u{7F}")
    try session.wait(for: "one row") { $0.text == "probe> sumsumsumsum" && $0.row == 0 && $0.column == 19 }
    try expect(session, [prompt, "sumsumsumsum in 1;35"])
    try expect(session, row: 1, [])
  }

  @Test func severalRowsOfAText() throws {
    let session = try startProbe(["--color"])
    session.send("sum (\rbad 7\rs)\(upKey)\(upKey)")
    try session.wait(for: "the cursor on the first row") { $0.row == 0 && $0.lines[2] == "   ..> s)" }
    try expect(session, [prompt, "sum in 1;35"])
    try expect(session, row: 1, ["..> in 1;36", "bad in 4;31", "7 in 33"])
    try expect(session, row: 2, ["..> in 1;36", "s) in 1;35"])
  }

  @Test func wideCharactersAndMarks() throws {
    let session = try startProbe(["--color"], columns: 20)
    session.send("x 東京 é\u{301}e sum 大阪大阪 7")
    let first = [prompt, "東京 in 32", "é\u{301}e in 32", "sum in 1;35"]
    try expect(session, first)
    try expect(session, row: 1, ["大阪大阪 in 32", "7 in 33"])
    #expect(session.screen.text == "probe> x 東京 é\u{301}e sum\n 大阪大阪 7")
    session.send(control("a") + control("l"))
    try session.wait(for: "the cursor at the start") { $0.row == 0 && $0.column == 7 }
    try expect(session, first)
    #expect(session.screen.text == "probe> x 東京 é\u{301}e sum\n 大阪大阪 7")
  }

  @Test func marksStayWhenTheTextIsDrawnAnew() throws {
    for flags in [["--color"], []] {
      let session = try startProbe(flags)
      session.send("e\u{301}a\u{308}x" + control("l"))
      try session.wait(for: "the marks") { $0.text == "probe> e\u{301}a\u{308}x" && $0.column == 10 }
    }
  }

  @Test func tabsAndControlsTakeTheirCells() throws {
    let session = try startProbe(["--color"])
    session.send("\(escape)[200~a\tbad\(escape)[201~ " + control("v") + control("a") + " 12")
    try expect(session, [prompt, "bad in 4;31", "12 in 33"])
    #expect(session.screen.text == "probe> a        bad ^A 12")
  }

  @Test func afterAResizeAllIsColouredAnew() throws {
    let session = try startProbe(["--color"], columns: 40)
    session.send("sum 11 22 33 44 55 66 77 88 99")
    try session.wait(forRow: "probe> sum 11 22 33 44 55 66 77 88 99")
    session.resize(rows: 24, columns: 20)
    try session.wait(for: "two rows") { $0.text == "probe> sum 11 22 33\n44 55 66 77 88 99" }
    try expect(session, [prompt, "sum in 1;35"] + [11, 22, 33].map { "\($0) in 33" })
    try expect(session, row: 1, [44, 55, 66, 77, 88, 99].map { "\($0) in 33" })
  }

  @Test func thePromptKeepsItsColourWhenTheCursorRunsOverIt() throws {
    let session = try startProbe(["--color"], columns: 20)
    session.send("aaaa bbbb cccc dddd" + control("a") + "x")
    try session.wait(for: "the text moved on") { $0.text == "probe> xaaaa bbbb cc\ncc dddd" }
    try expect(session, [prompt, "bbbb in 4;31"])
  }

  @Test func inASearchWhatIsFoundIsColoured() throws {
    let session = try startProbe(["--color"])
    try session.run("sum 15")
    session.send(control("r") + "su")
    try session.wait(forRow: "search: su › sum 15")
    try session.wait(for: "colours") { $0.stretches(row: $0.row).suffix(2) == ["sum in 1;35", "15 in 33"] }
  }

  @Test func whatIsHandedOverStaysColoured() throws {
    let session = try startProbe(["--color"])
    session.send("sum 15\r")
    try session.wait(toShow: "got: sum 15")
    try expect(session, [prompt, "sum in 1;35", "15 in 33"])
    #expect(session.screen.stretches(row: 1) == [], "what the program prints is plain")
  }

  @Test(arguments: ["NO_COLOR", "TERM"]) func withoutColourNoneIsWritten(_ reason: String) throws {
    let session =
      try reason == "TERM"
      ? startProbe(["--color"], environment: ["LANG": "C.UTF-8", "TERM": "dumb"]) : startProbe()
    session.send("sum 15 bad\r")
    try session.wait(toShow: "got: sum 15 bad")
    let text = String(decoding: session.output, as: UTF8.self)
    #expect(!text.contains("\u{1B}[1;35m") && !text.contains("\u{1B}[4;31m"))
  }

  @Test func aKeyCostsFewBytes() throws {
    let session = try startProbe(["--color"])
    session.send("sum 11 22 33 44 55 66 77 88 99")
    try expect(session, [prompt, "sum in 1;35"] + (1...9).map { "\($0)\($0) in 33" })
    let before = session.output.count
    session.send(" s")
    try session.wait(for: "the verb") { $0.stretches(row: 0).last == "s in 1;35" }
    #expect(session.output.count - before < 40)
  }

  @Test func aWindowOfAMillionCellsIsPainted() throws {
    let session = try startProbe(["--color"], rows: 1_100, columns: 1_024)
    session.send("sum bad")
    try expect(session, [prompt, "sum in 1;35", "bad in 4;31"])
  }
}
