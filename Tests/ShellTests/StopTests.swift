import BenchmarkData
import Glibc
import PtyHarness
import TestFolders
import Testing

/// `^C` brings the prompt back within a tenth of a second, whatever is being asked or loaded, and the session
/// goes on. Of the optimised program only: others take longer from one look at the flag to the next.
@Suite(.serialized, .enabled(if: TallyProgram.isNamed, "TALLY_BINARY does not name an optimised program"))
struct StopTests {
  private static let limit = 0.1
  /// The machine may be busy with other things: the least of so many tries counts.
  private static let tries = 4
  /// Shares of a question's time after which it is stopped.
  private static let moments = [0.1, 0.3, 0.5, 0.7, 0.9]

  @Test func questionsAboutGroupsStop() throws {
    let home = try TestFolder()
    try write([GroupbyTable(rows: 300_000)], ["x"], repeated: 10, to: home)
    try check("groupby", home)
  }

  @Test func questionsAboutJoinsStop() throws {
    let home = try TestFolder()
    let parts = JoinTable.Part.allCases
    try write(
      try parts.map { try JoinTable($0, size: 300_000) }, parts.map(\.rawValue), repeated: 10, to: home)
    try check("join", home)
  }

  @Test func loadingStops() throws {
    let home = try TestFolder()
    try write([GroupbyTable(rows: 300_000)], ["x"], repeated: 15, to: home)
    let shell = try startShell(home: home)
    try check("load ~/x.csv", in: shell)
    try shell.ask("sum neutralised", gives: "251")
  }

  /// Writes tables as files of their names; the rows of `x` as often as told.
  private func write(
    _ tables: [some BenchmarkTable], _ names: [String], repeated times: Int, to home: TestFolder
  ) throws {
    for (table, name) in zip(tables, names) {
      let file = try BenchmarkWriter(folder: home.path + "/made").write(table)
      let text = try home.read("made/" + table.fileName)
      unlink(file.path)
      let rows = text[text.index(after: text.firstIndex(of: "\n") ?? text.startIndex)...]
      try home.write(
        text + String(repeating: String(rows), count: name == "x" ? times - 1 : 0), to: "\(name).csv")
    }
  }

  /// Stops all questions of a file of the corpus, of the tables in a folder.
  private func check(_ corpus: String, _ home: TestFolder) throws {
    let files = ["x", "small", "medium", "big"].map { home.path + "/\($0).csv" }
    let shell = try startShell(files.filter { access($0, R_OK) == 0 }, home: home)
    let text = try #require(ProjectFiles.text(of: "Tests/Corpus/Questions/\(corpus).tally"))
    let questions = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(questions.count >= 5)
    for question in questions { try check(String(question), in: shell) }
    try shell.ask("count from x where v1 is unknown", gives: "0")
  }

  private func check(_ statement: String, in shell: PtySession) throws {
    let whole = try shell.time(of: statement)
    for moment in StopTests.moments {
      var least = Double.infinity
      for _ in 0..<StopTests.tries where least > StopTests.limit {
        // One that has been answered before needs no stopping.
        least = min(least, try shell.time(ofStopping: statement, after: whole * moment) ?? 0)
      }
      #expect(least <= StopTests.limit, "\(statement), stopped after \(moment) of \(whole) s")
    }
  }
}

extension TallyProgram {
  /// Whether somebody says which program is meant, as `Scripts/test` does of an optimised one.
  static var isNamed: Bool { getenv("TALLY_BINARY") != nil }
}

extension PtySession {
  /// Bracketed paste is switched off when a line has been taken, and on at a prompt.
  private static let taken = Array("\u{1B}[?2004l".utf8)
  private static let prompt = Array("\u{1B}[?2004h".utf8)

  /// Seconds from a statement to the next prompt.
  fileprivate func time(of statement: String) throws -> Double {
    let start = try begin(statement)
    let clock = ContinuousClock.now
    try wait(for: "an answer to “\(statement)”") { _ in hasPrompt(behind: start) }
    return (ContinuousClock.now - clock) / .seconds(1)
  }

  /// Seconds from ^C to the next prompt; nil where the answer was there before.
  fileprivate func time(ofStopping statement: String, after seconds: Double) throws -> Double? {
    let start = try begin(statement)
    usleep(useconds_t(seconds * 1e6))
    let stopped = output.count
    send(control("c"))
    let clock = ContinuousClock.now
    try wait(for: "a prompt after ^C in “\(statement)”") { _ in hasPrompt(behind: start) }
    let taken = (ContinuousClock.now - clock) / .seconds(1)
    // One that came too late for the question drops a line that is empty, with a prompt of its own.
    try ask("upper(\"n\(stopped)\")", gives: "N\(stopped)")
    let said = String(decoding: output[stopped...], as: UTF8.self)
    return said.contains("stopped") ? taken : nil
  }

  /// Types a statement and gives where in the output what comes of it begins.
  private func begin(_ statement: String) throws -> Int {
    let start = output.count
    send(statement + "\r")
    try wait(for: "“\(statement)” being taken") { _ in
      output[start...].firstRange(of: PtySession.taken) != nil
    }
    return start
  }

  private func hasPrompt(behind start: Int) -> Bool {
    guard let taken = output[start...].firstRange(of: PtySession.taken) else { return false }
    return output[taken.upperBound...].firstRange(of: PtySession.prompt) != nil
  }
}
