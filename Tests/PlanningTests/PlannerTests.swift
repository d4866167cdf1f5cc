import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax
import Testing

@Suite struct PlannerTests {
  private static let catalog: Catalog = {
    let strikes = Table(
      name: "strikes", fields: [Field("weapon"), Field("launched"), Field("flown")],
      columns: [
        Column(kind: .text, values: [.text("drone")]), Column(kind: .whole, values: [.whole(3)]),
        Column(kind: .duration, values: [.duration(Moment.perHour)]),
      ])
    // What `let total = sum launched` leaves.
    let total = Table(
      name: "total", fields: [Field("sum launched", shortName: "launched")],
      columns: [Column(kind: .whole, values: [.whole(3)])])
    return Catalog(tables: [strikes, total])
  }()

  /// An answer kept by let also answers to its column's name, and once made every question ambiguous.
  @Test func keptAnswerDoesNotStandInTheWayOfItsColumn() throws {
    #expect(try plan("sum launched").outline.contains("scan strikes"))
    #expect(try plan("sum launched from total").outline.contains("scan total"))
  }

  /// At the head of a stage an aggregate is asked, though a column has its name.
  @Test func aggregateAtTheHeadIsAsked() throws {
    #expect(try plan("sum launched by weapon | sum launched").outline.contains("aggregate sum(#1)"))
    #expect(try plan("sum launched by weapon | where sum launched > 2").outline.contains("filter #1 in 3.."))
  }

  /// The least whole number was once refused, as its digits without the sign do not fit.
  @Test func leastWholeNumberCanBeTyped() throws {
    #expect(
      try plan("list launched + -9223372036854775808 from strikes").outline.contains("-9223372036854775808"))
    #expect(throws: Diagnostic.self) { try plan("list launched where launched = - -9223372036854775808") }
  }

  /// Durations were once multiplied by durations, and held against plain numbers.
  @Test(arguments: ["flown * flown", "launched / flown", "max(flown, launched)", "min(launched, flown)"])
  func durationsAndNumbersAreNotMixed(_ expression: String) throws {
    let diagnostic = #expect(throws: Diagnostic.self) { try plan("list \(expression) from strikes") }
    #expect(diagnostic?.id == "mixed-kinds")
  }

  @Test(arguments: ["flown * 2", "2 * flown", "flown / 2", "flown / flown", "max(flown, 1h)"])
  func durationsAndNumbersThatFit(_ expression: String) throws {
    #expect(throws: Never.self) { try plan("list \(expression) from strikes") }
  }

  /// `x != unknown` was once answered with the line for `is unknown`.
  @Test func notUnknownIsMendedToIsNotUnknown() throws {
    let diagnostic = #expect(throws: Diagnostic.self) { try plan("list weapon where launched != unknown") }
    #expect(diagnostic?.fix == "list weapon where launched is not unknown")
  }

  /// A key whose name has to stand in brackets was not found again among the answers.
  @Test func keyOfABracketedNameStandsAmongTheAnswers() throws {
    let plan = try plan("count as many, [the weapon] as same by weapon as [the weapon]")
    #expect(plan.fields.count == 3)
  }

  /// Only the sign of a plain number is read together with it.
  @Test func negatedFigureCanBeComparedWith() throws {
    #expect(throws: Never.self) { try plan("list from strikes where launched >= -(3..9)") }
  }

  /// A window over another window looked for its column among those of the rows, and ended the program.
  @Test func windowOverAWindowIsAStepOfItsOwn() throws {
    let plan = try plan("from strikes | add sum = running (previous launched), rank = rank of launched")
    #expect(plan.outline.contains("window running(#3), rank(#1)"))
    #expect(plan.outline.contains("window previous(#1)"))
  }

  private func plan(_ text: String) throws -> QueryPlan {
    let source = SourceText(text)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
      throw Diagnostic("no-query", "no query")
    }
    return try Planner.plan(query, source: source, catalog: PlannerTests.catalog)
  }
}
