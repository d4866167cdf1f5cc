import Glibc
import PtyHarness
import TallySyntax
import Testing

/// The menu of completions on a real terminal: what the screen shows, and that nothing stays behind.
@Suite struct MenuKeyTests {
  private static let menu = "> casualties  word\n  casino      word"

  private func openMenu(_ session: PtySession) throws {
    session.send("cas" + tab)
    try session.wait(for: "the menu") { $0.text.hasSuffix(Self.menu) }
  }

  @Test func movesChooseAndEnterTakes() throws {
    let session = try startProbe()
    session.send("cas" + tab)
    try session.wait(for: "the menu") { $0.text == "probe> cas\n" + Self.menu && $0.column == 10 }
    session.send(tab)
    try session.wait(for: "the choice in the line") { $0.text == "probe> casualties\n" + Self.menu }
    session.send(downKey)
    try session.wait(for: "the next") {
      $0.text == "probe> casino\n  casualties  word\n> casino      word" && $0.row == 0 && $0.column == 13
    }
    session.send(upKey + upKey)
    try session.wait(for: "the last again") { $0.text.hasPrefix("probe> casino\n") }
    session.send("\u{1B}[Z")
    try session.wait(for: "the first") { $0.text == "probe> casualties\n" + Self.menu }
    session.send("\r")
    try session.wait(for: "the word taken") { $0.text == "probe> casualties" && $0.column == 18 }
    session.send("by city\r")
    try session.wait(for: "the answer") {
      $0.text == "probe> casualties by city\ngot: casualties by city\nprobe>"
    }
  }

  @Test(arguments: [control("g"), escape])
  func givingUpRestoresTheText(_ key: String) throws {
    let session = try startProbe()
    session.send("cas and more" + control("a") + escape + "f" + tab)
    try session.wait(for: "the menu") { $0.text == "probe> cas and more\n" + Self.menu }
    session.send(downKey)
    try session.wait(for: "a choice") { $0.text.hasPrefix("probe> casino and more\n") }
    session.send(key)
    try session.wait(for: "the text as it was") { $0.text == "probe> cas and more" && $0.column == 10 }
    session.send("x\r")
    try session.wait(toShow: "got: casx and more")
  }

  @Test func lettersNarrowAndEraseWidens() throws {
    let session = try startProbe()
    session.send("c" + tab)
    try session.wait(for: "the menu") {
      $0.text == "probe> c\n> casualties  word\n  casino      word\n  count       word\n  café-menu   word"
    }
    session.send("as")
    try session.wait(for: "two") { $0.text == "probe> cas\n" + Self.menu && $0.column == 10 }
    session.send("i")
    try session.wait(for: "one") { $0.text == "probe> casi\n> casino  word" }
    session.send("\u{7F}\u{7F}")
    try session.wait(for: "three") { $0.text.hasPrefix("probe> ca\n") && $0.lines[3] == "  café-menu   word" }
    session.send("sino")
    try session.wait(for: "nothing to choose") { $0.text == "probe> casino" }
    session.send("\r")
    try session.wait(toShow: "got: casino")
  }

  @Test func otherKeysTakeTheChoiceAndGoOn() throws {
    let session = try startProbe()
    try openMenu(session)
    session.send(tab + ", ")
    try session.wait(for: "a comma") { $0.text == "probe> casualties," }
    try openMenu(session)
    session.send(tab + escape + "[H" + "x")
    try session.wait(for: "the line's start") { $0.text == "probe> xcasualties, casualties" }
    session.send(control("e") + " cas" + tab)
    try session.wait(for: "the menu") { $0.text.hasSuffix(Self.menu) }
    session.send(downKey + "\u{1B}[200~ \tpasted\u{1B}[201~")
    try session.wait(for: "the paste") { $0.text == "probe> xcasualties, casualties casino   pasted" }
    session.send("\r")
    try session.wait(toShow: "got: xcasualties, casualties casino \\tpasted")
  }

  @Test func nothingChosenIsNothingTaken() throws {
    let session = try startProbe()
    try openMenu(session)
    session.send(" x")
    try session.wait(for: "the text as typed") { $0.text == "probe> cas x" }
  }

  @Test func anInterruptLeavesNothingBehind() throws {
    let session = try startProbe()
    try openMenu(session)
    session.send(control("c"))
    try session.wait(for: "a new prompt") { $0.text == "probe> cas^C\ninterrupted\nprobe>" }
    try session.run("alive")
  }

