import Glibc
import PtyHarness
import TestFolders
import Testing

/// `^C` while a question is being answered.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct CancelTests {
  @Test func stopsALongAnswerAndKeepsTheSession() throws {
    let home = try TestFolder()
    var text = "key,other\n"
    var random: UInt64 = 1
    for row in 0..<400_000 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += "text \(random >> 20),\(row)\n"
    }
    try home.write(text, to: "many.csv")
    let shell = try startShell([home.path + "/many.csv"], home: home, columns: 160)
    let started = now()
    shell.send("count by key, other, upper(key) | list sort [upper(key)], key down | sort other down | count by other, key\r")
    try shell.wait(for: "the question to be taken") { $0.cursorRow.isEmpty && $0.column == 0 }
    shell.send(control("c"))
    try shell.wait(toShow: "stopped")
    try shell.wait(forRow: "tally>")
    #expect(now() - started < 10, "stopped rather than finished")
    try shell.ask("count", gives: "400,000")
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
