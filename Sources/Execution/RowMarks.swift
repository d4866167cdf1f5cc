import CKernels
import TallyColumns

/// Which rows of a run of them pass a test, a bit a row: 64 are tested at once, and several tests joined word by word.
struct RowMarks {
  /// The first row is the lowest bit of the first word; bits behind the last row are 0.
  private(set) var words: [UInt64]
  let count: Int

  init(repeating isMarked: Bool, count: Int) {
    self.count = count
    words = [UInt64](repeating: isMarked ? .max : 0, count: (count + 63) / 64)
    clearBehind()
  }

  /// - Parameter make: writes every word.
  private init(count: Int, _ make: (UnsafeMutablePointer<UInt64>) -> Void) {
    self.count = count
    let wordCount = (count + 63) / 64
    words = [UInt64](unsafeUninitializedCapacity: wordCount) { words, initialized in
      initialized = wordCount
      if let base = words.baseAddress { make(base) }
    }
  }

  private mutating func clearBehind() {
    if count & 63 != 0 { words[words.count - 1] &= 1 << UInt64(count & 63) - 1 }
  }

  mutating func formIntersection(_ other: RowMarks) {
    for word in words.indices { words[word] &= other.words[word] }
  }

  mutating func formUnion(_ other: RowMarks) {
    for word in words.indices { words[word] |= other.words[word] }
  }

  mutating func mark(_ row: Int) { words[row >> 6] |= 1 << UInt64(truncatingIfNeeded: row & 63) }

  mutating func invert() {
    for word in words.indices { words[word] = ~words[word] }
    clearBehind()
  }

  /// How many rows are marked.
  var markedCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The marked rows, counted from `first`.
  /// - Parameter usesVectors: where there are any; tests ask for both ways.
  func rows(from first: Int, usesVectors: Bool = true) -> [UInt32] {
    let marked = markedCount
    return [UInt32](unsafeUninitializedCapacity: marked + 16) { rows, initialized in
      initialized = marked
      guard let base = rows.baseAddress else { return }
      if usesVectors, tally_list_marked(words, words.count, UInt32(truncatingIfNeeded: first), base) {
        return
      }
      var place = 0
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          base[place] = UInt32(truncatingIfNeeded: first + index * 64 + rest.trailingZeroBitCount)
          place += 1
          rest &= rest - 1
        }
      }
    }
  }
}

extension RowMarks {
  /// Marks the values of a run of rows that are at least `low` and at most `width` above it.
  init<Value: FixedWidthInteger>(
    _ values: [Value], _ rows: Range<Int>, low: Value, width: Value.Magnitude, usesVectors: Bool = true
  ) {
    self = values.withUnsafeBufferPointer {
      RowMarks(UnsafeBufferPointer(rebasing: $0[rows]), low: low, width: width, usesVectors: usesVectors)
    }
  }

  /// The same of all values of a run.
  init<Value: FixedWidthInteger>(
    _ run: UnsafeBufferPointer<Value>, low: Value, width: Value.Magnitude, usesVectors: Bool = true
  ) {
    self.init(count: run.count) { words in
      guard let base = run.baseAddress else { return }
      let isDone =
        usesVectors
        && UnsafeRawPointer(base).markWithVectors(
          run.count, low: low.bits, width: UInt64(width), bytes: MemoryLayout<Value>.size, words)
      if isDone { return }
      RowMarks.mark(run, words) {
        Value.Magnitude(truncatingIfNeeded: $0) &- Value.Magnitude(truncatingIfNeeded: low) <= width
      }
    }
  }

  /// Marks the reals of a run of rows from one to another.
  init(_ values: [Double], _ rows: Range<Int>, low: Double, high: Double, usesVectors: Bool = true) {
    self.init(count: rows.count) { words in
      values.withUnsafeBufferPointer { values in
        let run = UnsafeBufferPointer(rebasing: values[rows])
        guard let base = run.baseAddress else { return }
        if usesVectors, tally_mark_reals(base, run.count, low, high, words) { return }
        RowMarks.mark(run, words) { $0 >= low && $0 <= high }
      }
    }
  }

  /// Marks the codes of a run of rows that pass a test.
  init<Code: FixedWidthInteger>(_ codes: [Code], _ rows: Range<Int>, where passes: [Bool]) {
    self.init(count: rows.count) { words in
      codes.withUnsafeBufferPointer { codes in
        passes.withUnsafeBufferPointer { passes in
          RowMarks.mark(UnsafeBufferPointer(rebasing: codes[rows]), words) { passes[Int($0)] }
        }
      }
    }
  }

  @inline(__always)
  private static func mark<Value>(
    _ values: UnsafeBufferPointer<Value>, _ words: UnsafeMutablePointer<UInt64>, _ passes: (Value) -> Bool
  ) {
    for start in stride(from: 0, to: values.count, by: 64) {
      var word: UInt64 = 0
      for row in start..<min(start + 64, values.count) {
        word |= (passes(values[row]) ? 1 : 0) << UInt64(truncatingIfNeeded: row &- start)
      }
      words[start >> 6] = word
    }
  }
}

extension FixedWidthInteger {
  fileprivate var bits: UInt64 { UInt64(truncatingIfNeeded: Magnitude(truncatingIfNeeded: self)) }
}

extension UnsafeRawPointer {
  /// Whether there were vectors to mark whole numbers of so many bytes with.
  fileprivate func markWithVectors(
    _ count: Int, low: UInt64, width: UInt64, bytes: Int, _ words: UnsafeMutablePointer<UInt64>
  ) -> Bool {
    switch bytes {
    case 1:
      tally_mark_8(
        assumingMemoryBound(to: UInt8.self), count, UInt8(truncatingIfNeeded: low),
        UInt8(truncatingIfNeeded: width), words)
    case 2:
      tally_mark_16(
        assumingMemoryBound(to: UInt16.self), count, UInt16(truncatingIfNeeded: low),
        UInt16(truncatingIfNeeded: width), words)
    case 4:
      tally_mark_32(
        assumingMemoryBound(to: UInt32.self), count, UInt32(truncatingIfNeeded: low),
        UInt32(truncatingIfNeeded: width), words)
    default:
      tally_mark_64(assumingMemoryBound(to: UInt64.self), count, low, width, words)
    }
  }
}
