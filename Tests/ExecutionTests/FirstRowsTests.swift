import TallyColumns
import TallyWorkers
import Testing

@testable import TallyExecution

/// The first rows of groups are those that a sort puts first, at every limit, on any threads.
@Suite struct FirstRowsTests {
  private func context(_ threads: Int, _ batch: Int) -> ExecutionContext {
    ExecutionContext(workers: Workers(count: threads), cancellation: .never, batchRows: batch)
  }

  @Test(arguments: [1, 2, 3, 7], [false, true])
  func areThoseThatASortPutsFirst(_ limit: Int, _ isDescending: Bool) throws {
    let count = 900
    let keys = (0..<count).map { row -> Value in
      if row % 11 == 0 { return .unknown }
      return .whole(Int64(row * row % 5))
    }
    let values = (0..<count).map { row -> Value in
      if row % 13 == 0 { return .unknown }
      return .real(Double(row * 7919 % 40) - 20)
    }
    let key = Column(kind: .whole, values: keys)
    let value = Column(kind: .real, values: values)
    for (threads, batch) in [(1, 1000), (2, 7), (3, 100)] {
      let context = context(threads, batch)
      let found = try FirstRows(
        [key], order: .values(value, isDescending: isDescending), limit: limit, rows: count, context)
      let firsts = try #require(found)
      var expected: [UInt32] = []
      for group in Set(keys) {
        let members = (0..<count).filter { keys[$0] == group && !values[$0].isUnknown }
        let sorted = members.sorted { a, b in
          guard case .real(let x) = values[a], case .real(let y) = values[b], x != y else { return a < b }
          return isDescending ? x > y : x < y
        }
        expected += sorted.prefix(limit).map { UInt32($0) }
      }
      #expect(try firsts.positionsAsTheyStand(count) == expected.sorted())
    }
  }

  @Test func textsAreOrderedByTheirRanksAndRowsAsTheyStand() throws {
    let texts = Column(kind: .text, values: (0..<500).map { .text(["b", "A", "c", "a"][$0 % 4]) })
    let byText = try FirstRows(
      [], order: .values(texts, isDescending: false), limit: 130, rows: 500, context(2, 9))
    let firsts = try #require(byText)
    // "A" and "a" stand beside each other in order, the great letter first.
    let expected = (0..<500).filter { $0 % 4 == 1 } + (0..<500).filter { $0 % 4 == 3 }.prefix(5)
    #expect(try firsts.positions(500) == expected.map { UInt32($0) })
    let byPlace = try FirstRows(
      [texts], order: .standing(takesLast: true), limit: 1, rows: 500, context(2, 9))
    let lasts = try #require(byPlace)
    #expect(try lasts.positionsAsTheyStand(500) == [496, 497, 498, 499])
  }

  /// Of a column whose zones are known, those that cannot have a first row are left out; ties across zones and zones
  /// of unknowns change nothing.
  @Test(arguments: [false, true], [1, 3, 500])
  func zonesTellWhereTheFirstRowsAre(_ isDescending: Bool, _ limit: Int) throws {
    let count = 3 * ZoneMap.rowsPerZone + 11
    let values = (0..<count).map { row -> Double in
      row / ZoneMap.rowsPerZone == 1 ? 400 : Double(row &* 7919 % 1000) - 500
    }
    let missing = { (row: Int) in row % 5 == 0 || row >= 3 * ZoneMap.rowsPerZone }
    var mask = NullMask(count: count)
    for row in 0..<count where missing(row) { mask.setNull(row) }
    let storages = [(Kind.real, Storage.real(values)), (.whole, .int16(values.map { Int16($0) }))]
    for (kind, storage) in storages {
      let zones = try #require(ZoneMap(storage, missing: mask))
      let column = Column(kind: kind, best: Column.Part(storage, missing: mask, zones: zones))
      let sorted = (0..<count).filter { !missing($0) }.sorted { a, b in
        guard values[a] != values[b] else { return a < b }
        return isDescending ? values[a] > values[b] : values[a] < values[b]
      }
      for threads in 1...3 {
        let found = try FirstRows(
          [], order: .values(column, isDescending: isDescending), limit: limit, rows: count,
          context(threads, 1000))
        let firsts = try #require(found)
        #expect(try firsts.positions(count) == sorted.prefix(limit).map { UInt32($0) })
      }
    }
  }

  @Test func manyGroupsOfFewRowsAreLeftToOthers() throws {
    let key = Column(kind: .whole, values: (0..<100_000).map { .whole($0) })
    #expect(
      try FirstRows([key], order: .standing(takesLast: false), limit: 2, rows: 100_000, context(1, 100))
        == nil)
  }
}
