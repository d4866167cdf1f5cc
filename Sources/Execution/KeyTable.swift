import TallyWorkers

/// Gives each different tuple of words a dense number, in the order in which tuples are first met.
///
/// Open addressing with linear probing in a power of two of slots, at most half full; the tuples lie end to end
/// beside the slots.
struct KeyTable: Sendable {
  /// Words in a tuple; at least 1.
  let width: Int
  private(set) var count = 0
  /// The tuples, and behind them room for more.
  private(set) var words: [UInt64]
  /// Numbers plus 1; 0 is an empty slot.
  private var slots: [UInt32]

  init(width: Int, minimumCapacity: Int = 16) {
    self.width = max(1, width)
    var size = 32
    while size < minimumCapacity * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    words = [UInt64](repeating: 0, count: size / 2 * self.width)
  }

  /// Bytes that a table of so many tuples takes, at least.
  static func bytesPerTuple(_ width: Int) -> Int {
    2 * MemoryLayout<UInt32>.stride + width * MemoryLayout<UInt64>.stride
  }

  /// The number of the tuple that begins at `tuple`, new or known.
  /// - Complexity: O(width) on average.
  mutating func insert(_ tuple: UnsafePointer<UInt64>) -> Int {
    var number: UInt32 = 0
    insert(tuple, rows: 1, into: &number)
    return Int(number)
  }

  /// The numbers of tuples that lie end to end, new or known.
  /// - Parameter numbers: room for one of each.
  /// - Complexity: O(rows · width) on average.
  mutating func insert(
    _ tuples: UnsafePointer<UInt64>, rows: Int, into numbers: UnsafeMutablePointer<UInt32>
  ) {
    var row = 0
    while row < rows {
      if count * 2 == slots.count { grow() }
      row = insert(tuples, from: row, to: rows, numbers)
    }
  }

  /// The same of the first tuples of a buffer.
  mutating func numbers(_ tuples: UnsafeBufferPointer<UInt64>, rows: Int) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: rows) { numbers, count in
      guard let tuples = tuples.baseAddress, let numbers = numbers.baseAddress else { return }
      insert(tuples, rows: rows, into: numbers)
      count = rows
    }
  }

  mutating func numbers(_ tuples: [UInt64], rows: Int) -> [UInt32] {
    tuples.withUnsafeBufferPointer { numbers($0, rows: rows) }
  }

  /// Inserts until all are, or the table is half full.
  /// - Returns: the first that is not inserted.
  private mutating func insert(
    _ tuples: UnsafePointer<UInt64>, from first: Int, to rows: Int, _ numbers: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let (width, mask, most) = (width, slots.count - 1, slots.count / 2)
    var (row, count) = (first, count)
    words.withUnsafeMutableBufferPointer { words in
      slots.withUnsafeMutableBufferPointer { slots in
        guard let words = words.baseAddress, let slots = slots.baseAddress else { return }
        while row < rows {
          let tuple = tuples + row * width
          var slot = Int(truncatingIfNeeded: KeyTable.hash(tuple, width)) & mask
          while slots[slot] != 0, !KeyTable.isSame(words + Int(slots[slot] &- 1) * width, tuple, width) {
            slot = (slot &+ 1) & mask
          }
          if slots[slot] == 0 {
            if count == most { return }
            (words + count * width).update(from: tuple, count: width)
            count += 1
            slots[slot] = UInt32(truncatingIfNeeded: count)
          }
          numbers[row] = slots[slot] &- 1
          row += 1
        }
      }
    }
    self.count = count
    return row
  }

  /// The number of the tuple that begins at `tuple`; nil where it was never inserted.
  /// - Complexity: O(width) on average.
  func number(of tuple: UnsafePointer<UInt64>) -> Int? {
    words.withUnsafeBufferPointer { words in
      slots.withUnsafeBufferPointer { slots -> Int? in
        guard let words = words.baseAddress else { return nil }
        var slot = Int(truncatingIfNeeded: KeyTable.hash(tuple, width)) & (slots.count - 1)
        while slots[slot] != 0 {
          let number = Int(slots[slot]) - 1
          if KeyTable.isSame(words + number * width, tuple, width) { return number }
          slot = (slot + 1) & (slots.count - 1)
        }
        return nil
      }
    }
  }

  @inline(__always)
  private static func isSame(_ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>, _ width: Int) -> Bool {
    for index in 0..<width where a[index] != b[index] { return false }
    return true
  }

  /// Makes room for so many more tuples, so that inserting them takes no longer than it does for others.
  /// - Throws: `Cancelled`; the table is of no use then.
  mutating func makeRoom(for more: Int, _ cancellation: Cancellation) throws {
    while (count + more) * 2 > slots.count {
      extend()
      try cancellation.forEachRun(of: 0..<count) { place($0) }
    }
  }

  private mutating func grow() {
    extend()
    place(0..<count)
  }

  /// Doubles the room, and empties the slots.
  private mutating func extend() {
    words.append(contentsOf: repeatElement(0, count: words.count))
    slots = [UInt32](repeating: 0, count: slots.count * 2)
  }

  /// Puts tuples that there are into slots.
  private mutating func place(_ numbers: Range<Int>) {
    let (width, mask) = (width, slots.count - 1)
    words.withUnsafeBufferPointer { words in
      slots.withUnsafeMutableBufferPointer { slots in
        guard let words = words.baseAddress else { return }
        for number in numbers {
          var slot = Int(truncatingIfNeeded: KeyTable.hash(words + number * width, width)) & mask
          while slots[slot] != 0 { slot = (slot &+ 1) & mask }
          slots[slot] = UInt32(truncatingIfNeeded: number + 1)
        }
      }
    }
  }

  /// Each word folded in by a product, as in wyhash (Wang Yi, 2019).
  @inline(__always)
  static func hash(_ tuple: UnsafePointer<UInt64>, _ width: Int) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for index in 0..<width {
      let (high, low) = (hash ^ tuple[index]).multipliedFullWidth(by: 0xFF51_AFD7_ED55_8CCD)
      hash = (high ^ low) &+ 0xC4CE_B9FE_1A85_EC53
    }
    return hash ^ hash >> 32
  }
}
