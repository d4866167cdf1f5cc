import Synchronization
import TallyColumns
import TallyWorkers
import Testing

@testable import TallyExecution

/// Rows are sorted in pieces on all cores; the order must be that of one thread over all of them.
@Suite struct RowOrderTests {
  private func context(_ threads: Int, _ cancellation: Cancellation = .never) -> ExecutionContext {
    ExecutionContext(workers: Workers(count: threads), cancellation: cancellation, batchRows: 7)
  }

  /// Values that come again, with a pattern that is no order.
  private func values(_ count: Int, different: Int) -> [Int64] {
    (0..<count).map { Int64(($0 * 7919 + $0 * $0 * 31) % max(1, different)) }
  }

  @Test(arguments: [1, 2, 3], [1, 3, 7, 16])
  func piecesAreMerged(_ threads: Int, _ pieceRows: Int) throws {
    for count in 0...70 {
      for different in [1, 2, 5, 1000] {
        let numbers = values(count, different: different)
        let sorts = [
          [SortColumn(Column(kind: .whole, .int64(numbers)), isDescending: false)],
          [SortColumn(Column(kind: .whole, .int64(numbers)), isDescending: true)],
          [
            SortColumn(
              Column(kind: .whole, values: numbers.map { $0 % 3 == 0 ? .unknown : .whole($0 % 2) }),
              isDescending: false),
            SortColumn(Column(kind: .whole, .int64(numbers)), isDescending: true),
          ],
        ]
        for columns in sorts {
          let order = RowOrder(columns)
          let sorted = try order.sorted(count, context(threads), pieceRows: pieceRows)
          #expect(sorted == order.sorted(count), "\(count) rows, \(different) different")
        }
      }
    }
  }

  @Test func columnsAreMadeReadyAlikeOnAllCores() throws {
    let count = RowOrder.pieceRows * 2 + 5
    let numbers = values(count, different: 30_000)
    var missing = NullMask(count: count)
    for row in stride(from: 3, to: count, by: 101) { missing.setNull(row) }
    let words = TextDictionary((0..<300).map { "word \($0 * 7919 % 300)" })
    let entries = TextDictionary(numbers.map { "entry \($0)" })
    let columns = [
      Column(kind: .whole, .int64(numbers), missing: missing),
      Column(kind: .real, .real(numbers.map { Double($0 - 15_000) / 7 })),
      Column(kind: .text, .code16(numbers.map { UInt16($0 % 300) }, words), missing: missing),
      Column(kind: .text, .plain(entries)),
    ]
    for column in columns {
      for isDescending in [false, true] {
        let alone = RowOrder([SortColumn(column, isDescending: isDescending)])
        let together = RowOrder([try SortColumn(column, isDescending: isDescending, context(2))])
        #expect(try together.sorted(count, context(2)) == alone.sorted(count))
      }
    }
  }

  @Test func isStoppedOnTheWay() throws {
    let count = RowOrder.pieceRows * 8
    let looks = Mutex(0)
    let cancellation = Cancellation {
      looks.withLock {
        $0 += 1
        return $0 > 12
      }
    }
    let order = RowOrder([
      SortColumn(Column(kind: .whole, .int64(values(count, different: 99))), isDescending: false)
    ])
    #expect(throws: Cancelled.self) { try order.sorted(count, context(2, cancellation)) }
    #expect(looks.withLock { $0 } < 20)
  }
}
