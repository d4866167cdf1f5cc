import Testing

/// One night in the words of several reports, some of which disagree.
@Suite struct DisputedNightTests {
  private let ask: Asking

  init() throws { ask = try Asking(package: "night") }

  @Test func fourteenMissilesBesideSixteenAreDisputed() throws {
    #expect(try ask(#"sum launched where weapon="ballistic missile""#) == "14..16")
    let notes = try ask.notes(#"sum launched where weapon="ballistic missile""#)
    #expect(
      notes.contains {
        $0.contains("disputed") && $0.contains("officials") && $0.contains("the second report")
      })
  }

  @Test(arguments: [
    ("lowest", "14"), ("highest", "16"), ("latest", "16"), ("earliest", "14"), ("trust officials", "14"),
    (#"trust "the second report" > officials"#, "16"), (#"trust "the first report""#, "14"),
  ])
  func aPolicyDecides(_ policy: String, _ figure: String) throws {
    #expect(try ask(#"sum launched where weapon="ballistic missile" using \#(policy)"#) == figure)
  }

  @Test func aPolicyChangesNothingWhereAllAgree() throws {
    for policy in ["lowest", "highest", "latest", "trust officials"] {
      #expect(try ask(#"sum launched where weapon="Shahed drone" using \#(policy)"#) == "250", "\(policy)")
    }
  }

  @Test func theReportsOfOneSourceAreItsWord() throws {
    #expect(
      try ask(#"sum launched according to "second report" by weapon"#)
        == "ballistic missile, 16 | Shahed drone, 250")
    #expect(try ask.fault("sum launched according to report")?.id == "several-sources")
  }

  @Test func aReportThatCallsAllDronesShotDownIsADispute() throws {
    #expect(try ask(#"sum shot_down where weapon="Shahed drone""#) == "128..245")
    #expect(try ask(#"sum neutralised where weapon="Shahed drone""#) == "245")
  }

  @Test func aReportThatDatesTheNightADayLaterIsOfTheSameNight() throws {
    #expect(try ask(#"sum launched where weapon="Shahed drone""#) == "250")
    #expect(try ask(#"sum launched where weapon="Shahed drone" raw"#) == "750")
  }

  @Test func seventeenInjuredOrMoreBesideFourteenAreDisputed() throws {
    #expect(try ask("sum injured where place = Kyiv") == "14+")
    #expect(try ask("sum injured where place = Kyiv using lowest") == "14")
    #expect(try ask("sum injured where place = Kyiv using highest") == "17+")
  }

  @Test func fiveInObolonAreNotAddedToKyivs() throws {
    #expect(try ask("sum casualties where place in Kyiv") == "15+")
    #expect(try ask("sum casualties where place in Kyiv raw") == "15+")
    #expect(try ask("sum injured where place in Kyiv") == "14+")
  }

  @Test func latestCannotTellWhereReportTimesAreTheSame() throws {
    let notes = try ask.notes("sum injured where place = Kyiv using latest")
    #expect(notes.contains { $0.contains("cannot be told") })
  }
}
