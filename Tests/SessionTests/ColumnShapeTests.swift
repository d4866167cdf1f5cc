import TallyColumns
import TallyDiagnostics
import TallyRendering
import Testing

@testable import TallySession

/// What `describe` shows of how values are spread.
@Suite struct ColumnShapeTests {
  private func shape(_ kind: Kind, _ values: [Value]) throws -> String {
    let table = Table(name: "t", fields: [Field("value")], columns: [Column(kind: kind, values: values)])
    let groups = try Session(today: 20_232).answer("count as rows by value sort rows down", over: table).table
    return ColumnShape(of: table.columns[0], groups: groups).spark?.text(usesUnicode: true) ?? ""
  }

  @Test func numbersAreCountedWhereTheyLie() throws {
    // From 0 to 12 in twelve bins: the first has two, the second and the last one.
    #expect(try shape(.whole, [.whole(0), .whole(0), .whole(1), .whole(12)]) == "█▄         ▄")
  }

  @Test func unknownsAndEqualsHaveNoShape() throws {
    #expect(try shape(.whole, [.unknown, .unknown]).isEmpty)
    #expect(try shape(.whole, [.whole(7), .whole(7), .unknown]).isEmpty)
    #expect(try shape(.real, []).isEmpty)
  }

  @Test func theGreatestNumbersHaveOne() throws {
    let shape = try shape(
      .real, [.real(-.greatestFiniteMagnitude), .real(0), .real(.greatestFiniteMagnitude)])
    #expect(shape.count == 12 && shape.first == "█" && shape.last == "█")
    #expect(try self.shape(.whole, [.whole(.min), .whole(.max)]) == "█          █")
  }

  @Test func textsSayHowOftenTheCommonestStand() throws {
    let values = ["a", "a", "a", "b", "c"].map { Value.text($0) } + [.unknown]
    #expect(try shape(.text, values) == "█▃▃ 60.0 %")
    #expect(try shape(.text, ["a", "b"].map { .text($0) }).isEmpty)
  }

  @Test func figuresCountWhereTheyAreDrawn() throws {
    let open = Value.figure(Figure(low: .whole(12), best: nil, high: nil), .whole)
    #expect(try shape(.whole, [.whole(0), open, .figure(.anything(.whole), .whole)]) == "█          █")
  }

  /// Of long columns rows that stand evenly apart are looked at, and it is said of how many.
  @Test func longColumnsAreSampledAndItIsSaid() throws {
    let count = 200_000
    let session = Session(today: 20_232)
    session.catalog.add(
      Table(
        name: "long", fields: [Field("n")],
        columns: [Column(kind: .whole, .narrowest((0..<count).map { Int64($0) }))]))
    guard case .answer(let answer) = try session.run(SourceText("describe long")).result else {
      Issue.record("no answer")
      return
    }
    #expect(
      answer.notes.contains("how numbers and dates are spread is told of 50,000 rows that stand evenly apart")
    )
    let spark = answer.table.column(named: "spread").flatMap { CountSpark(data: $0.value(at: 0).text()) }
    #expect(spark?.counts.reduce(0, +) == 50_000)
    #expect(spark?.text(usesUnicode: true) == "████████████")
  }

  private func described(_ format: OutputFormat, usesUnicode: Bool, texts: [String]) throws -> String {
    let session = Session(today: 20_232)
    session.catalog.add(
      Table(
        name: "t", fields: [Field("name"), Field("n")],
        columns: [
          Column(kind: .text, values: texts.map { .text($0) }),
          Column(kind: .whole, values: [0, 0, 1, 12].map { .whole($0) }),
        ]))
    guard case .answer(let answer) = try session.run(SourceText("describe t")).result else { return "" }
    return AnswerRenderer(options: RenderingOptions(format: format, usesUnicode: usesUnicode))
      .text(of: answer.table)
  }

  /// Signs are chosen where the answer is shown, as those of pictures are.
  @Test(arguments: [OutputFormat.table, .vertical]) func aTerminalOfPlainSignsSeesThem(
    _ format: OutputFormat
  ) throws {
    let texts = ["a", "a", "a", "b"]
    let unicode = try described(format, usesUnicode: true, texts: texts)
    #expect(unicode.contains("█▃ 75.0 %") && unicode.contains("█▄         ▄"))
    let plain = try described(format, usesUnicode: false, texts: texts)
    #expect(plain.contains("#- 75.0 %") && plain.contains("#=         ="))
    #expect(!plain.contains { "▁▂▃▄▅▆▇█".contains($0) })
  }

  /// Signs are for people: programs read the counts.
  @Test func programsReadTheCounts() throws {
    let csv = try described(.csv, usesUnicode: true, texts: ["a", "a", "a", "b"])
    #expect(csv.contains(",3 1 of 4,") && csv.contains(",2 1 0 0 0 0 0 0 0 0 0 1,"))
  }

  @Test func countsReadBackAsWritten() {
    for spark in [CountSpark([3]), CountSpark([0, 7, 1]), CountSpark([3, 1, 1], of: 5)] {
      #expect(CountSpark(data: spark.data) == spark)
    }
    for text in ["", "of", "of 5", "3 of", "3 x", "3 of x", "3 of 5 6"] {
      #expect(CountSpark(data: text) == nil)
    }
  }
}
