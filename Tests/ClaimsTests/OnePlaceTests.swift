import TallyColumns
import TallyExecution
import TallyPlanning
import Testing

@testable import TallyClaims

/// Claims of one event at one place are settled from their bounds as their accounts would settle them.
@Suite struct OnePlaceTests {
  private static let figures: [Value] = [
    .unknown, .whole(3), .whole(3), .whole(4), .figure(Figure(low: .whole(2), best: nil, high: nil), .whole),
    .figure(Figure(low: .whole(3), best: nil, high: .whole(6)), .whole),
    .figure(Figure(low: nil, best: nil, high: .whole(3)), .whole),
    .figure(Figure(low: nil, best: .whole(5), high: nil), .whole), .figure(.anything(.whole), .whole),
  ]

  private func claims(_ rows: Int, seed: UInt64) -> (ClaimSet, SettlingPlan) {
    var word = seed
    func next(_ count: Int) -> Int {
      word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(word >> 33) % count
    }
    let events = (0..<rows).map { _ in next(9) == 0 ? Value.unknown : .text("e\(next(rows / 4 + 1))") }
    let places = (0..<rows).map { _ in [Value.unknown, .text("Here"), .text("here"), .text("There")][next(4)]
    }
    let sources = (0..<rows).map { _ in Value.text(["a", "b", "c"][next(3)]) }
    let measures = (0..<2).map { _ in
      Column(
        kind: .whole, values: (0..<rows).map { _ in OnePlaceTests.figures[next(OnePlaceTests.figures.count)] }
      )
    }
    let texts = [events, places, sources].map { Column(kind: .text, values: $0) }
    var roles = TableRoles()
    roles.holdsClaims = true
    (roles.event, roles.place, roles.sources) = (0, 1, [2])
    let names = ["event", "place", "source", "killed", "hurt"]
    let set = ClaimSet(
      columns: texts + measures, rows: (0..<UInt32(rows)).map { $0 }, keys: [texts[1]],
      measures: [3, 4].map { ClaimSet.Measure(column: $0, values: measures[$0 - 3], name: names[$0]) })
    return (set, SettlingPlan(roles: roles, fields: names.map { Field($0) }, places: nil, events: nil))
  }

  @Test(arguments: [1, 7, 60, 400])
  func areSettledAsTheirAccountsAre(_ rows: Int) throws {
    var (quick, disputed) = (0, 0)
    for seed in 0..<UInt64(20) {
      let (claims, plan) = claims(rows, seed: seed)
      let units = try ClaimUnits(claims, plan)
      var onePlace = try #require(OnePlaceSettler(claims, plan))
      onePlace.unitsAtOnce = 3
      let settled = try onePlace.settled(units, .never)
      let reader = ClaimReader(columns: claims.columns, plan: plan)
      for unit in 0..<units.count {
        guard let disputes = settled.disputes[unit] else { continue }
        quick += 1
        disputed += disputes
        let rows = units[unit].map { Int(claims.rows[$0]) }
        let accounts = try claims.measures.map { try reader.roots(rows, $0, claims.positionOfRow) }
        #expect(accounts.allSatisfy { $0.count <= 1 })
        #expect(settled.figures.map { $0[unit] } == accounts.map { $0.first?.settled })
        #expect(disputes == accounts.joined().count { $0.verdict == .disputed })
      }
    }
    #expect(quick > 0)
    if rows >= 60 { #expect(disputed > 0) }
  }

  /// Events are the same whose names are without regard to case, whether they stand in a dictionary or not.
  @Test func eventsOfOneNameAreSettledTogether() throws {
    let names = [
      "e1", "E1", "\u{E9}", "\u{C9}", "e\u{301}", "\u{130}", "i\u{307}", "ss", "\u{DF}", "K", "\u{212A}", "k",
    ]
    let event = Column(kind: .text, values: names.map { .text($0) } + [.unknown, .unknown])
    #expect(event.storage.dictionary != nil)
    let figures = Column(
      kind: .whole, values: names.indices.map { .whole(Int64($0)) } + [.whole(1), .whole(1)])
    var roles = TableRoles()
    roles.holdsClaims = true
    roles.event = 0
    let claims = ClaimSet(
      columns: [event, figures], rows: (0..<UInt32(names.count + 2)).map { $0 }, keys: [],
      measures: [ClaimSet.Measure(column: 1, values: figures, name: "killed")])
    let plan = SettlingPlan(
      roles: roles, fields: [Field("event"), Field("killed")], places: nil, events: nil)
    let units = try ClaimUnits(claims, plan)
    var unitOf = [Int](repeating: -1, count: names.count + 2)
    for unit in 0..<units.count { for position in units[unit] { unitOf[position] = unit } }
    for (a, first) in names.enumerated() {
      for (b, second) in names.enumerated() {
        #expect(
          (unitOf[a] == unitOf[b]) == (Subject(first, in: nil) == Subject(second, in: nil)),
          "\(first) \(second)")
      }
    }
    #expect(
      unitOf.suffix(2).allSatisfy { unit in unitOf.count { $0 == unit } == 1 }, "unknown ones stand alone")
  }

  /// More than three disputes are only counted, whichever way they are settled.
  @Test func manyDisputesAreCounted() throws {
    for events in 2...9 {
      let rows = events * 2
      let event = Column(kind: .text, values: (0..<rows).map { .text("e\($0 / 2)") })
      let source = Column(kind: .text, values: (0..<rows).map { .text("s\($0 % 2)") })
      let killed = Column(kind: .whole, values: (0..<rows).map { .whole(Int64($0 % 2 * 10)) })
      var roles = TableRoles()
      roles.holdsClaims = true
      (roles.event, roles.sources) = (0, [1])
      let fields = ["event", "source", "killed"].map { Field($0) }
      let claims = ClaimSet(
        columns: [event, source, killed], rows: (0..<UInt32(rows)).map { $0 }, keys: [],
        measures: [ClaimSet.Measure(column: 2, values: killed, name: "killed")])
      let plan = SettlingPlan(roles: roles, fields: fields, places: nil, events: nil)
      let settled = try Settler().settle(claims, plan)
      #expect(settled.measures[0].count == events)
      if events > 3 {
        #expect(settled.notes == ["\(events) figures are disputed"])
      } else {
        #expect(settled.notes.count == events)
      }
    }
  }
}
