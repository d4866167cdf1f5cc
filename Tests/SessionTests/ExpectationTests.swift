import TallyDiagnostics
import TallySession
import Testing

/// What answers are held against: exactly, at the digits that are written, within bounds.
@Suite struct ExpectationTests {
  private let session: Session

  init() throws {
    session = Session(today: 20_232)
    try session.open("Data/kyiv-2025-05-24")
    try session.open("Tests/Corpus/Data/readings.csv")
  }

  /// Nil where it is as expected, and what is said otherwise.
  private func failure(_ expectation: String) throws -> String? {
    let outcome = try session.run(SourceText("expect \(expectation)"))
    guard case .expectation(let report) = outcome.result else {
      Issue.record("\(expectation) is no expectation")
      return nil
    }
    return report.failure?.message
  }

  @Test(arguments: [
    "sum casualties where city = Kyiv gives 15+", "sum casualties where city = Kyiv gives >=15",
    "sum launched gives 264", "sum launched gives 264.0", "10 / 4 gives 2.5", "10 / 3 gives 3.33",
    "10 / 3 gives 3.3333", "20 / 3 gives 6.67", "sum neutralised / sum launched gives 95.1 %",
    "sum neutralised / sum launched gives 0.951", "10..20 gives 10..20", "~250 gives ~250",
    "..20 gives ..20", "..20 gives ≤20", "7h gives 7h", "7h gives 420m", "2025-05-24 gives 2025-05-24",
    "\"Kyiv\" gives kyiv", "\"15+\" gives \"15+\"", "1 / 0 gives unknown",
    "sum killed where place in Kyiv gives no report", "sum killed where place in Kyiv gives Unknown",
    "sum launched by weapon gives 14, 250", "min date, max date from exchanges gives 2025-05-23, 2025-05-24",
    "count by month of date from exchanges gives 4", "sum released by month of date gives 1394",
    "list name from places limit 2 gives Ukraine, Kyiv", "weekday(2025-05-24) gives Saturday",
    "sum launched gives 260 within 4", "sum launched gives 260 within 2 %", "7h gives 6h within 1h",
    "0.1 + 0.2 gives 0.3 within 0", "sum launched within 264..264", "sum launched within 200+",
    "sum launched by weapon within 10..300", "sum casualties where city = Kyiv within 15+",
    "sum neutralised / sum launched within 95 %..96 %",
    "list date from exchanges within 2025-05-23..2025-05-24",
    "list date from exchanges within 2025", "rows: places", "no rows: places where name = Paris",
    "no rows: list place where killed > casualties from casualties",
    "35 / 100 within 35 %..40 %", "35 / 100 gives 35 %", "0.945 gives 95 % within 1 %",
    "list name from places limit 1 gives Ukraine",
    "max date from exchanges gives 2025-05-23 within 1d", "list date from exchanges within 2025-05-23..",
    "list date from exchanges within ..2025-06", "9007199254740993 within 9007199254740993..",
    "10..20.25 gives 10..20.25",
    "9007199254740993 gives 9007199254740993", "67 / 100 gives 67 % within 0 %",
  ])
  func itIsAsExpected(_ expectation: String) throws {
    #expect(try failure(expectation) == nil)
  }