  @Test func atTheBottomItScrollsNoMoreThanItMust() throws {
    let session = try startProbe(rows: 6, columns: 40)
    for word in ["one", "two"] { try session.run(word) }
    // Five rows are taken, one is free.
    session.send("cas" + tab)
    try session.wait(for: "the menu at the bottom") {
      $0.lines == [
        "got: one", "probe> two", "got: two", "probe> cas", "> casualties  word", "  casino      word",
      ]
    }
    #expect(session.screen.scrolledOff == ["probe> one"])
    session.send(escape)
    try session.wait(for: "two rows free") {
      $0.lines == ["got: one", "probe> two", "got: two", "probe> cas", "", ""] && $0.row == 3
    }
    session.send(tab)
    try session.wait(for: "the menu again") { $0.lines[5] == "  casino      word" }
    #expect(session.screen.scrolledOff == ["probe> one"])
  }

  @Test func itStandsBelowAllRowsOfTheText() throws {
    let session = try startProbe()
    session.send("( cas\rthree\rseven" + upKey + upKey)
    try session.wait(for: "the cursor on the first row") { $0.row == 0 && $0.lines[2] == "   ..> seven" }
    session.send(tab)
    try session.wait(for: "the menu below") {
      $0.text == "probe> ( cas\n   ..> three\n   ..> seven\n" + Self.menu && $0.row == 0 && $0.column == 12
    }
    session.send(tab)
    try session.wait(for: "the choice") {
      $0.text == "probe> ( casualties\n   ..> three\n   ..> seven\n" + Self.menu
    }
    session.send("\r" + downKey + "!")
    try session.wait(for: "the rows without it") {
      $0.text == "probe> ( casualties\n   ..> three!\n   ..> seven" || $0.text.hasSuffix("!\n   ..> seven")
    }
    #expect(!session.screen.text.contains("word"))
  }

  @Test func aChoiceThatWrapsMovesTheMenuDown() throws {
    let session = try startProbe(columns: 20)
    session.send("a b c d cas" + tab)
    try session.wait(for: "the menu") { $0.text == "probe> a b c d cas\n" + Self.menu }
    session.send(tab)
    try session.wait(for: "two rows of text") { $0.text == "probe> a b c d casua\nlties\n" + Self.menu }
    session.send(downKey)
    try session.wait(for: "another") {
      $0.text == "probe> a b c d casin\no\n  casualties  word\n> casino      word" && $0.row == 1
        && $0.column == 1
    }
    session.send(escape)
    try session.wait(for: "one row of text") { $0.text == "probe> a b c d cas" }
  }

  @Test func aTextThatEndsAtTheLastColumnHasItBelowTheNextRow() throws {
    let session = try startProbe(columns: 20)
    session.send("12345678 cas" + tab)
    try session.wait(for: "the menu") { $0.text == "probe> 12345678 cas\n" + Self.menu }
    session.send(escape + "1" + control("a") + "0" + control("e"))
    session.send(control("u") + "123456789 cas" + tab)
    try session.wait(for: "the menu under an empty row") { $0.text == "probe> 123456789 cas\n\n" + Self.menu }
    session.send(escape)
    try session.wait(for: "no mark") { $0.text == "probe> 123456789 cas" }
  }

  @Test func wideCharactersDoNotMoveIt() throws {
    let session = try startProbe(columns: 20)
    // The second wide character does not fit on the first row.
    session.send("x 東京東京東京 cas" + tab)
    try session.wait(for: "the menu") { $0.text == "probe> x 東京東京東\n京 cas\n" + Self.menu }
    session.send(tab)
    try session.wait(for: "the choice") { $0.text == "probe> x 東京東京東\n京 casualties\n" + Self.menu }
    session.send("\r" + leftKey + leftKey + control("a") + escape + "f" + escape + "f" + leftKey)
    try session.wait(for: "the cursor on what went to the next row") { $0.row == 1 && $0.column == 0 }
    session.send(tab + escape)
    try session.wait(for: "nothing behind") { $0.text == "probe> x 東京東京東\n京 casualties" }
  }

