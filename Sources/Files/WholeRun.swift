import CKernels
import TallyColumns

/// Whole numbers gathered by a section in the narrowest width that has held all of them so far.
struct WholeRun: Sendable {
  private var memory: RowMemory?
  private(set) var count = 0
  private(set) var width = Width.bits8
  /// Numbers that are expected.
  var expectedCount = 0

  enum Width: Int, Sendable, Comparable {
    case bits8, bits16, bits32, bits64

    /// The narrowest width for all numbers from `low` to `high`.
    init(low: Int64, high: Int64) {
      if low >= Int8.min, high <= Int8.max {
        self = .bits8
      } else if low >= Int16.min, high <= Int16.max {
        self = .bits16
      } else if low >= Int32.min, high <= Int32.max {
        self = .bits32
      } else {
        self = .bits64
      }
    }

    /// Bytes of a number.
    var bytes: Int { 1 << rawValue }

    static func < (a: Width, b: Width) -> Bool { a.rawValue < b.rawValue }
  }

  mutating func append(_ values: UnsafeMutableBufferPointer<Int64>) {
    guard let start = values.baseAddress else { return }
    var low: Int64 = 0
    var high: Int64 = 0
    tally_range_64(start, values.count, &low, &high)
    widen(to: Width(low: low, high: high))
    let room = room(for: values.count)
    switch width {
    case .bits8: tally_narrow_8(start, values.count, room.assumingMemoryBound(to: Int8.self))
    case .bits16: tally_narrow_16(start, values.count, room.assumingMemoryBound(to: Int16.self))
    case .bits32: tally_narrow_32(start, values.count, room.assumingMemoryBound(to: Int32.self))
    case .bits64: room.copyMemory(from: start, byteCount: values.count * 8)
    }
  }

  /// Adds zeros, for rows in which nothing is known.
  mutating func appendZeros(_ count: Int) {
    room(for: count).initializeMemory(as: UInt8.self, repeating: 0, count: count * width.bytes)
  }

  /// Room for more numbers of the present width, which count from now on.
  private mutating func room(for more: Int) -> UnsafeMutableRawPointer {
    let memory = uniqueMemory()
    count += more
    return memory.append(more * width.bytes)
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
    guard wider > width else { return }
    let narrow = self
    memory = nil
    count = 0
    width = wider
    guard narrow.count > 0 else { return }
    let room = room(for: narrow.count)
    switch wider {
    case .bits8: break
    case .bits16: narrow.copy(0..<narrow.count, to: room.assumingMemoryBound(to: Int16.self))
    case .bits32: narrow.copy(0..<narrow.count, to: room.assumingMemoryBound(to: Int32.self))
    case .bits64: narrow.copy(0..<narrow.count, to: room.assumingMemoryBound(to: Int64.self))
    }
  }

  /// Copies the numbers of some rows to memory of a type at least as wide as `width`.
  func copy<Number: FixedWidthInteger>(_ rows: Range<Int>, to numbers: UnsafeMutablePointer<Number>) {
    guard let start = memory?.bytes.baseAddress else { return }
    let from = start + rows.lowerBound * width.bytes
    if MemoryLayout<Number>.size == width.bytes {
      UnsafeMutableRawPointer(numbers).copyMemory(from: from, byteCount: rows.count * width.bytes)
      return
    }
    switch width {
    case .bits8: WholeRun.copy(from.assumingMemoryBound(to: Int8.self), rows.count, to: numbers)
    case .bits16: WholeRun.copy(from.assumingMemoryBound(to: Int16.self), rows.count, to: numbers)
    case .bits32: WholeRun.copy(from.assumingMemoryBound(to: Int32.self), rows.count, to: numbers)
    case .bits64: WholeRun.copy(from.assumingMemoryBound(to: Int64.self), rows.count, to: numbers)
    }
  }

  @inline(__always)
  private static func copy<From: FixedWidthInteger, To: FixedWidthInteger>(
    _ from: UnsafePointer<From>, _ count: Int, to numbers: UnsafeMutablePointer<To>
  ) {
    for index in 0..<count { numbers[index] = To(truncatingIfNeeded: from[index]) }
  }
}
