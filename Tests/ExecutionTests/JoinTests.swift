import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

/// Joins whose answers are known.
@Suite struct JoinTests {
  // MARK: - Rows and their order

  @Test func everyKindGivesItsRowsInTheOrderOfTheLeft() throws {
    let left = table("a", ("k", .whole, [.whole(2), .whole(1), .whole(9), .unknown, .whole(2)]), ids("p", 5))
    let right = table(
      "b", ("k", .whole, [.whole(1), .whole(2), .whole(2), .unknown, .whole(7)]), ids("q", 5))
    let ask = { (kind: String, columns: String) in
      try self.rows("a | \(kind)join b on k | list \(columns)", [left, right])
    }
    #expect(try ask("", "p, q") == ["1 2", "1 3", "2 1", "3 ?", "4 ?", "5 2", "5 3"])
    #expect(try ask("inner ", "p, q") == ["1 2", "1 3", "2 1", "5 2", "5 3"])
    #expect(try ask("semi ", "p") == ["1", "2", "5"])
    #expect(try ask("anti ", "p") == ["3", "4"])
    #expect(
      try ask("full ", "k, p, q")
        == ["2 1 2", "2 1 3", "1 2 1", "9 3 ?", "? 4 ?", "2 5 2", "2 5 3", "? ? 4", "7 ? 5"])
  }

  @Test func anEmptySideMatchesNothing() throws {
    let some = table("a", ("k", .text, [.text("x"), .unknown]), ids("p", 2))
    let none = table("b", ("k", .text, []), ids("q", 0))
    #expect(try rows("a | join b on k | list p, q", [some, none]) == ["1 ?", "2 ?"])
    #expect(try rows("a | inner join b on k | list p, q", [some, none]) == [])
    #expect(try rows("a | full join b on k | list k, p, q", [some, none]) == ["x 1 ?", "? 2 ?"])
    #expect(try rows("b | full join a on k | list k, p, q", [some, none]) == ["x 1 ?", "? 2 ?"])
    #expect(try rows("b | anti join a on k | list q", [some, none]) == [])
  }

  // MARK: - Keys

  @Test func textsAreTheSameWithoutCaseAndHoweverTheirAccentsAreWritten() throws {
    let texts = ["Kyiv", "КИЇВ", "e\u{301}", "\u{212A}", "\u{37E}", "ß", ""]
    let others = ["kYIV", "київ", "É", "k", ";", "SS", "\u{37E}", ""]
    let left = table("a", ("k", .text, texts.map(Value.text)), ids("p", texts.count))
    let right = table("b", ("k", .text, others.map(Value.text)), ids("q", others.count))
    let expected = ["1 1", "2 2", "3 3", "4 4", "5 5", "5 7", "7 8"]
    #expect(try rows("a | inner join b on k | list p, q", [left, right]) == expected)
    // However the texts are kept.
    let plain = Table(
      name: "b", fields: right.fields,
      columns: [Column(kind: .text, .plain(TextDictionary(others))), right.columns[1]])
    #expect(try rows("a | inner join b on k | list p, q", [left, plain]) == expected)
  }

  @Test func numbersAreTheSameByWhatTheyAreWorth() throws {
    let wholes: [Value] = [.whole(0), .whole(1 << 53), .whole(1 << 53 + 1), .whole(.max), .whole(.min)]
    let reals: [Value] = [
      .real(-0.0), .real(0x1p53), .real(0.5), .real(0x1p63), .real(-0x1p63), .real(.infinity),
    ]
    let left = table("a", ("k", .whole, wholes), ids("p", 5))
    let right = table("b", ("k", .real, reals), ids("q", 6))
    #expect(try rows("a | inner join b on k | list p, q", [left, right]) == ["1 1", "2 2", "5 5"])
    #expect(try rows("b | inner join a on k | list q, p", [left, right]) == ["1 1", "2 2", "5 5"])
    #expect(try rows("a | full join b on k | count", [left, right]) == ["8"])
  }

  @Test func aDateIsTheMomentItBegins() throws {
    let days = table("a", ("k", .date, [.date(0), .date(-1), .date(2_000_000_000)]), ids("p", 3))
    let moments = table(
      "b", ("k", .time, [.time(0), .time(1), .time(-Moment.perDay), .time(.max)]), ids("q", 4))
    #expect(try rows("a | inner join b on k | list p, q", [days, moments]) == ["1 1", "2 3"])
    #expect(try rows("b | inner join a on k | list q, p", [days, moments]) == ["1 1", "3 2"])
  }

  @Test func severalKeysHaveToBeTheSameTogether() throws {
    let left = table(
      "a", ("k", .whole, [.whole(1), .whole(1), .whole(2)]), ("t", .text, ["x", "y", "x"].map(Value.text)),
      ids("p", 3))
    let right = table(
      "b", ("k", .whole, [.whole(1), .whole(2), .whole(1)]), ("s", .text, ["Y", "Y", "X"].map(Value.text)),
      ids("q", 3))
    #expect(try rows("a | join b on k, t = s | list p, q", [left, right]) == ["1 3", "2 1", "3 ?"])
  }

  /// Keys far apart and of both sizes of either side are hashed; all of it has to give the same.
  @Test(arguments: [1, 2, 3, 50, 1_000], [1, 40, 3_000])
  func wideKeysAreFoundByHashing(_ leftRows: Int, _ rightRows: Int) throws {
    let key = { (row: Int) in Int64(row % 37) &* 0x1234_5678_9ABC }
    let left = table(
      "a", ("k", .whole, (0..<leftRows).map { .whole(key($0)) }), ids("p", leftRows))
    let right = table(
      "b", ("k", .whole, (0..<rightRows).map { .whole(key($0 * 3)) }), ids("q", rightRows))
    var expected: [String] = []
    for row in 0..<leftRows {
      for other in 0..<rightRows where key(row) == key(other * 3) {
        expected.append("\(row + 1) \(other + 1)")
      }
    }
    #expect(try rows("a | inner join b on k | list p, q", [left, right]) == expected)
  }

  // MARK: - Limits

  @Test func aJoinThatHasNoRoomIsRefusedBeforeItIsMade() throws {
    let many = table("a", ("k", .whole, [Value](repeating: .whole(1), count: 70_000)))
    #expect {
      try rows("a | join a on k | count", [many])
    } throws: { error in
      (error as? Diagnostic)?.id == "join-too-large"
    }
  }

  @Test func aJoinCanBeStopped() throws {
    let many = table("a", ("k", .whole, [Value](repeating: .whole(1), count: 3_000)))
    let stopping = Executor(workers: Workers(count: 2), cancellation: Cancellation { true })
    #expect(throws: Cancelled.self) {
      _ = try stopping.run(try plan("a | join a on k | count", [many]))
    }
  }

  // MARK: - Rows that may belong

  /// Counts that rows which only may match leave open once matched nothing.
  @Test func keysThatTurnOutToHaveBoundsAreRefused() throws {
    let left = table(
      "a", ("f", .whole, [.figure(Figure(low: .whole(1), best: nil, high: .whole(9)), .whole)]))
    let right = table("b", ("k", .whole, [.whole(0), .whole(1)]), ids("q", 2))
    let counted = "count as k from a where f > 3"
    for kind in ["", "inner ", "semi ", "anti ", "full "] {
      #expect(throws: Diagnostic.self) {
        try rows("\(counted) | \(kind)join b on k | list k", [left, right])
      }
    }
    #expect(try rows("count as k from a where f > 0 | join b on k | list q", [left, right]) == ["2"])
  }

  @Test func whatComesOfRowsThatMayMatchMayMatch() throws {
    let left = table(
      "a", ("k", .whole, [.whole(1), .whole(2), .whole(3)]), ("v", .whole, [.whole(5), .unknown, .whole(1)]))
    let right = table("b", ("k", .whole, [.whole(1), .whole(2), .whole(2), .whole(8)]), ids("q", 4))
    let ask = { (words: String) in try self.rows("a where v > 3 | \(words)", [left, right]) }
    #expect(try ask("join b on k | count") == ["1..3"])
    #expect(try ask("inner join b on k | list q") == ["1"])
    #expect(try ask("semi join b on k | count") == ["1..2"])
    #expect(try ask("anti join b on k | count") == ["0"])
    // The right rows with the key 2 stand alone only where the second row of the left does not belong.
    #expect(try ask("full join b on k | where q > 1 | count") == ["1..5"])
  }

  // MARK: - What is counted several times

  @Test func notesTellOfRowsThatStandSeveralTimes() throws {
    let sales = table(
      "sales", ("item", .text, ["tea", "tea", "salt"].map(Value.text)),
      ("sold", .whole, [.whole(1), .whole(2), .whole(3)]))
    let prices = table(
      "prices", ("item", .text, ["tea", "tea", "salt"].map(Value.text)),
      ("price", .whole, [.whole(4), .whole(5), .whole(6)]),
      ("month", .whole, [.whole(1), .whole(2), .whole(1)]))
    let notes = { (words: String) in
      try self.notes("sales | join prices on item | \(words)", [sales, prices])
    }
    let ofSales = "joined to prices, a row of sales stands here up to 2 times: "
    #expect(try notes("sum sold") == [ofSales + "sum sold counts it each time"])
    #expect(try notes("mean sold, count") == [ofSales + "mean sold and count count it each time"])
    #expect(
      try notes("sum price") == [
        "joined, a row of prices stands here up to 2 times: sum price counts it each time"
      ])
    #expect(try notes("list sold as n | sum n") == [ofSales + "sum n counts it each time"])
    #expect(try notes("add twice = sold * 2 | sum twice") == [ofSales + "sum twice counts it each time"])
    #expect(try notes("sum (sold * price)") == [])
    #expect(try notes("max sold, count distinct sold") == [])
    #expect(try notes("sum sold by month") == [], "each month has a row once")
    #expect(try notes("sum sold by item") == [ofSales + "sum sold counts it each time"])
    #expect(try notes("where month = 1 | sum sold") == [], "nothing stands twice any more")
    #expect(try notes("list distinct item, sold | sum sold") == [], "nothing stands twice any more")
    #expect(try notes("count by item | sum [count]") == [ofSales + "count counts it each time"])
  }

  @Test func rowsThatStandOnceAreNotTold() throws {
    let sales = table("sales", ("item", .whole, [.whole(1), .whole(1), .unknown]), ids("sold", 3))
    let items = table("items", ("item", .whole, [.whole(1), .whole(2)]), ids("weight", 2))
    let unknown = "item is unknown in 1 of 3 rows, which matches nothing"
    #expect(try notes("sales | join items on item | sum sold, count", [sales, items]) == [unknown])
    #expect(
      try notes("sales | inner join items on item | sum weight", [sales, items]) == [
        "joined, a row of items stands here up to 2 times: sum weight counts it each time", unknown,
      ])
  }

  // MARK: - Asking

  private func ids(_ name: String, _ count: Int) -> (String, Kind, [Value]) {
    (name, .whole, (0..<count).map { .whole(Int64($0 + 1)) })
  }

  private func table(_ name: String, _ columns: (String, Kind, [Value])...) -> Table {
    Table(
      name: name, fields: columns.map { Field($0.0) },
      columns: columns.map { Column(kind: $0.1, values: $0.2) })
  }

  private func plan(_ text: String, _ tables: [Table]) throws -> QueryPlan {
    let source = SourceText(text)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
      throw Diagnostic("no-query", "no query")
    }
    return try Planner.plan(query, source: source, catalog: Catalog(tables: tables))
  }

  private func answer(_ text: String, _ tables: [Table]) throws -> Answer {
    try Executor(workers: Workers(count: 2), batchRows: 3).run(try plan(text, tables))
  }

  private func rows(_ text: String, _ tables: [Table]) throws -> [String] {
    let table = try answer(text, tables).table
    return (0..<table.rowCount).map { row in
      table.columns.map { $0.value(at: row).isUnknown ? "?" : $0.value(at: row).text() }.joined(
        separator: " ")
    }
  }

  private func notes(_ text: String, _ tables: [Table]) throws -> [String] {
    try answer(text, tables).notes
  }
}