  @Test func aResizeLaysItOutAnew() throws {
    let session = try startProbe(rows: 8, columns: 40)
    session.send("many" + tab)
    try session.wait(for: "two columns") {
      $0.lines[1] == "> many1    word    many4    word" && $0.lines[4] == "  … and 494 more"
    }
    session.resize(rows: 12, columns: 20)
    try session.wait(for: "one column") {
      $0.text == """
        probe> many
        > many1    word
          many2    word
          many3    word
          many4    word
          many5    word
          … and 495 more
        """
    }
    session.send(downKey)
    try session.wait(for: "the second") { $0.lines[0] == "probe> many2" && $0.lines[2] == "> many2    word" }
    session.send(escape)
    try session.wait(for: "nothing behind") { $0.text == "probe> many" }
  }

  @Test func aWindowOfFiveRowsHasAMenuOfFour() throws {
    let session = try startProbe(rows: 5, columns: 20)
    session.send("many" + tab)
    try session.wait(for: "the menu") {
      $0.lines == [
        "probe> many", "> many1    word", "  many2    word", "  many3    word", "  … and 497 more",
      ]
    }
    session.send("\u{1B}[C")
    try session.wait(for: "the next page") {
      $0.lines[1] == "> many4    word" && $0.lines[4] == "  … 4 to 6 of 500"
    }
    session.send(escape)
    try session.wait(for: "nothing behind") { $0.text == "probe> many" }
  }

  @Test func aChangeOfTheWindowLeavesNoRowsOfTheMenuInTheHistory() throws {
    let session = try startProbe(rows: 6, columns: 40)
    session.send("ca" + tab)
    try session.wait(for: "the menu") { $0.row == 0 && $0.lines[1].contains("casualties") }
    session.resize(rows: 6, columns: 30)
    session.send(downKey)
    try session.wait(for: "the menu again") { $0.row == 0 && $0.lines[1].contains("casualties") }
    session.send(escape)
    try session.wait(for: "the text alone") { $0.text == "probe> ca" }
    #expect(!session.screen.scrolledOff.contains { $0.contains("casualties") })
  }

  @Test func whereTheTextFillsTheWindowItMakesRoomForTheMenu() throws {
    let session = try startProbe(rows: 4, columns: 40)
    session.send("(a\rb\rc\rcas" + tab)
    try session.wait(for: "the menu") {
      $0.lines == ["   ..> c", "   ..> cas", "> casualties  word", "  casino      word"] && $0.row == 1
    }
    session.send(escape)
    try session.wait(for: "all of the text") {
      $0.lines == ["probe> (a", "   ..> b", "   ..> c", "   ..> cas"]
    }
    session.send("ino\r)\r")
    try session.wait(toShow: "got: ")
  }

  @Test func colourMarksTheChoice() throws {
    let session = try startProbe(["--color"])
    session.send("cas" + tab)
    try session.wait(for: "the menu") { $0.lines[2] == "  casino      word" }
    #expect(session.screen.style(row: 1, column: 2) == "7" && session.screen.style(row: 1, column: 14) == "7")
    #expect(session.screen.style(row: 2, column: 2) == "" && session.screen.style(row: 2, column: 14) == "2")
    #expect(session.screen.lines[1] == "  casualties  word", "no mark")
  }

  @Test func aDumbTerminalGetsAList() throws {
    let session = try startProbe(environment: ["LANG": "C.UTF-8", "TERM": "dumb"])
    session.send("cas" + tab)
    try session.wait(for: "the list and the line") { $0.text == "probe> cas\ncasualties  casino\nprobe> cas" }
    #expect(!session.output.contains(0x1B))
  }

  @Test func worksWithViKeys() throws {
    let session = try startVi()
    session.send("cas" + tab)
    try session.wait(for: "the menu") { $0.text == "probe> cas\n" + Self.menu }
    session.send(downKey)
    try session.wait(for: "the second") { $0.text.hasPrefix("probe> casino\n") }
    session.send(escape)
    try session.wait(for: "the text") { $0.text == "probe> cas" }
    session.send("x\r")
    try session.wait(toShow: "got: casx")
  }

  @Test func endingBySignalLeavesNothingBehind() throws {
    let session = try startProbe()
    try openMenu(session)
    session.signal(SIGTERM)
    #expect(try session.waitForExit() == -SIGTERM)
    #expect(session.screen.text == "probe> cas")
  }

  @Test func aProgramContinuedDrawsItAgain() throws {
    let session = try startProbe()
    try openMenu(session)
    session.signal(SIGSTOP)
    session.signal(SIGCONT)
    try session.wait(for: "line and menu again") { $0.text == "probe> cas\nprobe> cas\n" + Self.menu }
    session.send(escape)
    try session.wait(for: "the line") { $0.text == "probe> cas\nprobe> cas" }
  }
}
