import TallyColumns
import Testing

/// What tables take in memory.
@Suite struct MemoryTests {
  private func bytes(_ columns: Column...) -> Int {
    let fields = columns.indices.map { Field("c\($0)") }
    return Table(name: "t", fields: fields, columns: columns).byteCount
  }

  @Test func valuesTakeTheirWidth() {
    #expect(bytes(Column(kind: .whole, .int8([1, 2, 3]))) == 3)
    #expect(bytes(Column(kind: .whole, .int16([1, 2, 3]))) == 6)
    #expect(bytes(Column(kind: .date, .int32([1, 2, 3]))) == 12)
    #expect(bytes(Column(kind: .whole, .int64([1, 2, 3]))) == 24)
    #expect(bytes(Column(kind: .real, .real([1, 2, 3]))) == 24)
    #expect(bytes() == 0)
  }

  @Test func unknownRowsBoundsAndRangesTakeTheirs() {
    var missing = NullMask(count: 65)
    missing.setNull(64)
    let values = [Int8](repeating: 1, count: 65)
    #expect(bytes(Column(kind: .whole, .int8(values), missing: missing)) == 65 + 2 * 8)
    let part = Column.Part(.int8(values), missing: missing)
    let bounded = Column(kind: .whole, best: part, bounds: .init(low: part, high: part))
    #expect(bytes(bounded) == 3 * (65 + 2 * 8))
    let zoned = Column.Part(.int8(values), zones: ZoneMap(.int8(values), missing: nil))
    #expect(bytes(Column(kind: .whole, best: zoned)) == 65 + 2 * 8)
  }

  @Test func aDictionaryCountsOnce() {
    let dictionary = TextDictionary(["Kyiv", "Odesa"])
    let texts = 9 + 3 * 8
    #expect(dictionary.byteCount == texts)
    let column = Column(kind: .text, .code8([0, 1, 0], dictionary))
    #expect(bytes(column) == 3 + texts)
    #expect(bytes(column, column) == 6 + texts)
    #expect(bytes(Column(kind: .text, .plain(dictionary))) == texts)
  }
}
