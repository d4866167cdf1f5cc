import Glibc
import PtyHarness
import TestFolders
import Testing

/// `^C` brings the prompt back while something is being asked or loaded, and the session goes on. That work asks often
/// enough whether it is to stop is for `LooksTests` to say, which need no clock.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct StopTests {
  private let home: TestFolder

  init() throws {
    home = try TestFolder()
  }

  /// Each figure has to be held against all others: that takes longer than anybody waits.
  @Test func aQuestionStopsAndTheNextIsAnswered() throws {
    let rows = (0..<100_000).map { "\($0)..\($0 + 50_000)\n" }
    try home.write("f\n" + rows.joined(), to: "x.csv")
    let shell = try startShell([home.path + "/x.csv"], home: home)
    try shell.ask("count from x", gives: "100,000")
    for _ in 0..<2 {
      try shell.stop("from x | add place = rank of f | max place")
      try shell.ask("count from x where f > 200000", gives: "0")
    }
  }

  /// Nobody writes to what is read, and somebody could, so that reading it does not end.
  @Test func loadingStopsAndNothingIsLoaded() throws {
    #expect(mkfifo(home.path + "/slow.csv", 0o600) == 0)
    let writer = open(home.path + "/slow.csv", O_RDWR)
    #expect(writer >= 0)
    defer { close(writer) }
    let shell = try startShell(home: home)
    try shell.stop("load ~/slow.csv")
    try shell.ask("sum neutralised", gives: "251")
    shell.send("count from slow\r")
    try shell.wait(toShow: "no table \"slow\"")
  }
}

extension PtySession {
  /// Types a statement, and stops it when the line that tells of its progress shows that it runs.
  fileprivate func stop(_ statement: String) throws {
    let before = screen.lines.count { $0 == "stopped" }
    send(statement + "\r")
    try wait(for: "“\(statement)” running") { screen in
      screen.cursorRow.contains("working for") || screen.cursorRow.contains(" rows")
    }
    send(control("c"))
    try wait(for: "a prompt after ^C in “\(statement)”") { screen in
      screen.cursorRow == "tally>" && screen.lines.count { $0 == "stopped" } > before
    }
  }
}
