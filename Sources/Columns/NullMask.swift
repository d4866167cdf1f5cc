/// Which rows of a column are unknown, a bit a row; 1 means unknown.
///
/// A column in which everything is known has no mask at all, so it pays nothing for the possibility.
public struct NullMask: Sendable, Equatable {
  public private(set) var words: [UInt64]
  public let count: Int

  /// A mask of `count` rows, none of them unknown.
  public init(count: Int) {
    self.count = count
    words = [UInt64](repeating: 0, count: (count + 63) / 64)
  }

  /// A mask from its words; bits past `count` must be 0.
  public init(words: [UInt64], count: Int) {
    self.words = words
    self.count = count
  }

  /// Whether a row is unknown. The row must be below `count`.
  @inlinable
  public subscript(row: Int) -> Bool {
    words[row >> 6] & (1 << UInt64(row & 63)) != 0
  }

  public mutating func setNull(_ row: Int) {
    words[row >> 6] |= 1 << UInt64(row & 63)
  }

  /// How many rows are unknown.
  public var nullCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The mask, or nil when nothing is unknown.
  public var ifAny: NullMask? { words.contains { $0 != 0 } ? self : nil }
}
