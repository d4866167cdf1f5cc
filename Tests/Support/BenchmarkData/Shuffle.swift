/// The numbers `0..<count` in an order by chance, of which each place is worked out on its own: a shuffle
/// that needs no memory.
///
/// A Feistel network over just enough bits is a permutation of them; numbers outside of the range are sent
/// through it again until they fall inside (Black and Rogaway 2002, "Ciphers with arbitrary finite
/// domains", cycle walking).
struct Shuffle: Sendable {
  let count: Int
  private let leftBits: UInt64
  private let rightBits: UInt64
  private let keys: [UInt64]

  private static let rounds = 6

  init(_ count: Int, seed: UInt64, stream: UInt64) {
    self.count = count
    let bits = max(2, UInt64.bitWidth - UInt64(max(count - 1, 0)).leadingZeroBitCount)
    leftBits = UInt64(bits / 2)
    rightBits = UInt64(bits) - leftBits
    let chance = CellChance(seed: seed, stream: stream)
    keys = (0..<Shuffle.rounds).map { chance[$0] }
  }

  /// The number at a place.
  /// - Complexity: O(1) on average; fewer than two walks.
  @inline(__always)
  func callAsFunction(_ place: Int) -> Int {
    var number = UInt64(truncatingIfNeeded: place)
    repeat { number = walked(number) } while number >= count
    return Int(truncatingIfNeeded: number)
  }

  /// The place at which a number stands.
  func place(of number: Int) -> Int {
    var place = UInt64(truncatingIfNeeded: number)
    repeat { place = walkedBack(place) } while place >= count
    return Int(truncatingIfNeeded: place)
  }

  @inline(__always)
  private func walked(_ number: UInt64) -> UInt64 {
    let (leftMask, rightMask) = (UInt64(1) << leftBits - 1, UInt64(1) << rightBits - 1)
    var (left, right) = (number >> rightBits, number & rightMask)
    for (round, key) in keys.enumerated() {
      if round % 2 == 0 {
        left ^= CellChance.mix(right ^ key) & leftMask
      } else {
        right ^= CellChance.mix(left ^ key) & rightMask
      }
    }
    return left << rightBits | right
  }

  private func walkedBack(_ number: UInt64) -> UInt64 {
    let (leftMask, rightMask) = (UInt64(1) << leftBits - 1, UInt64(1) << rightBits - 1)
    var (left, right) = (number >> rightBits, number & rightMask)
    for (round, key) in keys.enumerated().reversed() {
      if round % 2 == 0 {
        left ^= CellChance.mix(right ^ key) & leftMask
      } else {
        right ^= CellChance.mix(left ^ key) & rightMask
      }
    }
    return left << rightBits | right
  }
}
