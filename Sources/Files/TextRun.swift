import TallyColumns

/// Texts gathered by a section as codes into its own dictionary.
struct TextRun: Sendable {
  private(set) var interner = TextInterner()
  /// A code a row; 0 where unknown.
  private(set) var codes: [UInt32] = []

  mutating func append(_ text: Bytes) {
    codes.append(interner.intern(text))
  }

  /// Adds up to `TextInterner.batchCount` texts at once.
  mutating func append(_ texts: UnsafeBufferPointer<Bytes>) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: TextInterner.batchCount) { found in
      guard let base = found.baseAddress else { return }
      interner.intern(texts, into: base)
      codes.append(contentsOf: UnsafeBufferPointer(start: base, count: texts.count))
    }
  }

  mutating func appendUnknown(_ count: Int) {
    codes.append(contentsOf: repeatElement(0, count: count))
  }

  /// Runs end to end over one dictionary.
  ///
  /// Its entries stand in the order in which the file has them first, however it was cut. Where nearly
  /// every value differs, in more than 1,000 rows of which more than half have a text of their own, codes
  /// would cost more than they save, and the texts stand row by row.
  static func joined(
    _ runs: [(texts: TextRun, rowCount: Int)], count: Int, missing: NullMask?
  ) -> Storage {
    var interner = TextInterner()
    var codes: [UInt32] = []
    codes.reserveCapacity(count)
    for (run, rowCount) in runs {
      let newCodes = interner.absorb(run.interner)
      if newCodes.isEmpty {
        codes.append(contentsOf: repeatElement(0, count: rowCount))
      } else {
        codes.append(contentsOf: run.codes.lazy.map { newCodes[Int($0)] })
      }
    }
    if interner.count == 0 { _ = interner.intern("") }
    let dictionary = interner.dictionary()
    guard count > 1000, dictionary.count > count / 2 else { return .narrowest(codes: codes, dictionary) }
    return .plain(spread(dictionary, codes, missing))
  }

  /// The texts of codes, one after the other; nothing for rows that are unknown.
  private static func spread(
    _ dictionary: TextDictionary, _ codes: [UInt32], _ missing: NullMask?
  ) -> TextDictionary {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(dictionary.bytes.count)
    var offsets = [0]
    offsets.reserveCapacity(codes.count + 1)
    for (row, code) in codes.enumerated() {
      if !(missing?[row] ?? false) {
        bytes.append(
          contentsOf: dictionary.bytes[dictionary.offsets[Int(code)]..<dictionary.offsets[Int(code) + 1]])
      }
      offsets.append(bytes.count)
    }
    return TextDictionary(bytes: bytes, offsets: offsets)
  }
}
