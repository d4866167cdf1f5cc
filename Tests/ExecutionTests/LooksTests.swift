import Synchronization
import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

@testable import TallyExecution

/// Work asks whether to go on at least once for so many rows in each of the passes that it takes over them, so that
/// ^C is heeded within moments, whatever is asked.
@Suite struct LooksTests {
  /// Rows that may be passed without a look.
  private static let most = 1 << 14
  private static let rows = 1 << 15

  /// A question of many rows, and how often it goes over all of them, at least.
  struct Question: CustomTestStringConvertible, Sendable {
    let text: String
    let passes: Int

    init(_ text: String, _ passes: Int) {
      self.text = text
      self.passes = passes
    }

    var testDescription: String { text }
  }

  private static func questions(_ questions: [(String, Int)]) -> [Question] { questions.map(Question.init) }

  private static func table(_ name: String, _ rows: Int) -> Table {
    let numbers = (0..<rows).map { $0 &* 48_271 % 65_537 &* 31 % rows }
    let names = TextDictionary((0..<rows / 4).map { "name \($0)" })
    let columns: [(String, Column)] = [
      ("k", Column(kind: .whole, .int8(numbers.map { Int8($0 % 7) }))),
      ("v", Column(kind: .whole, .int16(numbers.map { Int16($0 % 101) }))),
      ("n", Column(kind: .whole, .int32(numbers.map { Int32($0) }))),
      ("w", Column(kind: .whole, .int64(numbers.map { Int64($0) << 41 }))),
      ("r", Column(kind: .real, .real(numbers.map { Double($0) / 7 }))),
      ("c", Column(kind: .text, .code32(numbers.map { UInt32($0 / 4) }, names))),
      ("t", Column(kind: .text, .plain(TextDictionary(numbers.map { "text \($0)" })))),
    ]
    return Table(name: name, fields: columns.map { Field($0.0) }, columns: columns.map(\.1), rowCount: rows)
  }

  private func plan(_ question: String, _ rows: Int) throws -> QueryPlan {
    let source = SourceText(question)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
      throw NoQuery()
    }
    let tables = [LooksTests.table("a", rows), LooksTests.table("b", rows)]
    var catalog = Catalog(tables: tables)
    let executor = Executor(workers: Workers(count: 1))
    catalog.findsValues = { try executor.differentValues(of: $1, over: $0) }
    return try Planner.plan(query, source: source, catalog: catalog)
  }

  private struct NoQuery: Error {}

  /// How often a question looks, or that it is stopped, where it is to be at some look.
  private func looks(_ plan: QueryPlan, stopAt last: Int? = nil) throws -> Int {
    let looks = Mutex(0)
    let cancellation = Cancellation {
      looks.withLock {
        $0 += 1
        return last.map { [count = $0] in count >= $0 } ?? false
      }
    }
    do {
      _ = try Executor(workers: Workers(count: 1), cancellation: cancellation, batchRows: LooksTests.most)
        .run(plan)
    } catch is Cancelled {
      #expect(last == looks.withLock { $0 }, "work went on behind the look at which it was stopped")
      throw Cancelled()
    }
    return looks.withLock { $0 }
  }

  @Test(
    arguments: questions([
      ("sum v, mean r, max n from a", 1), ("count from a where r > 20 and v < 50", 2),
      ("list n + v as s from a", 2), ("sum v by k from a", 1), ("sum v by c from a", 1),
      ("median v by k from a", 4), ("median r, stddev r by c from a", 5),
      ("count by r from a", 10), ("sum v by w from a", 10), ("sum v by r, c, n from a", 11),
      ("median v by r from a", 10), ("count by t from a", 23), ("min t, mode c by k from a", 33),
      ("count distinct t by k from a", 23), ("list distinct r from a", 12), ("list distinct t from a", 23),
      ("list distinct r, t, n from a", 23), ("list n from a sort r", 9), ("list n from a sort t down", 20),
      ("list n from a sort k, r", 11), ("top 5 c by sum v from a", 1), ("list n from a sort r limit 10", 1),
      ("list n from a sort k, t limit 9000", 21), ("from a | keep highest v per k", 1),
      ("from a | keep 2 highest r per t", 31), ("from a | keep last per r", 2),
      ("from a | add x = rank of r", 14), ("from a | add x = rank of r per t", 27),
      ("from a | add x = running v per r", 7), ("from a | add x = previous v", 6),
      ("from a | add x = share of v per k", 9), ("from a | join b on n | count", 19),
      ("from a | join b on k, r | count", 17), ("from a | inner join b on t | count", 21),
      ("from a | full join b on w | count", 19), ("from a | semi join b on r | count", 4),
      ("sum v by n across k from a", 3),
    ]))
  func everyPassLooks(_ question: Question) throws {
    let counts = try [1, 2].map { try looks(plan(question.text, LooksTests.rows * $0)) }
    let added = counts[1] - counts[0]
    let wanted = question.passes * LooksTests.rows / LooksTests.most
    #expect(
      added >= wanted,
      "\(added) looks for \(LooksTests.rows) more rows: \(added * LooksTests.most / LooksTests.rows) passes")
  }

  /// Stopped at any of some looks, work ends there.
  @Test(arguments: [
    "count by r from a", "sum v by r, c, n from a", "count by t from a", "list n from a sort t",
    "list distinct t from a", "from a | keep 2 highest r per t", "from a | add x = rank of r per t",
    "from a | join b on t | count", "median v by r from a",
  ])
  func workEndsAtTheLookAtWhichItIsStopped(_ question: String) throws {
    let rows = 3 * LooksTests.most
    let all = try looks(plan(question, rows))
    for part in 0..<5 {
      // Of new tables: the order of texts is kept.
      #expect(throws: Cancelled.self) { _ = try looks(plan(question, rows), stopAt: max(1, all * part / 5)) }
    }
  }
}
