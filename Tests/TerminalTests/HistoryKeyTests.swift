import PtyHarness
import Testing

/// Recalling entries on a real terminal.
@Suite struct HistoryKeyTests {
  @Test func upAndDownWalkAndBringTheTypedLineBack() throws {
    let session = try startProbe()
    try session.run("first")
    try session.run("second")
    session.send("third" + upKey)
    try session.wait(forRow: "probe> second")
    session.send(upKey)
    try session.wait(forRow: "probe> first")
    session.send(downKey + downKey)
    try session.wait(forRow: "probe> third")
  }

  @Test func aRecalledEntryOfSeveralRowsIsEditedInPlace() throws {
    let session = try startProbe()
    session.send("sum (one\rtwo)\r")
    try session.wait(toShow: "got: sum (one\\ntwo)")
    try session.wait(forRow: "probe>")
    session.send(upKey)
    try session.wait(forRow: "   ..> two)")
    session.send(upKey)
    try session.wait(forRow: "probe> sum (one")
    session.send(control("a") + "max ")
    try session.wait(forRow: "probe> max sum (one")
    session.send("\r")
    try session.wait(toShow: "got: max sum (one\\ntwo)")
  }

  @Test func upOnTheFirstRowGoesOnToTheOlderEntry() throws {
    let session = try startProbe()
    try session.run("older")
    session.send("sum (one\rtwo")
    try session.wait(forRow: "   ..> two")
    session.send(upKey + upKey)
    try session.wait(forRow: "probe> older")
    session.send(downKey)
    try session.wait(forRow: "   ..> two")
  }

  @Test func aTypedLineOverTheBufferOfLibeditSurvives() throws {
    let session = try startProbe(rows: 50)
    try session.run("short")
    let long = (1...400).map { "n\($0)" }.joined(separator: " ")
    session.send(long)
    try session.wait(for: "the end of the line") { $0.text.hasSuffix("n400") }
    session.send(control("p"))
    try session.wait(forRow: "probe> short")
    session.send(control("n"))
    try session.wait(for: "the end of the line again") { $0.text.hasSuffix("n400") }
    session.send("\r")
    try session.wait(toPrint: "got: \(long)\r\n")
  }

  @Test func matchingEntriesBeginWithWhatStandsBeforeTheCursor() throws {
    let session = try startProbe()
    for line in ["count a", "sum a", "count b", "sum b"] { try session.run(line) }
    session.send("cou\(escape)p")
    try session.wait(forRow: "probe> count b")
    session.send("\(escape)p")
    try session.wait(forRow: "probe> count a")
    session.send("\(escape)n\(escape)n")
    try session.wait(forRow: "probe> cou")
  }

  @Test func theSearchNarrowsGoesOnAndRuns() throws {
    let session = try startProbe()
    for line in ["sum killed", "sum injured", "count killed"] { try session.run(line) }
    session.send(control("r") + "kil")
    try session.wait(forRow: "search: kil › count killed")
    session.send(control("r"))
    try session.wait(forRow: "search: kil › sum killed")
    session.send("zz")
    try session.wait(forRow: "not found: kilzz › sum killed")
    session.send("\u{7F}\u{7F}" + control("r") + "\r")
    try session.wait(for: "the found line run") {
      $0.text.hasSuffix("probe> sum killed\ngot: sum killed\nprobe>")
    }
  }

  @Test func aSearchGivenUpBringsTheTypedLineBack() throws {
    let session = try startProbe()
    try session.run("found")
    session.send("typed" + control("r") + "fou")
    try session.wait(forRow: "search: fou › found")
    session.send(control("g"))
    try session.wait(forRow: "probe> typed")
  }

  @Test func theWalkGoesOnFromWhereTheSearchEnded() throws {
    let session = try startProbe()
    for line in ["one", "two", "three"] { try session.run(line) }
    session.send(control("r") + "two")
    try session.wait(forRow: "search: two › two")
    session.send(upKey)
    try session.wait(forRow: "probe> one")
  }

  @Test func entriesOutliveTheSessionAndAreSharedByTwo() throws {
    let home = try TemporaryFolder()
    let first = try startProbe(home: home)
    let second = try startProbe(home: home)
    first.send("sum (a\rb)\r")
    try first.wait(toShow: "got:")
    try first.wait(forRow: "probe>")
    try second.run("from the second")
    first.send(control("d"))
    _ = try first.waitForExit()
    let third = try startProbe(home: home)
    third.send(upKey)
    try third.wait(forRow: "probe> from the second")
    third.send(upKey)
    try third.wait(for: "the entry of two rows") { $0.text == "probe> sum (a\n   ..> b)" }
  }

  @Test func aHomeThatCannotBeWrittenIsNoHindrance() throws {
    let home = try TemporaryFolder()
    try home.write("a file where a folder should be", to: ".local")
    let session = try startProbe(home: home)
    try session.run("count")
    session.send(upKey)
    try session.wait(forRow: "probe> count")
  }
}
