import PtyHarness
import Testing

/// Taking changes back, and other keys that edit, on a real terminal.
@Suite struct UndoKeyTests {
  @Test func emacsTakesChangesBackOneByOneAndMakesThemAgain() throws {
    let session = try startProbe()
    session.send("one two three" + control("w"))
    try session.wait(forRow: "probe> one two")
    session.send(control("_"))
    try session.wait(forRow: "probe> one two three")
    session.send(control("x") + control("u") + control("_"))
    try session.wait(forRow: "probe> one")
    session.send("\u{1B}/")
    try session.wait(forRow: "probe> one two")
    session.send("\u{1B}/\u{1B}/")
    try session.wait(for: "the word taken away again") { $0.cursorRow == "probe> one two" && $0.column == 15 }
    session.send(control("_") + control("_") + control("_") + control("_") + control("_"))
    try session.wait(for: "an empty line and the bell") { $0.cursorRow == "probe>" && $0.bells > 0 }
  }

  @Test func viTakesChangesBackInCommandMode() throws {
    let session = try startVi()
    session.send("one two three")
    try session.wait(forRow: "probe> one two three")
    session.send("\(escape)bdwu")
    try session.wait(forRow: "probe> one two three")
    session.send("uu")
    try session.wait(forRow: "probe> one")
    session.send("U")
    try session.wait(forRow: "probe> one two")
  }

  @Test func aPasteAndARecalledLineAreOneStepEach() throws {
    let session = try startProbe()
    try session.run("earlier")
    session.send("ab\(escape)[200~ pasted text\(escape)[201~" + upKey)
    try session.wait(forRow: "probe> earlier")
    session.send(control("_"))
    try session.wait(forRow: "probe> ab pasted text")
    session.send(control("_"))
    try session.wait(forRow: "probe> ab")
  }

  @Test func anotherLineBeginsWithNothingToTakeBack() throws {
    let session = try startProbe()
    try session.run("earlier")
    session.send(control("_") + "x")
    try session.wait(for: "the bell") { $0.bells == 1 && $0.cursorRow == "probe> x" }
  }

  @Test func killedTextIsYankedAndWordsAreGoneOver() throws {
    let session = try startProbe()
    session.send("one two three\(escape)b" + control("k") + control("a") + control("y") + " ")
    try session.wait(forRow: "probe> three one two")
    session.send("\(escape)f\(escape)d\(escape)[1;5D\(escape)[1;5Dx")
    try session.wait(forRow: "probe> xthree one")
  }

  @Test func clearingTheScreenKeepsTheLineAndItsColours() throws {
    let session = try startProbe(["--color"])
    try session.run("first")
    session.send("sum 15" + control("l"))
    try session.wait(for: "the line alone") { $0.text == "probe> sum 15" && $0.row == 0 }
    try session.wait(for: "its colours") { $0.stretches(row: 0).suffix(2) == ["sum in 1;35", "15 in 33"] }
  }
}
