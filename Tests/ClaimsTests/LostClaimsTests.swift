import TallyDiagnostics
import TallySession
import Testing

/// Rows stay claims as long as they tell what they are about and whose word they are; where they are none any
/// more, an answer that would have been another says so.
@Suite struct LostClaimsTests {
  private let lead = "nothing is settled, each row counts"

  @Test(
    arguments: [
      "list event, place, source, killed from casualties | sum killed",
      "list event, place, source, killed as k from casualties | sum k",
      "casualties | add k = killed + 0 | sum k", "casualties | add k = 2 * killed | sum killed",
      "casualties | add r = running killed | sum killed",
    ])
  func chosenColumnsAreClaims(_ question: String) throws {
    let ask = try Asking(Asking.shipped)
    #expect(try ask(question) == "13")
    #expect(try !ask.notes(question).contains { $0.contains(lead) })
  }

  @Test(
    arguments: [
      "list place, killed from casualties | sum killed", "casualties | add event = \"one\" | sum killed",
      "casualties | full join events on event | sum killed", "events | join casualties on event | sum killed",
      "events | inner join casualties on event | sum killed",
      "list distinct place, killed, source, event from casualties | sum killed",
    ])
  func plainRowsSaySo(_ question: String) throws {
    let ask = try Asking(Asking.shipped)
    #expect(try ask(question) == "16")
    #expect(try ask.notes(question).contains { $0.contains(lead) })
    #expect(try !ask.notes(question.replacing("sum killed", with: "count")).contains { $0.contains(lead) })
  }

  /// `let c = list from casualties` once made plain rows of claims.
  @Test func namedRowsAreClaims() throws {
    let session = Session(today: 20_232)
    try session.open(Asking.shipped)
    #expect(try session.run(SourceText("let c = list from casualties")).notes.isEmpty)
    guard case .answer(let answer) = try session.run(SourceText("sum killed from c")).result else {
      Issue.record("no answer")
      return
    }
    #expect(answer.table.columns[0].value(at: 0).text() == "13")
    let plain = try session.run(SourceText("let d = list place, killed from casualties"))
    #expect(plain.notes.contains { $0.contains(lead) })
  }

  /// The rows of a window see others, so what comes of them is no claim.
  @Test func windowsAreNobodysClaims() throws {
    let ask = try Asking(Asking.shipped)
    #expect(try ask("casualties | add r = running killed | max r") == "16")
  }
}
