import BenchmarkProbe
import TallyColumns
import TallySession
import TestFolders
import Testing

/// The program that benchmarks time: what it says of a line, and what its answers are held against.
struct ProbeTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder(["t.csv": "id,n,x\nid012,3,0.5\nid7,,2.5\n,4,1.0\n"])
  }

  private func ask(_ lines: String...) throws -> [String] {
    let probe = Probe(session: Session(today: 0))
    _ = probe.answer("run load \"\(folder.path)/t.csv\" as t")
    return lines.map { probe.answer($0).replacing(#/"seconds":[0-9.e-]+/#) { _ in "\"seconds\":1" } }
  }

  @Test func tellsTimesRowsAndChecks() throws {
    let answers = try ask("run count", "check list id, n, x", "check sum n")
    #expect(answers[0] == "{\"seconds\":1,\"rows\":1}")
    // 12 and 7 are the digits of the ids; 13 × 0.5 + 8 × 2.5 ties them to x.
    #expect(
      answers[1] == "{\"seconds\":1,\"rows\":3,\"checks\":[3.0,2.0,19.0,2.0,7.0,3.0,4.0,26.5]}")
    #expect(answers[2] == "{\"seconds\":1,\"rows\":1,\"checks\":[1.0,1.0,7.0]}")
  }

  @Test func checksTellAnswersApartButNotOrders() throws {
    let answers = try ask(
      "check list id, x | sort x", "check list id, x | sort x down", "check list id, x where x < 2")
    #expect(answers[0] == answers[1])
    #expect(answers[0] != answers[2])
  }

  @Test func tellsWhatIsWrong() throws {
    let answers = try ask("run sum \"m\"", "nonsense", "run list nothing")
    #expect(answers.allSatisfy { $0.hasPrefix("{\"error\":\"") && $0.hasSuffix("\"}") })
    let missing = try ask("run load \"/nowhere/at\\all.csv\" as t")
    #expect(missing[0].hasPrefix("{\"error\":\"") && missing[0].contains("\\\\all.csv"))
  }
}
