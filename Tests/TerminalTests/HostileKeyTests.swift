import PtyHarness
import Testing

/// Keys after which libedit itself writes outside its buffers, or did before we stood in between.
@Suite struct HostileKeyTests {
  @Test(arguments: ["$", "\u{1B}[F", "\u{1B}OF", "\u{1B}[4~"])
  func viEndOfAnEmptyLineLeavesTheCursorInFrontOfTheBuffer(_ key: String) throws {
    let session = try startVi()
    session.send("\(escape)\(key)xxiabc\r")
    try session.wait(for: "the text") { $0.lines.contains("got: abc") }
    session.send("\(escape)\(key)i" + String(repeating: "y", count: 1_200) + "\r")
    try session.wait(toPrint: "got: yyy")
    try session.run("next")
  }

  @Test func viStartOfLineRunsOverBlanksThatWereDeleted() throws {
    let session = try startVi()
    session.send("     \(escape)0D^xiabc\r")
    try session.wait(toShow: "got: abc")
  }

  @Test func viSearchAgainWithoutAMatchDropsTheTextAndNotTheCursor() throws {
    let session = try startVi()
    try session.run("first")
    session.send("\(escape)?zzz" + control("g") + "iabcdef\(escape)nNiX\r")
    try session.wait(toShow: "got: abcdeXf")
  }

  @Test func viRepetitionTypesKeysThatTheReadHookNeverSees() throws {
    let session = try startVi()
    session.send("ab\(escape)0cw$x\(escape)\r")
    try session.wait(toShow: "got: $x")
    session.send("\(escape).iabc\r")
    try session.wait(toShow: "got: abc")
  }

  @Test func viRepetitionAndOperatorsStillWork() throws {
    let session = try startVi()
    session.send("one two three four\(escape)0dw.iX\(escape)0wd$\r")
    try session.wait(toShow: "got: Xthree")
    session.send("a b c d\(escape)0wcwlong\(escape)w.\r")
    try session.wait(toShow: "got: a long long d")
    session.send("   abc\(escape)d^\r")
    try session.wait(toShow: "got:    c")
  }

  @Test func emacsMarkStaysBehindTheEndOfAShortenedText() throws {
    let session = try startProbe()
    session.send("abcdef\u{0}" + control("u") + control("x") + control("x"))
    session.send(String(repeating: "\u{7F}", count: 8) + "ok\r")
    try session.wait(toShow: "got: ok")
  }

  @Test func emacsCopyOfAWordReadsTheBufferThatItJustFreed() throws {
    let session = try startProbe()
    let word = String(repeating: "w", count: 1_000)
    session.send(word + escape + control("_") + "z\r")
    try session.wait(toPrint: "got: \(word)z\r\n")
    try session.run("next")
  }

  @Test(arguments: [false, true])
  func typingAfterAMoveInATextTallerThanTheWindowOverrunsTheRows(_ vi: Bool) throws {
    let session = try vi ? startVi(rows: 4, columns: 40) : startProbe(rows: 4, columns: 40)
    let head = String(repeating: "x", count: 300)
    let tail = String(repeating: "y", count: 200)
    session.send(head + (vi ? "\(escape)0A" : control("a") + control("e")) + tail + "\r")
    try session.wait(toPrint: "got: \(head)\(tail)")
    try session.run("next")
  }

  @Test func combiningMarksTakeNoColumnWhenTyped() throws {
    let session = try startProbe(rows: 4, columns: 40)
    session.send("e\u{301}a\u{308}x")
    try session.wait(for: "the cursor behind three columns") { $0.row == 0 && $0.column == 10 }
    session.send("\(leftKey)\(leftKey)\u{7F}o\r")
    // A mark is a key of its own: the cursor stood between the `a` and what belongs to it.
    try session.wait(toPrint: "got: e\u{301}o\u{308}x")
  }

  @Test func manyCombiningMarksOverrunTheRows() throws {
    let session = try startProbe(rows: 4, columns: 40)
    let marks = String(repeating: "e\u{301}", count: 90)
    let tail = String(repeating: "z", count: 100)
    session.send(marks + control("a") + control("e") + tail + "\r")
    try session.wait(toPrint: "got: \(marks)\(tail)")
  }

  @Test func aControlKeyOfOursCannotBeTyped() throws {
    let session = try startVi()
    session.send("\(escape)\u{83}xia\u{80}b\u{86}c\r")
    try session.wait(toShow: "got: abc")
  }
}
