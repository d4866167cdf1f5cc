import Glibc
import PtyHarness
import TestFolders
import Testing

/// The shell as a person drives it: asked, mended, interrupted, left.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct PromptTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder()
  }

  @Test func greetsAndAnswers() throws {
    let shell = try startShell(home: home)
    #expect(shell.screen.text.contains("tables: casualties, strikes"))
    try shell.ask("sum neutralised", gives: "251")
  }

  @Test func aMistakeIsPointedAtAndTheShellGoesOn() throws {
    let shell = try startShell(home: home)
    shell.send("sum casulties\r")
    try shell.wait(toShow: "casulties")
    try shell.wait(forRow: "tally>")
    #expect(shell.screen.text.contains("sum casualties"), "the mended line is told")
    try shell.ask("count from places", gives: "12")
  }

  @Test func ofALineAndAQuestionItIsTheQuestionThatRunsWhenComplete() throws {
    let shell = try startShell(home: home)
    shell.send("sum launched\rwhere (weapon = \"Shahed drone\"\r")
    try shell.wait(for: "the answer of the first line") { $0.text.contains("264") }
    try shell.wait(for: "a second row") { $0.row > 0 && $0.cursorRow == "   ..>" }
    shell.send(")\r")
    try shell.wait(forRow: "tally>")
  }

  @Test func aQuestionOfSeveralRowsIsOneEntry() throws {
    let shell = try startShell(home: home)
    shell.send("sum launched where (\rweapon = \"Shahed drone\"\r)\r")
    try shell.wait(for: "the answer") { $0.cursorRow == "tally>" && $0.lines.contains("250") }
    shell.send(upKey)
    try shell.wait(for: "all three rows") { screen in
      screen.lines.count { $0 == "tally> sum launched where (" } == 2 && screen.cursorRow == "   ..> )"
    }
    shell.send("\r")
    try shell.wait(for: "the answer again") { screen in
      screen.cursorRow == "tally>" && screen.lines.count { $0 == "250" } == 2
    }
  }

  @Test func aRecalledLineIsMendedInTheMiddle() throws {
    let shell = try startShell(home: home)
    try shell.ask("sum jammed where weapon contains ballistic", gives: "no report")
    shell.send(upKey)
    try shell.wait(forRow: "tally> sum jammed where weapon contains ballistic")
    shell.send(control("a") + "\u{1B}f\u{1B}f" + control("w") + "launched")
    try shell.wait(forRow: "tally> sum launched where weapon contains ballistic")
    try shell.ask("", gives: "14")
  }

  @Test func aSearchFindsWhatWasAsked() throws {
    let shell = try startShell(home: home)
    try shell.ask("sum neutralised", gives: "251")
    try shell.ask("count from places", gives: "12")
    shell.send(control("r") + "neutr")
    try shell.wait(for: "the entry") { $0.cursorRow.hasSuffix("sum neutralised") }
    shell.send("\r")
    try shell.wait(for: "the answer again") { screen in screen.lines.count { $0 == "251" } == 2 }
  }

  @Test func textsOfEveryScriptAreTypedAndEchoed() throws {
    let shell = try startShell(home: home)
    shell.send("list name from places where also contains \"Київ\"")
    try shell.wait(forRow: "tally> list name from places where also contains \"Київ\"")
    try shell.ask("", gives: "Kyiv")
  }

  @Test func anOpenQuoteIsToldOfRatherThanGoneOnWithInTheNextRow() throws {
    let shell = try startShell(home: home)
    shell.send("sum launched where (weapon = \"Shahed drone\r")
    try shell.wait(toShow: "help: a text ends in the line it begins in")
    try shell.wait(forRow: "tally>")
    shell.send(upKey + "\")\r")
    try shell.wait(for: "the answer") { $0.cursorRow == "tally>" && $0.lines.contains("250") }
  }

  @Test func anErrorInALineOfWideCharactersStaysWithinTheWindow() throws {
    let shell = try startShell(home: home, columns: 40)
    shell.send("sum \(String(repeating: "東京", count: 30)) by city\r")
    try shell.wait(toShow: "^^^^")
    try shell.wait(forRow: "tally>")
    let lines = shell.screen.lines
    let carets = try #require(lines.firstIndex { $0.contains("^^^^") })
    #expect(lines[carets - 1].hasPrefix("  sum 東京") && lines[carets - 1].contains("…"))
    #expect(lines[carets].hasPrefix("      ^^^^"), "right below the line, which is one row")
  }

  @Test func controlCDropsTheLine() throws {
    let shell = try startShell(home: home)
    shell.send("sum launched where (")
    try shell.wait(forRow: "tally> sum launched where (")
    shell.send(control("c"))
    try shell.wait(forRow: "tally>")
    try shell.ask("sum launched", gives: "264")
  }

  @Test func timesAreDimAndGo() throws {
    let shell = try startShell(home: home)
    shell.send("set timing on\r")
    try shell.wait(forRow: "tally>")
    try shell.ask("sum neutralised", gives: "251")
    try shell.wait(toPrint: "\u{1B}[2mparse ")
    shell.send("set timing off\r")
    try shell.ask("sum launched", gives: "264")
    #expect(shell.screen.lines.count { $0.hasPrefix("parse ") } == 1)
  }

  @Test func controlDLeaves() throws {
    let shell = try startShell(home: home)
    shell.send(control("d"))
    #expect(try shell.waitForExit() == 0)
    let second = try startShell(home: home)
    second.send("quit\r")
    #expect(try second.waitForExit() == 0)
  }

  @Test func aLineSurvivesAChangeOfTheWindow() throws {
    let shell = try startShell(home: home, columns: 60)
    shell.send("sum launched where weapon = \"Shahed drone\"")
    try shell.wait(forRow: "tally> sum launched where weapon = \"Shahed drone\"")
    shell.resize(rows: 24, columns: 90)
    shell.send(" and launched > 3 and jammed > 2")
    try shell.wait(toShow: "sum launched where weapon = \"Shahed drone\" and launched > 3 and jammed > 2")
    shell.send("\r")
    try shell.wait(for: "the answer") { $0.cursorRow == "tally>" && $0.lines.contains("250") }
  }

  @Test func withoutItsTerminalItEnds() throws {
    try startShell(home: home).hangUp()
    let typing = try startShell(home: home)
    typing.send("sum laun")
    try typing.wait(toShow: "tally> sum laun")
    try typing.hangUp()
  }

  @Test func noColorMeansNone() throws {
    let shell = try startShell(home: home, environment: ["NO_COLOR": "1"])
    try shell.ask("sum casualties where city=Kyiv", gives: "15+")
    shell.send("sum casulties\r")
    try shell.wait(toShow: "casulties")
    try shell.wait(forRow: "tally>")
    #expect(!colours(in: shell.output))
    let coloured = try startShell(home: home)
    #expect(colours(in: coloured.output), "the test would see them")
  }

  @Test func aDumbTerminalWorks() throws {
    let shell = try startShell(home: home, environment: ["TERM": "dumb"])
    try shell.ask("sum neutralised", gives: "251")
    shell.send("sum lau\t")
    try shell.wait(toShow: "sum launched")
    #expect(!colours(in: shell.output))
  }

  /// Whether an SGR escape with a colour or style is among the bytes.
  private func colours(in output: [UInt8]) -> Bool {
    let text = String(decoding: output, as: UTF8.self)
    return text.split(separator: "\u{1B}[").dropFirst().contains { piece in
      let numbers = piece.prefix { $0.isNumber || $0 == ";" }
      return piece.dropFirst(numbers.count).first == "m" && !numbers.isEmpty && numbers != "0"
    }
  }
}
