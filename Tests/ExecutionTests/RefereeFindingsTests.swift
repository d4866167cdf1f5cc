import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

/// What random questions brought to light, each in its smallest form.
@Suite struct RefereeFindingsTests {
  /// Figures were grouped by how they are written, where 0 and −0 differ.
  @Test func zeroAndMinusZeroAreOneGroupOfFigures() throws {
    let table = RefereeFindingsTests.table(
      ("f", .real, [.real(0), .real(-0.0), .figure(Figure(low: .real(3), best: nil, high: nil), .real)]))
    #expect(try answer("count distinct f", table) == [.whole(2)])
    #expect(try answer("list distinct f", table).count == 2)
  }

  /// The low of a figure kept bounds of its own, so that a cut order of such took ties to be open.
  @Test func boundOfAFigureIsAPlainNumber() throws {
    let open = Value.figure(Figure(low: nil, best: nil, high: .whole(0)), .whole)
    let table = RefereeFindingsTests.table(
      ("n", .whole, [.whole(1), .whole(2)]), ("f", .whole, [open, open]))
    #expect(try answer("list n sort low(f) limit 1 | where 1 = 1", table) == [.whole(1)])
  }

  /// A moment some bounded duration later was taken to be the best of its bounds.
  @Test func momentBehindAnOpenDurationIsUnknown() throws {
    let about = Value.figure(
      Figure(low: nil, best: .whole(Moment.perHour), high: nil), .duration)
    let table = RefereeFindingsTests.table(("m", .time, [.time(0)]), ("l", .duration, [about]))
    #expect(try answer("list hour(m + l)", table) == [.unknown])
    #expect(try answer("list m + 1h", table) == [.time(Moment.perHour)])
  }

  /// 2^53 + 1 lies between two reals, and was taken for the lower one.
  @Test func wholeNumberBetweenTwoRealsEqualsNeither() throws {
    let table = RefereeFindingsTests.table(("r", .real, [.real(0x1p53), .real(0x1p53 + 2)]))
    #expect(try answer("list r where r = 9007199254740993", table) == [])
    #expect(try answer("list r where r < 9007199254740993", table) == [.real(0x1p53)])
    #expect(try answer("list r where r > 9007199254740993", table) == [.real(0x1p53 + 2)])
    #expect(try answer("list r where r <= 9007199254740993", table) == [.real(0x1p53)])
    #expect(try answer("list r where r >= 9007199254740993", table) == [.real(0x1p53 + 2)])
  }

  /// An end that no whole number is beyond had all numbers turned into reals.
  @Test func rangeWithAFarEndIsExact() throws {
    let table = RefereeFindingsTests.table(("n", .whole, [.whole(1 << 53 + 1), .whole(.max)]))
    #expect(try answer("list n where n in 9007199254740992.5..1e300", table) == table.columns[0].values)
    #expect(try answer("list n where n in -1e300..9007199254740992.0", table) == [])
  }

  /// The first of some texts stayed the first where a row that may match has a lesser one.
  @Test func firstTextIsUnknownWhereAnotherMayComeFirst() throws {
    let table = RefereeFindingsTests.table(
      ("t", .text, [.text("b"), .text("a"), .text("c")]),
      ("b", .boolean, [.boolean(true), .unknown, .boolean(true)]))
    #expect(try answer("min t where b", table) == [.unknown])
    #expect(try answer("max t where b", table) == [.text("c")])
  }

  /// Texts that differ in case only made one aggregate of two, and a key of what is none.
  @Test func textsInExpressionsAreToldApartByCase() throws {
    let table = RefereeFindingsTests.table(("t", .text, ["a", "a", "A"].map(Value.text)))
    #expect(try answer(#"sum if(t == "A", 1, 0) - sum if(t == "a", 1, 0)"#, table) == [.whole(-1)])
    #expect(try answer(#"list t | count as n, "A" as same by "a" as k | list same"#, table) == [.text("A")])
  }

  /// Texts chosen out of plain storage, where each row has an entry of its own, made a group each.
  @Test func chosenTextsAreGroupedByWhatTheyAre() throws {
    let texts = ["a", "b", "a", "a"]
    let table = Table(
      name: "things", fields: [Field("t")],
      columns: [Column(kind: .text, .plain(TextDictionary(texts)))])
    #expect(try answer("count by coalesce(t, t) | list count", table) == [.whole(3), .whole(1)])
    #expect(try answer("count distinct if(1 = 1, t, t)", table) == [.whole(2)])
  }

  /// Rows that a first condition left open stood behind those that a second one did, so that the order hung on
  /// how many rows are worked on at once.
  @Test func rowsThatMayMatchStandAsTheyStood() throws {
    let table = RefereeFindingsTests.table(
      ("n", .whole, [.whole(1), .whole(2), .whole(3)]), ("k", .whole, [.unknown, .whole(0), .whole(0)]),
      ("z", .whole, [.unknown, .whole(0), .unknown]))
    for rows in [1, 2, 8] {
      let found = try answer("list n where z > 1 and k = k | where maybe n > 0", table, rowsAtOnce: rows)
      #expect(found == [.whole(1), .whole(3)], "\(rows) rows at once")
    }
  }

