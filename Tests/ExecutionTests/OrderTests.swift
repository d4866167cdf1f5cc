import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

/// Orders, groups and comparisons where values lie so close or so far that they were once mistaken.
@Suite struct OrderTests {
  /// The greatest whole numbers once shared one place, because unknown had the last.
  @Test(arguments: ["n", "n down"]) func extremeWholesAreSorted(_ key: String) throws {
    let numbers: [Int64] = [.max - 1, .max, .min, .min + 1, 0]
    let table = OrderTests.table(("n", .whole, numbers.map(Value.whole) + [.unknown]))
    let sorted = numbers.sorted().map(Value.whole)
    let expected = (key == "n" ? sorted : sorted.reversed()) + [.unknown]
    #expect(try answer("list n sort \(key)", table) == expected)
  }

  /// Figures of the same middle once stood in the order in which they came.
  @Test func figuresOfOneMiddleAreSortedByTheirLow() throws {
    let figures = [
      OrderTests.figure(15, nil), OrderTests.figure(10, 20), .whole(15), OrderTests.figure(nil, 15),
    ]
    let table = OrderTests.table(("f", .whole, figures))
    #expect(try answer("list f sort f", table) == [figures[3], figures[1], figures[2], figures[0]])
    #expect(try answer("count by f", table) == [figures[3], figures[1], figures[2], figures[0]])
  }

  /// Texts that look the same but differ in their bytes are two groups in an order of their own.
  @Test func textsOfOtherBytesHaveOtherPlaces() throws {
    let table = OrderTests.table(("t", .text, ["é", "e\u{301}", "é"].map(Value.text)))
    let groups = try answer("count by t", table)
    #expect(groups.map { $0.text().utf8.count } == [3, 2])
  }

  /// A whole number that no real equals was once the same as its neighbour.
  @Test func wholesAreComparedWithRealsExactly() throws {
    let table = OrderTests.table(
      ("n", .whole, [.whole(1 << 53 + 1), .whole(1 << 53)]), ("r", .real, [.real(0x1p53), .real(0x1p53)]))
    #expect(try answer("list n where n = r", table) == [.whole(1 << 53)])
    #expect(try answer("list n where n > r", table) == [.whole(1 << 53 + 1)])
  }

  @Test func figuresAreComparedExactly() throws {
    let table = OrderTests.table(
      ("f", .whole, [OrderTests.figure(1 << 53 + 1, nil), OrderTests.figure(1, 2)]))
    #expect(try answer("list f where f > 9007199254740992", table) == [OrderTests.figure(1 << 53 + 1, nil)])
  }

  /// Bounds that meet leave one number; it was once written as that number and grouped apart from it.
  @Test func boundsThatMeetAreExact() throws {
    let table = OrderTests.table(
      ("f", .whole, [OrderTests.figure(3, 3), .whole(3), OrderTests.figure(5, nil)]))
    #expect(try answer("count distinct f", table) == [.whole(2)])
    #expect(try answer("list f where f = 3", table) == [.whole(3), .whole(3)])
  }

  /// Sums on the way to a mean are exact, whatever the order of the rows.
  @Test func meanOfExtremeWholesIsExact() throws {
    let table = OrderTests.table(
      ("n", .whole, [.whole(.max), .whole(.max - 1), .whole(-.max), .whole(-.max)]))
    #expect(try answer("mean n", table) == [.real(-0.25)])
  }

  /// An open end times a number is open on one side only; the answer was once unknown.
  @Test func productOfAnOpenFigureKeepsItsOtherEnd() throws {
    let table = OrderTests.table(("f", .whole, [OrderTests.figure(nil, 4)]))
    #expect(try answer("list f * 2", table) == [OrderTests.figure(nil, 8)])
    #expect(try answer("list f * -2", table) == [OrderTests.figure(-8, nil)])
    #expect(try answer("list f * 0", table) == [.whole(0)])
  }

  /// Rows taken out of a column with an entry a row once became codes into a dictionary with repeats, so
  /// that the same text was two groups.
  @Test func rowsOfPlainTextAreStillTheSameText() throws {
    let texts = ["a", "b", "a", "c", "a"]
    let table = Table(
      name: "things", fields: [Field("t"), Field("n")],
      columns: [
        Column(kind: .text, .plain(TextDictionary(texts))),
        Column(kind: .whole, values: [1, 2, 3, 4, 5].map(Value.whole)),
      ])
    #expect(try answer("list distinct t where n > 1 sort t", table) == ["a", "b", "c"].map(Value.text))
    #expect(try answer("count distinct t where n > 1", table) == [.whole(3)])
    #expect(try answer("where n > 1 | list t | count by t", table) == ["a", "b", "c"].map(Value.text))
    #expect(try answer("list t where n > 3", table) == ["c", "a"].map(Value.text))
  }

