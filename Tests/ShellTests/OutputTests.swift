import Glibc
import PtyHarness
import TestFolders
import Testing

/// Answers that nobody takes, or that there is no room for.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct OutputTests {
  private let home: TestFolder

  init() throws {
    home = try TestFolder()
    let rows = (0..<50_000).map { "\($0),name \($0)\n" }
    try home.write("n,name\n" + rows.joined(), to: "many.csv")
  }

  private var many: String { home.path + "/many.csv" }

  /// `tally … | head -1`, in a shell that says how each ended.
  private func piped(_ arguments: String, into reader: String, ignoring signal: String = "") throws
    -> [Substring]
  {
    let program = try #require(TallyProgram.path)
    try home.write(
      "\(signal)\n{ \(program) \(arguments) \(many) 2> \(home.path)/told; echo $? > \(home.path)/status; } | \(reader)\n",
      to: "pipe.sh")
    let shell = try PtySession(
      "/bin/sh", [home.path + "/pipe.sh"], environment: TallyProgram.environment(home))
    #expect(try shell.waitForExit() == 0)
    return try home.read("status").split(separator: "\n")
  }

  @Test(arguments: ["", "trap '' PIPE"], ["table", "csv", "json"])
  func whoWantsNoMoreIsNoError(_ signal: String, _ format: String) throws {
    let status = try piped("--format \(format) -c list -c list", into: "head -1", ignoring: signal)
    #expect(status == ["141"])
    #expect(try home.read("told") == "")
  }

  @Test func whoReadsAllGetsAll() throws {
    let status = try piped("--format csv -c list", into: "tail -1 > \(home.path)/last")
    #expect(status == ["0"])
    #expect(try home.read("last") == "49999,name 49999\n")
  }

  @Test(arguments: [["-c", "list"], ["-c", "count"], ["--help"], ["--version"]])
  func aFullDiskIsToldAndStatusOne(_ arguments: [String]) throws {
    let run = try ProgramRun(arguments + (arguments[0] == "-c" ? [many] : []), output: .full, home: home)
    #expect(run.status == 1)
    #expect(
      run.messages.hasPrefix("error: the")
        && run.messages.contains("could not be written: No space left on device"))
  }

  /// The file may not be as large as it would have to be: what was written of it is taken away.
  @Test func afterAnAnswerThatHasNoRoomNothingIsLeft() throws {
    try home.write("before\n", to: "out/old.csv")
    for name in ["old", "new"] {
      let run = try ProgramRun(
        ["-c", "list into \"\(home.path)/out/\(name).csv\"", many], home: home, limits: "-f 32")
      #expect(
        run.status == 1
          && run.messages.contains("out/\(name).csv: error: the file cannot be written: file too large"))
    }
    #expect(home.names("out") == ["old.csv"])
    #expect(try home.read("out/old.csv") == "before\n")
  }

  @Test func whereNothingCanBeWrittenItIsSaid() throws {
    #expect(symlink("/dev/full", home.path + "/full.csv") == 0)
    try home.write("", to: "folder.csv/x")
    let failures = [
      "none/x.csv": "there is no folder to put the file in",
      "many.csv/x.csv": "there is no folder to put the file in",
      "folder.csv": "there is a folder of that name",
      "full.csv": "there is no room left where the file is to be",
    ]
    for (name, failure) in failures {
      let run = try ProgramRun(["-c", "list into \"\(home.path)/\(name)\"", many], home: home)
      #expect(
        run.status == 1 && run.messages.contains("\(name): error: \(failure)"), "\(name): \(run.messages)")
    }
    #expect(home.names("folder.csv") == ["x"])
  }

  /// Nobody reads the pipe, which is not even opened so.
  @Test(arguments: [
    ("slow.csv", "list", "50,000 rows"), ("slow.txt", "list", "50,000 rows"),
    ("slow.txt", "sum n by name limit 3 draw bars", "working for"),
    ("slow.svg", "sum n by name limit 3 draw bars", "working for"),
  ])
  func controlCStopsWritingAFileAndLeavesNothing(_ name: String, _ question: String, _ progress: String)
    throws
  {
    #expect(mkfifo(home.path + "/" + name, 0o600) == 0)
    let shell = try startShell([many], home: home)
    shell.send("\(question) into \"~/\(name)\"\r")
    try shell.wait(for: "progress") { $0.cursorRow.hasPrefix(progress) }
    shell.send(control("c"))
    try shell.wait(toShow: "stopped")
    try shell.ask("count", gives: "50,000")
    #expect(home.names().filter { $0.contains("slow") } == [name])
  }

  @Test func openingAPipeThatNobodyWritesToStops() throws {
    #expect(mkfifo(home.path + "/slow.csv", 0o600) == 0)
    let shell = try startShell([many], home: home)
    shell.send("load ~/slow.csv\r")
    try shell.wait(toShow: "working for 0.")
    shell.send(control("c"))
    try shell.wait(toShow: "stopped")
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" && !$0.text.contains("error") }
    try shell.ask("count", gives: "50,000")
  }

  @Test func whoWantsToLeaveIsToldHow() throws {
    let shell = try startShell([many], home: home)
    shell.send("sum n where (")
    try shell.wait(forRow: "tally> sum n where (")
    for prompts in 2...3 {
      shell.send(control("c"))
      try shell.wait(for: "a prompt") { screen in
        screen.cursorRow == "tally>" && screen.lines.count { $0.hasPrefix("tally>") } == prompts
      }
    }
    #expect(!shell.screen.text.contains("^D leaves, and"))
    shell.send(control("c"))
    try shell.wait(toShow: "^D leaves, and so does \"quit\"")
    try shell.wait(forRow: "tally>")
    shell.send(control("d"))
    #expect(try shell.waitForExit() == 0)
  }

  @Test func aBellRingsBehindLongWorkWhereThatIsWanted() throws {
    #expect(mkfifo(home.path + "/slow.csv", 0o600) == 0)
    let shell = try startShell([many], home: home)
    for (number, setting) in ["off", "0.5s", "30s"].enumerated() {
      shell.send("set bell \(setting)\rload ~/slow.csv as slow\(number)\r")
      try shell.wait(toShow: "working for 0.6")
      let pipe = open(home.path + "/slow.csv", O_WRONLY)
      #expect(pipe >= 0)
      #expect(Glibc.write(pipe, "a,b\n1,2\n", 8) == 8)
      close(pipe)
      try shell.wait(toShow: "slow\(number): 1 row")
      try shell.wait(forRow: "tally>")
      #expect(shell.screen.bells == (number >= 1 ? 1 : 0), "\(setting)")
    }
  }
}
