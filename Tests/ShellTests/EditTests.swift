import PtyHarness
import TestFolders
import Testing

/// Questions in the user's own editor.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct EditTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder()
  }

  /// A shell whose editor is a few lines of a shell script with the file in $1.
  private func startShell(editor script: String) throws -> PtySession {
    try home.write(script + "\n", to: "editor.sh")
    return try ShellTests.startShell(home: home, environment: ["EDITOR": "sh \(home.path)/editor.sh"])
  }

  @Test func editBringsTheLastQuestionBackChanged() throws {
    let shell = try startShell(editor: "sed -i s/neutralised/launched/ \"$1\"")
    try shell.ask("sum neutralised", gives: "251")
    shell.send("edit\r")
    try shell.wait(forRow: "tally> sum launched")
    try shell.ask("", gives: "264")
    shell.send("edit\r")
    try shell.wait(for: "what was run last") { $0.cursorRow == "tally> sum launched" }
  }

  @Test func aMistakeIsEditedToo() throws {
    let shell = try startShell(
      editor: "printf 'sum launched\\nwhere (weapon\\n= \"Shahed drone\")\\n' > \"$1\"")
    shell.send("sum lunched\r")
    try shell.wait(toShow: "no table has a column")
    shell.send("edit\r")
    try shell.wait(for: "all rows") { $0.cursorRow.hasSuffix("= \"Shahed drone\")") }
    shell.send(upKey + upKey + control("e") + "\u{1B}[3~ \r")
    try shell.wait(for: "the answer") { $0.cursorRow == "tally>" && $0.lines.contains("250") }
  }

  @Test func aKeyOpensTheEditorOnThePresentText() throws {
    let shell = try startShell(editor: "sed -i s/neutralised/launched/ \"$1\"")
    shell.send("sum neutralised")
    try shell.wait(forRow: "tally> sum neutralised")
    shell.send(control("x") + control("e"))
    try shell.wait(forRow: "tally> sum launched")
    shell.send(" where jammed > 2")
    try shell.wait(forRow: "tally> sum launched where jammed > 2")
    shell.send(String(repeating: control("_"), count: 6))
    try shell.wait(forRow: "tally> sum neutralised")
  }

  @Test func whenTheEditorFailsTheTextStays() throws {
    let shell = try startShell(editor: "echo broken > \"$1\"; exit 3")
    shell.send("sum neutralised" + control("x") + control("e"))
    try shell.wait(toShow: "editor.sh ended with status 3: the text is as it was")
    try shell.wait(forRow: "tally> sum neutralised")
    try shell.ask("", gives: "251")
  }

  @Test func anEditorThatThereIsNotIsNamed() throws {
    let shell = try ShellTests.startShell(
      home: home, environment: ["VISUAL": "no-such-editor", "EDITOR": "true"])
    try shell.ask("sum neutralised", gives: "251")
    shell.send("edit\r")
    try shell.wait(toShow: "there is no editor no-such-editor; set VISUAL or EDITOR to one that there is")
    try shell.wait(forRow: "tally> sum neutralised")
  }

  @Test func theEditorHasTheTerminalAsItWasFound() throws {
    let shell = try startShell(editor: "stty -a < /dev/tty > \(home.path)/modes")
    shell.send("sum neutralised" + control("x") + control("e"))
    try shell.wait(for: "the line again") { screen in
      screen.lines.count { $0 == "tally> sum neutralised" } == 2
    }
    let modes = try home.read("modes")
    #expect(modes.contains(" icanon") && modes.contains(" echo ") && modes.contains(" icrnl"))
  }

  /// What ignores that nobody reads, and that a file is too large, is this program alone.
  @Test func theEditorIgnoresNoSignals() throws {
    let shell = try startShell(
      editor: "grep -E 'Sig(Ign|Blk):' /proc/self/status > \(home.path)/signals; echo 'sum launched' > \"$1\""
    )
    shell.send("sum neutralised" + control("x") + control("e"))
    try shell.wait(forRow: "tally> sum launched")
    let words = try home.read("signals").split { $0 == "\t" || $0 == "\n" }
    let sets = words.compactMap { UInt64($0, radix: 16) }
    // 32 and 33 are the C library's own.
    #expect(sets.count == 2 && sets.allSatisfy { $0 & 0x7FFF_FFFF == 0 }, "\(words)")
  }

  @Test func inSafeModeThereIsNone() throws {
    let shell = try ShellTests.startShell(
      ["--safe"], home: home, environment: ["EDITOR": "touch \(home.path)/started"])
    shell.send("edit\r")
    try shell.wait(toShow: "safe mode starts no programs")
    try shell.wait(forRow: "tally>")
    shell.send("sum" + control("x") + control("e") + "\r")
    try shell.wait(toShow: "error")
    #expect(throws: (any Error).self) { try home.read("started") }
  }
}
