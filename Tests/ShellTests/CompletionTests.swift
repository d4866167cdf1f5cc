import PtyHarness
import TestFolders
import Testing

/// Tab in the real shell.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct CompletionTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder()
  }

  @Test func completesAVerbAColumnAndAValue() throws {
    let shell = try startShell(home: home)
    shell.send("su\t")
    try shell.wait(forRow: "tally> sum")
    shell.send("laun\t")
    try shell.wait(forRow: "tally> sum launched")
    shell.send("whe\tweap\t= sha\t")
    try shell.wait(forRow: "tally> sum launched where weapon = \"Shahed drone\"")
    try shell.ask("", gives: "250")
  }

  @Test func completesInTheMiddleAndBehindWideCharacters() throws {
    let shell = try startShell(home: home)
    shell.send("count from places where also contains \"Київ\" and na = Kyiv")
    for _ in 0..<" = Kyiv".count { shell.send(leftKey) }
    shell.send("\t")
    try shell.wait(toShow: "\"Київ\" and name = Kyiv")
    try shell.ask("", gives: "1")
  }

  @Test func showsTheChoiceWhereThereIsOne() throws {
    let shell = try startShell(home: home)
    shell.send("sum launched where weapon = \t")
    try shell.wait(for: "both values under the line") {
      $0.text.hasSuffix(
        """
        tally> sum launched where weapon =
          ballistic missile  1 row
          Shahed drone       1 row
        """) && $0.cursorRow == "tally> sum launched where weapon ="
    }
    shell.send("\t")
    try shell.wait(forRow: "tally> sum launched where weapon = \"ballistic missile\"")
    shell.send("\t\r")
    try shell.wait(for: "the second") {
      $0.cursorRow == "tally> sum launched where weapon = \"Shahed drone\"" && $0.text.hasSuffix($0.cursorRow)
    }
    try shell.ask("", gives: "250")
  }

  @Test func completesFilesAndOpensThem() throws {
    try home.write("a,b\n1,2\n", to: "my data/attacks on.csv")
    let shell = try startShell(home: home)
    shell.send("load ~/my\t")
    try shell.wait(forRow: "tally> load \"~/my data/")
    shell.send("att\t")
    try shell.wait(forRow: "tally> load \"~/my data/attacks on.csv\"")
    try shell.ask("", gives: "attacks on: 1 row")
    try shell.ask("sum b from [attacks on]", gives: "2")
  }
}
