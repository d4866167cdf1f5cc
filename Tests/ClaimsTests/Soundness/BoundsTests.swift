import TallyColumns
import TallyPlanning
import Testing

/// Places where bounds were once narrower than the truth, each by its cause.
@Suite struct BoundsTests {
  private func figure(_ low: Int64?, _ best: Int64?, _ high: Int64?) -> Value {
    .figure(
      Figure(low: low.map(Number.whole), best: best.map(Number.whole), high: high.map(Number.whole)), .whole)
  }

  /// The cells of the answer over rows of n, m and an area.
  private func ask(_ question: String, n: [Value], m: [Value]? = nil, area: [String]? = nil) throws
    -> [String]
  {
    let areas = area ?? n.map { _ in "a" }
    let table = Table(
      name: "t", fields: [Field("n"), Field("m"), Field("area")],
      columns: [
        Column(kind: .whole, values: n), Column(kind: .whole, values: m ?? n),
        Column(kind: .text, values: areas.map { .text($0) }),
      ])
    let answer = try run(question, Catalog(tables: [table]))
    return (0..<answer.rowCount).map { row in
      answer.columns.map { $0.value(at: row).text(.readable) }.joined(separator: ",")
    }
  }

  @Test func aDifferenceOfWhichNothingIsKnownIsStillCountedIn() throws {
    let (n, m) = ([figure(5, nil, nil), .whole(10)], [figure(3, nil, nil), .whole(4)])
    #expect(try ask("sum (n - m), count (n - m)", n: n, m: m) == ["any number,2"])
    #expect(try ask("max (n - m)", n: n, m: m) == ["6+"])
    #expect(try ask("list (n - m) is unknown", n: n, m: m) == ["no", "no"])
  }

