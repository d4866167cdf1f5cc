import TallyColumns
import TallySyntax
import Testing

@testable import TallySession

/// Names and texts that cannot be typed as they are.
@Suite struct CompletionNamesTests {
  let session: Session

  init() throws {
    session = try awkwardSession()
  }

  @Test(
    arguments: [
      ("list affe▮", ["list [affected region]"]),
      ("list [affe▮", ["list [affected region]"]),
      ("list [affe▮]", ["list [affected region]"]),
      ("sum b▮", ["sum [by]"]),
      ("list [a]▮", ["list [affected region]", "list [a]]b]"]),
      ("list [a▮", ["list [affected region]", "list [a]]b]"]),
      ("list м▮", ["list місто"]),
      ("list 20▮", ["list [2025 total]"]),
      ("list from od▮", ["list from [odd table]"]),
      (
        "list where [affected region] = n▮",
        ["list where [affected region] = \"New York\"", "list where [affected region] = North"]
      ),
      ("list where [count] = s▮", ["list where [count] = \"say \"\"hi\"\"\""]),
      ("list where [count] = 's▮", ["list where [count] = 'say \"hi\"'"]),
      ("list where [count] = 3M▮", ["list where [count] = \"3M22\""]),
      ("list where open = ▮", ["list where open = yes", "list where open = no"]),
    ] as [Case])
  func areInsertedAsTheyHaveToBeTyped(_ text: String, _ expected: [String]) {
    #expect(results(text, session) == expected)
  }

  @Test func textsThatReadAsSomethingElseTakeQuotes() {
    let offered = texts("list where [count] = ▮", session)
    #expect(offered == ["\"say \"\"hi\"\"\"", "\"by\"", "\"day\"", "\"3M22\""])
  }

  @Test func textsMatchWithoutRegardToCaseInEveryScript() {
    #expect(texts("list where місто = КИ▮", session) == ["Київ", "київ"])
    #expect(texts("list where місто = ▮", session) == ["Одеса", "Київ", "київ"], "the commonest first")
  }

  @Test func whatStandsInThePlaceOfTheUnknownIsNotOffered() {
    session.catalog.add(
      Table(
        name: "odd table", fields: [Field("x")],
        columns: [Column(kind: .text, values: [.unknown, .text("a")])]))
    #expect(texts("list where x = ▮", session) == ["a"])
  }

  @Test func manyTextsAreAHundredCandidates() {
    let texts = (0..<100_000).map { "value \($0)" }
    let column = Column(kind: .text, .plain(TextDictionary(texts)))
    session.catalog.add(Table(name: "odd table", fields: [Field("x")], columns: [column]))
    let offered = SessionTests.texts("list where x = \"value 99▮", session)
    #expect(offered.count == ColumnValues.limit && offered.first == "\"value 99\"")
  }
}
