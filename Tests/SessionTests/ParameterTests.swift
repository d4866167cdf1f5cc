import TallyColumns
import TallyDiagnostics
import TallySession
import Testing

/// Values that are named from outside, as `--set` does.
@Suite struct ParameterTests {
  private let session: Session

  init() throws {
    session = Session(today: 20_232)
    try session.open("Data/kyiv-2025-05-24")
    try session.open("Tests/Corpus/Data/readings.csv")
    try session.open("Tests/Corpus/Data/extremes.csv")
  }

  /// The rows of the answer, cells with commas between them.
  private func ask(_ question: String) throws -> [String] {
    guard case .answer(let answer) = try session.run(SourceText(question)).result else { return [] }
    return (0..<answer.table.rowCount).map { row in
      answer.table.columns.map { $0.value(at: row).text() }.joined(separator: ",")
    }
  }

  @Test(arguments: [
    ("20", Value.whole(20)), ("-5", .whole(-5)), ("2.5", .real(2.5)), ("1e3", .real(1000)),
    ("2025-05-24", .date(20_232)), ("7h", .duration(25_200_000_000)), ("yes", .boolean(true)),
    ("15+", .figure(Figure(low: .whole(15), best: nil, high: nil), .whole)),
    ("10..10", .whole(10)), ("Kyiv", .text("Kyiv")), ("", .text("")), ("007", .text("007")),
    ("2025-05", .text("2025-05")), ("1 + 1", .text("1 + 1")), ("today", .text("today")),
    ("\" or 1 = 1 --", .text("\" or 1 = 1 --")),
  ])
  func aLiteralIsOneAndAllElseIsText(_ text: String, _ value: Value) throws {
    session.setParameter("v", to: text)
    #expect(session.catalog.values["v"] == value)
    #expect(try ask("list $V from places limit 1") == [value.text()])
  }

  @Test(arguments: [
    ("Kyiv", "sum casualties where city = $v", "count where city = \"Kyiv\" from casualties"),
    ("Kiev", "sum injured where place in $v", "sum injured where place in Kiev"),
    ("Kiev", "count where place = $v from casualties", "count where place = Kiev from casualties"),
    (
      "Kyiv", "count where city in ($v, Odesa) from casualties",
      "count where city in (Kyiv, Odesa) from casualties"
    ),
    ("ky", "count where name contains $v from places", "count where name contains ky from places"),
    ("^k", "count where name matches $v from places", "count where name matches \"^k\" from places"),
    ("007", "list code where code = $v", "list code where code = 007"),
    ("2", "list place, killed limit $v", "list place, killed limit 2"),
    ("2", "list place, killed skip $v", "list place, killed skip 2"),
    ("2", "top $v weapon by sum launched", "top 2 weapon by sum launched"),
    ("2", "count where killed in $v..13", "count where killed in 2..13"),
    ("2", "count where $v < killed", "count where 2 < killed"),
    ("10..20", "sum launched + $v", "sum launched + 10..20"),
    ("2025-05", "sum released where date = $v", "sum released where date = 2025-05"),
    ("2025", "sum released where date in $v", "sum released where date in 2025"),
    ("2025-05-24", "sum released where date = $v", "sum released where date = 2025-05-24"),
    (
      "2025-05-24", "count where when during $v from events", "count where when during 2025-05-24 from events"
    ),
    ("2025-05-24T00:30", "count where moment = $v", "count where moment = 2025-05-24T00:30"),
    ("7h", "count where length >= $v", "count where length >= 7h"),
    ("yes", "count where sure = $v", "count where sure = yes"),
    (
      "Saturday", "count where weekday of day = $v from readings",
      "count where weekday of day = Saturday from readings"
    ),
    ("Klitschko", "sum approaching according to $v", "sum approaching according to Klitschko"),
    ("Klitschko", "sum approaching using trust $v", "sum approaching using trust Klitschko"),
  ])
  func itStandsWhereItsLiteralCould(_ text: String, _ question: String, _ written: String) throws {
    session.setParameter("v", to: text)
    let answer = try ask(question)
    #expect(!answer.isEmpty)
    if question.hasPrefix("sum casualties") { return #expect(answer == ["15+"]) }
    #expect(try answer == ask(written))
  }

  @Test func noLetChangesIt() throws {
    session.setParameter("City", to: "Odesa")
    let notes = try session.run(SourceText("let city = \"Kyiv\"")).notes
    #expect(notes == ["$city stays Odesa, as given by --set"])
    #expect(
      try ask("count where city = $city from casualties") == ask("count where city = Odesa from casualties"))
    _ = try session.run(SourceText("let few = 3"))
    #expect(try ask("$few") == ["3"])
  }

  @Test(arguments: ["ten", "-1", "2.5", "15+"]) func aNumberOfRowsIsWholeAndNotBelowZero(_ text: String) {
    session.setParameter("n", to: text)
    let thrown = #expect(throws: Diagnostic.self) { try session.run(SourceText("list from places limit $n")) }
    #expect(thrown?.id == "value-is-no-count" && thrown?.span == Span(23, 25))
  }

  @Test func aBadPatternIsPointedAtByItsName() {
    session.setParameter("p", to: "(")
    let thrown = #expect(throws: Diagnostic.self) {
      try session.run(SourceText("count from places where name matches $p"))
    }
    #expect(thrown?.id == "bad-pattern" && thrown?.span == Span(37, 39))
  }

  @Test func anUnknownNameTellsOfTheOption() {
    let thrown = #expect(throws: Diagnostic.self) {
      try session.run(SourceText("list from places limit $many"))
    }
    #expect(thrown?.help?.contains("--set many=20") == true)
  }
}
