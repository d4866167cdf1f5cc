import TallyColumns
import TallyWorkers
import Testing

@testable import TallyExecution

/// Texts of which nearly all differ are put side by side as they would be with codes.
@Suite struct DifferentTextsTests {
  private let context = ExecutionContext(workers: Workers(count: 2), cancellation: .never, batchRows: 8)

  /// Batches of texts, each with a dictionary of its own; every seventh row is unknown.
  private func batches(of sizes: [Int], text: (Int) -> String) -> [Vector] {
    var row = 0
    return sizes.map { size in
      let rows = row..<row + size
      row += size
      // The dictionary has the texts of the batch backwards.
      let dictionary = TextDictionary(rows.reversed().map(text))
      let codes = rows.indices.map { UInt32(rows.upperBound - 1 - $0) }
      let missing = rows.contains { $0 % 7 == 3 } ? rows.map { $0 % 7 == 3 } : nil
      return Vector(.text, Vector.Lane(.codes(codes, dictionary), missing: missing))
    }
  }

  @Test(arguments: [[1, 1], [8, 8, 3], [0, 5, 0, 8], [64, 1, 64]])
  func standAsTheyDoWithCodes(_ sizes: [Int]) throws {
    let vectors = batches(of: sizes) { "text é \($0)" }.filter { $0.best.count > 0 }
    let plain = try #require(try Column(differentTexts: vectors, fewRows: 0, context))
    #expect(plain.count == sizes.reduce(0, +))
    let expected = Column(concatenating: vectors, kind: .text)
    for row in 0..<plain.count { #expect(plain.value(at: row) == expected.value(at: row)) }
    guard case .plain = plain.storage else {
      Issue.record("they have no codes")
      return
    }
  }

  @Test func whereManyAreTheSameTheyHaveCodes() throws {
    let vectors = batches(of: [50, 50]) { "text \($0 % 50)" }
    #expect(try Column(differentTexts: vectors, fewRows: 0, context) == nil)
  }

  @Test func fewHaveCodes() throws {
    #expect(try Column(differentTexts: batches(of: [5, 5]) { "\($0)" }, fewRows: 10, context) == nil)
  }
}
