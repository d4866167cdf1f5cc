/// Gives each different text a code, in the order in which texts are first met.
///
/// Open addressing with linear probing, at most half full. A slot holds a text of up to 16 bytes itself, so
/// that looking one up touches nothing but its slot; of a longer one it holds the first bytes and the hash.
public struct TextInterner: Sendable {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]
  private var slots: [Slot]

  public init(minimumCapacity: Int = 16) {
    var size = 32
    while size < minimumCapacity * 2 { size *= 2 }
    slots = [Slot](repeating: Slot.empty, count: size)
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
    let wanted = Slot(text)
    return intern(text, wanted, wanted.hash)
  }

  /// A number that texts of the same bytes have in common and others hardly ever.
  /// - Complexity: O(length).
  public static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 { Slot(text).hash }

  /// Texts looked up together.
  public static let batchCount = 64

  /// The codes of texts in UTF-8, new or known, in their order.
  ///
  /// All slots are worked out before the first is looked at, and all first places are looked at before the others,
  /// so that the processor can wait for many of them at once where the table is larger than its caches.
  /// - Parameters:
  ///   - texts: at most `batchCount`.
  ///   - codes: room for as many codes.
  public mutating func intern(
    _ texts: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>, into codes: UnsafeMutablePointer<UInt32>
  ) {
    let count = min(texts.count, TextInterner.batchCount)
    withUnsafeTemporaryAllocation(of: (slot: Slot, hash: UInt64).self, capacity: count) { wanted in
      for index in 0..<count {
        let slot = Slot(texts[index])
        wanted.initializeElement(at: index, to: (slot, slot.hash))
      }
      let mask = slots.count - 1
      slots.withUnsafeBufferPointer { slots in
        for index in 0..<count {
          let (slot, hash) = wanted[index]
          let found = slots[Int(truncatingIfNeeded: hash) & mask]
          // What an empty slot gives is none either.
          // No branch, as a wrong guess would end the waiting for others.
          let difference = found.difference(from: slot) | (slot.isWhole ? 0 : 1)
          codes[index] = difference == 0 ? found.codePlusOne &- 1 : TextInterner.none
        }
      }
      for index in 0..<count where codes[index] == TextInterner.none {
        codes[index] = intern(texts[index], wanted[index].slot, wanted[index].hash)
      }
    }
  }

  private static var none: UInt32 { .max }

  @inline(__always)
  private mutating func intern(
    _ text: UnsafeBufferPointer<UInt8>, _ wanted: Slot, _ hash: UInt64
  ) -> UInt32 {
    let (place, code) = find(text, wanted, hash)
    return code ?? add(text, wanted, at: place)
  }

  /// The code of a text in UTF-8; nil where it was never interned.
  /// - Complexity: O(length) on average.
  public func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let wanted = Slot(text)
    return find(text, wanted, wanted.hash).code
  }

  /// The slot that holds a text, or the empty one in which it would be held.
  @inline(__always)
  private func find(
    _ text: UnsafeBufferPointer<UInt8>, _ wanted: Slot, _ hash: UInt64
  ) -> (place: Int, code: UInt32?) {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    return slots.withUnsafeBufferPointer { slots in
      while slots[place].codePlusOne != 0 {
        if slots[place].mayHold(wanted) {
          let code = slots[place].codePlusOne - 1
          if wanted.isWhole || isEntry(Int(code), equalTo: text) { return (place, code) }
        }
        place = (place + 1) & mask
      }
      return (place, nil)
    }
  }

  /// Takes in texts of another interner, in its order.
  /// - Parameter range: of its codes; nil for all.
  /// - Returns: for each of these codes the code here.
  /// - Complexity: O(bytes of the texts).
  public mutating func absorb(_ other: TextInterner, _ range: Range<Int>? = nil) -> [UInt32] {
    let range = range ?? 0..<other.count
    return other.bytes.withUnsafeBufferPointer { texts in
      other.offsets.withUnsafeBufferPointer { offsets in
        range.map { code in
          intern(UnsafeBufferPointer(rebasing: texts[offsets[code]..<offsets[code + 1]]))
        }
      }
    }
  }

  /// The texts met so far as a dictionary.
  /// - Parameter origin: where all of them were taken from.
  public func dictionary(from origin: TextDictionary? = nil) -> TextDictionary {
    TextDictionary(bytes: bytes, offsets: offsets, origin: origin)
  }

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ slot: Slot, at place: Int) -> UInt32 {
    let code = UInt32(count)
    slots[place] = slot
    slots[place].codePlusOne = code + 1
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
    if count * 2 > slots.count { grow() }
    return code
  }

  private func isEntry(_ code: Int, equalTo text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = offsets[code]
    return bytes.withUnsafeBufferPointer { entries in
      for index in 0..<text.count where entries[start + index] != text[index] { return false }
      return true
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot.empty, count: old.count * 2)
    let mask = slots.count - 1
    slots.withUnsafeMutableBufferPointer { slots in
      for slot in old where slot.codePlusOne != 0 {
        var place = Int(truncatingIfNeeded: slot.hash) & mask
        while slots[place].codePlusOne != 0 { place = (place + 1) & mask }
        slots[place] = slot
      }
    }
  }
}

