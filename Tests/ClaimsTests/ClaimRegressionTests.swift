import TallyClaims
import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyPlanning
import TallySession
import Testing

/// Claims that were once settled wrongly, each by its cause.
@Suite struct ClaimRegressionTests {
  private func ask(
    _ question: String, events: [Value], kind: Kind = .text, places: [Value]? = nil, figures: [Value],
    placeList: [Hierarchy.Entry] = [], eventList: [Hierarchy.Entry] = []
  ) throws -> [String] {
    var roles = TableRoles()
    roles.holdsClaims = true
    (roles.event, roles.place, roles.sources) = (0, 1, [2])
    let table = Table(
      name: "reports", fields: ["event", "place", "source", "n"].map { Field($0) },
      columns: [
        Column(kind: kind, values: events),
        Column(kind: .text, values: places ?? events.map { _ in .unknown }),
        Column(kind: .text, values: events.indices.map { .text("source \($0 % 3)") }),
        Column(kind: .whole, values: figures),
      ], roles: roles)
    var catalog = Catalog(tables: [table])
    if !placeList.isEmpty { catalog.places = try Hierarchy(placeList) }
    if !eventList.isEmpty { catalog.events = try Hierarchy(eventList) }
    let answer = try run(question, catalog)
    return (0..<answer.rowCount).map { row in
      answer.columns.map { $0.value(at: row).text(.readable) }.joined(separator: ",")
    }
  }

  // MARK: - Which claims are of one event

  @Test func eventsStoredOnceARowMeetByTheirText() throws {
    let names = ["dup"] + (0..<2000).map { "event \($0)" } + ["dup"]
    let roles = {
      var roles = TableRoles()
      roles.holdsClaims = true
      (roles.event, roles.sources) = (0, [1])
      return roles
    }()
    let table = Table(
      name: "reports", fields: ["event", "source", "n"].map { Field($0) },
      columns: [
        Column(kind: .text, .plain(TextDictionary(names))),
        Column(kind: .text, values: names.indices.map { .text("source \($0 % 2)") }),
        Column(kind: .whole, values: names.map { .whole($0 == "dup" ? 10 : 0) }),
      ], roles: roles)
    #expect(try run("sum n", Catalog(tables: [table])).columns[0].value(at: 0) == .whole(10))
    let some = try run("sum n where event = dup or event = \"event 7\"", Catalog(tables: [table]))
    #expect(some.columns[0].value(at: 0) == .whole(10))
  }

