import Synchronization
import TallyDiagnostics
import TallySyntax
import TestFolders
import Testing

@testable import TallySession

/// The blackboard: what each step of a question did, and `trace steps`, which waits behind each.
@Suite struct StepTests {
  private final class Seen: Sendable {
    private let state = Mutex((text: "", waits: 0))
    private let keys: [KeyWaiting.Key]

    init(_ keys: [KeyWaiting.Key]) { self.keys = keys }

    var text: String { state.withLock { $0.text } }
    var waits: Int { state.withLock { $0.waits } }
    func add(_ text: String) { state.withLock { $0.text += text } }

    func wait() -> KeyWaiting.Key? {
      state.withLock { state in
        state.waits += 1
        return keys.indices.contains(state.waits - 1) ? keys[state.waits - 1] : .end
      }
    }
  }

  private func session() throws -> Session {
    let folder = try TestFolder(["t.csv": "city,n\nKyiv,1\nOdesa,\nKyiv,3\nLviv,4\nKyiv,5\n"])
    let session = Session(today: 20_232)
    try session.open("\(folder.path)/t.csv")
    return session
  }

  private func seen(
    _ statement: String, keys: [KeyWaiting.Key]? = nil, width: Int? = nil
  ) throws -> Seen {
    let seen = Seen(keys ?? [])
    let output = Output(
      write: { seen.add(String(decoding: $0, as: UTF8.self)) }, tell: { seen.add($0 + "\n") },
      width: { width },
      keys: keys == nil ? nil : KeyWaiting { body in try body { _ in seen.wait() } })
    _ = StatementRunner(session: try session(), output: output).runStatement(SourceText(statement))
    return seen
  }

  @Test func aFilterShowsWhichRowsGo() throws {
    #expect(
      try seen("trace list where n > 2").text == """
        1. reads t: 5 rows
           city   n
           ─────  ─
           Kyiv   1
           Odesa
           Kyiv   3
           … 2 more rows
        2. keeps the rows where n is at least 3: 5 rows in, 3 out and 1 perhaps
           city   n  stays
           ─────  ─  ───────
           Kyiv   1  no
           Odesa     perhaps
           Kyiv   3  yes
           Lviv   4  yes
           Kyiv   5  yes
           note: 1 more row may match

        city  n
        Kyiv  3
        Lviv  4
        Kyiv  5
          note: 1 more row may match

        """)
  }

  @Test func aSortShowsWhereRowsStood() throws {
    let text = try seen("trace list city sort n down").text
    #expect(
      text.contains("city  n  was row") && text.contains("Kyiv  5        5\n")
        && text.contains("Lviv  4        4\n"))
  }

  @Test func anAggregateShowsWhatWentIntoIt() throws {
    let text = try seen("trace sum n by city from t where city != Lviv").text
    #expect(text.contains("before:\n") && text.contains("after:\n") && text.contains("+ sum n"))
    // What has just been shown is not shown again.
    #expect(!(try seen("trace sum n by city").text.contains("before:")))
  }

  /// Times differ from run to run, and would differ in files.
  @Test func timesAreForWhoLooksOn() throws {
    #expect(!(try seen("trace count").text.contains("ms)")))
    #expect(try seen("trace count", width: 80).text.contains("ms)"))
  }

  @Test(arguments: [
    "trace steps sum n where n > 2", "trace --steps sum n where n > 2", "TRACE --steps sum n where n > 2",
  ])
  func stepsWaitForAKey(_ statement: String) throws {
    let space = KeyWaiting.Key.character(" ")
    let all = try seen(statement, keys: [space, .character("\n"), space], width: 80)
    #expect(all.waits == 3 && all.text.contains("space: step 2 of 3 · q: enough") && all.text.contains("12"))
    let left = try seen(statement, keys: [space, .character("q")], width: 80)
    #expect(left.waits == 2 && left.text.contains("2. keeps") && !left.text.contains("3. works"))
    let stopped = try seen(statement, keys: [.interrupt], width: 80)
    #expect(stopped.waits == 1 && !stopped.text.contains("2. keeps"))
  }

  /// Elsewhere it is the same as trace.
  @Test func whereNobodySitsNobodyIsWaitedFor() throws {
    #expect(try seen("trace steps sum n").text == seen("trace sum n").text)
  }

  /// Two dashes are a comment everywhere else.
  @Test func theOptionIsOneOnlyRightBehindTrace() {
    let words = { (text: String) in
      Lexer.tokens(in: SourceText(text)).dropLast().map { $0.keyword ?? "" }
    }
    #expect(words("trace --steps count") == ["trace", "steps", "count"])
    #expect(words("trace --stepsx count") == ["trace"])
    #expect(words("trace count --steps") == ["trace", "count"])
    #expect(words("count --steps") == ["count"])
    #expect(words("x trace --steps") == ["x", "trace"])
    #expect(words("trace -- steps count") == ["trace"])
    #expect(words("count; trace --steps x") == ["count", "", "trace", "steps", "x"])
    #expect(Lexer.comments(in: SourceText("trace --steps count -- really")).count == 1)
  }
}
