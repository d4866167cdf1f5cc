import CKernels
import TallyColumns

/// Texts gathered by a section as codes into the dictionary that its thread goes on with.
struct TextRun: Sendable {
  private var interner = TextInterner()
  /// A code a row, 0 where unknown, as narrow as the dictionary has allowed so far.
  private var memory: RowMemory?
  private var width = Width.bits8
  private(set) var count = 0
  /// Rows that are expected.
  var expectedCount = 0
  /// Where the dictionary is once the section is read; nil where it has none.
  private(set) var dictionary: ThreadDictionary?
  /// What the section has added to it.
  private(set) var newEntries = 0..<0

  enum Width: Int, Sendable {
    case bits8, bits16, bits32

    /// The narrowest width for so many codes.
    init(count: Int) { self = count <= 1 << 8 ? .bits8 : count <= 1 << 16 ? .bits16 : .bits32 }

    /// Bytes of a code.
    var bytes: Int { 1 << rawValue }
  }

  /// Goes on with the dictionary of the thread's sections before.
  mutating func begin(with dictionary: ThreadDictionary) {
    interner = dictionary.take()
    newEntries = interner.count..<interner.count
  }

  /// Gives the dictionary back, for the next section and for the column.
  mutating func finish(into dictionary: ThreadDictionary) {
    newEntries = newEntries.lowerBound..<interner.count
    dictionary.give(interner)
    interner = TextInterner()
    self.dictionary = dictionary
  }

  mutating func removeRows() {
    memory = nil
    count = 0
    width = .bits8
  }

  mutating func intern(_ text: Bytes) -> UInt32 { interner.intern(text) }

  /// The codes of up to `TextInterner.batchCount` texts.
  mutating func intern(
    _ texts: UnsafeBufferPointer<Bytes>, into codes: UnsafeMutableBufferPointer<UInt32>, at first: Int
  ) {
    guard !texts.isEmpty, let start = codes.baseAddress else { return }
    interner.intern(texts, into: start + first)
  }

  mutating func append(_ codes: UnsafeMutableBufferPointer<UInt32>) {
    guard let start = codes.baseAddress else { return }
    widen(to: Width(count: interner.count))
    let room = room(for: codes.count)
    switch width {
    case .bits8: tally_narrow_codes_8(start, codes.count, room.assumingMemoryBound(to: UInt8.self))
    case .bits16: tally_narrow_codes_16(start, codes.count, room.assumingMemoryBound(to: UInt16.self))
    case .bits32: room.copyMemory(from: start, byteCount: codes.count * 4)
    }
  }

  mutating func appendUnknown(_ count: Int) {
    room(for: count).initializeMemory(as: UInt8.self, repeating: 0, count: count * width.bytes)
  }

  /// Room for more codes of the present width, which count from now on.
  private mutating func room(for more: Int) -> UnsafeMutableRawPointer {
    count += more
    return uniqueMemory().append(more * width.bytes)
  }

  /// Gives back the memory of what has been copied to where it stays; the run means nothing then.
  func discard() { memory?.discard() }

  private mutating func uniqueMemory() -> RowMemory {
    if isKnownUniquelyReferenced(&memory), let memory { return memory }
    let unique = memory?.copy() ?? RowMemory(capacity: expectedCount * width.bytes)
    memory = unique
    return unique
  }

  private mutating func widen(to wider: Width) {
    guard wider.rawValue > width.rawValue else { return }
    let narrow = self
    removeRows()
    width = wider
    guard narrow.count > 0 else { return }
    let room = room(for: narrow.count)
    let same = CodeTable.same
    switch wider {
    case .bits8: break
    case .bits16: narrow.copy(0..<narrow.count, as: same, to: room.assumingMemoryBound(to: UInt16.self))
    case .bits32: narrow.copy(0..<narrow.count, as: same, to: room.assumingMemoryBound(to: UInt32.self))
    }
  }

  /// What the codes of a run are to be in another dictionary.
  enum CodeTable: Sendable {
    case same
    case codes([UInt32])
  }

  /// Copies the codes of some rows, each as the one that a table has for it; 0 where nothing is known.
  func copy<Code: FixedWidthInteger>(
    _ rows: Range<Int>, as table: CodeTable, to codes: UnsafeMutablePointer<Code>
  ) {
    guard let start = memory?.bytes.baseAddress else {
      codes.initialize(repeating: 0, count: rows.count)
      return
    }
    let from = start + rows.lowerBound * width.bytes
    switch width {
    case .bits8: TextRun.copy(from.assumingMemoryBound(to: UInt8.self), rows.count, table, codes)
    case .bits16: TextRun.copy(from.assumingMemoryBound(to: UInt16.self), rows.count, table, codes)
    case .bits32: TextRun.copy(from.assumingMemoryBound(to: UInt32.self), rows.count, table, codes)
    }
  }

  @inline(__always)
  private static func copy<From: FixedWidthInteger, To: FixedWidthInteger>(
    _ from: UnsafePointer<From>, _ count: Int, _ table: CodeTable, _ codes: UnsafeMutablePointer<To>
  ) {
    switch table {
    case .same:
      for row in 0..<count { codes[row] = To(truncatingIfNeeded: from[row]) }
    case .codes(let table):
      table.withUnsafeBufferPointer { table in
        // Rows that are unknown have the first code, whether there is one or not.
        guard !table.isEmpty else { return codes.initialize(repeating: 0, count: count) }
        for row in 0..<count { codes[row] = To(truncatingIfNeeded: table[Int(from[row])]) }
      }
    }
  }
}
