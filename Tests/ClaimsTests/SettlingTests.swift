import TallyClaims
import TallyColumns
import TallyExecution
import TallyPlanning
import Testing

/// What never changes an answer over claims, tried on random reports of a few events.
@Suite struct SettlingTests {
  private struct Report {
    let event: String
    let place: String
    let source: String
    let reported: Int64?
    let item: String
    let killed: Value
  }

  private let places: Hierarchy

  init() throws {
    places = try Hierarchy([
      Hierarchy.Entry("country"), Hierarchy.Entry("city", inside: "country"),
      Hierarchy.Entry("district", inside: "city"), Hierarchy.Entry("port", inside: "country"),
    ])
  }

  private func figure(_ random: inout SeededNumbers) -> Value {
    let low = random.number(0...20)
    let high = low + random.number(1...8)
    return switch random.number(0...6) {
    case 0...2: .whole(low)
    case 3: .figure(Figure(low: .whole(low), best: nil, high: nil), .whole)
    case 4: .figure(Figure(low: .whole(low), best: nil, high: .whole(high)), .whole)
    case 5:
      .figure(Figure(low: .whole(low), best: .whole(random.number(low...high)), high: .whole(high)), .whole)
    default: .unknown
    }
  }

  private func reports(_ random: inout SeededNumbers, count: Int) -> [Report] {
    (0..<count).map { _ in
      Report(
        event: random.pick(["raid", "strike"]), place: random.pick(["country", "city", "district", "port"]),
        source: random.pick(["officials", "a witness", "the army"]),
        reported: random.chance(80) ? random.number(1...3) : nil,
        item: random.pick(["drone", "missile"]), killed: figure(&random))
    }
  }

  private func table(_ reports: [Report]) -> Table {
    var roles = TableRoles()
    roles.holdsClaims = true
    (roles.event, roles.place, roles.sources, roles.reported, roles.items) = (0, 1, [2], 3, [4])
    let text = { (part: (Report) -> String) in Column(kind: .text, values: reports.map { .text(part($0)) }) }
    return Table(
      name: "reports", fields: ["event", "place", "source", "reported", "item", "killed"].map { Field($0) },
      columns: [
        text(\.event), text(\.place), text(\.source),
        Column(kind: .date, values: reports.map { $0.reported.map(Value.date) ?? .unknown }), text(\.item),
        Column(kind: .whole, values: reports.map(\.killed)),
      ], roles: roles)
  }

  private func answer(_ question: String, _ reports: [Report]) throws -> [String] {
    var catalog = Catalog(tables: [table(reports)])
    catalog.places = places
    let answer = try run(question, catalog)
    return (0..<answer.rowCount).map { row in
      answer.columns.map { $0.value(at: row).text() }.joined(separator: ",")
    }
  }

  private static let questions = [
    "sum killed", "sum killed by event", "sum killed by item", "max killed by place", "mean killed",
    "sum killed using lowest", "sum killed using highest", "sum killed using latest",
    "sum killed using earliest",
    "sum killed using trust officials > \"a witness\"", "sum killed where killed > 10 by event",
    "sum killed raw",
  ]

  @Test(arguments: questions) func theOrderOfRowsNeverChangesAnAnswer(_ question: String) throws {
    var random = SeededNumbers(seed: 3)
    for _ in 0..<25 {
      var reports = reports(&random, count: 9)
      // Policies may only name sources that the table has.
      reports += ["officials", "a witness"].map {
        Report(event: "raid", place: "port", source: $0, reported: 1, item: "drone", killed: .whole(2))
      }
      let expected = try answer(question, reports)
      for _ in 0..<4 {
        reports.shuffle(using: &random)
        #expect(try answer(question, reports) == expected)
      }
    }
  }

  @Test func theOrderOfSourcesInACellNeverChangesAnAnswer() throws {
    var random = SeededNumbers(seed: 4)
    for _ in 0..<25 {
      let reports = reports(&random, count: 8)
      let names = Array(Set(reports.map(\.source)))
      let trusted = random.pick(names)
      var texts: Set<[String]> = []
      for order in [names, names.reversed()] {
        let other = order.first { $0 != trusted } ?? "nobody else"
        for cell in ["\(trusted); \(other)", "\(other); \(trusted)"] {
          var table = table(reports)
          var roles = table.roles
          roles.sourceSeparators = [2: ";"]
          let cells = reports.map { Value.text($0.source == trusted ? cell : $0.source) }
          var columns = table.columns
          columns[2] = Column(kind: .text, values: cells)
          table = Table(name: table.name, fields: table.fields, columns: columns, roles: roles)
          var catalog = Catalog(tables: [table])
          catalog.places = places
          texts.insert(
            try run("sum killed using trust \"\(trusted)\"", catalog).columns[0].values.map { $0.text() })
        }
      }
      #expect(texts.count == 1)
    }
  }

