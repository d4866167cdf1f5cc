import TallyColumns
import TallyWorkers
import Testing

@testable import TallySession

/// How many rows have each value, against counting them one by one.
@Suite struct RowCountsTests {
  private func plainly(_ column: Column) -> [Value: Int] {
    var counts: [Value: Int] = [:]
    for row in 0..<column.count where column.unknown?[row] != true {
      counts[column.value(at: row), default: 0] += 1
    }
    return counts
  }

  @Test(arguments: [1, 2, 3, 63, 64, 65, 1_000, 200_000], [1, 2, 7])
  func areThoseOfCountingRowByRow(_ count: Int, _ workers: Int) throws {
    let codes = (0..<count).map { UInt32(($0 &* 7919) % 300) }
    var missing = NullMask(count: count)
    for row in stride(from: 0, to: count, by: 3) { missing.setNull(row) }
    let texts = TextDictionary((0..<300).map { "t\($0)" })
    let columns = [
      Column(kind: .text, .code16(codes.map(UInt16.init), texts), missing: missing),
      Column(kind: .text, .code32(codes, texts)),
      Column(kind: .whole, .int16(codes.map { Int16($0) - 150 }), missing: missing),
      Column(kind: .whole, .int64(codes.map { Int64.max - 300 + Int64($0) })),
      Column(kind: .date, .int32(codes.map { Int32($0) + 20_000 }), missing: missing),
    ]
    for column in columns {
      let counts = try #require(RowCounts(column, workers: Workers(count: workers)))
      var found: [Value: Int] = [:]
      for place in counts.counts.indices where counts.counts[place] > 0 {
        let value = column.storage.dictionary.map { Value.text($0[place]) }
        found[value ?? Value(stored: counts.low + Int64(place), kind: column.kind)] = counts.rows(at: place)
      }
      #expect(found == plainly(column))
    }
  }

  @Test func ofManyRowsSomeAreCountedEvenly() throws {
    let codes = (0..<400_000).map { UInt8($0 < 100_000 ? 0 : 1) }
    let column = Column(kind: .text, .code8(codes, TextDictionary(["a", "b"])))
    let counts = try #require(RowCounts(column, workers: Workers(count: 3), rowLimit: 1 << 16))
    #expect(counts.scale > 1)
    #expect(
      (90_000...110_000).contains(counts.rows(at: 0)) && (290_000...310_000).contains(counts.rows(at: 1)))
    #expect(counts.remark(at: 0).hasPrefix("about "))
  }

  @Test func whatCannotBeCountedByItsPlaceIsNot() {
    #expect(RowCounts(Column(kind: .whole, .int64([.min, .max]))) == nil)
    #expect(RowCounts(Column(kind: .whole, .int64([0, 1 << 40]))) == nil)
    #expect(RowCounts(Column(kind: .real, .real([1]))) == nil)
    #expect(RowCounts(Column(kind: .text, .plain(TextDictionary(["a"])))) == nil)
    #expect(RowCounts(Column(kind: .whole, .int8([])))?.counts.isEmpty != false)
  }

  @Test func areKeptUntilTablesChange() throws {
    let session = try shippedSession()
    #expect(texts("list where weapon = s▮ from strikes", session) == ["\"Shahed drone\""])
    let column = Column(kind: .text, values: [.text("a"), .text("b"), .text("b")])
    session.catalog.add(Table(name: "t", fields: [Field("x")], columns: [column]))
    #expect(texts("list where x = ▮", session) == ["b", "a"])
    let other = Column(kind: .text, values: [.text("a"), .text("a"), .text("b")])
    session.catalog.add(Table(name: "t", fields: [Field("x")], columns: [other]))
    #expect(texts("list where x = ▮", session) == ["a", "b"])
  }
}