  /// Days beyond those of 32 bits, and the first and last moments, once trapped.
  @Test(arguments: ["week", "year", "weekday", "day"]) func daysBeyond32BitsAreAnOverflow(_ part: String)
    throws
  {
    let table = OrderTests.table(("n", .whole, [.whole(.max)]))
    for day in ["1970-01-01 - 9223372036854775807", "1970-01-01 + n", "1970-01-01 + 2147483648"] {
      #expect(throws: Diagnostic.self) { try answer("list \(part)(\(day))", table) }
    }
    #expect(try answer("list weekday(1970-01-01 - 2147483648) ", table) == [.whole(2)])
  }

  @Test func firstMomentsHaveAnHour() throws {
    let table = OrderTests.table(("t", .time, [.time(.min), .time(.max)]))
    #expect(try answer("list hour(t)", table) == [.whole(19), .whole(4)])
    #expect(try answer("list hour(1970-01-01T00:00 - 106751991d4h)", table) == [.whole(20), .whole(20)])
  }

  /// The hour behind the last one that there is was once an overflow.
  @Test func lastHourIsFilledWithoutATrap() throws {
    let table = OrderTests.table(("t", .time, [.time(.max), .time(.max - 2 * Moment.perHour)]))
    #expect(try answer("count by every hour of t", table).count == 3)
  }

  /// A duration whose bounds leave 64 bits was once unknown, where an exact one is an overflow.
  @Test func boundsOfADurationThatLeave64BitsAreAnOverflow() throws {
    let hours = Figure(low: .whole(Moment.perHour), best: nil, high: .whole(2 * Moment.perHour))
    let table = OrderTests.table(("d", .duration, [.figure(hours, .duration)]))
    #expect(throws: Diagnostic.self) { try answer("list d * 1e12", table) }
    #expect(throws: Diagnostic.self) { try answer("list d / 1e-12", table) }
  }

  /// An order by figures once was forgotten when rows were put in another order or the figures left out, and
  /// rows were counted as surely among the first of equal ones.
  @Test(
    arguments: [
      "list id, n, f sort f | list id sort n limit 1", "list id, n, f sort f | list id, n sort n | limit 1",
      "list id, n, f sort f | list id | limit 1", "list id, n, f sort f | keep lowest n",
      "list id, n, f sort f | list id | keep first", "list id, n, f sort f down | list id | keep last",
      "list id, n, f sort f | add m = n + 1 | list id, m | list id sort m limit 1",
    ])
  func anOpenOrderDecidesAmongEqualRows(_ rows: String) throws {
    let table = OrderTests.table(
      ("id", .whole, [1, 2].map(Value.whole)), ("n", .whole, [5, 5].map(Value.whole)),
      ("f", .whole, [OrderTests.figure(1, 4), .whole(3)]))
    #expect(try answer("\(rows) | count where id = 1", table) == [OrderTests.figure(0, 1)])
    #expect(try answer("\(rows) | count where id = 2", table) == [OrderTests.figure(0, 1)])
  }

  /// Orders of exact values leave nothing open.
  @Test(
    arguments: [
      "list id, n, f sort f | list id sort id limit 1", "list id, n sort n | list id sort n limit 1",
      "list id, n, f sort f | keep lowest id", "list id, n sort n | list id | keep first",
    ])
  func anExactOrderIsSure(_ rows: String) throws {
    let table = OrderTests.table(
      ("id", .whole, [1, 2].map(Value.whole)), ("n", .whole, [5, 6].map(Value.whole)),
      ("f", .whole, [OrderTests.figure(1, 4), .whole(3)]))
    #expect(try answer("\(rows) | count where id = 1", table) == [.whole(1)])
  }

  // MARK: - Helpers

  /// The first column of the answer, worked out in small batches on several threads.
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

  private static func figure(_ low: Int64?, _ high: Int64?) -> Value {
    .figure(Figure(low: low.map(Number.whole), best: nil, high: high.map(Number.whole)), .whole)
  }
}