  /// A claim agrees with others where their bounds are inside its own.
  @Test func aClaimThatAgreesNeverWidensTheBounds() throws {
    var random = SeededNumbers(seed: 5)
    for _ in 0..<200 {
      let reports = reports(&random, count: 6)
      guard let model = reports.first(where: { !$0.killed.isUnknown }), let figure = bounds(model.killed)
      else { continue }
      let wider = Figure(
        low: random.chance(50) ? nil : .whole(figure.low - random.number(0...3)), best: nil,
        high: random.chance(50) ? nil : figure.high.map { .whole($0 + random.number(0...3)) })
      let value: Value = wider.isOpen ? model.killed : .figure(wider.settled, .whole)
      let agreeing = Report(
        event: model.event, place: model.place, source: "another", reported: model.reported, item: model.item,
        killed: value)
      let before = try #require(try settled(reports))
      let after = try #require(try settled(reports + [agreeing]))
      #expect(after.low >= before.low, "\(reports) and \(agreeing)")
      #expect((after.high ?? .max) <= (before.high ?? .max), "\(reports) and \(agreeing)")
    }
  }

  private func settled(_ reports: [Report]) throws -> (low: Int64, high: Int64?)? {
    var catalog = Catalog(tables: [table(reports)])
    catalog.places = places
    return bounds(try run("sum killed", catalog).columns[0].value(at: 0))
  }

  private func bounds(_ value: Value) -> (low: Int64, high: Int64?)? {
    switch value {
    case .whole(let value): return (value, value)
    case .figure(let figure, _):
      guard case .whole(let low)? = figure.low else { return nil }
      if case .whole(let high)? = figure.high { return (low, high) }
      return (low, nil)
    default: return nil
    }
  }

  @Test func aMeanWithSomeOfTheRowsThatMayMatchLiesInsideItsBounds() throws {
    let killed: [Value] = [.whole(50), .whole(0), .whole(100)]
    let reports = killed.enumerated().map { number, killed in
      Report(
        event: "event \(number)", place: "city", source: "officials", reported: number == 0 ? 1 : nil,
        item: "drone",
        killed: killed)
    }
    // Without the two that may match 50, with both 50, with one of them 25 or 75.
    #expect(
      try answer("mean killed, median killed where reported = 1970-01-02", reports) == ["0..100,0..100"])
    #expect(try answer("stddev killed where reported = 1970-01-02", reports) == ["0+"])
  }

  @Test func rawIsThePlainSumOfTheCells() throws {
    var random = SeededNumbers(seed: 6)
    for _ in 0..<50 {
      let reports = reports(&random, count: 8)
      let table = table(reports)
      let plain = try run("sum killed by event", Catalog(tables: [table.with(TableRoles())]))
      let raw = try run("sum killed by event raw", Catalog(tables: [table]))
      #expect(raw.columns.map(\.values) == plain.columns.map(\.values))
    }
  }

  @Test func whereEveryEventHasOneClaimNothingIsSettled() throws {
    var random = SeededNumbers(seed: 7)
    for _ in 0..<50 {
      let reports = reports(&random, count: 8).enumerated().map { number, report in
        Report(
          event: "event \(number)", place: report.place, source: report.source, reported: report.reported,
          item: report.item, killed: report.killed)
      }
      for answer in ["sum", "mean", "median", "min", "max", "count", "stddev"] {
        #expect(
          try self.answer("\(answer) killed by place", reports)
            == self.answer("\(answer) killed by place raw", reports))
      }
    }
  }

  @Test func theOrderOfFilesNeverChangesAnAnswer() throws {
    let first = try Asking(package: "night")
    let second = try Asking(package: "night-reversed")
    for question in [
      "sum launched by weapon", "sum launched using latest by weapon", "sum neutralised",
      "sum shot_down by weapon",
    ] {
      #expect(try first(question) == second(question), "\(question)")
    }
  }
}
