import TallyColumns
import TallyFiles
import TallyWorkers
import Testing

/// How columns are held once they are read.
@Suite struct StorageTests {
  private func column(_ cells: [String]) throws -> Column {
    try read("n,x\n" + cells.map { "1,\($0)\n" }.joined()) { $0.sectionBytes = 1000 }.columns[1]
  }

  @Test func wholeNumbersAreAsNarrowAsTheyCanBe() throws {
    guard case .int8 = try column(["1", "-128"]).storage else { throw WrongStorage() }
    guard case .int16 = try column(["1", "128"]).storage else { throw WrongStorage() }
    guard case .int32 = try column(["1", "", "40000"]).storage else { throw WrongStorage() }
    guard case .int64 = try column(["1", "3000000000"]).storage else { throw WrongStorage() }
  }

  @Test func sectionsOfDifferentWidthsAreJoined() throws {
    let cells = (0..<2000).map { $0 == 1500 ? "5000000000" : "\($0 / 20)" }
    #expect(try column(cells).values == cells.map { Value.whole(Int64($0) ?? 0) })
  }

  @Test func textIsCodesInTheOrderOfTheFile() throws {
    let words = (0..<900).map { "w\($0 * 7 % 30)" }
    guard case .code8(_, let dictionary) = try column(words).storage else { throw WrongStorage() }
    #expect((0..<dictionary.count).map { dictionary[$0] } == (0..<30).map { "w\($0 * 7 % 30)" })
  }

  /// Threads go on with their dictionaries from section to section, whichever of these they get.
  @Test(arguments: 0..<20) func dictionariesDoNotDependOnThreads(_ seed: UInt64) throws {
    var random = SmallRandom(seed: seed)
    let words = (0..<3000).map { row in "word \(Int.random(in: 0...(row / 10 + 1), using: &random))" }
    let text = "n,x\n" + words.map { "1,\($0)\n" }.joined()
    let column = try read(text) {
      $0.sectionBytes = 500
      $0.workers = Workers(count: 4)
    }.columns[1]
    guard case .code16(_, let dictionary) = column.storage else { throw WrongStorage() }
    var seen: Set<String> = []
    #expect((0..<dictionary.count).map { dictionary[$0] } == words.filter { seen.insert($0).inserted })
    #expect(column.values == words.map(Value.text))
  }

  @Test func textsThatNearlyAllDifferArePlain() throws {
    let words = (0..<1200).map { "w\($0 % 700)" }
    let column = try column(words)
    guard case .plain = column.storage else { throw WrongStorage() }
    #expect(column.values == words.map(Value.text))
    guard case .code16 = try self.column(words.map { $0.replacing("7", with: "x") } + words).storage else {
      throw WrongStorage()
    }
  }

  @Test func masksAreThereOnlyWhereSomethingIsUnknown() throws {
    #expect(try column(["1", "2"]).best.missing == nil)
    let cells = (0..<3000).map { $0 % 7 == 3 ? "" : "\($0)" }
    let values = try column(cells).values
    for row in 0..<3000 { #expect(values[row].isUnknown == (row % 7 == 3)) }
  }

  @Test func figuresShareTheStorageOfEqualParts() throws {
    let figures = try column(["15+", "7", "", "20+"])
    guard case .int8(let best) = figures.best.storage, case .int8(let low) = figures.bounds?.low.storage
    else {
      throw WrongStorage()
    }
    best.withUnsafeBufferPointer { best in
      low.withUnsafeBufferPointer { #expect($0.baseAddress == best.baseAddress) }
    }
  }

  @Test func exactFiguresHaveNoBounds() throws {
    let schema = TableSchema(columns: [ColumnSchema(name: "n"), ColumnSchema(name: "x", kind: .figure)])
    #expect(try read("n,x\n1,5\n1,\n") { $0.schema = schema }.columns[1].bounds == nil)
    #expect(try read("n,x\n1,5\n1,6..6\n").columns[1].bounds == nil)
  }

  @Test func zonesGiveTheRangeOfEachRunOfRows() throws {
    let cells = (0..<40_000).map { $0 < 16_384 ? "\($0 % 100 + 5)" : $0 % 2 == 0 ? "" : "\($0)" }
    #expect(
      try column(cells).best.zones == .integers(lows: [5, 16_385, 32_769], highs: [104, 32_767, 39_999]))
    #expect(try column(["1.5", "", "-2.5"]).best.zones == .reals(lows: [-2.5], highs: [1.5]))
  }

  private struct WrongStorage: Error {}
}
