import Testing

/// What the report of the night invites to get wrong, asked of the shipped data as the shell shows it.
@Suite struct TrapTests {
  private let ask: Asking

  init() throws { ask = try Asking(Asking.shipped) }

  @Test func obolonsFiveAreNotAddedToKyivsFifteen() throws {
    #expect(try ask("sum casualties where city=Kyiv") == "15+")
    #expect(try ask("sum casualties where place in Kyiv") == "15+")
    #expect(
      try ask.notes("sum casualties where city=Kyiv").contains("Obolon 5+ is inside Kyiv, counted once"))
    #expect(try ask("sum injured where place in Obolon") == "5+")
  }

  @Test func sixWhoNeededCareAreNotAddedToFifteenCasualties() throws {
    #expect(try ask("sum treated where place in Kyiv") == "6")
    #expect(try ask("sum casualties, sum treated where city=Kyiv") == "15+, 6")
  }

  @Test func partsAreNotAddedToTheWhole() throws {
    #expect(try ask("sum neutralised") == "251")
    #expect(try ask(#"sum neutralised where weapon="Shahed drone""#) == "245")
    #expect(try ask(#"sum shot_down, sum jammed where weapon="Shahed drone""#) == "128, 117")
    #expect(
      try ask("sum neutralised / sum launched by weapon")
        == "ballistic missile, 42.9 % | Shahed drone, 98.0 %")
    #expect(try ask("sum neutralised / sum launched") == "95.1 %")
  }

  @Test func nobodyReportedOnTheDeadInKyivIsNotZero() throws {
    let question = "sum killed where place in Kyiv"
    #expect(try ask(question) == "no report")
    #expect(try ask.notes(question).contains("3 rows matched, none gives killed"))
  }

  @Test func atLeastIsKeptThroughEveryAnswer() throws {
    #expect(try ask("sum approaching according to Klitschko") == "21+")
    for answer in ["sum", "mean", "min", "max", "median"] {
      #expect(try ask("\(answer) casualties where city=Kyiv") == "15+", "\(answer)")
    }
    #expect(try ask("sum casualties * 2 where city=Kyiv") == "30+")
    #expect(try ask("list [casualties] from casualties where [casualties] >= 15 and city=Kyiv") == "15+")
    #expect(try ask("list alerts where duration > 8h") == "")
    #expect(try ask.notes("list alerts where duration > 8h") == ["1 more row may match"])
    #expect(try ask.answer("list alerts where duration > 7h").table.rowCount == 1)
  }

  @Test func figuresAreSettledBeforeTheyAreHeldAgainstOneAnother() throws {
    #expect(try ask("correlation of launched and neutralised") == "1")
    #expect(try ask("first casualties where city=Kyiv") == "15+")
    #expect(try ask("quantile 0.5 of casualties where city=Kyiv") == "15+")
    #expect(try ask("mode released") == "307")
    #expect(try ask("variance launched") == "27,848")
  }

  @Test func anExchangeOfEachSideIsCountedOnceASide() throws {
    #expect(try ask("sum released where side=Ukraine") == "697")
    #expect(try ask("sum released by side") == "Russia, 697 | Ukraine, 697")
    #expect(try ask("sum released where side=Ukraine by date") == "2025-05-23, 390 | 2025-05-24, 307")
  }

  @Test func theNightOfTwoDatesIsLostToNeither() throws {
    let question = #"list start, end from events where event="assault on Kyiv""#
    #expect(try ask(question) == "2025-05-23, 2025-05-24")
    #expect(
      try ask(#"count from casualties where start <= 2025-05-24 and end >= 2025-05-24 and city=Kyiv"#) == "3")
    #expect(
      try ask(#"count from casualties where start <= 2025-05-23 and end >= 2025-05-23 and city=Kyiv"#) == "3")
  }

  @Test func disagreementIsNotHidden() throws {
    let night = try Asking(package: "night")
    #expect(try night(#"sum launched where weapon="ballistic missile""#) == "14..16")
    #expect(
      try night.notes(#"sum launched where weapon="ballistic missile""#).contains { $0.contains("disputed") })
    #expect(try ask.notes("sum launched by weapon").allSatisfy { !$0.contains("disputed") })
  }
}
