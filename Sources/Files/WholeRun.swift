import TallyColumns

/// Whole numbers gathered in the narrowest width that has held all of them so far.
struct WholeRun: Sendable {
  private var bits8: [Int8] = []
  private var bits16: [Int16] = []
  private var bits32: [Int32] = []
  private var bits64: [Int64] = []
  private(set) var width = Width.bits8

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

    static func < (a: Width, b: Width) -> Bool { a.rawValue < b.rawValue }
  }

  mutating func append(_ values: UnsafeMutableBufferPointer<Int64>) {
    var low: Int64 = 0
    var high: Int64 = 0
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    widen(to: Width(low: low, high: high))
    switch width {
    case .bits8: bits8.append(contentsOf: values.lazy.map { Int8(truncatingIfNeeded: $0) })
    case .bits16: bits16.append(contentsOf: values.lazy.map { Int16(truncatingIfNeeded: $0) })
    case .bits32: bits32.append(contentsOf: values.lazy.map { Int32(truncatingIfNeeded: $0) })
    case .bits64: bits64.append(contentsOf: values)
    }
  }

  /// Adds zeros, for rows in which nothing is known.
  mutating func appendZeros(_ count: Int) {
    switch width {
    case .bits8: bits8.append(contentsOf: repeatElement(0, count: count))
    case .bits16: bits16.append(contentsOf: repeatElement(0, count: count))
    case .bits32: bits32.append(contentsOf: repeatElement(0, count: count))
    case .bits64: bits64.append(contentsOf: repeatElement(0, count: count))
    }
  }

  private mutating func widen(to wider: Width) {
    guard wider > width else { return }
    switch wider {
    case .bits8: break
    case .bits16: bits16 = numbers()
    case .bits32: bits32 = numbers()
    case .bits64: bits64 = numbers()
    }
    switch width {
    case .bits8: bits8 = []
    case .bits16: bits16 = []
    case .bits32: bits32 = []
    case .bits64: break
    }
    width = wider
  }

  /// All numbers in a type at least as wide as `width`.
  private func numbers<Number: FixedWidthInteger>() -> [Number] {
    var numbers: [Number] = []
    append(to: &numbers)
    return numbers
  }

  private func append<Number: FixedWidthInteger>(to numbers: inout [Number]) {
    switch width {
    case .bits8: numbers.append(contentsOf: bits8.lazy.map { Number(truncatingIfNeeded: $0) })
    case .bits16: numbers.append(contentsOf: bits16.lazy.map { Number(truncatingIfNeeded: $0) })
    case .bits32: numbers.append(contentsOf: bits32.lazy.map { Number(truncatingIfNeeded: $0) })
    case .bits64: numbers.append(contentsOf: bits64.lazy.map { Number(truncatingIfNeeded: $0) })
    }
  }

  /// Runs end to end, as storage of the widest of their widths.
  static func joined(_ runs: [WholeRun], count: Int) -> Storage {
    switch runs.map(\.width).max() ?? .bits8 {
    case .bits8: .int8(joined(runs, count))
    case .bits16: .int16(joined(runs, count))
    case .bits32: .int32(joined(runs, count))
    case .bits64: .int64(joined(runs, count))
    }
  }

  private static func joined<Number: FixedWidthInteger>(_ runs: [WholeRun], _ count: Int) -> [Number] {
    var numbers: [Number] = []
    numbers.reserveCapacity(count)
    for run in runs { run.append(to: &numbers) }
    return numbers
  }
}
