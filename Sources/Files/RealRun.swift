import TallyColumns

/// Real numbers gathered by a section, and whether all of them are whole.
struct RealRun: Sendable {
  private var memory: RowMemory?
  private(set) var areWhole = true
  /// Numbers that are expected.
  var expectedCount = 0

  mutating func append(_ numbers: UnsafeMutableBufferPointer<Double>) {
    guard let start = numbers.baseAddress else { return }
    uniqueMemory().append(numbers.count * 8).copyMemory(from: start, byteCount: numbers.count * 8)
    guard areWhole else { return }
    areWhole = numbers.allSatisfy(RealRun.isWhole)
  }

  mutating func appendZeros(_ count: Int) {
    uniqueMemory().append(count * 8).initializeMemory(as: Double.self, repeating: 0, count: count)
  }

  /// Gives back the memory of what has been copied to where it stays; the run means nothing then.
  func discard() { memory?.discard() }

  private mutating func uniqueMemory() -> RowMemory {
    if isKnownUniquelyReferenced(&memory), let memory { return memory }
    let unique = memory?.copy() ?? RowMemory(capacity: expectedCount * 8)
    memory = unique
    return unique
  }

  /// Copies the numbers of some rows.
  func copy(_ rows: Range<Int>, to numbers: UnsafeMutablePointer<Double>) {
    guard let start = memory?.bytes.baseAddress else { return }
    UnsafeMutableRawPointer(numbers).copyMemory(
      from: start + rows.lowerBound * 8, byteCount: rows.count * 8)
  }

  /// Whether a number is whole, and within the range in which doubles tell whole numbers apart.
  @inline(__always)
  static func isWhole(_ number: Double) -> Bool {
    number.magnitude <= 0x1p53 && number.rounded(.towardZero) == number
  }
}
