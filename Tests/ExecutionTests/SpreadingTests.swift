import TallyColumns
import TallyWorkers
import Testing

@testable import TallyExecution

/// Columns spread over rows have the values of those rows, in every storage, with places that have none.
@Suite struct SpreadingTests {
  private let context = ExecutionContext(workers: Workers(count: 2), cancellation: .never, batchRows: 7)

  private static let columns: [Column] = {
    let wholes = (0..<300).map { Value.whole($0 % 7 == 0 ? 100_000 : $0) }
    let texts = (0..<300).map { Value.text("t\($0 % 50)") }
    let unknown = (0..<300).map { $0 % 3 == 0 ? Value.unknown : .real(Double($0) / 4) }
    let figures = (0..<Int64(300)).map { row -> Value in
      if row % 5 == 0 { return .unknown }
      return .figure(Figure(low: .whole(row), best: nil, high: row % 2 == 0 ? nil : .whole(row + 3)), .whole)
    }
    var missing = NullMask(count: 300)
    for row in stride(from: 0, to: 300, by: 11) { missing.setNull(row) }
    let own = (0..<300).map { String(repeating: "ä", count: $0 % 3) + "0123456789abcdefghi".prefix($0 % 20) }
    return [
      Column(kind: .whole, values: wholes), Column(kind: .text, values: texts),
      Column(kind: .real, values: unknown), Column(kind: .whole, values: figures),
      Column(kind: .text, .plain(TextDictionary(own))),
      Column(kind: .text, .plain(TextDictionary(own)), missing: missing),
    ]
  }()

  @Test(arguments: [0, 1, 63, 64, 200, 599, 601, 1000])
  func valuesAreThoseOfTheRows(_ count: Int) throws {
    let all = (0..<count).map { UInt32($0 * 7919 % 300) }
    let some = all.enumerated().map { $0 % 6 == 4 ? RowOrigins.none : $1 }
    for column in SpreadingTests.columns {
      for rows in [all, some] {
        let unmatched = try NullMask(without: rows, context).ifAny
        #expect((unmatched?.nullCount ?? 0) == rows.count { $0 == RowOrigins.none })
        let spread = try column.spread(rows, unmatched: unmatched, context)
        #expect(spread.count == count)
        #expect(spread.values == rows.map { $0 == RowOrigins.none ? .unknown : column.value(at: Int($0)) })
      }
    }
  }

  /// Where every key of the right stands once, each number has a place; otherwise rows are put behind one another.
  @Test(arguments: [1, 2, 3])
  func matchesAreFoundInEitherWay(_ threads: Int) throws {
    let context = ExecutionContext(workers: Workers(count: threads), cancellation: .never, batchRows: 5)
    let left = Column(kind: .whole, values: (0..<500).map { $0 % 17 == 0 ? .unknown : .whole($0 % 90) })
    let unique = (0..<80).map { Value.whole(Int64(79 - $0)) }
    for right in [unique, unique + [.unknown, .unknown], unique + [.whole(5), .whole(60)]] {
      let column = Column(kind: .whole, values: right)
      let pair = try JoinKeyColumn.pair(left, column, context)
      let keys = try JoinKeys(
        JoinKeySide(columns: [pair.left], rows: .all(left.count)),
        JoinKeySide(columns: [pair.right], rows: .all(column.count)), context)
      let matches = try JoinMatches(keys, context)
      #expect(matches.haveOneAtMost == (right.count <= 82 && !right.dropFirst(80).contains { !$0.isUnknown }))
      let (pieces, most) = try matches.sizes(keepsUnmatched: true, context)
      let pairs = try matches.pairs(pieces, keepsUnmatched: true, context)
      var expected: [[UInt32]] = []
      for (row, value) in left.values.enumerated() {
        let found = right.indices.filter { right[$0] == value && !value.isUnknown }
        expected += found.map { [UInt32(row), UInt32($0)] }
        if found.isEmpty { expected.append([UInt32(row), RowOrigins.none]) }
        #expect(matches.isMatched(row) == !found.isEmpty)
      }
      #expect(most == (matches.haveOneAtMost ? 1 : 2))
      #expect(zip(pairs.left, pairs.right).map { [$0, $1] } == expected)
    }
  }
}
