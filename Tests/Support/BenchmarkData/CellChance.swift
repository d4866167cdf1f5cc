/// Chance for the cells of one column: each is a function of the seed, the column and the row alone, so
/// that rows can be made in any order and on any core.
///
/// The numbers are those of SplitMix64 (Steele, Lea and Flood 2014), whose n-th number is got without the
/// ones before it. Only whole arithmetic is used, so that all machines agree.
struct CellChance: Sendable {
  private let origin: UInt64

  /// - Parameter stream: what the numbers are for; each has its own.
  init(seed: UInt64, stream: UInt64) {
    origin = CellChance.mix(CellChance.mix(seed &+ CellChance.step) ^ stream &* 0xD6E8_FEB8_6659_FD93)
  }

  /// 64 even bits for a row.
  @inline(__always)
  subscript(row: Int) -> UInt64 {
    CellChance.mix(origin &+ UInt64(truncatingIfNeeded: row) &* CellChance.step)
  }

  /// One of `0..<count` for a row, each as likely; 0 where there is none.
  @inline(__always)
  func below(_ count: Int, row: Int) -> Int { CellChance.scaled(self[row], to: count) }

  /// Even bits scaled to `0..<count`.
  @inline(__always)
  static func scaled(_ bits: UInt64, to count: Int) -> Int {
    Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: max(count, 0)).multipliedFullWidth(by: bits).high)
  }

  static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  static func mix(_ bits: UInt64) -> UInt64 {
    var word = bits
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// A run of chance for one row of many columns (SplitMix64).
struct RowChance {
  private var state: UInt64

  init(_ state: UInt64) {
    self.state = state
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= CellChance.step
    return CellChance.mix(state)
  }

  /// One of `0..<count`, each as likely.
  @inline(__always)
  mutating func below(_ count: Int) -> Int { CellChance.scaled(next(), to: count) }

  /// Whether something of a chance of so many in a thousand happens.
  @inline(__always)
  mutating func happens(_ perThousand: Int) -> Bool { below(1000) < perThousand }

  /// One of `0..<count`, the first ones far more often: as n·u⁴ of an even u, the first of a million in
  /// three of a hundred draws, and half of the draws among the first sixteenth.
  @inline(__always)
  mutating func popular(_ count: Int) -> Int {
    let even = next()
    let square = even.multipliedFullWidth(by: even).high
    return CellChance.scaled(square.multipliedFullWidth(by: square).high, to: count)
  }

  @inline(__always)
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
