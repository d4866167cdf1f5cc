/// Gives each different tuple of words a dense number, in the order in which tuples are first met.
///
/// Open addressing with linear probing, at most half full; the tuples lie end to end beside the slots.
struct KeyTable: Sendable {
  /// Words in a tuple; at least 1.
  let width: Int
  private(set) var words: [UInt64] = []
  private(set) var count = 0
  /// Numbers plus 1; 0 is an empty slot.
  private var slots: [UInt32]

  init(width: Int, minimumCapacity: Int = 16) {
    self.width = max(1, width)
    var size = 32
    while size < minimumCapacity * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
  }

  /// The number of the tuple that begins at `start` in `tuple`, new or known.
  /// - Complexity: O(width) on average.
  @inline(__always)
  mutating func insert(_ tuple: UnsafePointer<UInt64>) -> Int {
    var slot = Int(truncatingIfNeeded: KeyTable.hash(tuple, width)) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isTuple(number, equalTo: tuple) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt32(count + 1)
    for index in 0..<width { words.append(tuple[index]) }
    count += 1
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// The number of the tuple that begins at `tuple`; nil where it was never inserted.
  /// - Complexity: O(width) on average.
  @inline(__always)
  func number(of tuple: UnsafePointer<UInt64>) -> Int? {
    var slot = Int(truncatingIfNeeded: KeyTable.hash(tuple, width)) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isTuple(number, equalTo: tuple) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  @inline(__always)
  private func isTuple(_ number: Int, equalTo tuple: UnsafePointer<UInt64>) -> Bool {
    let start = number * width
    for index in 0..<width where words[start + index] != tuple[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    words.withUnsafeBufferPointer { words in
      guard let base = words.baseAddress else { return }
      for number in 0..<count {
        var slot = Int(truncatingIfNeeded: KeyTable.hash(base + number * width, width)) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(number + 1)
      }
    }
  }

  /// Each word mixed by the finaliser of MurmurHash3 (Appleby, 2011).
  @inline(__always)
  private static func hash(_ tuple: UnsafePointer<UInt64>, _ width: Int) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for index in 0..<width {
      hash = (hash ^ tuple[index]) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 33
      hash = hash &* 0xC4CE_B9FE_1A85_EC53
      hash ^= hash >> 33
    }
    return hash
  }
}
