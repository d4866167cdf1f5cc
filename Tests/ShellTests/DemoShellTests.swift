import PtyHarness
import TestFolders
import Testing

/// Demos at a terminal, and from the command line without one.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct DemoShellTests {
  private let home: TestFolder

  init() throws {
    home = try TestFolder(["t.csv": "a,b\n1,x\n2,y\n"])
  }

  @Test func aDemoPlaysPausesAndIsLeft() throws {
    let shell = try startShell([home.path + "/t.csv"], home: home, rows: 40)
    shell.send("demo kyiv speed 20\r")
    try shell.wait(toShow: "tally> list event, place, kind from events")
    // A key holds it: nothing more is shown.
    shell.send(" ")
    shell.drain()
    let held = shell.screen.text
    shell.drain()
    #expect(shell.screen.text == held && !held.contains("tally> help"))
    shell.send(" ")
    try shell.wait(toPrint: "15+")
    shell.send(control("c"))
    try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" && $0.text.contains("stopped") }
    // The session and its terminal are as they were.
    try shell.ask("sum a", gives: "3")
    shell.send(control("d"))
    #expect(try shell.waitForExit() == 0)
    #expect(shell.isCooked)
  }

  @Test func aDemoPlaysToItsEnd() throws {
    let shell = try startShell(home: home)
    shell.send("demo kyiv speed max\r")
    try shell.wait(for: "the end") { $0.cursorRow == "tally>" && $0.text.contains("Tab completes") }
    let printed = String(decoding: shell.output, as: UTF8.self)
    #expect(printed.contains("98.0 %") && !printed.contains("error"))
    try shell.ask("sum killed", gives: "13")
  }

  /// Typed letters come in the colours of the prompt.
  @Test func lettersAreColoured() throws {
    let shell = try startShell(home: home, rows: 40)
    shell.send("demo kyiv speed max\r")
    try shell.wait(toPrint: "no report")
    let printed = String(decoding: shell.output, as: UTF8.self)
    #expect(
      printed.contains("\u{1B}[1;36mtally> \u{1B}[0m\u{1B}[1;35msum\u{1B}[0m \u{1B}[36mkilled\u{1B}[0m"))
  }

  @Test func stepsWaitForKeys() throws {
    let shell = try startShell(home: home, rows: 40)
    shell.send("trace --steps sum launched by weapon\r")
    try shell.wait(toShow: "space: step 2")
    #expect(shell.screen.text.contains("1. reads strikes") && !shell.screen.text.contains("2. "))
    shell.send(" ")
    try shell.wait(toShow: "2. ")
    shell.send("q")
    try shell.wait(forRow: "tally>")
    shell.send("trace steps sum launched\r")
    try shell.wait(toShow: "space: step 2")
    shell.send(control("c"))
    try shell.wait(forRow: "tally>")
    try shell.ask("sum launched", gives: "264")
  }

  /// A program that is ended while it waits for a key leaves the terminal as it was.
  @Test func aTerminationWhileAKeyIsWaitedForLeavesTheTerminalAsItWas() throws {
    let shell = try startShell(home: home, environment: ["SWIFT_BACKTRACE": "enable=no"])
    shell.send("trace steps sum launched\r")
    try shell.wait(toShow: "space: step 2")
    shell.signal(15)
    #expect(try shell.waitForExit() == -15)
    #expect(shell.isCooked)
  }

  // MARK: - Without a terminal

  @Test func fromTheCommandLine() throws {
    let run = try ProgramRun(["demo", "kyiv"], home: home)
    #expect(
      run.status == 0 && run.output.contains("tally> sum killed\n13\n") && run.messages.isEmpty == false)
    #expect(!run.output.contains("\u{1B}"))
    let list = try ProgramRun(["demo"], home: home)
    #expect(list.output.contains("kyiv      The night"))
    let small = try ProgramRun(["demo", "millions", "--rows", "2000"], home: home)
    #expect(small.status == 0 && small.messages.contains("2,000 rows in deliveries"))
  }

  @Test func recordingsFromTheCommandLineAreTheSameToTheByte() throws {
    for name in ["a", "b"] {
      let run = try ProgramRun(
        ["demo", "kyiv", "--record", home.path + "/\(name).cast", "--speed", "2"], home: home)
      #expect(run.status == 0 && run.output.isEmpty && run.messages.contains("seconds recorded in"))
    }
    let recording = try home.read("a.cast")
    #expect(try home.read("b.cast") == recording && recording.hasPrefix("{\"version\": 2"))
  }

  @Test(arguments: [
    ["--record", "x.cast"], ["demo", "kyiv", "--speed", "fast"], ["demo", "kyiv", "--rows", "none"],
    ["--speed", "2", "-c", "count"], ["--safe", "demo", "kyiv", "--record", "x.cast"],
  ])
  func whatDoesNotFitTogetherIsSaid(_ arguments: [String]) throws {
    let run = try ProgramRun(arguments, home: home)
    #expect(run.status == 2 && run.messages.hasPrefix("error: "))
    #expect(!home.names().contains("x.cast"))
  }

  @Test func safeModePlaysDemos() throws {
    let run = try ProgramRun(["--safe", "demo", "kyiv"], home: home)
    #expect(run.status == 0 && run.output.contains("tally> sum killed\n13\n"))
    let refused = try ProgramRun(
      ["--safe", home.path + "/t.csv"], input: "demo kyiv record \"\(home.path)/x.cast\"\n", home: home)
    #expect(refused.status == 1 && refused.messages.contains("safe mode writes no files"))
    #expect(!home.names().contains("x.cast"))
  }
}