  @Test func eventsThatAreNumbersAreToldApartByTheirNumber() throws {
    let figures: [Value] = [.whole(10), .whole(10), .whole(5)]
    let reals: [Value] = [.real(1.5), .real(1.5), .real(2.5)]
    #expect(try ask("sum n", events: reals, kind: .real, figures: figures) == ["15"])
    let great: [Value] = [.whole(.max), .whole(.max), .whole(.min)]
    let list = [Hierarchy.Entry("raid")]
    #expect(
      try ask("sum n", events: great, kind: .whole, figures: figures, eventList: list) == ["15"])
  }

  @Test func anUnknownEventIsOneOfItsOwn() throws {
    #expect(
      try ask(
        "sum n", events: [.unknown, .unknown, .text("raid")], figures: [.whole(1), .whole(2), .whole(4)])
        == ["7"])
  }

  // MARK: - Accounts

  @Test func namesOfOnePlaceInOneEventAreOneAccount() throws {
    let list = [Hierarchy.Entry("Kyiv", also: ["Kiev"])]
    let events: [Value] = [.text("raid"), .text("Raid"), .text("raid")]
    let figures: [Value] = [.whole(10), .whole(10), .whole(10)]
    #expect(
      try ask(
        "sum n", events: events, places: ["Kyiv", "Kiev", "kyiv"].map(Value.text), figures: figures,
        placeList: list) == ["10"])
    #expect(
      try ask("sum n", events: events, places: ["Lviv", "lviv", "LVIV"].map(Value.text), figures: figures)
        == ["10"])
  }

  @Test func aClaimWithoutAPlaceHoldsThoseWithOne() throws {
    let events = [Value](repeating: .text("raid"), count: 3)
    #expect(
      try ask(
        "sum n", events: events, places: [.unknown, .text("Kyiv"), .text("Lviv")],
        figures: [.whole(12), .whole(5), .whole(4)]) == ["12"])
  }

  // MARK: - Inclusions

  @Test func aFigureThatIncludesItselfIsRejected() throws {
    let ask = try Asking(package: "night")
    #expect(try ask.fault("role casualties includes casualties")?.id == "cycle")
    #expect(try ask.fault("role injured includes casualties in casualties")?.id == "cycle")
    var roles = TableRoles()
    roles.includes = [0: [1], 1: [2], 2: [1]]
    #expect(roles.circleOfInclusions == [1, 2, 1])
    roles.includes = [0: [1, 2], 1: [2]]
    #expect(roles.circleOfInclusions == nil)
  }

  @Test func aPackageWhoseFiguresIncludeThemselvesIsRejected() {
    #expect {
      try Asking(package: "circle")
    } throws: { error in
      guard let error = error as? FileError else { return false }
      return error.diagnostic.message.contains("hurt includes killed includes hurt")
    }
  }

  private func parted(_ question: String) throws -> Answer {
    var roles = TableRoles()
    roles.holdsClaims = true
    (roles.event, roles.sources, roles.includes) = (0, [1], [2: [3, 4]])
    let text = { (texts: [String]) in Column(kind: .text, values: texts.map(Value.text)) }
    let table = Table(
      name: "reports", fields: ["event", "source", "hurt", "killed", "injured"].map { Field($0) },
      columns: [
        text(["raid", "raid"]), text(["A", "B"]), Column(kind: .whole, values: [.unknown, .unknown]),
        Column(kind: .whole, values: [.whole(5), .whole(7)]),
        Column(kind: .whole, values: [.whole(1), .whole(1)]),
      ], roles: roles)
    return try answer(question, Catalog(tables: [table]))
  }

  @Test func aDisputeAmongPartsIsOneOfTheWhole() throws {
    let sum = try parted("sum hurt")
    #expect(sum.table.columns[0].value(at: 0).text(.readable) == "6+")
    #expect(sum.notes.contains("killed, part of hurt, is disputed: A 5, B 7"))
    let tally = try parted("tally hurt").table
    let cell = { (name: String) in tally.column(named: name)?.value(at: 0).text(.readable) }
    #expect(tally.columns.contains { $0.value(at: 0) == .text("disputed") })
    #expect(cell("A") == "6+")
    #expect(cell("B") == "8+")
  }

  // MARK: - Claims that may not belong here

  private func chosen(_ question: String, events: [String], figures: [Int64], sure: Int) throws -> [String] {
    try ask(
      "\(question) where place = Kyiv", events: events.map(Value.text),
      places: events.indices.map { $0 < sure ? .text("Kyiv") : .unknown }, figures: figures.map(Value.whole))
  }

  @Test func someOfTheClaimsThatMayMatchAreInsideTheBounds() throws {
    // The second claim disputes the first: 5..10. The third is of another event, and adds 5 or nothing.
    let two = try chosen("sum n", events: ["e1", "e1", "e2"], figures: [10, 5, 5], sure: 1)
    #expect(two == ["5..15"])
    // Nobody's claim, that of 10, that of 5, or both.
    let one = try chosen("max n", events: ["e1", "e1"], figures: [10, 5], sure: 0)
    #expect(one == ["5..10"])
    let together = try chosen("mean n, count", events: ["e1", "e1"], figures: [10, 5], sure: 1)
    #expect(together == ["5..10,1..2"])
  }

  @Test func manyClaimsThatMayMatchAreBoundedWithoutTryingThemAll() throws {
    let events = [String](repeating: "e1", count: 12)
    let figures = (1...12).map(Int64.init)
    let answer = try chosen("max n", events: events, figures: figures, sure: 1)
    #expect(answer == ["1..78"])
  }

  // MARK: - Files

  @Test func aTableWithDeclaredFiguresStillKnowsItsFile() throws {
    let session = Session(today: 20_232)
    try session.open("\(Asking.packages)/ucdp")
    let table = try #require(session.catalog.tables.first { $0.column(named: "deaths") != nil })
    #expect(table.path?.hasSuffix("events.csv") == true)
  }
}
