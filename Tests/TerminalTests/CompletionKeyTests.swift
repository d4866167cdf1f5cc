import PtyHarness
import TallySyntax
import Testing

/// Tab on a real terminal.
@Suite struct CompletionKeyTests {
  @Test func aUniqueCandidateIsInsertedWithASpace() throws {
    let session = try startProbe()
    session.send("cou" + tab + "x")
    try session.wait(forRow: "probe> count x")
  }

  @Test func aCommonPrefixIsTypedBeforeAnythingIsListed() throws {
    let session = try startProbe()
    session.send("su" + tab)
    try session.wait(forRow: "probe> sum")
    session.send(tab)
    try session.wait(for: "the list") { $0.text == "probe> sum\nsum   sumo\nprobe> sum" }
    session.send("o" + tab + "x")
    try session.wait(forRow: "probe> sumo x")
  }

  @Test func theListLeavesTheCursorWhereItWas() throws {
    let session = try startProbe()
    session.send("cas by city" + control("a") + "sum " + escape + "f" + tab)
    try session.wait(for: "the list and the line") { $0.row == 2 && $0.column == 14 }
    #expect(session.screen.text == "probe> sum cas by city\ncasualties  casino\nprobe> sum cas by city")
    session.send("u" + tab)
    try session.wait(forRow: "probe> sum casualties by city")
  }

  @Test func offsetsHoldBehindTextOutsideASCII() throws {
    let session = try startProbe()
    session.send("Київ 東京 café" + tab)
    try session.wait(forRow: "probe> Київ 東京 café-menu")
    session.send("sum\r")
    try session.wait(toShow: "got: Київ 東京 café-menu sum")
  }

  @Test func theListStandsBelowAllRowsOfTheText() throws {
    let session = try startProbe()
    session.send("( cas\rthree\rseven" + upKey + upKey)
    try session.wait(for: "the cursor on the first row") { $0.row == 0 && $0.lines[2] == "   ..> seven" }
    session.send(tab)
    try session.wait(for: "the list and the text") { $0.row == 4 && $0.column == 12 }
    #expect(
      session.screen.text == """
        probe> ( cas
           ..> three
           ..> seven
        casualties  casino
        probe> ( cas
           ..> three
           ..> seven
        """)
  }

  @Test func aLongListIsCutToTheScreen() throws {
    let session = try startProbe(rows: 8, columns: 40)
    session.send("many" + tab)
    try session.wait(toShow: "more")
    try session.wait(forRow: "probe> many")
    #expect(session.screen.row == 7)
    #expect(session.screen.lines[0] == "many1    many7    many13   many19")
    #expect(session.screen.lines[6] == "… and 476 more")
  }

  @Test func nothingToCompleteRings() throws {
    let session = try startProbe()
    session.send("xyz" + tab)
    try session.wait(for: "the bell") { $0.bells == 1 }
    #expect(session.screen.text == "probe> xyz")
  }
}