  @Test(arguments: [
    ("sum casualties where city = Kyiv gives 15", "the answer is 15+"),
    ("sum casualties where city = Kyiv gives 14+", "the answer is 15+, not 14+"),
    ("10.4..20.3 gives 10..20", "the answer is 10.4..20.3"), ("2.5 gives 2.", "the answer is 2.5"),
    ("5e-13 gives 0", "the answer is "), ("94 / 100 within 35 %..40 %", "the answer is 0.94"),
    ("0.93 gives 95 % within 1 %", "the answer is 0.93, not surely within 1 % of 95 %"),
    ("9007199254740993 within 9007199254740991..9007199254740992", "the answer is 9"),
    ("sum released by date gives 780, 615", "value 2 of the answer is 614, not 615"),
    ("sum released gives 1,394", "the answer has one value: 1,394"),
    ("10 / 4 gives 2", "the answer is 2.5"), ("10 / 4 gives 3", "the answer is 2.5"),
    ("10 / 3 gives 3.34", "the answer is 3.3333"), ("10 / 3 gives 3", "the answer is 3.3333"),
    ("sum neutralised / sum launched gives 95 %", "the answer is 95.1 %"),
    ("sum killed where place in Kyiv gives 0", "the answer is no report"),
    ("1 / 0 gives 0", "the answer is unknown"), ("5 gives unknown", "the answer is 5"),
    ("10..20 gives 15", "the answer is 10..20"), ("~250 gives 250", "the answer is ~250"),
    ("\"Kyiv\" gives Odesa", "the answer is Kyiv"), ("5 gives \"5\"", "the answer is 5"),
    ("sum launched by weapon gives 250, 14", "value 1 of the answer is 14, not 250"),
    ("sum launched by weapon gives 14", "the answer has 2 values: 14, 250"),
    ("places where name = Paris | list name gives Paris", "the answer has no rows"),
    ("sum launched gives 260 within 3", "the answer is 264"),
    ("sum launched gives 260 within 1 %", "the answer is 264"),
    ("sum casualties where city = Kyiv gives 15 within 5", "the answer is 15+"),
    ("sum casualties where city = Kyiv within 10..20", "the answer is 15+"),
    ("10..20 within 11..30", "the answer is 10..20"), ("sum launched within 265+", "the answer is 264"),
    ("sum killed where place in Kyiv within 0+", "the answer is no report"),
    ("list date from exchanges within 2025-05-24", "the answer is 2025-05-23"),
    ("rows: places where name = Paris", "the answer has no rows"),
    ("no rows: places", "the answer has 12 rows"),
  ])
  func itIsNotAsExpected(_ expectation: String, _ message: String) throws {
    let failure = try failure(expectation)
    #expect(failure?.hasPrefix(message) == true, "\(failure ?? "nil")")
  }

  @Test(arguments: [
    ("5 within ~250", "no-range"), ("0.5 within 0.5..95 %", "no-range"), ("5 within many", "no-range"),
    ("0.95 gives 5 % within 1", "no-distance"), ("5 gives 5 within 1h", "no-distance"),
    ("5 gives 5 within -1", "no-distance"), ("17 gives 15 + 2", "no-literal"),
    ("15 gives 3 * 5", "no-literal"),
    ("15 gives 15 into \"x.csv\"", "no-literal"), ("5 gives $nothing", "unknown-value"),
    ("list name, kind from places gives Kyiv", "expected-shape"),
  ])
  func whatCannotBeMeantIsSaid(_ expectation: String, _ id: String) {
    let thrown = #expect(throws: Diagnostic.self) { try failure(expectation) }
    #expect(thrown?.id == id)
  }

  @Test func namedValuesStandInWhatIsExpected() throws {
    session.setParameter("want", to: "15+")
    _ = try session.run(SourceText("let low = 200"))
    #expect(try failure("sum casualties where city = Kyiv gives $want") == nil)
    #expect(try failure("sum launched within $low..300") == nil)
    #expect(try failure("sum launched within $low..210") == "the answer is 264, not surely within 200..210")
  }

  /// A row of which it is not known whether it matches is told of, whatever comes of it.
  @Test func rowsThatMayMatchAreToldOf() throws {
    let outcome = try session.run(SourceText("expect no rows: list place where killed > 100 from casualties"))
    guard case .expectation(let report) = outcome.result else { return }
    #expect(report.failure == nil && report.notes == ["3 more rows may match"])
  }

  @Test func whatIsExpectedIsNotTheLastAnswer() throws {
    _ = try session.run(SourceText("sum launched"))
    #expect(try failure("sum neutralised gives 251") == nil)
    #expect(try failure("list from last gives 264") == nil)
  }
}
