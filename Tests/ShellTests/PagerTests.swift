import Glibc
import PtyHarness
import TestFolders
import Testing

/// What is longer than the screen is read in a program of its own.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct PagerTests {
  private let home: TestFolder

  init() throws {
    home = try TestFolder()
    let rows = (0..<20_000).map { "\($0),name \($0)\n" }
    try home.write("n,name\n" + rows.joined(), to: "many.csv")
    // A pager that keeps what it gets, and waits for a key as others do.
    try program(
      "view",
      """
      echo "[view $* LESS=$LESS]"
      cat > "$HOME/seen"
      printf 'press q '
      stty -icanon -echo < /dev/tty
      dd bs=1 count=1 < /dev/tty > /dev/null 2>&1
      echo "[end]"
      """)
  }

  private func program(_ name: String, _ lines: String) throws {
    try home.write("#!/bin/sh\n\(lines)\n", to: "bin/\(name)")
    #expect(chmod(home.path + "/bin/" + name, 0o755) == 0)
  }

  private func start(
    _ arguments: [String] = [], pager: String? = "view -x", rows: Int = 24, columns: Int = 80
  ) throws
    -> PtySession
  {
    var environment = ["PATH": home.path + "/bin:/usr/bin:/bin"]
    environment["PAGER"] = pager
    return try startShell(
      arguments + [home.path + "/many.csv"], home: home, environment: environment, rows: rows,
      columns: columns)
  }

  private func seen() throws -> [Substring] { try home.read("seen").split(separator: "\n") }

  @Test func longAnswersGoThroughIt() throws {
    let shell = try start()
    try shell.ask("count", gives: "20,000")
    shell.send("list limit 22\r")
    try shell.wait(toShow: "press q")
    // less is told to show colours as colours and not to wrap tables, where nobody has told it otherwise.
    #expect(shell.screen.text.contains("[view -x LESS=RSX]"))
    #expect(try seen().count == 24)
    shell.send("q")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" && $0.text.contains("[end]") }
    // What fits the screen does not; the prompt has a row of it.
    shell.send("list limit 20\r")
    try shell.wait(for: "the prompt") {
      $0.cursorRow == "tally>" && $0.lines.contains { $0.hasPrefix("name 19") || $0.contains("name 19") }
    }
    #expect(try seen().count == 24)
    #expect(!shell.screen.text.contains("…"))
  }

  /// What stands below the rows once opened the program for two rows in a small window.
  @Test func notesBelowASmallAnswerDoNotOpenIt() throws {
    try home.write(
      "a,b,c\n"
        + (0..<3).map { "a long text \($0),another long text \($0),and the last of the texts \($0)\n" }
        .joined(), to: "wide.csv")
    let shell = try start([home.path + "/wide.csv"], rows: 8, columns: 40)
    shell.send("list from wide limit 3\r")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" && $0.text.contains("some texts are cut") }
    #expect(!shell.screen.text.contains("press q"))
    shell.send("list n from many limit 6\r")
    try shell.wait(toShow: "press q")
    shell.send("q")
    try shell.wait(forRow: "tally>")
  }

  /// They were once named below all rows alone, where nobody is who has just opened the program.
  @Test func columnsLeftOutAreNamedWhereReadingBegins() throws {
    let row = (0..<12).map { "text \($0)" }.joined(separator: ",") + "\n"
    try home.write(
      (0..<12).map { "column\($0)" }.joined(separator: ",") + "\n" + String(repeating: row, count: 40),
      to: "wide.csv")
    let shell = try start([home.path + "/wide.csv"], columns: 60)
    shell.send("list from wide\r")
    try shell.wait(toShow: "press q")
    let lines = try seen()
    #expect(lines.first?.contains("more columns: column") == true)
    #expect(lines.last?.contains("shows all") == true)
    shell.send("q")
    try shell.wait(forRow: "tally>")
  }

  @Test func moreRowsAreReadThanWouldBeShown() throws {
    let shell = try start()
    shell.send("list\r")
    try shell.wait(toShow: "press q")
    let lines = try seen()
    #expect(lines.count == 10_003 && lines[10_001].contains("name 9999"))
    #expect(lines.last?.contains("10,000 more rows (skip 10000 shows the next)") == true)
    shell.send("q")
    try shell.wait(forRow: "tally>")
    shell.send("set pager off\rlist\r")
    try shell.wait(toShow: "19,900 more rows (skip 100 shows the next)")
    try shell.wait(forRow: "tally>")
    #expect(try seen().count == 10_003)
  }

  @Test func whoLeavesEarlyHasSeenEnough() throws {
    try program("peek", "head -c 100 > \"$HOME/seen\"\necho '[left]'")
    let shell = try start(pager: "peek")
    shell.send("list\r")
    try shell.wait(toShow: "[left]")
    try shell.wait(forRow: "tally>")
    #expect(!shell.screen.text.contains("error") && !shell.screen.text.contains("stopped"))
    try shell.ask("count", gives: "20,000")
  }

  /// The terminal belongs to the program: one that is ended leaves it as it had it.
  @Test func theTerminalIsAsItWas() throws {
    try program("rude", "cat > /dev/null\nstty raw -echo < /dev/tty\necho '[rude]'\nkill -9 $$")
    let shell = try start(pager: "rude")
    shell.send("list\r")
    try shell.wait(toShow: "[rude]")
    try shell.wait(forRow: "tally>")
    try shell.ask("count", gives: "20,000")
    shell.send(control("d"))
    #expect(try shell.waitForExit() == 0)
    #expect(shell.isCooked)
  }

  /// Nothing is read while the program sleeps, so that its pipe is full.
  @Test func controlCStopsTheAnswerAndIsTheProgramsToo() throws {
    try program(
      "sleeper", "trap 'echo \"[got it]\"; exit 0' INT\necho '[asleep]'\nwhile :; do sleep 0.05; done")
    let shell = try start(pager: "sleeper")
    shell.send("list\r")
    try shell.wait(toShow: "[asleep]")
    shell.send(control("c"))
    try shell.wait(toShow: "[got it]")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" }
    try shell.ask("count", gives: "20,000")
  }

  @Test func controlCWhileReadingKeepsTheSession() throws {
    try program(
      "reader", "trap '' INT\ncat > /dev/null\nprintf 'press q '\ndd bs=1 count=1 < /dev/tty > /dev/null 2>&1"
    )
    let shell = try start(pager: "reader")
    shell.send("list\r")
    try shell.wait(toShow: "press q")
    shell.send(control("c"))
    shell.send("\r")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" }
    #expect(!shell.screen.text.contains("stopped"))
    try shell.ask("count", gives: "20,000")
  }

  @Test(arguments: ["set format csv", "set pager off"]) func machinesAndWhoSaysSoHaveNone(_ setting: String)
    throws
  {
    let shell = try start()
    shell.send("\(setting)\rlist limit 50\r")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" && $0.text.contains("name 49") }
    #expect(!String(decoding: shell.output, as: UTF8.self).contains("[view"))
  }

  @Test func scriptsAndTheStartUpFileHaveNone() throws {
    try home.write("list limit 50\n", to: "fifty.tally")
    try home.write("list limit 40\n", to: "config/tally/init.tally")
    let shell = try start()
    shell.send("run ~/fifty.tally\r")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" && $0.text.contains("name 49") }
    #expect(!String(decoding: shell.output, as: UTF8.self).contains("[view"))
    guard let path = TallyProgram.path else { return }
    let environment = TallyProgram.environment(home, ["PAGER": home.path + "/bin/view"])
    let alone = try PtySession(
      path, ["-c", "list limit 50", home.path + "/many.csv"], environment: environment)
    #expect(try alone.waitForExit() == 0)
    #expect(alone.screen.text.contains("name 49"))
    #expect(!String(decoding: alone.output, as: UTF8.self).contains("[view"))
  }

  @Test func safeModeStartsNone() throws {
    let shell = try start(["--safe"])
    shell.send("list\r")
    try shell.wait(toShow: "19,900 more rows")
    try shell.wait(forRow: "tally>")
    shell.send("set pager \"view -y\"\r")
    try shell.wait(toShow: "safe mode starts no programs")
    #expect(!String(decoding: shell.output, as: UTF8.self).contains("[view"))
  }

  @Test func theProgramCanBeSet() throws {
    let shell = try start(pager: nil)
    shell.send("set pager \"LESS=mine view 'a b'\"\rlist\r")
    try shell.wait(toShow: "press q")
    #expect(shell.screen.text.contains("[view a b LESS=mine]"))
    shell.send("q")
    try shell.wait(forRow: "tally>")
    shell.send("set pager \"cat | view\"\rlist\r")
    try shell.wait(toShow: "press q")
    shell.send("q")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" }
    shell.send("set pager on\rset pager\r")
    try shell.wait(toShow: "wants")
  }

  @Test func alwaysIsAlways() throws {
    let shell = try start()
    shell.send("set pager on\rcount\r")
    try shell.wait(toShow: "press q")
    #expect(try seen() == ["20,000"])
    shell.send("q")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" }
  }

  @Test(arguments: ["nowhere-to-be-found -R", "nowhere-to-be-found 2> /dev/null"])
  func withoutOneAnswersAreShown(_ pager: String)
    throws
  {
    let shell = try start(pager: pager)
    shell.send("list\r")
    try shell.wait(toShow: "more rows (skip 1")
    try shell.wait(forRow: "tally>")
    let text = String(decoding: shell.output, as: UTF8.self)
    #expect(text.contains("there is no program nowhere-to-be-found"))
    shell.send("list\r")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" }
    #expect(String(decoding: shell.output, as: UTF8.self).components("there is no program") <= 1)
  }

  @Test(arguments: ["", "cat"]) func theEnvironmentCanSayNone(_ pager: String) throws {
    let shell = try start(pager: pager)
    shell.send("list\r")
    try shell.wait(toShow: "19,900 more rows")
    #expect(!shell.screen.text.contains("no program"))
  }

  @Test func wideLinesAreReadPieceByPiece() throws {
    let header = (0..<40).map { "a long heading \($0)" }.joined(separator: ",")
    let row = (0..<40).map(String.init).joined(separator: ",")
    try home.write("\(header)\n\(row)\n\(row)\n", to: "wide.csv")
    let shell = try start()
    shell.send("load ~/wide.csv\rset wide on\rfrom wide\r")
    try shell.wait(toShow: "press q")
    #expect(try seen().count == 4)
    shell.send("q")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" }
  }

  @Test func helpThatIsLongGoesThroughItToo() throws {
    let shell = try start(rows: 12)
    shell.send("help functions\r")
    try shell.wait(toShow: "press q")
    #expect(shell.screen.text.contains("LESS=RX]"))
    shell.send("q")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" }
  }
}

extension String {
  fileprivate func components(_ text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
