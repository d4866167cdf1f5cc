import Glibc
import PtyHarness
import TestFolders
import Testing

/// The statements that run when a shell starts, and the files of the user that may be missing, broken or out of reach.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct StartUpFileTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder(["t.csv": "a\n1\n2\n"])
  }

  private var table: String { home.path + "/t.csv" }

  /// A shell on the table, without the variables that are named here unless they have a value.
  private func shell(
    _ arguments: [String] = [], _ variables: [String: String?] = [:], home: TestFolder? = nil
  ) throws -> PtySession {
    let home = home ?? self.home
    var environment = TallyProgram.environment(home)
    for (name, value) in variables { environment[name] = value }
    let program = try #require(TallyProgram.path)
    let session = try PtySession(program, arguments + [table], environment: environment, columns: 100)
    try session.wait(forRow: "tally>")
    return session
  }

  @Test func whatIsWrongIsToldAndTheRestRuns() throws {
    try home.write(
      "let least = 2\n\nsum nothing_like_it\nload nowhere.csv\n  list t where (\n",
      to: "config/tally/init.tally")
    let shell = try shell()
    #expect(shell.screen.text.contains("init.tally:3:5: error"))
    #expect(shell.screen.text.contains("nowhere.csv"))
    #expect(shell.screen.text.contains("init.tally:6:1"))
    try shell.ask("count where a >= $least", gives: "1")
  }

  @Test func statementsBehindABrokenOneRun() throws {
    try home.write("sum nothing_like_it\nlet least = 2\n", to: "config/tally/init.tally")
    try shell().ask("count where a >= $least", gives: "1")
  }

  @Test func quittingInItLeavesItAndNotTheShell() throws {
    try home.write("quit\nsum nothing_like_it\n", to: "config/tally/init.tally")
    let shell = try shell()
    #expect(!shell.screen.text.contains("nothing_like_it"))
    try shell.ask("sum a", gives: "3")
  }

  /// What keeps a file from being read keeps nobody out.
  @Test(arguments: ["folder", "pipe", "endless", "binary", "dangling", "itself", "secret"])
  func aFileThatCannotBeReadLocksNobodyOut(_ kind: String) throws {
    let path = home.path + "/config/tally/init.tally"
    try home.write("", to: "config/tally/other")
    switch kind {
    case "folder": #expect(mkdir(path, 0o700) == 0)
    case "pipe": #expect(mkfifo(path, 0o600) == 0)
    case "endless": #expect(symlink("/dev/zero", path) == 0)
    case "binary": try home.write("\u{0}\u{0}\u{0}\u{0}\u{1}\u{2}", to: "config/tally/init.tally")
    case "dangling": #expect(symlink("nowhere", path) == 0)
    case "itself": try home.write("run \(path)\n", to: "config/tally/init.tally")
    default:
      try home.write("sum a\n", to: "config/tally/init.tally")
      #expect(chmod(path, 0) == 0)
    }
    let shell = try shell()
    let isTold = !["dangling", "secret"].contains(kind)
    #expect(shell.screen.text.contains("init.tally") == isTold || kind == "secret")
    try shell.ask("count", gives: "2")
  }

  @Test func whatRunsForLongIsStopped() throws {
    let rows = (0..<100_000).map { "\($0)..\($0 + 50_000)\n" }
    try home.write("f\n" + rows.joined(), to: "x.csv")
    try home.write(
      "load \(home.path)/x.csv\nfrom x | add place = rank of f | max place\nlet after = 5\n",
      to: "config/tally/init.tally")
    let program = try #require(TallyProgram.path)
    let session = try PtySession(program, [table], environment: TallyProgram.environment(home))
    try session.wait(for: "the question running") { screen in
      screen.text.contains("x: 100000 rows")
        && (screen.cursorRow.contains(" rows") || screen.cursorRow.contains("working for"))
    }
    session.send(control("c"))
    try session.wait(forRow: "tally>")
    try session.ask("count from x where f > 200000", gives: "0")
  }

  @Test func theCommandLineGoesBeforeIt() throws {
    try home.write("set format json\nset notes off\nlet least = 2\n", to: "config/tally/init.tally")
    try shell(["--format", "table", "--set", "least=1"]).ask("count where a >= $least", gives: "2")
    let json = try shell()
    json.send("count\r")
    try json.wait(toShow: "\"count\":")
  }

  @Test func itIsForShellsAlone() throws {
    try home.write("sum nothing_like_it\n", to: "config/tally/init.tally")
    try home.write("sum a\n", to: "s.tally")
    for arguments in [["-c", "sum a", table], ["run", home.path + "/s.tally", table]] {
      let run = try ProgramRun(arguments, home: home)
      #expect(run.output.hasSuffix("3\n") && run.messages == "")
    }
    #expect(try !shell(["--no-rc"]).screen.text.contains("nothing_like_it"))
  }

  // MARK: - Where it is

  @Test func withoutAVariableOfItsOwnItIsInTheHome() throws {
    try home.write("let least = 2\n", to: ".config/tally/init.tally")
    for value in [nil, "", "relative/config", "./config"] {
      let shell = try shell([], ["XDG_CONFIG_HOME": value])
      try shell.ask("count where a >= $least", gives: "1")
    }
  }

  @Test(arguments: [nil, "", "relative", "/nowhere/at/all", "/proc", "/dev/null"])
  func withoutAHomeTheShellWorks(_ value: String?) throws {
    let shell = try shell([], ["HOME": value, "XDG_CONFIG_HOME": nil, "XDG_STATE_HOME": nil])
    try shell.ask("count", gives: "2")
    shell.send(upKey)
    try shell.wait(forRow: "tally> count")
    shell.send(control("c") + control("d"))
    #expect(try shell.waitForExit() == 0)
  }

  /// The specification has relative paths ignored: nothing is written beside where the program was started.
  @Test func aRelativeStateFolderIsIgnored() throws {
    let shell = try shell([], ["XDG_STATE_HOME": "state-of-mine"])
    try shell.ask("count", gives: "2")
    shell.send(control("d"))
    #expect(try shell.waitForExit() == 0)
    #expect(access("state-of-mine", F_OK) != 0)
    #expect(try home.read(".local/state/tally/history") == "count\n")
  }

  // MARK: - What cannot be written

  @Test func aHistoryThatCannotBeWrittenIsRead() throws {
    try home.write("sum a\n", to: "state/tally/history")
    // The superuser may write all the same: a folder in the place of the lock's file would be none.
    #expect(
      chmod(home.path + "/state/tally/history", 0o400) == 0 && chmod(home.path + "/state/tally", 0o500) == 0)
    let shell = try shell()
    try shell.ask("count", gives: "2")
    shell.send(upKey + upKey)
    try shell.wait(forRow: "tally> sum a")
    shell.send(control("c") + control("d"))
    #expect(try shell.waitForExit() == 0)
    #expect(chmod(home.path + "/state/tally", 0o700) == 0)
    #expect(try home.read("state/tally/history").hasPrefix("sum a\n"))
  }

  @Test(arguments: ["file", "folder", "pipe", "null"])
  func aHistoryThatIsNoneKeepsNobodyOut(_ kind: String) throws {
    let path = home.path + "/state/tally/history"
    switch kind {
    case "file": try home.write("a file where the folder should be", to: "state/tally")
    case "folder": try home.write("", to: "state/tally/history/inside")
    case "pipe":
      try home.write("", to: "state/tally/other")
      #expect(mkfifo(path, 0o600) == 0)
    default:
      try home.write("", to: "state/tally/other")
      #expect(symlink("/dev/null", path) == 0)
    }
    let shell = try shell()
    try shell.ask("count", gives: "2")
    shell.send(upKey)
    try shell.wait(forRow: "tally> count")
  }
}
