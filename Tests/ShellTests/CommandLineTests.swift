import Glibc
import TestFolders
import Testing

/// The program without a terminal: what goes to which stream, and the status it ends with.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct CommandLineTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder(["t.csv": "a,b\n1,2\n3,\n", "script.tally": "sum a\nsum c\nsum b\n"])
  }

  private var table: String { home.path + "/t.csv" }

  @Test func aQuestionIsAnswered() throws {
    let run = try ProgramRun(["-c", "sum a", "-c", "count", table], home: home)
    #expect(run.output == "4\n2\n" && run.messages == "" && run.status == 0)
  }

  /// Each of them stays open until all of its columns are read. The limit is one that the program may raise, and then
  /// one that it may not.
  @Test(arguments: ["-S -n 128", "-n 128"])
  func thereAreMoreLargeTablesThanFilesThatMayBeOpen(_ limits: String) throws {
    let row = "1,x," + String(repeating: "y", count: 995) + "\n"
    let folder = home.path + "/large"
    try home.write("a,b,c\n" + String(repeating: row, count: 4_300), to: "large/t0.csv")
    for number in 1..<150 { #expect(link(folder + "/t0.csv", folder + "/t\(number).csv") == 0) }
    let run = try ProgramRun(
      ["-c", "sum a from t0", "-c", "sum a from t99", "-c", "count from t99 where b = x", folder],
      home: home, limits: limits)
    #expect(run.messages == "")
    #expect(run.output == "4,300\n4,300\n4,300\n" && run.status == 0)
  }

  @Test func aFailedQuestionIsStatusOneAndSaysNothingOnTheOutput() throws {
    let run = try ProgramRun(["-c", "sum c", table], home: home)
    #expect(run.output == "" && run.messages.contains("sum c") && run.status == 1)
  }

  @Test func aScriptIsFormattedInItsPlace() throws {
    let script = home.path + "/untidy.tally"
    try home.write("SUM a   where b>1   # why\n\n\nlist a|sort a desc\n", to: "untidy.tally")
    let tidy = "sum a where b > 1  # why\n\nlist a | sort a down\n"
    let shown = try ProgramRun(["format", script], home: home)
    #expect(shown.output == tidy && shown.messages == "" && shown.status == 0)
    let piped = try ProgramRun(["format"], input: "list  a", home: home)
    #expect(piped.output == "list a\n" && piped.status == 0)
    let written = try ProgramRun(["format", "--write", script], home: home)
    #expect(written.output == "" && written.messages == "" && written.status == 0)
    #expect(try home.read("untidy.tally") == tidy)
  }

  @Test func aScriptThatCannotBeReadIsLeftAlone() throws {
    let text = "sum  a\nlist a where (b > 1\n"
    try home.write(text, to: "broken.tally")
    let run = try ProgramRun(["format", "--write", home.path + "/broken.tally"], home: home)
    #expect(run.output == "" && run.messages.contains("broken.tally:2:14") && run.status == 1)
    #expect(try home.read("broken.tally") == text)
    let missing = try ProgramRun(["format", home.path + "/none.tally"], home: home)
    #expect(missing.messages.contains("none.tally") && missing.status == 3)
  }

  @Test func valuesAreNamedFromOutside() throws {
    let run = try ProgramRun(
      [
        "--set", "least=2", "--set", "LEAST=3", "-c", "let least = 1", "-c", "sum a where a >= $least", table,
      ],
      home: home)
    #expect(run.output == "3\n" && run.messages.contains("stays 3") && run.status == 0)
  }

  @Test(arguments: [
    ["--nonsense"], ["--format", "nonsense"], ["run"], ["-c"], ["--color", "pink"],
    ["--set", "x"], ["--set", "=5"], ["--set", "a b=5"], ["--set", "$x=5"],
    ["--write"], ["format", "--write"], ["--write", "-c", "count"],
  ])
  func aWrongCommandLineIsStatusTwo(_ arguments: [String]) throws {
    let run = try ProgramRun(arguments, home: home)
    #expect(run.output == "" && !run.messages.isEmpty && run.status == 2)
  }

  @Test(arguments: [
    ["/nowhere/at/all.csv"], ["-c", "count", "/nowhere/at/all.csv"], ["run", "/nowhere/at/all.tally"],
  ])
  func aMissingFileIsStatusThree(_ arguments: [String]) throws {
    let run = try ProgramRun(arguments, home: home)
    #expect(run.output == "" && run.messages.contains("/nowhere/at/all") && run.status == 3)
  }

  @Test func aScriptStopsAtItsFirstErrorAndSaysWhere() throws {
    let script = home.path + "/script.tally"
    let run = try ProgramRun(["run", script, table], home: home)
    #expect(run.output == "# sum a\n4\n" && run.messages.contains("script.tally:2") && run.status == 1)
    let further = try ProgramRun(["--keep-going", "run", script, table], home: home)
    #expect(
      further.output == "# sum a\n4\n\n# sum b\n2\n" && further.messages.contains("script.tally:2")
        && further.status == 1
    )
  }

  @Test func aPipeIsAScript() throws {
    let run = try ProgramRun([table], input: "sum a\nsum c\nsum b\n", home: home)
    #expect(run.output == "4\n" && run.messages.contains("standard input:2") && run.status == 1)
    let empty = try ProgramRun([table], home: home)
    #expect(empty.output == "" && empty.messages == "" && empty.status == 0)
  }

  @Test(arguments: [(["--time"], ""), ([], "set timing on\n")])
  func timesAreToldWhenAskedFor(_ arguments: [String], _ first: String) throws {
    let run = try ProgramRun(arguments + [table], input: first + "sum a\nlet c = count\n", home: home)
    let lines = run.messages.split(separator: "\n").map(String.init)
    let time = #"\d+\.\d\d ms"#
    let expected = try ["2 rows read, 1 row", "2 rows read"].map { end in
      try Regex("(load \(time), )?parse \(time), plan \(time), run \(time), \(end)")
    }
    #expect(run.output == "4\n" && run.status == 0 && lines.count == 2)
    #expect(zip(lines, expected).allSatisfy { $0.wholeMatch(of: $1) != nil }, "\(lines)")
    let silent = try ProgramRun([table], input: "sum a\n", home: home)
    #expect(silent.messages == "")
  }

  @Test func theStartUpFileNeverTouchesScripts() throws {
    try home.write("sum nothing_like_it\n", to: "config/tally/init.tally")
    let run = try ProgramRun([table], input: "sum a\n", home: home)
    #expect(run.output == "4\n" && run.messages == "" && run.status == 0)
  }

  /// Only the columns that are asked for are read of a long file, and yet all of it is looked through.
  @Test(arguments: ["count", "sum a", "list b limit 1", "tables", "sum nonsense"])
  func aMalformedFileIsStatusThreeAndSaysWhere(_ question: String) throws {
    let rows = String(repeating: "1,x\n", count: 100_000)
    try home.write("a,b\n\(rows)1\n\(rows)", to: "ragged.csv")
    let run = try ProgramRun(["-c", question, home.path + "/ragged.csv"], home: home)
    #expect(run.output == "" && run.messages.contains("ragged.csv:100002:1: error:") && run.status == 3)
  }

  @Test func notesOnMachineFormatsGoToTheMessages() throws {
    let run = try ProgramRun(["-c", "sum b", "--format", "csv", table], home: home)
    #expect(run.output == "sum b\n2\n" && run.messages.contains("unknown") && run.status == 0)
  }

  @Test func nothingButTextGoesIntoAPipe() throws {
    let run = try ProgramRun(["-c", "list", "-c", "sum b", table], home: home)
    #expect(!run.output.contains("\u{1B}") && !run.messages.contains("\u{1B}"))
    let coloured = try ProgramRun(
      ["--color", "always", "-c", "list", "-c", "sum nonsense", table], home: home)
    #expect(coloured.messages.contains("\u{1B}["))
  }

  @Test func anOutputThatIsGoneIsNoCrash() throws {
    for arguments in [["-c", "list", table], ["--help"]] {
      let closed = try ProgramRun(arguments, output: .closed, home: home)
      #expect(closed.status == 1 && closed.messages.contains("could not be written"))
      // A pipe that nobody reads ends a program by signal, as it ends others in a pipeline.
      let broken = try ProgramRun(arguments, output: .brokenPipe, home: home)
      #expect(broken.status == -SIGPIPE && broken.messages == "")
    }
  }

  @Test func optionsAreWrittenInEitherWay() throws {
    let run = try ProgramRun(["--format=csv", "-c", "-1", "-c=count", "--", table], home: home)
    #expect(run.output.hasSuffix("2\n") && run.output.contains("-1") && run.status == 0)
    let near = try ProgramRun(["--formt", "csv", table], home: home)
    #expect(near.messages.contains("did you mean --format?") && near.status == 2)
    let flag = try ProgramRun(["--lenient=3", table], home: home)
    #expect(flag.messages.contains("--lenient takes no value") && flag.status == 2)
  }

  @Test func helpTellsTheStatuses() throws {
    let run = try ProgramRun(["--help"], home: home)
    #expect(run.output.contains("130") && run.messages == "" && run.status == 0)
    let version = try ProgramRun(["--version"], home: home)
    #expect(version.output.hasPrefix("tally ") && version.status == 0)
  }
}
