import Glibc
import PtyHarness
import TestFolders
import Testing

/// What `help safe` promises, each promise with somebody who tries to break it.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct SafeModeTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder([
      "t.csv": "a,b\n1,x\n2,y\n", "secret.csv": "a,word\n7,sesame\n", "data/inner.csv": "n\n5\n",
      "beside/secret.csv": "word\nsesame\n",
    ])
    for (link, target) in [("data/out.csv", "../secret.csv"), ("data/beside", "../beside")] {
      #expect(symlink(target, home.path + "/" + link) == 0)
    }
  }

  private var table: String { home.path + "/t.csv" }

  private func run(_ statements: [String], _ more: [String] = [], environment: [String: String] = [:]) throws
    -> ProgramRun
  {
    let text = statements.map { $0.replacing("HOME", with: home.path) + "\n" }.joined()
    return try ProgramRun(
      ["--safe", "--keep-going", table, home.path + "/data/inner.csv"] + more, input: text, home: home,
      environment: environment)
  }

  /// What is in the home, with what each file holds.
  private func contents() throws -> [String: String] {
    var contents: [String: String] = [:]
    for name in home.names() where !["stdin", "stdout", "stderr"].contains(name) {
      contents[name] = (try? home.read(name)) ?? "folder"
    }
    return contents
  }

  @Test func questionsAreAnswered() throws {
    let run = try run([
      "sum a from t", "describe t | list", "load HOME/t.csv as again", "count from again", "tables",
    ])
    #expect(run.output.hasPrefix("3\n") && run.output.contains("again: 2 rows\n2\n"))
    #expect(!run.messages.contains("safe mode"))
  }

  // MARK: - No writing

  @Test(arguments: [
    "sum a from t into \"HOME/new.csv\"", "list t into \"HOME/t.csv\"", "list t into \"HOME/new.json\"",
    "list t into \"/dev/stdout.csv\"", "list t into \"~/new.md\"", "list t into \"/proc/self/fd/1.txt\"",
    "list t | limit 1 into \"HOME/data/new.tsv\"", "sum a by b from t draw bars into \"HOME/new.svg\"",
    "sum a by b from t into \"HOME/new.png\"", "sum a by b from t draw bars into \"HOME/new.pdf\"",
  ])
  func nothingIsWritten(_ statement: String) throws {
    let before = try contents()
    let run = try run([statement])
    #expect(run.messages.contains("safe mode writes no files") && run.status == 1 && run.output.isEmpty)
    #expect(try contents() == before)
  }

  @Test func theQuestionIsOfferedWithoutItsFile() throws {
    let run = try run(["sum a from t into \"HOME/new.csv\""])
    #expect(run.messages.contains("try: sum a from t\n"))
  }

  @Test func scriptsAreFormattedAndNotRewritten() throws {
    try home.write("SUM a\n", to: "s.tally")
    let shown = try ProgramRun(["--safe", "format", home.path + "/s.tally"], home: home)
    #expect(shown.output == "sum a\n" && shown.status == 0)
    let written = try ProgramRun(["--safe", "--write", "format", home.path + "/s.tally"], home: home)
    #expect(written.messages.contains("writes no files") && written.status == 2)
    #expect(try home.read("s.tally") == "SUM a\n")
  }

  // MARK: - No reading

  @Test(arguments: [
    "load HOME/secret.csv", "load HOME/data/../secret.csv", "load HOME/data/out.csv", "load HOME/data/beside",
    "load HOME", "load ~/secret.csv", "load HOME/none.csv", "load /etc/passwd", "load /dev/stdin",
    "load /proc/self/environ", "load /proc/self/fd/0", "load /dev/fd/0", "run HOME/secret.csv",
    "run /dev/stdin", "load HOME/pipe", "run HOME/pipe", "load \"HOME/t.csv/../secret.csv\"",
    "load HOME/beside/secret.csv as t", "run HOME/script.tally",
  ])
  func nothingElseIsRead(_ statement: String) throws {
    try home.write("load \(home.path)/secret.csv\n", to: "script.tally")
    // Who so much as opened it would wait for its other end.
    #expect(mkfifo(home.path + "/pipe", 0o600) == 0)
    let run = try run([statement, "list secret", "list script", "count from t"])
    #expect(run.messages.contains("safe mode opens nothing but what the command line names"))
    #expect(!run.output.contains("sesame") && !run.messages.contains("sesame"))
    #expect(run.output == "2\n" && run.status != 0)
  }

  /// Names that were given relative to where the program was started.
  @Test func relativeNamesLeadNowhereElse() throws {
    let program = try #require(TallyProgram.path)
    let questions =
      "load ./t.csv as one; count from one; load data/../t.csv as two; load secret.csv; load ../etc/passwd"
    let script = "cd '\(home.path)' && exec '\(program)' --safe --keep-going -c '\(questions)' t.csv"
    let run = try ProgramRun.shell(script, home: home)
    #expect(run.output == "one: 2 rows\n2\ntwo: 2 rows\n")
    #expect(run.messages.split(separator: "safe mode opens nothing").count == 3)
  }

  @Test func aFolderThatIsNamedOpensWhatIsInIt() throws {
    let run = try ProgramRun(
      [
        "--safe", "--keep-going", home.path + "/data", "-c", "load \(home.path)/data/inner.csv as again",
        "-c", "sum n from again", "-c", "count from out", "-c", "load \(home.path)/data/out.csv",
      ], home: home)
    // The link in it leads out, so that the folder as a whole cannot be opened.
    #expect(run.messages.contains("data/out.csv: error: safe mode opens nothing") && run.status == 3)
    #expect(unlink(home.path + "/data/out.csv") == 0)
    let second = try ProgramRun(
      [
        "--safe", home.path + "/data", "-c", "load \(home.path)/data/inner.csv as again", "-c",
        "sum n from again",
      ], home: home)
    #expect(second.output == "again: 1 row\n5\n" && second.status == 0)
  }

  @Test func aPackageIsOpenedByItsDescriptor() throws {
    try home.write("n\n4\n", to: "package/rows.csv")
    try home.write(
      "{\"resources\": [{\"name\": \"rows\", \"path\": \"rows.csv\"}]}", to: "package/datapackage.json")
    let run = try ProgramRun(
      ["--safe", "-c", "sum n", home.path + "/package/datapackage.json"], home: home)
    #expect(run.output == "4\n" && run.status == 0)
    #expect(unlink(home.path + "/package/rows.csv") == 0)
    #expect(symlink("../secret.csv", home.path + "/package/rows.csv") == 0)
    let linked = try ProgramRun(["--safe", "-c", "sum a", home.path + "/package"], home: home)
    #expect(
      linked.output.isEmpty && linked.messages.contains("safe mode opens nothing") && linked.status == 3)
  }

  /// The lines of a row are looked up in its file once more.
  @Test func aFileThatIsSwappedIsNotReadAgain() throws {
    let shell = try startShell(["--safe", table], home: home)
    try shell.ask("sum a", gives: "3")
    #expect(unlink(table) == 0 && symlink("secret.csv", table) == 0)
    shell.send("load \(table)\r")
    try shell.wait(toShow: "safe mode opens nothing")
    shell.send("why\r")
    try shell.wait(for: "the reasons") { $0.cursorRow == "tally>" && !$0.text.contains("sesame") }
    try shell.ask("sum a", gives: "3")
  }

  @Test func theShippedDataIsWhatIsOpenedAndNotWhatTheEnvironmentSays() throws {
    let run = try ProgramRun(
      ["--safe", "-c", "tables"], home: home, environment: ["TALLY_DATA": home.path + "/beside"])
    #expect(!run.output.contains("secret"))
    let free = try ProgramRun(
      ["-c", "tables"], home: home, environment: ["TALLY_DATA": home.path + "/beside"])
    #expect(free.output.contains("secret"), "the test would see it")
  }

  @Test func aScriptThatIsNamedRuns() throws {
    try home.write("sum a\nload \(home.path)/secret.csv\ncount\n", to: "s.tally")
    let run = try ProgramRun(["--safe", "--keep-going", "run", home.path + "/s.tally", table], home: home)
    #expect(
      run.output == "# sum a\n3\n\n# count\n2\n" && run.messages.contains("s.tally:2") == false
        && run.status != 0)
    #expect(run.messages.contains("safe mode opens nothing"))
  }

  /// A pipe that the command line names is read, and once only.
  @Test func aPipeThatIsNamedIsRead() throws {
    let program = try #require(TallyProgram.path)
    let run = try ProgramRun.shell(
      "printf 'n\\n1\\n2\\n' | '\(program)' --safe -c 'sum n' /dev/stdin", home: home)
    #expect(run.output == "3\n" && run.messages == "" && run.status == 0)
  }

  // MARK: - Nothing leaves it

  @Test(arguments: [
    "set safe off", "set mode unsafe", "let safe = no", "--no-safe", "set format csv; load HOME/secret.csv",
    "load --no-safe HOME/secret.csv", "use secret", "sql list from secret", "load $file", "run $file",
  ])
  func noStatementLeavesIt(_ statement: String) throws {
    let run = try run(
      [statement, "load HOME/secret.csv", "list t into \"HOME/new.csv\""],
      ["--set", "safe=no", "--set", "file=\(home.path)/secret.csv"],
      environment: ["TALLY_SAFE": "0", "TALLY_UNSAFE": "1"])
    #expect(run.messages.contains("safe mode writes no files"))
    #expect(run.messages.contains("safe mode opens nothing"))
    #expect(!run.output.contains("sesame") && !home.names().contains("new.csv"))
  }

  @Test func itIsOneWayOnTheCommandLineToo() throws {
    for arguments in [["--safe", "--safe=no"], ["--safe", "--no-safe"], ["--safe=off"]] {
      let run = try ProgramRun(arguments + ["-c", "count", table], home: home)
      #expect(run.output.isEmpty && run.status == 2)
    }
  }

  // MARK: - On a terminal

  @Test func itSaysSo() throws {
    let shell = try startShell(["--safe", table], home: home)
    #expect(shell.screen.text.contains("Safe mode: "))
    shell.send("help safe\r")
    try shell.wait(toShow: "--safe")
    let other = try startShell([table], home: home)
    #expect(!other.screen.text.contains("Safe mode"))
  }

  @Test func noFileOfTheUserIsReadOrWritten() throws {
    try home.write("let hidden = 77\n", to: "config/tally/init.tally")
    try home.write("sum earlier\n", to: "state/tally/history")
    try home.write("bind -s ^T hello\nbind -v\n", to: ".editrc")
    let shell = try startShell(
      ["--safe", table], home: home, environment: ["EDITRC": home.path + "/.editrc"])
    try shell.ask("sum a", gives: "3")
    shell.send("count where a < $hidden\r")
    try shell.wait(toShow: "hidden")
    // What is typed before the prompt stands again, the terminal shows by itself.
    try shell.wait(forRow: "tally>")
    shell.send(control("t") + upKey + upKey + upKey)
    try shell.wait(forRow: "tally> sum a")
    shell.send(control("c") + control("d"))
    #expect(try shell.waitForExit() == 0)
    #expect(!shell.screen.text.contains("hello") && !shell.screen.text.contains("earlier"))
    #expect(try home.read("state/tally/history") == "sum earlier\n")
    let fresh = try TestFolder(["t.csv": "a\n1\n"])
    let second = try startShell(["--safe", fresh.path + "/t.csv"], home: fresh)
    try second.ask("sum a", gives: "1")
    second.send(control("d"))
    #expect(try second.waitForExit() == 0)
    #expect(fresh.names() == ["t.csv"])
  }

  /// An editor, a pager, libedit's own command line: whichever key or setting would start one.
  @Test func noProgramIsStarted() throws {
    let program = home.path + "/program"
    try home.write("#!/bin/sh\necho started >> '\(home.path)/started'\ncat\n", to: "program")
    #expect(chmod(program, 0o700) == 0)
    try home.write("a\n" + (1...200).map { "\($0)\n" }.joined(), to: "long.csv")
    let programs = ["EDITOR", "VISUAL", "TALLY_EDITOR", "PAGER", "TALLY_PAGER", "SHELL", "LESSOPEN"]
    let shell = try startShell(
      ["--safe", home.path + "/long.csv"], home: home,
      environment: Dictionary(uniqueKeysWithValues: programs.map { ($0, program) }), rows: 10)
    let escape = "\u{1B}"
    let keys = [
      control("x") + control("e"), escape + "v", escape + "xbind -v\r", escape + "Xbind -v\r", escape + "e",
      escape + "!",
      escape + "|",
    ]
    for key in keys {
      shell.send("sum a" + key)
      shell.send(control("c"))
    }
    try shell.wait(forRow: "tally>")
    for statement in ["edit", "!ls", "\\! ls", ".shell ls", "set pager \(program)", "list", "sum a | less"] {
      shell.send(statement + "\r")
    }
    // A pager of the program's own would want a key.
    shell.send("q")
    shell.send(control("c"))
    try shell.ask("1 + 1", gives: "2")
    #expect(!home.names().contains("started"))
  }

  /// Outside of safe mode the same keys do start the program, so that the test above would see it.
  @Test func theProgramsOfTheEnvironmentAreStartedOtherwise() throws {
    let program = home.path + "/program"
    try home.write("#!/bin/sh\necho started >> '\(home.path)/started'\n", to: "program")
    #expect(chmod(program, 0o700) == 0)
    let shell = try startShell([table], home: home, environment: ["VISUAL": program])
    shell.send("sum a" + control("x") + control("e"))
    try shell.wait(for: "the program") { _ in home.names().contains("started") }
  }

  @Test func filesAreCompletedWhereTheyMayBeOpened() throws {
    let shell = try startShell(["--safe", table], home: home)
    shell.send("load \(home.path)/se\t")
    shell.send("\t")
    try shell.wait(forRow: "tally> load \(home.path)/se")
    shell.send(control("c"))
    shell.send("load \(home.path)/\t")
    try shell.wait(forRow: "tally> load \(home.path)/t.csv")
    #expect(!shell.screen.text.contains("secret"))
  }
}
