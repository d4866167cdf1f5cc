import Synchronization

/// The texts of a column, each once, addressed by code.
///
/// Text operators run over the dictionary once instead of over the rows. Entries keep the order in which
/// they were first met; `ranks` gives their order as text. In the dictionary behind `Storage.plain`, where
/// nearly every value differs, an entry may stand more than once.
public final class TextDictionary: Sendable {
  /// All entries in UTF-8, end to end.
  public let bytes: [UInt8]
  /// Where entry i begins; one more than there are entries.
  public let offsets: [Int]
  /// The dictionary of the column that these texts were taken out of; nil where they are all there are. What no
  /// row has is asked of that one, so that it does not depend on which rows are left.
  public let origin: TextDictionary?
  private let lazyRanks = Mutex<[UInt32]?>(nil)

  public init(bytes: [UInt8], offsets: [Int], origin: TextDictionary? = nil) {
    self.bytes = bytes
    self.origin = origin?.origin ?? origin
    self.offsets = offsets.isEmpty ? [0] : offsets
  }

  public convenience init(_ texts: some Sequence<String>, origin: TextDictionary? = nil) {
    var bytes: [UInt8] = []
    var offsets = [0]
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      offsets.append(bytes.count)
    }
    self.init(bytes: bytes, offsets: offsets, origin: origin)
  }

  public var count: Int { offsets.count - 1 }

  /// The text of a code, which must be below `count`.
  public subscript(code: Int) -> String {
    String(decoding: bytes[offsets[code]..<offsets[code + 1]], as: UTF8.self)
  }

  /// For each code its place in text order: without regard to case first, then exactly. Equal texts
  /// have equal ranks.
  /// - Complexity: O(n log n) at the first call, O(1) after it.
  public var ranks: [UInt32] { ranks { makeRanks() } }

  /// The same ranks, worked out by somebody who can do it on several threads and be stopped.
  ///
  /// Nobody waits meanwhile: where two ask at once for the first time, both work them out.
  public func ranks(orMake make: () throws -> [UInt32]) rethrows -> [UInt32] {
    if let known = lazyRanks.withLock({ $0 }) { return known }
    let made = try make()
    lazyRanks.withLock { $0 = made }
    return made
  }

  /// For each of some codes the place of its text among theirs, in text order.
  ///
  /// Where they are few, only their texts are put in order, not all that the dictionary has.
  /// - Complexity: O(k log k) for k codes, or that of `ranks`.
  public func ranks(of codes: [UInt32]) -> [UInt32] {
    guard codes.count < count / 8, lazyRanks.withLock({ $0 == nil }) else {
      let ranks = ranks
      return codes.map { ranks[Int($0)] }
    }
    var places: [UInt32: Int] = [:]
    var bytes: [UInt8] = []
    var offsets = [0]
    let placed = codes.map { code -> Int in
      if let place = places[code] { return place }
      places[code] = offsets.count - 1
      bytes.append(contentsOf: self.bytes[self.offsets[Int(code)]..<self.offsets[Int(code) + 1]])
      offsets.append(bytes.count)
      return offsets.count - 2
    }
    let ranks = TextDictionary(bytes: bytes, offsets: offsets).makeRanks()
    return placed.map { ranks[$0] }
  }

  private func makeRanks() -> [UInt32] {
    let folded = FoldedTexts(self, [FoldedTexts.Piece(self, 0..<count)], pieceCount: count)
    let order = (0..<count).map(folded.head).sorted(by: folded.isBefore).map(\.code)
    var ranks = [UInt32](repeating: 0, count: count)
    var rank: UInt32 = 0
    for (place, code) in order.enumerated() {
      if place > 0, !isEntry(Int(order[place - 1]), sameAs: Int(code)) { rank += 1 }
      ranks[Int(code)] = rank
    }
    return ranks
  }

  /// Whether two entries are the same, byte by byte.
  public func isEntry(_ a: Int, sameAs b: Int) -> Bool {
    withEntry(a) { a in withEntry(b) { a.elementsEqual($0) } }
  }

  /// Calls with the bytes of an entry.
  @inline(__always)
  public func withEntry<Result>(_ code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[offsets[code]..<offsets[code + 1]]))
    }
  }

  /// A number that equal entries have in common and others hardly ever.
  public func hash(_ code: Int) -> UInt64 { withEntry(code, TextInterner.hash) }
}

/// The order of texts: without regard to case first, then by Unicode scalars, as their UTF-8 has them, so
/// that only texts of the same bytes have the same place.
public enum TextOrder {
  public struct Key: Comparable, Sendable {
    let folded: String
    let exact: String

    public init(_ text: String) {
      exact = text
      folded = text.lowercased()
    }

    public static func < (a: Key, b: Key) -> Bool {
      if a.folded.utf8.elementsEqual(b.folded.utf8) {
        return a.exact.utf8.lexicographicallyPrecedes(b.exact.utf8)
      }
      return a.folded.utf8.lexicographicallyPrecedes(b.folded.utf8)
    }

    public static func == (a: Key, b: Key) -> Bool {
      a.exact.utf8.elementsEqual(b.exact.utf8)
    }
  }

  /// Whether two texts are the same but for case.
  public static func isSame(_ a: String, _ b: String) -> Bool {
    a == b || a.lowercased() == b.lowercased()
  }
}
