#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The entries of a dictionary in small letters, made ready for sorting in the order of `TextOrder`.
///
/// The first eight bytes of each are kept as a number that is ordered as they are, so that most comparisons
/// touch no text.
struct FoldedTexts {
  private let exact: TextDictionary
  private let bytes: [UInt8]
  private let offsets: [Int]
  private let heads: [UInt64]

  init(_ dictionary: TextDictionary) {
    exact = dictionary
    var bytes: [UInt8] = []
    bytes.reserveCapacity(dictionary.bytes.count)
    var offsets = [0]
    offsets.reserveCapacity(dictionary.count + 1)
    var heads: [UInt64] = []
    heads.reserveCapacity(dictionary.count)
    for code in 0..<dictionary.count {
      let start = bytes.count
      FoldedTexts.fold(dictionary, code, into: &bytes)
      offsets.append(bytes.count)
      heads.append(FoldedTexts.head(bytes[start...]))
    }
    self.bytes = bytes
    self.offsets = offsets
    self.heads = heads
  }

  private static func fold(_ dictionary: TextDictionary, _ code: Int, into bytes: inout [UInt8]) {
    let entry = dictionary.bytes[dictionary.offsets[code]..<dictionary.offsets[code + 1]]
    if entry.allSatisfy({ $0 < 0x80 }) {
      for byte in entry { bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
    } else {
      bytes.append(contentsOf: dictionary[code].lowercased().utf8)
    }
  }

  /// The first eight bytes, the first of them the most significant; zeros where there are fewer.
  private static func head(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var head: UInt64 = 0
    var shift: UInt64 = 56
    for byte in bytes.prefix(8) {
      head |= UInt64(byte) << shift
      shift = shift &- 8
    }
    return head
  }

  /// The codes in order.
  /// - Complexity: O(n log n) comparisons.
  func sortedCodes() -> [UInt32] {
    bytes.withUnsafeBufferPointer { folded in
      exact.bytes.withUnsafeBufferPointer { raw in
        (0..<UInt32(truncatingIfNeeded: heads.count)).sorted { a, b in
          let (a, b) = (Int(a), Int(b))
          if heads[a] != heads[b] { return heads[a] < heads[b] }
          let byFolded = FoldedTexts.order(folded, offsets, a, b)
          if byFolded != 0 { return byFolded < 0 }
          return FoldedTexts.order(raw, exact.offsets, a, b) < 0
        }
      }
    }
  }

  /// Negative, 0 or positive, as the bytes of entry a stand to those of entry b.
  private static func order(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offsets: [Int], _ a: Int, _ b: Int
  ) -> Int {
    let (aCount, bCount) = (offsets[a + 1] - offsets[a], offsets[b + 1] - offsets[b])
    guard let base = bytes.baseAddress else { return 0 }
    let result = memcmp(base + offsets[a], base + offsets[b], min(aCount, bCount))
    return result != 0 ? Int(result) : aCount - bCount
  }
}
