import Glibc
import PtyHarness
import TestFolders
import Testing

/// Streams that are closed or lead elsewhere when the program starts, terminals that say nothing of themselves, and the
/// statuses that it ends with.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct StreamTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder(["t.csv": "a\n1\n2\n", "s.tally": "sum a\n"])
  }

  private var table: String { home.path + "/t.csv" }

  private func shell(_ words: String) throws -> ProgramRun {
    let program = try #require(TallyProgram.path)
    let script = words.replacing("TALLY", with: "'\(program)'").replacing("HOME", with: home.path)
    return try ProgramRun.shell(script, home: home)
  }

  /// The next file to be opened would have the number of a stream that is closed.
  @Test func aTableIsNotTakenForStandardInput() throws {
    let lines = "a\n" + String(repeating: "quit\n", count: 1_000_000)
    try home.write(lines, to: "large.csv")
    let run = try shell("TALLY HOME/large.csv <&-")
    #expect(run.output == "" && run.messages.contains("standard input") && run.status == 3)
    let asked = try shell("TALLY -c count HOME/large.csv <&-")
    #expect(asked.output == "1,000,000\n" && asked.messages == "" && asked.status == 0)
  }

  @Test func allStreamsMayBeClosed() throws {
    #expect(try shell("TALLY -c count HOME/t.csv <&- >&- 2>&-").status == 1)
    #expect(try shell("TALLY <&- >&- 2>&-").status == 3)
    #expect(try shell("TALLY --help >&-").status == 1)
    #expect(try shell("TALLY --help > /dev/full").status == 1)
    #expect(try shell("TALLY -c count HOME/t.csv 2>&-").output == "2\n")
    // Nothing was written into a file that happened to have the number of a stream.
    #expect(try home.read("t.csv") == "a\n1\n2\n")
  }

  /// A program before this one may have left a terminal or a pipe so that nobody waits for it (`O_NONBLOCK`).
  @Test func streamsThatDoNotWaitAreWaitedFor() throws {
    let rows = (0..<50_000).map { "\($0),name \($0)\n" }.joined()
    try home.write("n,name\n" + rows, to: "many.csv")
    let run = try ProgramRun(
      ["--format", "csv", home.path + "/many.csv"], input: "list\ncount\n", output: .slow, home: home)
    #expect(run.status == 0 && run.messages == "")
    #expect(run.output == "n,name\n" + rows + "count\n50000\n")
  }

  @Test func aFolderIsNoScript() throws {
    let run = try shell("TALLY HOME/t.csv < HOME")
    #expect(run.messages.contains("standard input: error: it cannot be read") && run.status == 3)
  }

  @Test(arguments: [("022", 0o644), ("027", 0o640), ("077", 0o600), ("000", 0o666)])
  func newFilesAreOpenToWhomTheMaskSays(_ mask: String, _ mode: mode_t) throws {
    #expect(try shell("umask \(mask); TALLY -c 'list into \"HOME/new.csv\"' HOME/t.csv").status == 0)
    var status = stat()
    #expect(stat(home.path + "/new.csv", &status) == 0 && status.st_mode & 0o777 == mode)
  }

  /// As the exit codes of `--help` have it.
  @Test(
    arguments: [
      ("TALLY -c count HOME/t.csv", 0), ("echo quit | TALLY HOME/t.csv", 0),
      ("echo 'quit;' | TALLY HOME/t.csv", 0),
      ("TALLY -c 'sum b' HOME/t.csv", 1), ("TALLY -c count HOME/t.csv > /dev/full", 1),
      ("TALLY -c 'list into \"HOME/none/x.csv\"' HOME/t.csv", 1), ("TALLY --nonsense", 2), ("TALLY run", 2),
      ("TALLY HOME/none.csv", 3), ("TALLY run HOME/none.tally", 3),
      ("TALLY -c 'load none.csv' HOME/t.csv", 3),
    ] as [(String, Int32)])
  func theStatusSaysHowItWent(_ words: String, _ status: Int32) throws {
    #expect(try shell(words).status == status, "\(words)")
  }

  @Test func interruptedIsAStatusOfItsOwn() throws {
    let rows = (0..<100_000).map { "\($0)..\($0 + 50_000)\n" }
    try home.write("f\n" + rows.joined(), to: "x.csv")
    let program = try #require(TallyProgram.path)
    let question = "from x | add place = rank of f | max place"
    try home.write(question + "\ncount\n", to: "slow.tally")
    for arguments in [["-c", question, "-c", "count"], ["run", home.path + "/slow.tally"]] {
      let session = try PtySession(
        program, arguments + [home.path + "/x.csv"], environment: TallyProgram.environment(home))
      try session.wait(for: "work") { $0.cursorRow.contains(" rows") || $0.cursorRow.contains("working") }
      session.send(control("c"))
      #expect(try session.waitForExit() == 130)
      #expect(session.screen.text.contains("stopped") && !session.screen.text.contains("100,000"))
    }
  }

  // MARK: - Terminals

  @Test(arguments: [nil, "", "dumb", "no-such-terminal", "xterm-256color"])
  func anyTerminalWillDo(_ name: String?) throws {
    var environment = TallyProgram.environment(home)
    environment["TERM"] = name
    let program = try #require(TallyProgram.path)
    let session = try PtySession(program, [table], environment: environment)
    try session.wait(forRow: "tally>")
    try session.ask("sum a", gives: "3")
    session.send("sum b\r")
    try session.wait(toShow: "t has no column")
    try session.wait(forRow: "tally>")
    session.send(control("d"))
    #expect(try session.waitForExit() == 0)
    #expect(session.isCooked)
  }

  /// Questions that are typed while answers go into a file: no prompt in the file, and a word to who types.
  @Test func answersGoIntoAFileWhileQuestionsAreTyped() throws {
    let program = try #require(TallyProgram.path)
    let session = try PtySession(
      "/bin/sh", ["-c", "exec '\(program)' '\(table)' > '\(home.path)/out'"],
      environment: TallyProgram.environment(home))
    try session.wait(toShow: "^D")
    session.send("sum a\ncount\n" + control("d"))
    #expect(try session.waitForExit() == 0)
    #expect(try home.read("out") == "3\n2\n")
  }
}
