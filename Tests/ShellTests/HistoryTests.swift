import PtyHarness
import TestFolders
import Testing

/// The history between sessions, and the file that is run when one starts.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct HistoryTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder()
  }

  @Test func comesBackInTheNextSession() throws {
    let first = try startShell(home: home)
    try first.ask("sum neutralised", gives: "251")
    first.send("sum launched where (\rshot_down > 9)\r")
    try first.wait(for: "the answer") { $0.cursorRow == "tally>" && $0.lines.contains("250") }
    first.send(control("d"))
    #expect(try first.waitForExit() == 0)

    let second = try startShell(home: home)
    second.send(upKey)
    try second.wait(for: "both rows") {
      $0.cursorRow == "   ..> shot_down > 9)" && $0.text.contains("tally> sum launched where (")
    }
    second.send(upKey + upKey)
    try second.wait(forRow: "tally> sum neutralised")
    let file = try home.read("state/tally/history")
    #expect(file == "sum neutralised\nsum launched where (\\nshot_down > 9)\n")
  }

  @Test func twoSessionsAtOnceKeepBoth() throws {
    let one = try startShell(home: home)
    let other = try startShell(home: home)
    for number in 1...5 {
      try one.ask("\(number) + 100", gives: "\(number + 100)")
      try other.ask("\(number) + 200", gives: "\(number + 200)")
    }
    one.send(control("d"))
    other.send(control("d"))
    #expect(try one.waitForExit() == 0 && other.waitForExit() == 0)
    let lines = try home.read("state/tally/history").split(separator: "\n").map(String.init)
    #expect(lines == (1...5).flatMap { ["\($0) + 100", "\($0) + 200"] })
  }

  @Test func worksWithoutAFolderToWriteTo() throws {
    try home.write("a file", to: "state")
    let shell = try startShell(home: home)
    try shell.ask("sum neutralised", gives: "251")
    shell.send(upKey)
    try shell.wait(forRow: "tally> sum neutralised")
  }

  @Test func theStartUpFileRunsFirst() throws {
    try home.write("let most = 250\n", to: "config/tally/init.tally")
    let shell = try startShell(home: home)
    try shell.ask("count where launched = $most", gives: "1")
  }

  @Test func aBrokenStartUpFileIsToldOfAndPassedOver() throws {
    try home.write("let most = 250\nsum nothing_like_it\nlet least = 14\n", to: "config/tally/init.tally")
    let shell = try startShell(home: home)
    try shell.wait(toShow: "init.tally:2")
    try shell.ask("sum neutralised", gives: "251")
    try shell.ask("count where launched = $most", gives: "1")
  }

  @Test func theStartUpFileCanBeLeftOut() throws {
    try home.write("sum nothing_like_it\n", to: "config/tally/init.tally")
    let shell = try startShell(["--no-rc"], home: home)
    #expect(!shell.screen.text.contains("nothing_like_it"))
  }
}
