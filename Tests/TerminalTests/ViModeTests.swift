import Glibc
import PtyHarness
import Testing

/// vi's two modes: what shows them, and what is one change.
@Suite struct ViModeTests {
  @Test func theCursorIsABarWhereTextGoesAndABlockInCommandMode() throws {
    let session = try startVi()
    try session.wait(for: "a bar") { $0.cursorShape == 6 }
    session.send("sum 15\(escape)")
    try session.wait(for: "a block") { $0.cursorShape == 2 }
    session.send("a")
    try session.wait(for: "a bar") { $0.cursorShape == 6 && $0.cursorRow == "probe> sum 15" }
  }

  @Test(arguments: ["i", "I", "a", "A", "s", "S", "C", "R", "cw", "cc", "c2w", "cfm", "ct1", "c\u{1B}[D"])
  func everyWayIntoInsertModeIsSeen(_ keys: String) throws {
    let session = try startVi()
    session.send("sum 15\(escape)0l")
    try session.wait(for: "a block") { $0.cursorShape == 2 && $0.column == 8 }
    session.send(keys)
    try session.wait(for: "a bar") { $0.cursorShape == 6 }
    session.send("\(escape)")
    try session.wait(for: "a block") { $0.cursorShape == 2 }
  }

  @Test(arguments: ["fm", "fi", "Ta", "ri", "dw", "x", "3l", "$", "c\(escape)", "cQ", "\u{1B}[D", ".", "u"])
  func whatDoesNotInsertStaysInCommandMode(_ keys: String) throws {
    let session = try startVi()
    session.send("sum i15\(escape)0")
    try session.wait(for: "a block") { $0.cursorShape == 2 && $0.column == 7 }
    session.send(keys)
    session.drain()
    #expect(session.screen.cursorShape == 2)
    session.send("0iZ")
    try session.wait(for: "the mode after i") { $0.cursorShape == 6 && $0.cursorRow.hasPrefix("probe> Z") }
  }

  @Test func whoeverGetsTheTerminalHasItsOwnCursor() throws {
    let session = try startVi()
    session.send("sum 15\(escape)")
    try session.wait(for: "a block") { $0.cursorShape == 2 }
    session.send("\r")
    try session.wait(toPrint: "\u{1B}[0 q")
    try session.wait(for: "the next line") { $0.cursorShape == 6 && $0.cursorRow == "probe>" }
    session.send("sleep\r")
    try session.wait(toShow: "running")
    #expect(session.screen.cursorShape == 0)
    session.send(control("c"))
    try session.wait(forRow: "probe>")
    session.send(control("d"))
    _ = try session.waitForExit()
    #expect(session.screen.cursorShape == 0)
  }

  @Test func withEmacsKeysTheCursorIsLeftAlone() throws {
    let session = try startProbe()
    try session.run("sum 15")
    #expect(!String(decoding: session.output, as: UTF8.self).contains(" q"))
  }

  @Test func whereTheCursorHasNoShapesThePromptShowsTheMode() throws {
    let session = try startVi(terminal: "vt100")
    session.send("sum 15\(escape)")
    try session.wait(forRow: "probe< sum 15")
    session.send("x")
    try session.wait(forRow: "probe< sum 1")
    session.send("a2")
    try session.wait(forRow: "probe> sum 12")
    session.send("\(escape)\r")
    try session.wait(toShow: "got: sum 12")
    try session.wait(forRow: "probe>")
    #expect(!String(decoding: session.output, as: UTF8.self).contains(" q"))
  }

  @Test func aChangeAndWhatIsTypedForItAreTakenBackTogether() throws {
    let session = try startVi()
    session.send("one two three\(escape)bcwfour five six\(escape)")
    try session.wait(forRow: "probe> one two four five six")
    session.send("u")
    try session.wait(forRow: "probe> one two three")
    session.send("U")
    try session.wait(forRow: "probe> one two four five six")
    session.send("0cwx y z\(escape)uu")
    try session.wait(forRow: "probe> one two three")
  }

  @Test(arguments: [
    ("A four five", "one two three four five"), ("Ifour five ", "four five one two three"),
    ("Sfour five", "four five"), ("bCfour five", "one two four five"),
    ("0sfour five", "four fivene two three"),
    ("cc four", "four"), ("0Rabc def", "abc def three"),
  ])
  func everyInsertionIsOneChange(_ keys: String, _ changed: String) throws {
    let session = try startVi()
    session.send("one two three\(escape)")
    session.send(keys + escape)
    if keys != "cc four" { try session.wait(forRow: "probe> \(changed)") }
    session.send("u")
    try session.wait(forRow: "probe> one two three")
  }

  @Test func aChangeMadeAgainIsTakenBackTogether() throws {
    let session = try startVi()
    session.send("one two three\(escape)0cwx y\(escape)w.")
    try session.wait(forRow: "probe> x y x y three")
    session.send("u")
    try session.wait(forRow: "probe> x y two three")
    session.send("u")
    try session.wait(forRow: "probe> one two three")
  }

  /// Started by a shell that stops and continues programs.
  @Test func stoppedByControlZTheTerminalIsAsItWasFound() throws {
    let home = try TemporaryFolder()
    try home.write("bind -v\n", to: ".editrc")
    let probe = try productFolder() + "/EditorProbe"
    let session = try PtySession(
      "/bin/bash", ["--norc", "--noprofile", "-i"],
      environment: ["HOME": home.path, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PS1": "$ "])
    session.keptAlive = home
    try session.wait(for: "the shell") { $0.cursorRow.hasSuffix("$") }
    session.send("\(probe)\r")
    try session.wait(forRow: "probe>")
    session.send("sum 15\(escape)")
    try session.wait(for: "a block") { $0.cursorShape == 2 }
    session.send(control("z"))
    try session.wait(toShow: "Stopped")
    try session.wait(for: "the shell") { $0.cursorRow.hasSuffix("$") }
    #expect(session.screen.cursorShape == 0)
    #expect(session.screen.text.contains("probe> sum 15^Z"))
    session.send("fg\r")
    try session.wait(for: "the line again") { $0.cursorRow == "probe> sum 15" && $0.cursorShape == 2 }
    session.send("A6\r")
    try session.wait(toShow: "got: sum 156")
  }
}
