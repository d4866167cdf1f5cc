import TallyColumns
import TallyDiagnostics
import TallySyntax
import Testing

@testable import TallySession

/// Which candidates go with what is typed, what is replaced, and what is said of them, at the ▮.
@Suite struct CompletionMatchingTests {
  let session: Session

  init() throws {
    session = try shippedSession()
  }

  @Test(
    arguments: [
      ("sum down▮ from strikes", ["shot_down"]),
      ("sum lnchd▮ from strikes", ["launched"]),
      ("sum launched where weapon = drone▮", ["\"Shahed drone\""]),
      ("sum launched where weapon = \"drone▮\"", ["\"Shahed drone\""]),
      ("sum launched where weapon = bm▮", ["\"ballistic missile\""]),
      ("sum launched where weapon = 'shdr▮", ["'Shahed drone'"]),
      ("lst▮", ["last", "list"]),
      ("descr▮", ["describe"]),
      ("use strk▮", ["strikes"]),
      ("set frmt▮", ["format"]),
      ("sum zzz▮", []),
      ("sum z▮", []),
      ("sum launched as xx▮", []),
    ] as [Case])
  func whatBeginsOtherwiseIsFoundWhereNothingBeginsSo(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  @Test(
    arguments: [
      // The rest of the word belongs to it.
      ("sum la▮unched", ["sum launched"]),
      ("sum l▮aun where weapon = x", ["sum launched where weapon = x"]),
      ("su▮m launched", ["sum launched"]),
      // It does not: what stands behind the cursor stays.
      ("sum la▮xyz from strikes", ["sum launchedxyz from strikes"]),
      ("sum ▮launched from strikes where weapon = x", []),
      // No second parenthesis, bracket or quote.
      ("list sqr▮(launched)", ["list sqrt(launched)"]),
      ("list sqr▮", ["list sqrt("]),
      ("sum launched by weapon | list [sum lau▮]", ["sum launched by weapon | list [sum launched]"]),
      ("sum launched by weapon | list [sum lau▮", ["sum launched by weapon | list [sum launched]"]),
      ("list where weapon = \"▮Shahed drone\" from strikes", []),
    ] as [Case])
  func onlyWhatBelongsToTheWordIsReplaced(_ text: String, _ expected: [String]) {
    let found = results(text, session)
    if expected.isEmpty {
      let list = completions(text, session)
      let unmarked = text.replacing("▮", with: "")
      #expect(list.replaced.upperBound <= unmarked.utf8.count && !found.contains { $0.contains("\"\"") })
    } else {
      #expect(found == expected)
    }
  }

  @Test(
    arguments: [
      ("sum launched\n  where weapon = sh▮", ["\"Shahed drone\""]),
      ("sum launched\n  where weap▮\n  by weapon", ["weapon"]),
      ("strikes\n  | sum la▮\n  | list weapon", ["launched"]),
      ("strikes |\n  where launched > 3 |\n  sum jam▮", ["jammed"]),
      ("list weapon,\n  sho▮\n  from strikes", ["shot_down"]),
    ] as [Case])
  func everyRowOfAStatementIsCompleted(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  @Test func candidatesSayWhatTheyAre() {
    let remarks = { (text: String) in
      completions(text, session).candidates.map { "\($0.label): \($0.remark)" }
    }
    #expect(remarks("sum launched by we▮") == ["weapon: column, text"])
    #expect(remarks("sum la▮ from strikes") == ["launched: column, whole"])
    #expect(remarks("sum casu▮ from casualties") == ["casualties: column, whole figure"])
    #expect(remarks("su▮") == ["sum: verb"])
    #expect(remarks("list sqr▮") == ["sqrt: function"])
    #expect(remarks("use stri▮") == ["strikes: table"])
    #expect(remarks("sum launched where weapon = sha▮") == ["Shahed drone: 1 row"])
    #expect(remarks("list where place = Ky▮ from casualties").first?.hasPrefix("Kyiv: ") == true)
    session.catalog.name(.whole(1_234), "most")
    #expect(remarks("sum launched where launched > $m▮") == ["$most: 1,234"])
  }

  @Test func numbersAndDatesAreOfferedByFrequency() {
    let years = [2024, 2025, 2025, 2025, 2024, 2023, 2023, 2023, 2023, 2024].map { Value.whole($0) }
    let days = [5, 5, 5, 4, 4, 3, 3, 3, 3, 3].map { Value.date($0) }
    session.catalog.add(
      Table(
        name: "t", fields: [Field("year"), Field("day")],
        columns: [Column(kind: .whole, values: years), Column(kind: .date, values: days)]))
    #expect(texts("t where year = ▮", session).starts(with: ["2023", "2024", "2025"]))
    #expect(texts("t where year in (2023, 202▮", session) == ["2023", "2024", "2025"])
    #expect(texts("t where year > ▮", session) == [])
    #expect(texts("t where day = 1970-01▮", session) == ["1970-01-04", "1970-01-06", "1970-01-05"])
    #expect(completions("t where year = 2023▮", session).candidates.map(\.remark) == ["4 rows"])
  }

  @Test func whatIsTooMuchToListIsCounted() {
    let texts = (0..<1_000).map { "value \($0)" }
    let codes = (0..<3_000).map { UInt16($0 % 1_000) }
    let column = Column(kind: .text, .code16(codes, TextDictionary(texts)))
    session.catalog.add(Table(name: "t", fields: [Field("x")], columns: [column]))
    let list = completions("t where x = ▮", session)
    #expect(list.candidates.count == ColumnValues.limit && list.omitted == 1_000 - ColumnValues.limit)
    #expect(completions("t where x = \"value 99▮", session).candidates.count == 11)
    #expect(completions("t where x = \"value 99▮", session).omitted == 0)
  }

  @Test func theLastAnswerIsATable() throws {
    _ = try session.run(SourceText("sum launched by weapon"))
    // Columns of the answer were offered where a table's own were meant.
    #expect(!texts("sum ▮", session).contains("[sum launched]"))
    #expect(texts("last | where we▮", session) == ["weapon"])
    #expect(texts("list from las▮", session) == ["last"])
    _ = try session.run(SourceText("list from last"))
    _ = try session.run(SourceText("last | list weapon"))
  }

  @Test func aLineThatBeginsWithABarGoesOnFromTheQuestionBefore() throws {
    _ = try session.run(SourceText("sum launched, sum jammed by weapon"))
    #expect(results("| where jam▮ > 3", session) == ["| where sum jammed > 3"])
    #expect(results("  | list we▮", session) == ["  | list weapon"])
    #expect(results("▮| list weapon", session).allSatisfy { $0.hasSuffix("| list weapon") })
  }

  @Test(
    arguments: [
      ("sum approaching using ▮", ["lowest", "highest", "latest", "earliest", "trust"]),
      ("sum approaching using lat▮", ["latest"]),
      ("sum approaching using latest by ▮ from warnings", []),
      ("sum approaching according ▮", ["to"]),
      ("sum approaching according to kl▮", ["\"Vitalii Klitschko\""]),
      ("sum approaching according to \"vita▮", ["\"Vitalii Klitschko\""]),
      ("sum approaching using trust kl▮", ["\"Vitalii Klitschko\""]),
      ("sum approaching using trust x > kl▮", ["\"Vitalii Klitschko\""]),
      (
        "sum approaching raw ▮",
        ["from", "where", "by", "across", "sort", "limit", "skip", "using", "according"]
      ),
    ] as [Case])
  func claimsAreSettledByPoliciesAndSources(_ text: String, _ expected: [String]) {
    let found = texts(text, session)
    if expected.isEmpty { #expect(found.contains("place")) } else { #expect(found == expected) }
  }

  @Test func everyPlaceInAQueryHasAList() {
    // Each candidate put in its place gives a text that has all of what it leaves standing.
    let queries = [
      "sum launched, count distinct weapon from strikes where (weapon in (\"Shahed drone\", x) or not jammed is unknown) by month of start sort x down limit 3",
      "casualties | join places on place = name | where kind = \"city\" | add half = round(killed / 2) | list [half] into \"out.csv\"",
      "sum \"Київ\" where [affected region] = 'x y' and $most > -1..5+ # a remark\n| keep 2 highest launched per weapon",
    ]
    for query in queries {
      let bytes = Array(query.utf8)
      for cursor in 0...bytes.count {
        let list = session.completions(of: query, at: cursor)
        #expect(list.replaced.lowerBound >= 0 && list.replaced.upperBound <= bytes.count)
        #expect(list.replaced.lowerBound <= cursor && list.candidates.count <= 1_000)
        #expect(Set(list.candidates.map(\.text)).count == list.candidates.count)
        for edge in [list.replaced.lowerBound, list.replaced.upperBound] where edge < bytes.count {
          #expect(bytes[edge] & 0xC0 != 0x80, "inside of a character at \(cursor) of \(query)")
        }
      }
    }
  }

  @Test func codesOfTextsAreNoRowsOfTheMask() {
    // More texts than are counted, and few rows that have one of them.
    let count = (1 << 21) + 1
    let bytes = Array("alpha".utf8) + [UInt8](repeating: UInt8(ascii: "b"), count: count - 1)
    let dictionary = TextDictionary(bytes: bytes, offsets: [0] + (5..<(count + 5)))
    var missing = NullMask(count: 3)
    missing.setNull(0)
    let column = Column(kind: .text, .code32([0, 0, 1], dictionary), missing: missing)
    session.catalog.add(Table(name: "t", fields: [Field("x")], columns: [column]))
    #expect(texts("list where x = al▮ from t", session) == ["alpha"])
  }

  @Test func whatStandsInThePlaceOfTheUnknownIsNotOffered() {
    var missing = NullMask(count: 3)
    missing.setNull(1)
    let column = Column(kind: .text, .plain(TextDictionary(["alpha", "alps", "also"])), missing: missing)
    session.catalog.add(Table(name: "t", fields: [Field("x")], columns: [column]))
    #expect(texts("list where x = al▮ from t", session) == ["alpha", "also"])
  }
}
