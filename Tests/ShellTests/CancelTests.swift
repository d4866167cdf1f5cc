import Glibc
import PtyHarness
import TestFolders
import Testing

/// `^C` while a question is being answered.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct CancelTests {
  private let home: TestFolder

  init() throws {
    home = try TestFolder()
    var text = "key,other\n"
    var random: UInt64 = 1
    for row in 0..<300_000 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += "text \(random >> 20),\(row)\n"
    }
    try home.write(text, to: "many.csv")
  }

  @Test func stopsALongAnswerAndKeepsTheSession() throws {
    let shell = try startShell([home.path + "/many.csv"], home: home)
    let stages = Array(repeating: "count by key, other | list key, other", count: 60)
    shell.send(stages.joined(separator: " | ") + "\r")
    // Bracketed paste is switched off once a line has been taken.
    try shell.wait(toPrint: "\u{1B}[?2004l")
    let started = now()
    shell.send(control("c"))
    try shell.wait(toShow: "stopped")
    try shell.wait(forRow: "tally>")
    #expect(now() - started < 15, "stopped rather than finished, even unoptimised on a busy machine")
    try shell.ask("count", gives: "300,000")
  }

  @Test func stopsAnAnswerThatIsBeingWritten() throws {
    let shell = try startShell([home.path + "/many.csv"], home: home)
    shell.send("set format csv\rlist\r")
    try shell.wait(toPrint: "text ")
    shell.send(control("c"))
    try shell.wait(toShow: "stopped")
    try shell.wait(forRow: "tally>")
    #expect(!String(decoding: shell.output, as: UTF8.self).contains(",299999"))
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