  /// Rows that are equal by what they are in the order of were taken for rows of which the order is open.
  @Test func equalRowsBehindFiguresThatAreExactStandAsTheyStood() throws {
    let table = RefereeFindingsTests.table(("n", .whole, [.whole(1), .whole(2)]))
    #expect(try answer("keep first sort figure(3, 2, 1) | where n > 0", table) == [.whole(1)])
    #expect(try answer("keep first sort figure(n * 0, 0, 0) | where n > 0", table) == [.whole(1)])
    #expect(try answer("sort figure(0, 0, n * 0) limit 1 | where n > 0", table) == [.whole(1)])
  }

  /// The place 6.3 lacks a little in binary, so that a microsecond was missing.
  @Test func quantileOfDurationsIsTheWholeOneItIsMeantToBe() throws {
    let hour = Moment.perHour
    let table = RefereeFindingsTests.table(
      ("l", .duration, (0..<8).map { .duration($0 == 3 ? 2 * hour : hour + hour / 2) }))
    #expect(try answer("quantile 0.9 of l", table) == [.duration(99 * Moment.perMinute)])
  }

  /// A column that is known in every row was taken to have rows.
  @Test func nothingAddedUpIsUnknown() throws {
    let table = RefereeFindingsTests.table(
      ("n", .whole, [.whole(1), .whole(2)]), ("r", .real, [.real(1), .real(2)]))
    for figure in ["sum n", "mean n", "sum r", "mean r", "min n", "max r", "variance n", "median n"] {
      #expect(try answer("\(figure) where n > 5", table) == [.unknown], "\(figure)")
    }
    #expect(try answer("count where n > 5", table) == [.whole(0)])
    #expect(try answer("sum n where n > 5 by r", table) == [])
  }

  /// A running sum of plain numbers that left the reals became any number.
  @Test func runningSumBeyondAllRealsIsUnknown() throws {
    let table = RefereeFindingsTests.table(
      ("r", .real, [.real(.greatestFiniteMagnitude), .real(.greatestFiniteMagnitude)]))
    #expect(try answer("add s = running r | list s", table) == [.real(.greatestFiniteMagnitude), .unknown])
  }

  /// Whether a figure is beyond all numbers was open.
  @Test func noFigureIsBelowAllNumbers() throws {
    let about = Value.figure(Figure(low: nil, best: .whole(8), high: nil), .whole)
    let table = RefereeFindingsTests.table(("f", .whole, [about]))
    #expect(try answer("count where not (f < -9223372036854775808)", table) == [.whole(1)])
  }

  /// Of an exact number beside one with bounds, a power of a number below 0 kept its best only.
  @Test func powerOfExactNumbersIsExactBesideFigures() throws {
    let open = Value.figure(Figure(low: .whole(-4), best: nil, high: .whole(1)), .whole)
    let table = RefereeFindingsTests.table(
      ("r", .real, [.real(-2), .real(2)]), ("f", .whole, [.whole(1), open]))
    #expect(try answer("list r ^ -f", table).first == .real(-0.5))
  }

  /// A figure that may be as great as others left open which rows are cut off, and nothing told of it.
  @Test func rowsCutOffBetweenFiguresThatMayBeEqualAreToldOf() throws {
    let open = Value.figure(Figure(low: nil, best: nil, high: .whole(0)), .whole)
    let table = RefereeFindingsTests.table(
      ("g", .whole, [.whole(0), open, .whole(0)]), ("n", .whole, [.whole(1), .whole(2), .whole(3)]))
    let source = SourceText("list n, g sort g down limit 2 | sum n")
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: [table]))
    #expect(try Executor(workers: Workers(count: 1)).run(plan).notes.contains(ExecutionNote.keptOpen.text))
  }

  /// Words that mean a value were taken for columns beside a figure.
  @Test func todayStandsBesideAFigure() throws {
    let table = RefereeFindingsTests.table(("n", .whole, [.whole(1)]))
    #expect(try answer("today as day, count", table).count == 1)
  }

  /// An order by figures that overlap left open what is first by a later order by exact numbers.
  @Test func anOpenOrderEndsWithTheRowsThatHadIt() throws {
    let table = RefereeFindingsTests.table(
      ("b", .boolean, [.boolean(true), .boolean(false)]),
      ("h", .whole, [10, 10].map { .figure(Figure(low: .whole($0), best: nil, high: .whole(30)), .whole) }))
    #expect(try answer("sort h | count as c by b sort c | first b", table) == [.boolean(false)])
  }

  /// The answer's first column.
  private func answer(_ text: String, _ table: Table, rowsAtOnce: Int = 2) throws -> [Value] {
    let source = SourceText(text)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return [] }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: [table]))
    return try Executor(workers: Workers(count: 2), batchRows: rowsAtOnce).run(plan).table.columns.first?
      .values ?? []
  }

  private static func table(_ columns: (String, Kind, [Value])...) -> Table {
    Table(
      name: "things", fields: columns.map { Field($0.0) },
      columns: columns.map { Column(kind: $0.1, values: $0.2) })
  }
}
