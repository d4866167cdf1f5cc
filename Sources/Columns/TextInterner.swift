/// Gives each different text a code, in the order in which texts are first met.
///
/// Open addressing with linear probing, at most half full. A slot holds the upper half of a hash beside
/// the code, so that hardly ever a text is compared that is not the one looked for.
public struct TextInterner: Sendable {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]
  private var hashes: [UInt64] = []
  /// The upper half of the hash, and below it the code plus 1; 0 is an empty slot.
  private var slots: [UInt64]

  public init(minimumCapacity: Int = 16) {
    var size = 32
    while size < minimumCapacity * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
  }

  public var count: Int { offsets.count - 1 }

  /// The code of a text, new or known.
  public mutating func intern(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  /// The code of a text in UTF-8, new or known.
  /// - Complexity: O(length) on average.
  public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    intern(text, hash: TextInterner.hash(text))
  }

  /// The code of a text in UTF-8; nil where it was never interned.
  /// - Complexity: O(length) on average.
  public func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let hash = TextInterner.hash(text)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while case let held = slots[slot], held != 0 {
      if (held ^ hash) >> 32 == 0 {
        let code = UInt32(truncatingIfNeeded: held) - 1
        if isEntry(Int(code), equalTo: text) { return code }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Takes in the texts of another interner, in its order.
  /// - Returns: for each code of the other one, the code here.
  /// - Complexity: O(texts), without hashing any of them again.
  public mutating func absorb(_ other: TextInterner) -> [UInt32] {
    other.bytes.withUnsafeBufferPointer { texts in
      (0..<other.count).map { code in
        let text = UnsafeBufferPointer(rebasing: texts[other.offsets[code]..<other.offsets[code + 1]])
        return intern(text, hash: other.hashes[code])
      }
    }
  }

  private mutating func intern(_ text: UnsafeBufferPointer<UInt8>, hash: UInt64) -> UInt32 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while case let held = slots[slot], held != 0 {
      if (held ^ hash) >> 32 == 0 {
        let code = UInt32(truncatingIfNeeded: held) - 1
        if isEntry(Int(code), equalTo: text) { return code }
      }
      slot = (slot + 1) & mask
    }
    let code = UInt32(count)
    slots[slot] = TextInterner.slot(code, hash)
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
    hashes.append(hash)
    if count * 2 > slots.count { grow() }
    return code
  }

  /// The texts met so far as a dictionary.
  /// - Parameter origin: where all of them were taken from.
  public func dictionary(from origin: TextDictionary? = nil) -> TextDictionary {
    TextDictionary(bytes: bytes, offsets: offsets, origin: origin)
  }

  private func isEntry(_ code: Int, equalTo text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = offsets[code]
    guard offsets[code + 1] - start == text.count else { return false }
    return bytes.withUnsafeBufferPointer { entries in
      for index in 0..<text.count where entries[start + index] != text[index] { return false }
      return true
    }
  }

  private static func slot(_ code: UInt32, _ hash: UInt64) -> UInt64 {
    hash & ~0xFFFF_FFFF | UInt64(code + 1)
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    for code in 0..<count {
      var slot = Int(truncatingIfNeeded: hashes[code]) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = TextInterner.slot(UInt32(code), hashes[code])
    }
  }

  /// Eight bytes at a time, multiplied and folded; the finaliser is MurmurHash3's (Appleby, 2011).
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    let raw = UnsafeRawBufferPointer(text)
    var index = 0
    while index + 8 <= raw.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      index += 8
    }
    var tail: UInt64 = 0
    while index < raw.count {
      tail = tail << 8 | UInt64(raw[index])
      index += 1
    }
    hash = (hash ^ tail) &* 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 33
    hash = hash &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ (hash >> 33)
  }
}
