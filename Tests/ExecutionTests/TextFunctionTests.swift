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

  /// Groups once fell apart where a text stood twice in the dictionary of plain storage.
  @Test func whatIsChosenHasEachTextOnce() throws {
    let plain = Column(kind: .text, .plain(TextDictionary(["a", "b", "a", "b"])))
    let text = Expression(.column(0), ValueType(.text), Span(0, 0))
    let always = Expression(.condition(.always(true)), ValueType(.boolean), Span(0, 0))
    for (name, arguments) in [("coalesce", [text, text]), ("if", [always, text, text])] {
      let function = try #require(ScalarFunction.named(name))
      let context = ExecutionContext(workers: Workers(count: 1), cancellation: .never, batchRows: 4)
      let column = try ProjectOperator(context: context, expressions: []).column(
        Expression(.call(function, arguments), ValueType(.text), Span(0, 0)), Relation([plain], rows: .all(4))
      )
      #expect(column.values == ["a", "b", "a", "b"].map(Value.text))
      let dictionary = try #require(column.storage.dictionary)
      let texts = (0..<dictionary.count).map { dictionary[$0] }
      #expect(Set(texts).count == texts.count && !texts.isEmpty)
    }
  }

  @Test func manyCombinationsAreToldApartToo() throws {
    let calls = Calls()
    let a = Column(kind: .text, values: (0..<900).map { .text("a\($0 % 300)") })
    let b = Column(kind: .text, values: (0..<900).map { .text("b\($0 % 450)") })
    #expect(try call([a, b], calls) == (0..<900).map { "a\($0 % 300)-b\($0 % 450)" })
    #expect(calls.count.withLock { $0 } == 900)
  }
}
