import TallyColumns
import Testing

@testable import TallySession

/// What can come behind `draw`.
@Suite struct PictureCompletionTests {
  private let session: Session

  init() throws {
    session = try shippedSession()
  }

  @Test func allPicturesAreOffered() {
    let all = ["bars", "line", "histogram", "heatmap", "spark", "timeline", "into"]
    #expect(completions("sum launched by weapon draw ▮", session).candidates.map(\.text) == all)
    #expect(completions("sum launched by weapon | draw ▮", session).candidates.map(\.text) == all)
  }

  @Test(
    arguments: [
      ("sum launched by weapon draw ba▮", ["sum launched by weapon draw bars"]),
      ("sum launched by weapon dr▮", ["sum launched by weapon draw"]),
      ("sum launched by weapon | dra▮", ["sum launched by weapon | draw"]),
      ("sum launched by weapon draw bars i▮", ["sum launched by weapon draw bars into"]),
      ("sum launched by weapon draw bars ▮", ["sum launched by weapon draw bars into"]),
    ] as [Case])
  func theWordAtTheCursorIsFinished(_ text: String, _ expected: [String]) {
    #expect(results(text, session) == expected)
  }
}
