import PtyHarness
import Testing

/// Pasted text is text: nothing in it completes or runs.
@Suite struct PasteTests {
  @Test func severalLinesAndTabsAreInsertedAsTheyAre() throws {
    let session = try startProbe()
    session.send("\(escape)[200~count\rcas\tby\r\ncity\(escape)[201~")
    try session.wait(for: "all rows") { $0.text == "probe> count\n   ..> cas      by\n   ..> city" }
    session.send("\r")
    try session.wait(toShow: "got: count\\ncas\\tby\\ncity")
  }

  @Test func goesInAtTheCursor() throws {
    let session = try startProbe()
    session.send("ad\(leftKey)\(escape)[200~Київ\(escape)[201~")
    try session.wait(forRow: "probe> aКиївd")
  }

  @Test func isOnOnlyWhileALineIsEdited() throws {
    let session = try startProbe()
    #expect(session.screen.modes.contains(2004))
    session.send("sleep\r")
    try session.wait(toShow: "running")
    #expect(!session.screen.modes.contains(2004))
    session.send(control("c"))
    try session.wait(forRow: "probe>")
    #expect(session.screen.modes.contains(2004))
  }

  @Test func aThousandLinesArriveWhole() throws {
    let session = try startProbe(rows: 10)
    let lines = (1...1000).map { "line \($0)" }
    session.send("\(escape)[200~" + lines.joined(separator: "\r") + "\(escape)[201~")
    try session.wait(toShow: "line 1000")
    session.send("\r")
    try session.wait(toPrint: "got: " + lines.joined(separator: "\\n") + "\r\n")
  }
}
