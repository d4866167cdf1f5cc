import Synchronization
import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning
import TallyWorkers
import Testing

@testable import TallyExecution

/// Functions of single values are called as seldom as can be.
@Suite struct TextFunctionTests {
  /// How often the function was called.
  private final class Calls: Sendable {
    let count = Mutex(0)
  }

  private func counting(_ calls: Calls) -> ScalarFunction {
    ScalarFunction(
      "joined", usage: "", "", parameters: [.any], isVariadic: true, result: { _ in ValueType(.text) },
      kernel: .values { _ in
        { values in
          calls.count.withLock { $0 += 1 }
          return .text(values.map { $0.text() }.joined(separator: "-"))
        }
      })
  }

  /// The values of a call over columns, in one batch a column long.
  private func call(_ columns: [Column], _ calls: Calls, batchRows: Int = 1000) throws -> [String] {
    let arguments = columns.enumerated().map {
      Expression(.column($0.offset), ValueType($0.element.kind), Span(0, 0))
    }
    let expression = Expression(.call(counting(calls), arguments), ValueType(.text), Span(0, 0))
    let context = ExecutionContext(
      workers: Workers(count: 1), cancellation: .never, batchRows: batchRows)
    let relation = Relation(columns, rows: .all(columns[0].count))
    return try ProjectOperator(context: context, expressions: [expression]).column(expression, relation)
      .values
      .map { $0.text() }
  }

  @Test func onceForEachEntryOfADictionary() throws {
    let calls = Calls()
    let texts = Column(kind: .text, values: (0..<500).map { .text("t\($0 % 7)") })
    #expect(try call([texts], calls, batchRows: 50) == (0..<500).map { "t\($0 % 7)" })
    #expect(calls.count.withLock { $0 } == 7)
  }

  @Test func onceForEachDifferentRowOfArguments() throws {
    let calls = Calls()
    let texts = Column(
      kind: .text, values: (0..<500).map { $0 % 5 == 0 ? .unknown : .text("t\($0 % 3)") })
    let numbers = Column(kind: .whole, values: (0..<500).map { .whole(Int64($0 % 4)) })
    let reals = Column(kind: .real, values: (0..<500).map { .real(Double($0 % 2)) })
    let expected = (0..<500).map { $0 % 5 == 0 ? "" : "t\($0 % 3)-\($0 % 4)-\($0 % 2)" }
    #expect(try call([texts, numbers, reals], calls) == expected)
    #expect(calls.count.withLock { $0 } == 12)
  }

  @Test func manyCombinationsAreToldApartToo() throws {
    let calls = Calls()
    let a = Column(kind: .text, values: (0..<900).map { .text("a\($0 % 300)") })
    let b = Column(kind: .text, values: (0..<900).map { .text("b\($0 % 450)") })
    #expect(try call([a, b], calls) == (0..<900).map { "a\($0 % 300)-b\($0 % 450)" })
    #expect(calls.count.withLock { $0 } == 900)
  }
}
