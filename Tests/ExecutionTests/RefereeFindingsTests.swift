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

  /// The answer's first column.
  private func answer(_ text: String, _ table: Table) throws -> [Value] {
    let source = SourceText(text)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return [] }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: [table]))
    return try Executor(workers: Workers(count: 2), batchRows: 2).run(plan).table.columns.first?.values ?? []
  }

  private static func table(_ columns: (String, Kind, [Value])...) -> Table {
    Table(
      name: "things", fields: columns.map { Field($0.0) },
      columns: columns.map { Column(kind: $0.1, values: $0.2) })
  }
}
