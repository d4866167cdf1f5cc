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

  @Test func aCommonPrefixIsTypedBeforeThereIsAChoice() throws {
    let session = try startProbe()
    session.send("su" + tab)
    try session.wait(forRow: "probe> sum")
    session.send(tab)
    try session.wait(for: "the menu") { $0.text == "probe> sum\n> sum   word\n  sumo  word" }
    session.send("o" + tab + "x")
    try session.wait(for: "the word") { $0.text == "probe> sumo x" }
  }

  @Test func inTheMiddleOfALineThereIsNoSecondSpace() throws {
    let session = try startProbe()
    session.send("cas by city" + control("a") + "sum " + escape + "f" + tab)
    try session.wait(for: "the menu under the line") {
      $0.row == 0 && $0.column == 14
        && $0.text == "probe> sum cas by city\n> casualties  word\n  casino      word"
    }
    session.send("u\r")
    try session.wait(for: "the line") { $0.text == "probe> sum casualties by city" && $0.column == 21 }
  }

  @Test func offsetsHoldBehindTextOutsideASCII() throws {
    let session = try startProbe()
    session.send("Київ 東京 café" + tab)
    try session.wait(forRow: "probe> Київ 東京 café-menu")
    session.send("sum\r")
    try session.wait(toShow: "got: Київ 東京 café-menu sum")
  }

  @Test func aLongListIsCutToTheScreen() throws {
    let session = try startProbe(rows: 8, columns: 40)
    session.send("many" + tab)
    try session.wait(for: "the menu") {
      $0.text == """
        probe> many
        > many1    word    many4    word
          many2    word    many5    word
          many3    word    many6    word
          … and 494 more
        """
    }
  }

  @Test func nothingToCompleteRings() throws {
    let session = try startProbe()
    session.send("xyz" + tab)
    try session.wait(for: "the bell") { $0.bells == 1 }
    #expect(session.screen.text == "probe> xyz")
  }
}
