#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The entries of a dictionary in small letters, made ready for sorting in the order of `TextOrder`.
///
/// The first sixteen bytes of each are kept as two numbers that are ordered as they are, so that most comparisons
/// touch no text. Entries are folded in pieces, so that several threads can do it.
public struct FoldedTexts: Sendable {
  /// An entry with its first bytes.
  public struct Head: BitwiseCopyable, Sendable {
    public let code: UInt32
    @usableFromInline let first: UInt64
    @usableFromInline let second: UInt64
  }

  /// Some entries one behind the other, in small letters.
  public struct Piece: Sendable {
    fileprivate var bytes: [UInt8] = []
    fileprivate var ends: [Int] = []

    /// - Complexity: O(bytes of the entries).
    public init(_ dictionary: TextDictionary, _ codes: Range<Int>) {
      bytes.reserveCapacity(dictionary.offsets[codes.upperBound] - dictionary.offsets[codes.lowerBound])
      ends.reserveCapacity(codes.count)
      dictionary.bytes.withUnsafeBufferPointer { texts in
        for code in codes {
          let entry = texts[dictionary.offsets[code]..<dictionary.offsets[code + 1]]
          if entry.allSatisfy({ $0 < 0x80 }) {
            for byte in entry { bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
          } else {
            bytes.append(contentsOf: dictionary[code].lowercased().utf8)
          }
          ends.append(bytes.count)
        }
      }
    }
  }

  private let exact: TextDictionary
  private let pieces: [Piece]
  /// Entries of each piece but the last.
  private let pieceCount: Int

  /// - Parameters:
  ///   - pieces: all entries, in their order.
  ///   - pieceCount: how many entries each piece has but the last.
  public init(_ dictionary: TextDictionary, _ pieces: [Piece], pieceCount: Int) {
    exact = dictionary
    self.pieces = pieces
    self.pieceCount = max(1, pieceCount)
  }

  /// An entry's first bytes, the first of them the most significant; zeros where there are fewer.
  public func head(_ code: Int) -> Head {
    withFolded(code) { bytes in
      var words: (UInt64, UInt64) = (0, 0)
      for place in 0..<min(8, bytes.count) { words.0 |= UInt64(bytes[place]) << UInt64(56 - 8 * place) }
      for place in 8..<max(8, min(16, bytes.count)) {
        words.1 |= UInt64(bytes[place]) << UInt64(120 - 8 * place)
      }
      return Head(code: UInt32(truncatingIfNeeded: code), first: words.0, second: words.1)
    }
  }

  /// Whether an entry comes before another; of those of the same bytes the one with the lesser code.
  @inlinable
  public func isBefore(_ a: Head, _ b: Head) -> Bool {
    if a.first != b.first { return a.first < b.first }
    if a.second != b.second { return a.second < b.second }
    let order = order(Int(a.code), Int(b.code))
    return order == 0 ? a.code < b.code : order < 0
  }

  /// Negative, 0 or positive, as an entry stands to another.
  @usableFromInline
  func order(_ a: Int, _ b: Int) -> Int {
    let byFolded = withFolded(a) { a in withFolded(b) { FoldedTexts.order(a, $0) } }
    if byFolded != 0 { return byFolded }
    return exact.withEntry(a) { a in exact.withEntry(b) { FoldedTexts.order(a, $0) } }
  }

  private func withFolded<Result>(_ code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let (piece, place) = code.quotientAndRemainder(dividingBy: pieceCount)
    let start = place == 0 ? 0 : pieces[piece].ends[place - 1]
    return pieces[piece].bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start..<pieces[piece].ends[place]]))
    }
  }

  private static func order(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    guard let aBase = a.baseAddress, let bBase = b.baseAddress else { return a.count - b.count }
    let result = memcmp(aBase, bBase, min(a.count, b.count))
    return result != 0 ? Int(result) : a.count - b.count
  }
}
