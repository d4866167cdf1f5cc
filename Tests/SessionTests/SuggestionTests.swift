import Testing

@testable import TallySession

/// What is suggested behind a question on the shipped data.
@Suite struct SuggestionTests {
  let session: Session

  init() throws {
    session = try shippedSession()
  }

  @Test(
    arguments: [
      // The only word that can come.
      ("sum lau", "nched"),
      ("sum launched whe", "re"),
      ("quantile 0.9 ", "of"),
      ("desc", "ribe"),
      // The commonest value of a column.
      ("count from casualties where city=", "Kyiv"),
      ("count from casualties where city = Ky", "iv"),
      ("count from statements where speaker=", "\"Kyiv City Military Administration\""),
      ("sum launched where weapon = \"Sha", "hed drone\""),
      ("count from places where kind=ci", "ty"),
      // Several things could come, or are as common.
      ("sum launched where weapon = ", nil),
      ("count from places where kind=", nil),
      ("", nil),
      ("s", nil),
      ("sum ", nil),
      ("sum launched ", nil),
      ("sum launched where ", nil),
      // What is typed would have to be changed.
      ("sum launched where weapon = Sha", nil),
      ("sum launched where weapon = \"sha", nil),
      ("SU", nil),
      // Nothing is missing.
      ("sum", nil),
      ("sum launched where weapon = \"Shahed drone\"", nil),
      ("count where open = ", nil),
      ("-- su", nil),
      // Files are not looked for.
      ("load /et", nil),
      ("sum launched into \"/et", nil),
    ] as [(String, String?)])
  func behindAText(_ text: String, _ expected: String?) {
    #expect(session.suggestion(behind: text) == expected)
  }

  @Test func noQueryIsRunWithAKeyToFindTheColumnsThatGoAcross() {
    let text = "sum launched by event across weapon | list [Shah"
    #expect(texts(text + "▮", session) == ["[Shahed drone]"])
    #expect(session.suggestion(behind: text) == nil)
    #expect(texts(text + "▮", session) == ["[Shahed drone]"])
  }
}
