import TallyColumns
import Testing

@Suite struct ZoneMapTests {
  @Test func everyWidthHasZones() {
    let storages: [Storage] = [.int8([3, -1]), .int16([3, -1]), .int32([3, -1]), .int64([3, -1])]
    for storage in storages {
      #expect(ZoneMap(storage, missing: nil) == .integers(lows: [-1], highs: [3]))
    }
    #expect(ZoneMap(.real([0.5, -2]), missing: nil) == .reals(lows: [-2], highs: [0.5]))
    #expect(ZoneMap(.int8([]), missing: nil)?.count == 0)
  }

  @Test func textHasNone() {
    #expect(ZoneMap(.code8([0], TextDictionary(["a"])), missing: nil) == nil)
  }

  @Test func unknownRowsDoNotCount() {
    let count = ZoneMap.rowsPerZone + 2
    var missing = NullMask(count: count)
    for row in 0..<ZoneMap.rowsPerZone { missing.setNull(row) }
    missing.setNull(count - 1)
    let zones = ZoneMap(.int16((0..<count).map { Int16(truncatingIfNeeded: $0) }), missing: missing)
    guard case .integers(let lows, let highs) = zones else {
      Issue.record("whole numbers have whole zones")
      return
    }
    // Nothing is known in the first run, so nothing lies between its bounds.
    #expect(lows[0] > highs[0])
    #expect([lows[1], highs[1]] == [16_384, 16_384])
  }
}
