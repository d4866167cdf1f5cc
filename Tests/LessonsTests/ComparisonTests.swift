import TallyColumns
import TallyLessons
import Testing

/// Whether two answers come to the same is a question of values.
@Suite struct ComparisonTests {
  private static func table(_ columns: (String, Kind, [Value])...) -> Table {
    Table(
      name: "t", fields: columns.map { Field($0.0) },
      columns: columns.map { Column(kind: $0.1, values: $0.2) })
  }

  private static func texts(_ texts: String...) -> [Value] { texts.map { .text($0) } }
  private static func wholes(_ numbers: Int64...) -> [Value] { numbers.map { .whole($0) } }

  private let wanted = ComparisonTests.table(
    ("weapon", .text, texts("a", "b", "c")), ("sum", .whole, wholes(1, 2, 2)))

  @Test func rowsColumnsAndNamesMayBeOthers() {
    let other = ComparisonTests.table(
      ("n", .whole, ComparisonTests.wholes(2, 1, 2)), ("w", .text, ComparisonTests.texts("c", "a", "b")))
    #expect(AnswerDifference(of: other, from: wanted) == nil)
    #expect(AnswerDifference(of: other, from: wanted, orderMatters: true) == .order)
    #expect(AnswerDifference(of: other, from: wanted, namesMatter: true) == .names(["weapon", "sum"]))
    #expect(AnswerDifference(of: wanted, from: wanted, orderMatters: true, namesMatter: true) == nil)
  }

  @Test func whatDiffersIsTold() {
    let fewer = ComparisonTests.table(("sum", .whole, ComparisonTests.wholes(1, 2, 2)))
    #expect(AnswerDifference(of: fewer, from: wanted) == .columnCount(is: 1, shouldBe: 2))
    #expect(AnswerDifference(of: wanted, from: fewer) == .moreColumns(1))
    let shorter = ComparisonTests.table(
      ("weapon", .text, ComparisonTests.texts("a")), ("sum", .whole, ComparisonTests.wholes(1)))
    #expect(AnswerDifference(of: shorter, from: wanted) == .rowCount(is: 1, shouldBe: 3))
    let others = ComparisonTests.table(
      ("weapon", .text, ComparisonTests.texts("a", "b", "c")),
      ("sum", .whole, ComparisonTests.wholes(1, 2, 3)))
    #expect(AnswerDifference(of: others, from: wanted) == .values(["sum"]))
    let crossed = ComparisonTests.table(
      ("weapon", .text, ComparisonTests.texts("b", "a", "c")),
      ("sum", .whole, ComparisonTests.wholes(1, 2, 2)))
    #expect(AnswerDifference(of: crossed, from: wanted) == .rows)
  }

  @Test(arguments: [
    (Value.whole(5), Value.real(5), true), (.real(1.0 / 3), .real(0.333333333333), true),
    (.real(0.3333), .real(0.3334), false), (.unknown, .whole(0), false), (.unknown, .unknown, true),
    (.text("Kyiv"), .text("kyiv"), false), (.whole(1_000_000_001), .whole(1_000_000_002), false),
    (.date(1), .whole(1), false), (.real(0), .whole(0), true), (.duration(3), .whole(3), false),
    (.figure(Figure(low: .whole(15), best: nil, high: nil), .whole), .whole(15), false),
    (
      .figure(Figure(low: .whole(1), best: nil, high: .whole(2)), .whole),
      .figure(Figure(low: .real(1), best: nil, high: .real(2)), .real), true
    ),
    (
      .figure(Figure(low: .whole(1), best: .whole(1), high: .whole(2)), .whole),
      .figure(Figure(low: .whole(1), best: nil, high: .whole(2)), .whole), false
    ),
  ]) func valuesAreTheSame(_ a: Value, _ b: Value, _ areSame: Bool) {
    let one = ComparisonTests.table(("x", a.kind ?? .whole, [a]))
    let other = ComparisonTests.table(("y", b.kind ?? .whole, [b]))
    #expect((AnswerDifference(of: one, from: other) == nil) == areSame, "\(a) and \(b)")
  }

  /// Columns that are all alike do not keep the search busy for ever.
  @Test(.timeLimit(.minutes(1))) func manyColumnsThatAreAlike() {
    let rows = (0..<40).map { Value.whole(Int64($0 % 2)) }
    let turned = (0..<40).map { Value.whole(Int64(($0 / 2) % 2)) }
    let a = Table(
      name: "t", fields: (0..<24).map { Field("c\($0)") },
      columns: (0..<24).map { Column(kind: .whole, values: $0 % 2 == 0 ? rows : turned) })
    let b = Table(
      name: "t", fields: a.fields,
      columns: (0..<24).map { Column(kind: .whole, values: $0 < 13 ? rows : turned) })
    #expect(AnswerDifference(of: a, from: b) == .rows)
    #expect(AnswerDifference(of: a, from: a) == nil)
  }
}
