import Glibc
import PtyHarness
import TestFolders
import Testing

/// Scripts as people keep them and run them every morning.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct ScriptTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder(["t.csv": "city,a\nKyiv,1\nOdesa,2\nKyiv,4\n"])
  }

  private var table: String { home.path + "/t.csv" }

  private func run(_ arguments: String..., input: String = "") throws -> ProgramRun {
    try ProgramRun(arguments.map { $0.replacing("HOME", with: home.path) }, input: input, home: home)
  }

  // MARK: - Parameters

  @Test func aParameterIsSetOnTheCommandLine() throws {
    try home.write("param city = Kyiv\nsum a where city = $city\n", to: "s.tally")
    #expect(try run("run", "HOME/s.tally", table).output == "# sum a where city = $city\n5\n")
    let set = try run("run", "HOME/s.tally", table, "--set", "city=Odesa")
    #expect(set.output == "# sum a where city = $city\n2\n" && set.status == 0)
  }

  @Test func aParameterThatTheScriptDoesNotHaveIsASlip() throws {
    try home.write("param city = Kyiv\nsum a where city = $city\n", to: "s.tally")
    let run = try run("run", "HOME/s.tally", table, "--set", "citty=Odesa")
    #expect(run.output == "" && run.status == 2)
    #expect(
      run.messages.contains("has no parameter \"citty\"") && run.messages.contains("did you mean city?"))
    let typed = try self.run("run", "HOME/s.tally", table, "city=Odesa")
    #expect(typed.output.hasSuffix("\n2\n") && typed.status == 0)
  }

  @Test func withoutATerminalAMissingParameterIsAnError() throws {
    try home.write("param city text\nsum a where city = $city\n", to: "s.tally")
    let run = try run("run", "HOME/s.tally", table)
    #expect(run.output == "" && run.status == 1)
    #expect(
      run.messages.contains("s.tally:1:7") && run.messages.contains("--set city=VALUE"), "\(run.messages)")
  }

  @Test func atATerminalAMissingParameterIsAskedForUntilItIsOfItsKind() throws {
    try home.write("param least number\nlist a where a > $least\n", to: "s.tally")
    let path = try #require(TallyProgram.path)
    let shell = try PtySession(
      path, ["run", home.path + "/s.tally", table], environment: TallyProgram.environment(home), rows: 24,
      columns: 100)
    try shell.wait(forRow: "least (number):")
    shell.send("many\r")
    try shell.wait(toShow: "least is a number, such as 20")
    try shell.wait(forRow: "least (number):")
    shell.send("3\r")
    try shell.wait(toShow: "# list a where a > $least")
    try shell.wait(for: "the rows") { $0.lines.contains("4") }
  }

  @Test func whoIsAskedCanStop() throws {
    let shell = try startShell([table], home: home)
    shell.send("param city text\r")
    try shell.wait(forRow: "city (text):")
    shell.send(control("C"))
    try shell.wait(forRow: "tally>")
    try shell.ask("sum a", gives: "7")
  }

  // MARK: - Programs of their own

  @Test func aScriptIsAProgramByItsFirstLine() throws {
    try home.write("#!/usr/bin/env -S tally run\nsum a\n", to: "bin/s.tally")
    let path = try #require(TallyProgram.path)
    #expect(symlink(path, home.path + "/bin/tally") == 0)
    #expect(chmod(home.path + "/bin/s.tally", 0o755) == 0)
    let shell = try PtySession(
      home.path + "/bin/s.tally", [table],
      environment: TallyProgram.environment(home, ["PATH": "\(home.path)/bin:/usr/bin:/bin"]), rows: 24,
      columns: 100)
    try shell.wait(for: "the answer") { $0.lines.contains("7") }
  }

  // MARK: - Checks

  private func writeChecks() throws {
    try home.write(
      """
      expect sum a gives 7
      sum a into "HOME/never.csv"
      # Not so
      expect sum a where city = "<Kyiv & \\"others\\">" gives 3
      expect sum b gives 1
      expect no rows: list where a > 9
      """.replacing("HOME", with: home.path).replacing("\\\"", with: "'"), to: "s.tally")
  }

  @Test func aCheckTellsOfEveryExpectationAndShowsNoAnswers() throws {
    try writeChecks()
    let run = try run("run", "--check", "HOME/s.tally", table)
    #expect(run.status == 1 && run.messages == "")
    #expect(
      run.output.replacing(home.path, with: "HOME") == """
        ok      expect sum a gives 7
        not ok  expect sum a where city = "<Kyiv & 'others'>" gives 3
                HOME/s.tally:4: the answer is unknown, not 3
                note: no row has city "<Kyiv & 'others'>"
                note: no row matched
        error   expect sum b gives 1
                HOME/s.tally:5: t has no column "b"
        ok      expect no rows: list where a > 9
        4 checks: 2 as expected, 1 not, 1 error

        """)
    #expect(access(home.path + "/never.csv", F_OK) != 0, "nothing is written")
  }

  @Test func aCheckInTheTestAnythingProtocol() throws {
    try writeChecks()
    let run = try run("run", "--check", "--report", "tap", "HOME/s.tally", table)
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.starts(with: ["TAP version 14", "1..4", "ok 1 - expect sum a gives 7"]))
    #expect(lines.contains("    - \"no row matched\""))
    #expect(lines.contains("not ok 3 - expect sum b gives 1") && lines.contains("  ..."))
  }

  @Test func aCheckAsXMLForBuildServers() throws {
    try writeChecks()
    let run = try run("run", "--check", "--report=junit", "HOME/s.tally", table)
    #expect(run.status == 1)
    #expect(
      run.output.hasPrefix(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"4\" failures=\"1\" errors=\"1\">"))
    #expect(run.output.contains("where city = &quot;&lt;Kyiv &amp; 'others'&gt;&quot; gives 3\""))
    #expect(run.output.contains("<failure message=\"the answer is unknown, not 3\">"))
    #expect(run.output.hasSuffix("  </testsuite>\n</testsuites>\n"))
  }

  @Test func whatIsAsExpectedIsStatusZero() throws {
    try home.write("expect sum a gives 7\n", to: "s.tally")
    let run = try run("run", "--check", "HOME/s.tally", table)
    #expect(run.output == "ok      expect sum a gives 7\n1 check: 1 as expected\n" && run.status == 0)
    try home.write("sum a\n", to: "s.tally")
    let nothing = try self.run("run", "--check", "HOME/s.tally", table)
    #expect(nothing.messages.contains("s.tally expects nothing\n") && nothing.status == 1)
  }

  @Test func withoutACheckAnExpectationThatFailsIsAnError() throws {
    try home.write("expect sum a gives 8\nsum a\n", to: "s.tally")
    let run = try run("run", "HOME/s.tally", table)
    #expect(run.output == "" && run.messages.contains("the answer is 7") && run.status == 1)
  }

  // MARK: - Folders

  @Test func whatAScriptShowsAndItsFilesGoIntoAFolder() throws {
    try home.write("# All\nsum a\nlist a into \"rows.csv\"\n", to: "morning.tally")
    let first = try run("run", "HOME/morning.tally", table, "--output", "HOME/out")
    #expect(first.output == "" && first.status == 0, "\(first.messages)")
    #expect(try home.read("out/morning.txt") == "# All\n7\n")
    #expect(try home.read("out/rows.csv") == "a\n1\n2\n4\n")
    let second = try run("run", "HOME/morning.tally", table, "--output", "HOME/out2", "--format", "markdown")
    #expect(try second.status == 0 && home.read("out2/morning.md").hasPrefix("## All\n\n| sum a |"))
  }

  @Test func ofAScriptThatFailsNothingTakesThePlaceOfYesterdays() throws {
    try home.write("sum a\nsum b\n", to: "morning.tally")
    try home.write("yesterday\n", to: "out/morning.txt")
    let run = try run("run", "HOME/morning.tally", table, "--output", "HOME/out")
    #expect(try run.status == 1 && home.read("out/morning.txt") == "yesterday\n")
  }

  @Test func formatsForProgramsHaveAFileForEachAnswer() throws {
    try home.write("sum a\ncount\n", to: "morning.tally")
    let run = try run("run", "HOME/morning.tally", table, "--output", "HOME/out", "--format", "csv")
    #expect(run.status == 0, "\(run.messages)")
    #expect(
      try home.read("out/morning-1.csv") == "sum a\n7\n" && home.read("out/morning-2.csv") == "count\n3\n")
  }

  @Test func whatAnAnswerRestsOnIsInTheFolder() throws {
    try home.write("sum a where city = Lviv\n", to: "morning.tally")
    _ = try run("run", "HOME/morning.tally", table, "--output", "HOME/out")
    #expect(try home.read("out/morning.txt").contains("  note: no row has city \"Lviv\""))
  }

  @Test(arguments: ["../rows.csv", "x/../../rows.csv", "morning.txt"])
  func noFileLeavesTheFolderOrTakesThePlaceOfWhatIsShown(_ path: String) throws {
    try home.write("list a into \"\(path)\"\n", to: "morning.tally")
    let run = try run("run", "HOME/morning.tally", table, "--output", "HOME/out")
    #expect(run.status == 1 && run.messages.contains("morning.tally:1:13"), "\(run.messages)")
  }

  @Test func foldersInBetweenAreMade() throws {
    try home.write("list a into \"more/of/rows.csv\"\n", to: "morning.tally")
    let run = try run("run", "HOME/morning.tally", table, "--output", "HOME/out")
    #expect(try run.status == 0 && home.read("out/more/of/rows.csv") == "a\n1\n2\n4\n", "\(run.messages)")
  }

  /// Texts in cells are shown as marks where they would drive the terminal.
  @Test func aCheckKeepsControlsFromTheTerminal() throws {
    try home.write("a\nx\u{1B}[31my\n", to: "e.csv")
    try home.write("expect list a gives z\n", to: "s.tally")
    for report in ["plain", "tap", "junit"] {
      let run = try run("run", "--check", "--report", report, "HOME/s.tally", "HOME/e.csv")
      #expect(!run.output.contains("\u{1B}") && run.status == 1)
    }
  }

  @Test func ofACheckThatRunsItselfTheStatusIsOne() throws {
    try home.write("expect sum a gives 7\nrun s.tally\n", to: "s.tally")
    let run = try run("run", "--check", "HOME/s.tally", table)
    #expect(run.status == 1 && run.output.contains("runs itself") && run.output.contains("2 checks"))
  }

  @Test func aFolderThatCannotBeMadeIsToldOf() throws {
    try home.write("sum a\n", to: "morning.tally")
    let run = try run("run", "HOME/morning.tally", table, "--output", "HOME/t.csv")
    #expect(run.status != 0 && run.messages.contains("t.csv"), "\(run.messages)")
  }

  @Test(arguments: [
    ["--check", "-c", "count"], ["--output", "x", "-c", "count"], ["--report", "tap", "run", "s.tally"],
    ["--check", "--output", "x", "run", "s.tally"], ["--safe", "--output", "x", "run", "s.tally"], ["lint"],
    ["--report", "xml", "--check", "run", "s.tally"],
  ])
  func optionsStandWhereTheyMeanSomething(_ arguments: [String]) throws {
    let run = try ProgramRun(arguments, home: home)
    #expect(run.output == "" && run.messages.hasPrefix("error: ") && run.status == 2, "\(run.messages)")
  }

  // MARK: - Looking through

  @Test func whatIsHardlyMeantIsFound() throws {
    try home.write("city,kind\nKyiv,capital\nKyiv,city\n", to: "k.csv")
    try home.write(
      """
      param since date = 2025-05-01
      param city text
      let big = t | where a > 1
      let k = 5
      count from big where city = $city
      sum a as city from t where a > 9
      t | where city = Kyiv and a > 2 | count
      t | join k on city | sum a
      list from t where a > 1 and b = 3
      """, to: "s.tally")
    let run = try run("lint", "HOME/s.tally", table, "HOME/k.csv")
    #expect(run.output == "" && run.status == 1)
    let found = run.messages.split(separator: "\n").filter {
      $0.contains("warning:") || $0.contains("error:")
    }
    .map { $0.replacing(home.path, with: "HOME") }
    #expect(
      found == [
        "HOME/s.tally:1:7: warning: nothing below asks for $since",
        "HOME/s.tally:4:5: warning: k is also a table that is open, which this name hides",
        "HOME/s.tally:6:10: warning: there is a column city, which this name hides",
        "HOME/s.tally:6:28: warning: no row can match this",
        "HOME/s.tally:8:1: warning: sum a counts rows several times",
        "HOME/s.tally:9:29: error: t has no column \"b\"",
      ], "\(run.messages)")
  }

  @Test func whatIsMeantIsNotFound() throws {
    try home.write("let k = t | where a > 1\n", to: "defs.tally")
    try home.write(
      """
      param city = Kyiv
      param other text
      sum a where city = $city
      | add b = 2
      last | list b
      let some = t | where city = $other
      count from some where a > 100
      expect count where a > 9 gives 0
      expect sum a where a > 9 gives unknown
      run defs.tally
      count from k
      sum a by city | add a = 5
      """, to: "s.tally")
    let run = try run("lint", "HOME/s.tally", table)
    #expect(run.output == "" && run.messages == "" && run.status == 0)
  }

  // MARK: - Keeping what was typed

  @Test func whatWasTypedIsSavedAsAScript() throws {
    let shell = try startShell([table], home: home)
    try shell.ask("sum  a", gives: "7")
    shell.send("sum b\r")
    try shell.wait(toShow: "t has no column")
    try shell.wait(forRow: "tally>")
    shell.send("help quit\r")
    try shell.wait(toShow: "leaves the shell")
    try shell.wait(forRow: "tally>")
    shell.send("let few=2\r")
    shell.send("t | where a>1\r")
    try shell.wait(for: "the rows") { $0.cursorRow == "tally>" && $0.lines.contains("Odesa  2") }
    shell.send("| add b=2\r")
    try shell.wait(for: "one more column") { $0.cursorRow == "tally>" && $0.lines.contains("Odesa  2  2") }
    shell.send("expect sum a gives 8\r")
    try shell.wait(toShow: "the answer is 7, not 8")
    try shell.ask("count where a>$few", gives: "1")
    shell.send("save session \(home.path)/kept.tally\r")
    try shell.wait(toShow: "5 statements written to")
    #expect(
      try home.read("kept.tally")
        == "sum a\nlet few = 2\nt | where a > 1;\n| add b = 2\ncount where a > $few\n")
    shell.send("save session to \(home.path)/t.csv\r")
    try shell.wait(toShow: "there is a file of this name")
    #expect(try home.read("t.csv").hasPrefix("city,a"))
  }
}
