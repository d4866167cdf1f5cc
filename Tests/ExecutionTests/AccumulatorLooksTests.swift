import Synchronization
import TallyColumns
import TallyFunctions
import TallyWorkers
import Testing

@testable import TallyExecution

/// What threads have gathered is brought together, and made into answers, with looks at whether to go on: there can be
/// as many different values as rows.
@Suite struct AccumulatorLooksTests {
  private static let rows = 1 << 18

  /// Counts the looks, and stops at one of them.
  private final class Watch: Sendable {
    let looks = Mutex(0)
    let last: Int?

    init(stopAt last: Int? = nil) { self.last = last }

    var cancellation: Cancellation {
      Cancellation { [self] in
        looks.withLock {
          $0 += 1
          return last.map { [count = $0] in count >= $0 } ?? false
        }
      }
    }
  }

  private static func vector(_ start: Int) -> Vector {
    Column(kind: .whole, .int64((0..<rows).map { Int64($0 + start) << 20 })).gather(.range(0..<rows))
  }

  private static func make(_ name: String, _ cancellation: Cancellation) -> any Accumulator {
    switch name {
    case "distinct": DistinctAccumulator(cancellation)
    case "mode": ModeAccumulator(kind: .whole, cancellation)
    default: QuantileAccumulator(quantile: .median, argumentKind: .whole, kind: .whole, cancellation)
    }
  }

  /// Two halves, gathered by themselves, and brought together by one who is watched.
  private func merged(_ name: String, _ watch: Watch) throws -> Column {
    let groups = GroupNumbers.many((0..<AccumulatorLooksTests.rows).map { UInt32($0 % 2) })
    var halves = [Cancellation.never, watch.cancellation].map { AccumulatorLooksTests.make(name, $0) }
    for number in halves.indices {
      halves[number].grow(to: 2)
      try halves[number].add(AccumulatorLooksTests.vector(number * AccumulatorLooksTests.rows / 2), groups)
    }
    try halves[1].merge(any: halves[0], [0, 1])
    return try halves[1].column([0, 1])
  }

  @Test(arguments: ["distinct", "mode", "quantile"]) func mergingLooksAllTheWay(_ name: String) throws {
    let watch = Watch()
    _ = try merged(name, watch)
    let looks = watch.looks.withLock { $0 }
    // Those of values that are taken over, and those of values that are gone over at the end.
    #expect(looks >= 2 * AccumulatorLooksTests.rows >> 16, "\(looks) looks")
  }

  @Test(arguments: ["distinct", "mode", "quantile"]) func itEndsAtTheLookAtWhichItIsStopped(_ name: String)
    throws
  {
    let all = Watch()
    _ = try merged(name, all)
    let count = all.looks.withLock { $0 }
    for last in [1, count / 2, count] {
      let watch = Watch(stopAt: max(1, last))
      #expect(throws: Cancelled.self) { _ = try merged(name, watch) }
      #expect(watch.looks.withLock { $0 } == max(1, last))
    }
  }

  @Test func whatIsMergedIsCountedOnce() throws {
    let column = try merged("distinct", Watch())
    // Both halves have a quarter of the values in each group in common.
    #expect((0..<2).map { column.value(at: $0) } == [.whole(3 << 16), .whole(3 << 16)])
  }
}
