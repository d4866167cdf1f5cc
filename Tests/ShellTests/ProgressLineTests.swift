import Glibc
import PtyHarness
import TestFolders
import Testing

/// The line that tells how far work has come, where somebody looks.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct ProgressLineTests {
  private let home: TestFolder
  /// A file that has no end before somebody writes to it: loading it takes as long as a test wants.
  private let pipe: String

  init() throws {
    home = try TestFolder()
    pipe = home.path + "/slow.csv"
    #expect(mkfifo(pipe, 0o600) == 0)
  }

  /// Lets the program have its rows.
  private func write(_ text: String) {
    let file = open(pipe, O_WRONLY)
    #expect(file >= 0)
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
  }

  @Test func comesWhereWorkTakesLongAndGoes() throws {
    let shell = try startShell(home: home)
    shell.send("load ~/slow.csv\r")
    try shell.wait(toShow: "working for 0.")
    try shell.wait(toShow: "working for 1.")
    #expect(shell.screen.lines.count { $0.contains("working") } == 1, "it is written over in its place")
    write("a,b\n1,2\n")
    try shell.wait(toShow: "slow: 1 row")
    try shell.wait(forRow: "tally>")
    #expect(!shell.screen.text.contains("working"))
    try shell.ask("sum b from slow", gives: "2")
  }

  @Test func quickAnswersHaveNone() throws {
    let shell = try startShell(home: home)
    try shell.ask("sum neutralised", gives: "251")
    #expect(!String(decoding: shell.output, as: UTF8.self).contains("\u{1B}[K251"))
    #expect(!String(decoding: shell.output, as: UTF8.self).contains("working"))
  }

  @Test(arguments: [["TERM": "dumb"], ["TERM": "xterm-256color", "FORMAT": "csv"]])
  func isNotShownWhereItWouldStay(_ environment: [String: String]) throws {
    let format = environment["FORMAT"].map { ["--format", $0] } ?? []
    let shell = try startShell(format, home: home, environment: environment)
    shell.send("load ~/slow.csv\r")
    usleep(800_000)
    write("a,b\n1,2\n")
    try shell.wait(toShow: "slow: 1 row")
    #expect(!String(decoding: shell.output, as: UTF8.self).contains("working"))
  }
}