  @Test func aSumWithoutBoundsIsNotTakenForOneOfNothingByRowsThatMayMatch() throws {
    let n = [figure(5, nil, nil), figure(nil, nil, 20), .whole(3)]
    #expect(
      try ask("sum n where m > 5", n: n, m: [.whole(9), .whole(9), figure(1, nil, nil)]) == ["any number"])
  }

  @Test func aGroupThatMayNotBeThereIsNotCountedAsSure() throws {
    let question = "sum n where n > 10 by area | count"
    #expect(try ask(question, n: [.whole(20), figure(5, nil, nil)], area: ["a", "b"]) == ["1..2"])
  }

  @Test func rowsThatMayMatchAreNotLostBehindAList() throws {
    #expect(try ask("list n where n > 10 | count", n: [.whole(20), figure(5, nil, nil)]) == ["1..2"])
    #expect(
      try ask(
        "list distinct area where n > 10 | count", n: [.whole(20), figure(5, nil, nil)], area: ["a", "b"])
        == ["1..2"])
  }

  @Test func theFirstOfRowsWhoseBoundsOverlapMayBeAnother() throws {
    let n = [figure(10, nil, 20), .whole(15), .whole(5)]
    // Sound, and not the tightest: either of the two, and not both, is the first.
    #expect(try ask("list n sort n down limit 1 | sum n", n: n) == ["≤35"])
    #expect(try ask("list n sort n down limit 2 | sum n, count", n: n) == ["25..35,2"])
  }

  @Test func anOrderThatBoundsLeaveOpenIsFlagged() throws {
    let note = "the order is not sure: bounds overlap"
    let events = try Asking(package: "ucdp")
    #expect(try events.notes("list deaths sort deaths down").contains(note))
    #expect(try events.notes("top 2 country by sum deaths").contains(note))
    #expect(try !events.notes("list deaths where low >= 72 sort deaths down").contains(note))
    let night = try Asking(package: "night")
    #expect(try !night.notes("list weapon, launched sort launched down").contains(note))
  }

  @Test func amongTheLastAnyUnknownMayBeFirst() throws {
    // Sound, and not the tightest: that a limit of 1 leaves no 2 rows is not made use of.
    let question = "list m where n > 10 sort m skip 1 limit 1 | count"
    #expect(try ask(question, n: [figure(5, nil, nil), .whole(20)], m: [.unknown, .unknown]) == ["0..2"])
  }

  @Test func figuresWrittenAlikeNeedNotBeTheSameNumber() throws {
    let alike = [figure(10, nil, 20)]
    #expect(try ask("count where n == m", n: alike, m: alike) == ["0..1"])
    #expect(try ask("count distinct n", n: alike + alike) == ["1..2"])
  }

  @Test func roundingToTensMovesBounds() throws {
    #expect(try ask("list round(n, -1)", n: [figure(14, nil, 16)]) == ["10..20"])
  }

  @Test func whatFallsAndRisesIsBoundedOnBothSides() throws {
    let n = [figure(-3, nil, 5)]
    #expect(try ask("list abs(n), n ^ 2, n ^ 3, n % 4", n: n) == ["0..5,0..25,-27..125,-3..4"])
    #expect(try ask("list 12 / (0 - n)", n: [figure(2, nil, 4)]) == ["-6..-3"])
  }

  @Test func theDeviationOfFiguresIsBoundedByTheirEnds() throws {
    #expect(try ask("stddev n", n: [figure(0, nil, 2), figure(0, nil, 2)]) == ["0..1.4142"])
    #expect(try ask("stddev n", n: [.whole(0), figure(2, nil, nil)]) == ["1.4142+"])
    #expect(try ask("stddev n", n: [.whole(1), .whole(3), .unknown]) == ["1.4142"])
    #expect(try ask("stddev n", n: [figure(0, nil, 2)]) == [""])
    #expect(try ask("count by area | stddev count", n: [.whole(1)]) == [""])
  }

  @Test func theFirstFigureIsTheFigureItself() throws {
    let n = [.unknown, figure(5, nil, 9), .whole(3), figure(nil, nil, 4)]
    #expect(try ask("first n, last n", n: n) == ["5..9,≤4"])
    // Where the order is open, so is which stands first.
    #expect(try ask("sort n | first m, last m", n: n) == ["≤9,≤9"])
    #expect(try ask("sort m | first m, last m", n: n, m: [1, 2, 3, 4].map(Value.whole)) == ["1,4"])
  }

  @Test func rowsThatMayBelongMoveTheFirstAndTheCommonest() throws {
    let (n, m) = ([3, 3, 8].map(Value.whole), [figure(1, nil, 9), .whole(7), .whole(7)])
    #expect(try ask("first n, mode n where m > 5", n: n, m: m) == ["3,3..8"])
    let areas = ["b", "a", "a"]
    #expect(try ask("first area, mode area, min area where m > 5", n: n, m: m, area: areas) == [",,a"])
    #expect(try ask("max area where m > 5", n: n, m: m, area: areas) == [""])
    #expect(try ask("last area, max area where m > 5", n: n, m: m, area: ["a", "a", "a"]) == ["a,a"])
  }

  @Test func quantilesWithRowsThatMayBelongReachBeyondTheNextValues() throws {
    // With 91 among them the quantile falls below the 90 that it is without.
    let n = [0, 100, 91].map(Value.whole)
    let answer = try ask("quantile 0.9 of n where m > 5", n: n, m: [.whole(9), .whole(9), figure(1, nil, 9)])
    #expect(answer == ["0..100"])
    #expect(
      try ask("quantile 0.3 of n", n: [figure(0, nil, 2), .whole(10), figure(20, nil, nil)]) == ["6..6.8"])
    #expect(
      try ask("quantile 0 of n, quantile 1 of n", n: [figure(0, nil, nil), .whole(10)]) == ["0..10,10+"])
  }

  @Test func theCommonestFigureIsKnownWhereNoOtherCanBeAsCommon() throws {
    #expect(try ask("mode n", n: [.whole(3), .whole(3), figure(5, nil, 9), .whole(3)]) == ["3"])
    #expect(try ask("mode n", n: [.whole(3), .whole(3), figure(5, nil, 9), .whole(5)]) == ["3..9"])
  }

  @Test func correlationsOfFiguresAreAnything() throws {
    let (n, m) = ([1, 2].map(Value.whole), [figure(1, nil, 2), .whole(4)])
    #expect(try ask("correlation of n and m", n: n, m: m) == ["-1..1"])
    #expect(try ask("correlation of n and m", n: [.whole(2), .whole(2)], m: m) == [""])
    #expect(try ask("variance n", n: [figure(0, nil, 2), figure(0, nil, 2)]) == ["0..2"])
  }

  @Test func rowsLeftOpenByOneStageAreKeptByWhereMaybeInTheNext() throws {
    let n = [.whole(20), figure(5, nil, nil)]
    #expect(try ask("list n where n > 10 | list n where maybe n > 15 | count", n: n) == ["1..2"])
  }

  /// A month that only rows which may match ask for may not be there either.
  @Test func monthsThatAreFilledInOnlyPerhapsAreNotCountedAsSure() throws {
    let days = [(2025, 1), (2025, 3), (2025, 6)].map { CalendarDate(year: $0.0, month: $0.1, day: 1).days }
    let ask = { (n: [Value]) throws -> String in
      let table = Table(
        name: "t", fields: [Field("n"), Field("day")],
        columns: [Column(kind: .whole, values: n), Column(kind: .date, values: days.map(Value.date))])
      return try run("count where n > 10 by every month of day | count", Catalog(tables: [table])).columns[0]
        .value(at: 0).text()
    }
    let open = figure(5, nil, nil)
    #expect(try ask([.whole(20), .whole(20), open]) == "3..6")
    // March is filled in where it has no row.
    #expect(try ask([.whole(20), open, .whole(20)]) == "6")
    #expect(try ask([.whole(20), open, open]) == "1..6")
  }

  @Test func aRowOfGroupsThatMayNotBeThereIsNotCountedAsSure() throws {
    let n = [.whole(20), figure(5, nil, nil)]
    #expect(try ask("count where n > 10 by area across m | count", n: n, area: ["a", "b"]) == ["1..2"])
    #expect(try ask("count where n > 10 across area", n: n, area: ["a", "b"]) == ["1,0..1"])
  }

  @Test func greatWholeNumbersAreComparedExactly() throws {
    let great: Int64 = 9_007_199_254_740_993
    let cell = figure(great, nil, great + 2)
    #expect(try ask("count where n > \(great - 1)", n: [cell]) == ["1"])
    #expect(try ask("count where n >= \(great + 1)", n: [cell]) == ["0..1"])
    #expect(
      try ask("max n", n: [cell, .whole(great - 1)]) == [
        "\(Value.figure(Figure(low: .whole(great), best: nil, high: .whole(great + 2)), .whole).text(.readable))"
      ])
  }
}
