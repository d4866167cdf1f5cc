import Testing

@testable import TallyExecution

/// Ranges of keys stand in the order of the keys, and hold about as many each, however unevenly keys are spread.
@Suite struct KeyRangesTests {
  private static let spreads: [@Sendable (UInt64) -> UInt64] = [
    { $0 }, { _ in 7 }, { $0 % 3 }, { $0 &* 0x9E37_79B9_7F4A_7C15 }, { $0 % 100 == 0 ? .max - $0 : $0 },
    { 1 << ($0 % 64) }, { $0 == 5 ? .max : $0 * $0 }, { .max - $0 % 5 },
  ]

  private func parts(_ ranges: KeyRanges, _ keys: [UInt64]) -> [Int] {
    var parts = [Int](repeating: -1, count: keys.count)
    keys.withUnsafeBufferPointer { keys in ranges.forEach(keys) { parts[$0] = $1 } }
    return parts
  }

  @Test(arguments: [0, 1, 2, 31, 1000, 5000], [1, 2, 7, 64, 2000])
  func rangesStandInOrder(_ count: Int, _ wanted: Int) {
    for spread in KeyRangesTests.spreads {
      let keys = (0..<UInt64(count)).map(spread).sorted()
      let sample = stride(from: 0, to: count, by: max(1, count / 1000)).map { keys[$0] }
      let ranges = KeyRanges(sample: sample, parts: wanted)
      #expect(ranges.count >= 1 && ranges.count <= wanted)
      let parts = parts(ranges, [0] + keys + [.max])
      #expect(parts == parts.sorted())
      #expect(parts.allSatisfy { $0 >= 0 && $0 < ranges.count })
      // What a range ignores of a key does not change where it is.
      let shortened = keys.map { ($0 >> ranges.ignoredBits) << ranges.ignoredBits }
      #expect(self.parts(ranges, shortened) == Array(parts.dropFirst().dropLast()))
    }
  }

  @Test func fewKeysFarFromAllOthersDoNotPutTheseInOneRange() {
    let keys = (0..<UInt64(10_000)).map { $0 % 100 == 0 ? UInt64.max - $0 : $0 }.sorted()
    let ranges = KeyRanges(sample: stride(from: 0, to: 10_000, by: 10).map { keys[$0] }, parts: 20)
    var counts = [Int](repeating: 0, count: ranges.count)
    for part in parts(ranges, keys) { counts[part] += 1 }
    #expect(counts.count == 20 && counts.allSatisfy { $0 <= 1000 })
  }
}