/// What tells one text from others, in 24 bytes.
private struct Slot: Sendable {
  /// All bytes of a text of up to 16, the second word overlapping the first where there are fewer; of a longer
  /// text its first eight, and a hash of all.
  let first: UInt64
  let second: UInt64
  let length: UInt32
  /// 0 for an empty slot.
  var codePlusOne: UInt32

  static let empty = Slot(first: 0, second: 0, length: 0, codePlusOne: 0)

  private init(first: UInt64, second: UInt64, length: UInt32, codePlusOne: UInt32) {
    self.first = first
    self.second = second
    self.length = length
    self.codePlusOne = codePlusOne
  }

  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(text)
    let count = raw.count
    let word = { (offset: Int) in raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    let half = { (offset: Int) in UInt64(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
    switch count {
    case 8...16:
      (first, second) = (word(0), word(count - 8))
    case 4..<8:
      (first, second) = (half(0) | half(count - 4) << 32, 0)
    case 1..<4:
      (first, second) = (UInt64(raw[0]) | UInt64(raw[count / 2]) << 8 | UInt64(raw[count - 1]) << 16, 0)
    case 0:
      (first, second) = (0, 0)
    default:
      (first, second) = (word(0), Slot.hash(raw))
    }
    // Longer texts than 4 GiB are told apart by their bytes.
    length = UInt32(clamping: count)
    codePlusOne = 0
  }

  /// Whether the slot holds all of the text.
  var isWhole: Bool { length <= 16 }

  @inline(__always)
  func mayHold(_ other: Slot) -> Bool {
    difference(from: other) == 0
  }

  /// 0 for the same.
  @inline(__always)
  func difference(from other: Slot) -> UInt64 {
    (first ^ other.first) | (second ^ other.second) | UInt64(length ^ other.length)
  }

  /// A product folded onto itself, as in wyhash (Wang Yi, 2019).
  @inline(__always)
  var hash: UInt64 {
    Slot.fold(first ^ 0x9E37_79B9_7F4A_7C15, second ^ 0xC4CE_B9FE_1A85_EC53 ^ UInt64(length) << 48)
  }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    return high ^ low
  }

  /// Eight bytes at a time, the last eight read again.
  private static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: text.count)
    var offset = 0
    while offset + 8 <= text.count {
      hash = fold(
        hash ^ 0xFF51_AFD7_ED55_8CCD,
        text.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ 0x9E37_79B9_7F4A_7C15)
      offset += 8
    }
    let last = text.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self)
    return fold(hash ^ 0xFF51_AFD7_ED55_8CCD, last ^ 0xC4CE_B9FE_1A85_EC53)
  }
}
