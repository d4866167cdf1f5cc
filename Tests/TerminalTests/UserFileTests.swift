import PtyHarness
import Testing

/// `~/.editrc`, and the vi keys that it can choose.
@Suite struct UserFileTests {
  @Test func itsBindingsComeAfterOurs() throws {
    let home = try TemporaryFolder()
    try home.write("# mine\nbind -s ^T hello\ntally:bind -s ^X x1\nother:bind -s ^Y y1\n", to: ".editrc")
    let session = try startProbe(home: home)
    session.send(control("t") + control("x"))
    try session.wait(forRow: "probe> hellox1")
    session.send(control("y") + "\r")
    try session.wait(toShow: "got: hellox1")
  }

  @Test func isNotReadInSafeMode() throws {
    let home = try TemporaryFolder()
    try home.write("bind -s ^T hello\n", to: ".editrc")
    let session = try startProbe(["--safe"], home: home)
    session.send(control("t") + "x\r")
    try session.wait(toShow: "got: x")
  }

  @Test func inSafeModeNoKeyRunsACommandOfLibedit() throws {
    let session = try startProbe(["--safe"])
    session.send("\(escape)xbind -v\r")
    try session.wait(toShow: "got: bind -v")
  }

  @Test func theHistoryCommandsOfLibeditCanBeBound() throws {
    let home = try TemporaryFolder()
    try home.write("bind ^T ed-prev-history\nbind ^X em-inc-search-prev\n", to: ".editrc")
    let session = try startProbe(home: home)
    for line in ["first", "second"] { try session.run(line) }
    session.send(control("t") + control("t"))
    try session.wait(forRow: "probe> first")
    session.send(control("c"))
    try session.wait(forRow: "probe>")
    session.send(control("x") + "fir\r")
    try session.wait(for: "the found line run") { $0.lines.count { $0 == "got: first" } == 2 }
  }

  @Test func aBrokenLineDoesNotStopTheRest() throws {
    let home = try TemporaryFolder()
    try home.write("bind ^G no-such-command\nnonsense\n\"open\nbind -s ^T hello\n", to: ".editrc")
    let session = try startProbe(home: home)
    session.send(control("t"))
    try session.wait(forRow: "probe> hello")
  }

  @Test func viKeysEditAndLeaveOursInPlace() throws {
    let session = try startVi("bind -s ^T later\n")
    session.send("one two" + control("t"))
    try session.wait(forRow: "probe> one twolater")
    try leaveInsertMode(session, column: 18)
    session.send("0dwix ")
    try session.wait(forRow: "probe> x twolater")
    session.send("(\r")
    try session.wait(for: "a second row") { $0.row == 1 }
    session.send(")\r")
    try session.wait(for: "the statement") { $0.text.contains("got: x (\\n)twolater") }
  }

  @Test func inViArrowsAndPastesDoNotLeaveInsertMode() throws {
    let session = try startVi()
    try session.run("first")
    session.send(upKey)
    try session.wait(forRow: "probe> first")
    session.send("\(leftKey)\(escape)[200~a\tb\(escape)[201~!")
    try session.wait(forRow: "probe> firsa    b!t")
  }

  @Test func inViCommandModeWalksTheHistory() throws {
    let session = try startVi()
    for line in ["first", "second"] { try session.run(line) }
    session.send("typed")
    try session.wait(forRow: "probe> typed")
    try leaveInsertMode(session, column: 11)
    session.send("kk")
    try session.wait(forRow: "probe> first")
    session.send("jj")
    try session.wait(forRow: "probe> typed")
    session.send("/sec\r")
    try session.wait(for: "the found line run") { $0.lines.count { $0 == "got: second" } == 2 }
  }

  /// Escape alone moves the cursor one column to the left once it has been taken for itself.
  private func leaveInsertMode(_ session: PtySession, column: Int) throws {
    session.send(escape)
    try session.wait(for: "command mode") { $0.column == column }
  }
}
