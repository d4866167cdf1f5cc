import Glibc
import PtyHarness
import TestFolders
import Testing

/// Pictures in the real shell, on terminals of several sizes, and the program that makes files of them.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct PictureTests {
  private let home: TestFolder

  init() throws {
    home = try TestFolder(["t.csv": "city,n,day\nKyiv,16,2025-05-23\nOdesa,8,2025-05-24\n"])
  }

  private var table: String { home.path + "/t.csv" }

  @Test func barsFitTheWindow() throws {
    let shell = try startShell([table], home: home, rows: 20, columns: 40)
    try shell.ask("sum n by city draw bars", gives: "Kyiv      16  " + String(repeating: "█", count: 26))
    shell.resize(rows: 20, columns: 60)
    try shell.ask("last draw bars", gives: "Kyiv      16  " + String(repeating: "█", count: 46))
  }

  /// What was asked stays in sight.
  @Test(arguments: [12, 24, 50]) func linesAreNoHigherThanTheWindow(_ rows: Int) throws {
    let shell = try startShell([table], home: home, rows: rows, columns: 60)
    shell.send("sum n by day draw line\r")
    try shell.wait(toShow: "2025-05-23")
    try shell.wait(forRow: "tally>")
    #expect(shell.screen.lines.contains { $0.contains("sum n by day draw line") })
  }

  @Test func aLocaleWithoutThemHasNoSignsBeyondASCII() throws {
    let run = try ProgramRun(
      ["-c", "sum n by city draw bars", table], home: home, environment: ["LANG": "C"])
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.allSatisfy(\.isASCII) && run.output.contains("####"))
    let other = try ProgramRun(["-c", "sum n by city draw bars", table], home: home)
    #expect(other.output.contains("████"))
  }

  @Test func aMissingProgramIsNamed() throws {
    let run = try ProgramRun(
      ["-c", "sum n by city draw bars into \"\(home.path)/a.png\"", table], home: home,
      environment: ["PATH": home.path])
    #expect(run.status == 3)
    #expect(run.messages.contains("PNG and PDF are made by rsvg-convert, which is not installed"))
    #expect(run.messages.contains("apt-get install librsvg2-bin"))
    #expect(!home.names().contains { $0.hasPrefix("a.png") })
  }

  /// `^C` ends the program that is asked, and leaves neither it nor half a file.
  @Test func aSlowProgramIsStopped() throws {
    try home.write("#!/bin/sh\necho $$ > \"\(home.path)/pid\"\nexec sleep 600\n", to: "bin/rsvg-convert")
    chmod(home.path + "/bin/rsvg-convert", 0o755)
    let shell = try startShell(
      [table], home: home, environment: ["PATH": "\(home.path)/bin:/usr/bin:/bin"])
    shell.send("sum n by city draw bars into \"\(home.path)/a.png\"\r")
    var process: pid_t?
    for _ in 0..<1000 where process == nil {
      process = (try? home.read("pid")).flatMap { pid_t($0.split(separator: "\n").first ?? "") }
      usleep(20_000)
    }
    let child = try #require(process)
    shell.send(control("c"))
    try shell.wait(toShow: "stopped")
    try shell.wait(forRow: "tally>")
    #expect(kill(child, 0) != 0 && errno == ESRCH)
    #expect(!home.names().contains { $0.hasPrefix("a.png") })
    try shell.ask("count", gives: "2")
  }
}
