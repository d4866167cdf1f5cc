/// Real numbers gathered by a section, and whether all of them are whole.
struct RealRun: Sendable {
  private(set) var values: [Double] = []
  private(set) var areWhole = true

  mutating func append(_ numbers: UnsafeMutableBufferPointer<Double>) {
    values.append(contentsOf: numbers)
    guard areWhole else { return }
    areWhole = numbers.allSatisfy(RealRun.isWhole)
  }

  mutating func appendZeros(_ count: Int) {
    values.append(contentsOf: repeatElement(0, count: count))
  }

  /// Whether a number is whole, and within the range in which doubles tell whole numbers apart.
  @inline(__always)
  static func isWhole(_ number: Double) -> Bool {
    number.magnitude <= 0x1p53 && number.rounded(.towardZero) == number
  }
}
