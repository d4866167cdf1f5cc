import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

/// Aggregates whose answers are known beforehand, and what must not change them.
@Suite struct AggregateTests {
  private static func table(_ columns: (String, Kind, [Value])...) -> Table {
    Table(
      name: "t", fields: columns.map { Field($0.0) },
      columns: columns.map { Column(kind: $0.1, values: $0.2) }, rowCount: columns[0].2.count)
  }

  private func answer(_ question: String, _ table: Table, threads: Int = 2, batch: Int = 3) throws
    -> [[Value]]
  {
    let source = SourceText(question)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return [] }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: [table]))
    let answer = try Executor(workers: Workers(count: threads), batchRows: batch).run(plan).table
    return (0..<answer.rowCount).map { row in answer.columns.map { $0.value(at: row) } }
  }

  private func figure(_ question: String, _ table: Table) throws -> Value? {
    try answer(question, table).first?.last
  }

  private static let numbers = table(("n", .whole, [7, 1, 5, 3, 9, 2].map(Value.whole) + [.unknown]))

  /// The quantiles of 1 2 3 5 7 9 as R's `quantile` gives them by its default, type 7.
  @Test(
    arguments: [
      ("0", 1), ("0.1", 1.5), ("0.2", 2), ("0.25", 2.25), ("0.5", 4), ("0.75", 6.5), ("0.9", 8), ("1", 9),
    ] as [(String, Double)])
  func quantilesAreInterpolated(_ fraction: String, _ expected: Double) throws {
    #expect(try figure("quantile \(fraction) of n", AggregateTests.numbers) == .real(expected))
  }

  @Test func quantilesOfDaysAndDurationsAreOfTheCalendar() throws {
    let table = AggregateTests.table(
      ("d", .date, [10, 11, 13].map(Value.date)), ("l", .duration, [-3, 0, 4].map(Value.duration)))
    #expect(try figure("quantile 0.5 of d", table) == .date(11))
    #expect(try figure("quantile 0.75 of d", table) == .date(12))
    #expect(try figure("quantile 0.9 of d", table) == .date(12))
    #expect(try figure("quantile 0.25 of l", table) == .duration(-2))
    #expect(try figure("quantile 0.25 of l", AggregateTests.table(("l", .duration, [.unknown]))) == .unknown)
  }

  /// 0.29 · 100 is a little less than 29 in binary; the day at the place 29 was once missed by that.
  @Test func fractionsThatBinaryLacksFindTheirPlace() throws {
    let table = AggregateTests.table(("d", .date, (0...100).map { Value.date($0) }))
    for percent in 0...100 {
      let fraction = percent == 100 ? "1" : percent < 10 ? "0.0\(percent)" : "0.\(percent)"
      #expect(try figure("quantile \(fraction) of d", table) == .date(Int64(percent)))
    }
  }

  @Test func extremeWholesHaveAMiddle() throws {
    let table = AggregateTests.table(
      ("n", .whole, [.min, .max].map(Value.whole)), ("m", .time, [.min, .max].map(Value.time)))
    #expect(try figure("quantile 0.5 of n", table) == figure("median n", table))
    #expect(try figure("quantile 0.5 of m", table) == .time(-1))
    #expect(try figure("quantile 1 of m", table) == .time(.max))
  }

  /// Modes and quantiles beside a first value once spanned all values where the order was open.
  @Test func onlyFirstAndLastGoByAnOpenOrder() throws {
    let figure = Value.figure(Figure(low: .whole(1), best: nil, high: .whole(4)), .whole)
    let table = AggregateTests.table(
      ("n", .whole, [1, 1, 5].map(Value.whole)), ("f", .whole, [figure, .whole(3), .whole(9)]))
    let answers = try answer("list n, f sort f | mode n, quantile 0.75 of n, first n", table)
    let span = Value.figure(Figure(low: .whole(1), best: nil, high: .whole(5)), .whole)
    #expect(answers == [[.whole(1), .real(3), span]])
  }

  @Test func theModeIsTheLeastOfEquallyCommonValues() throws {
    let table = AggregateTests.table(
      ("t", .text, ["b", "A", "a", "b", "a", "c"].map(Value.text)),
      ("r", .real, [2.5, 0, -0.0, 2.5, -1, 7].map(Value.real)),
      ("b", .boolean, [true, false, true, false, true, false].map(Value.boolean)))
    #expect(try figure("mode t", table) == .text("a"))
    #expect(try figure("mode r", table) == .real(0))
    #expect(try figure("mode b", table) == .boolean(false))
    #expect(try figure("mode t where r > 100", table) == .unknown)
  }

  @Test func firstAndLastAreKnownAndInTheOrderOfTheRows() throws {
    let table = AggregateTests.table(
      ("t", .text, [.unknown, .text("x"), .text("y"), .unknown, .text("z"), .unknown]),
      ("k", .whole, [1, 2, 1, 2, 1, 3].map(Value.whole)))
    #expect(try answer("first t, last t", table) == [[.text("x"), .text("z")]])
    #expect(
      try answer("first t, last t by k", table) == [
        [.whole(1), .text("y"), .text("z")], [.whole(2), .text("x"), .text("x")],
        [.whole(3), .unknown, .unknown],
      ])
    #expect(try answer("list t, k sort k down | first t, last k", table) == [[.text("x"), .whole(1)]])
  }

  @Test func theVarianceIsExactWhereAllValuesAreGreat() throws {
    let great = AggregateTests.table(("n", .whole, [1, 2, 3].map { .whole(1_000_000_000_000_000 + $0) }))
    #expect(try figure("variance n", great) == .real(1))
    let real = AggregateTests.table(("r", .real, [1e200, 1e200].map(Value.real)))
    #expect(try figure("variance r", real) == .real(0))
    #expect(try figure("variance n", AggregateTests.table(("n", .whole, [.whole(3)]))) == .unknown)
  }

  @Test func correlationsOfLinesAreOneAndOfPointsUnknown() throws {
    let table = AggregateTests.table(
      ("x", .whole, [1, 2, 3, 4].map(Value.whole)), ("y", .real, [10, 20, 30, 40].map(Value.real)),
      ("z", .whole, [8, 6, 4, 2].map(Value.whole)), ("c", .whole, [5, 5, 5, 5].map(Value.whole)),
      ("u", .whole, [.whole(1), .unknown, .unknown, .unknown]))
    #expect(try figure("correlation of x and y", table) == .real(1))
    #expect(try figure("correlation of x and z", table) == .real(-1))
    #expect(try figure("correlation of x and z ^ 2", table) == .real(1))
    #expect(try figure("correlation of x and c", table) == .unknown)
    #expect(try figure("correlation of x and u", table) == .unknown)
    // Anscombe's first quartet (1973).
    let anscombe = AggregateTests.table(
      ("x", .whole, [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5].map(Value.whole)),
      ("y", .real, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68].map(Value.real)))
    guard case .real(let r)? = try figure("correlation of x and y", anscombe) else {
      Issue.record("no correlation")
      return
    }
    #expect((r - 0.816_420_516_344_8400).magnitude < 1e-14)
  }

  /// To the last bit the same, however the rows are cut up among threads.
  @Test func answersDoNotDependOnThreadsOrBatches() throws {
    var state: UInt64 = 42
    let next = { () -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 0x1p53 * 1000 - 300
    }
    let reals = (0..<500).map { _ in Value.real(next()) }
    let others = (0..<500).map { $0 % 7 == 0 ? Value.unknown : .real(next() * 1e6) }
    let table = AggregateTests.table(
      ("r", .real, reals), ("s", .real, others), ("k", .whole, (0..<500).map { .whole(Int64($0 % 3)) }),
      ("t", .text, (0..<500).map { .text("w\($0 * $0 % 11)") }))
    let question =
      "quantile 0.37 of r, mode t, first s, last t, variance r, stddev s, correlation of r and s by k"
    let expected = try answer(question, table, threads: 1, batch: 1_000)
    for (threads, batch) in [(1, 1), (2, 7), (3, 10), (4, 33), (7, 64)] {
      #expect(try answer(question, table, threads: threads, batch: batch) == expected)
    }
  }

  @Test func columnsCalledLikeAggregatesAreReachedByTheirNames() throws {
    let table = AggregateTests.table(
      ("first", .whole, [3, 1, 2].map(Value.whole)), ("mode", .text, ["bus", "tram", "bus"].map(Value.text)),
      ("last", .whole, [7, 8, 9].map(Value.whole)))
    #expect(try answer("list first sort first", table) == [[.whole(1)], [.whole(2)], [.whole(3)]])
    #expect(try answer("list last where mode = bus", table) == [[.whole(7)], [.whole(9)]])
    #expect(try answer("list last where mode = tram and first < 2", table) == [[.whole(8)]])
    #expect(try answer("top 1 first by last", table) == [[.whole(2), .whole(9)]])
    #expect(try answer("top 1 mode by sum first", table) == [[.text("bus"), .whole(5)]])
    #expect(try answer("count by mode", table) == [[.text("bus"), .whole(2)], [.text("tram"), .whole(1)]])
    #expect(
      try answer("first first, last [first], mode mode", table) == [[.whole(3), .whole(2), .text("bus")]])
    #expect(try answer("correlation of first and last ^ 2", table) == [[.real(0.25)]])
  }

  /// Every place of arrays with equal and opposed values, sorted and reversed ones, and longer than what is
  /// sorted outright.
  @Test func selectingFindsWhatSortingPuts() throws {
    for count in [1, 2, 3, 10, 24, 25, 26, 60, 200] {
      let arrays: [[Int64]] = [
        (0..<count).map { Int64($0) }, (0..<count).map { Int64(count - $0) }, (0..<count).map { _ in 5 },
        (0..<count).map { Int64($0 % 3) }, (0..<count).map { Int64($0 * 7919 % 101) },
      ]
      for array in arrays {
        let table = AggregateTests.table(("n", .whole, array.map(Value.whole)))
        let sorted = array.sorted()
        for place in stride(from: 0, to: count, by: max(1, count / 12)) {
          // Rounded, the fraction of a place may not be exact; the place is.
          let fraction = count == 1 ? 0 : Double(place) / Double(count - 1)
          let found = try figure("quantile \(fraction < 1e-4 ? 0 : fraction) of n", table)
          #expect(found == .real(Double(sorted[place])))
        }
      }
    }
  }
}
