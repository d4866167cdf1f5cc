import CKernels
import Synchronization
import TallyColumns
import TallyWorkers

/// Copies what sections have gathered of a column to where it stays, each thread some of the rows, and works out
/// the range of each zone while its rows are in the caches.
struct RowJoiner: Sendable {
  /// The row at which each section begins.
  let starts: [Int]
  let rowCount: Int
  let missing: NullMask?

  /// Copies rows of a section.
  typealias Copy<Value> =
    @Sendable (
      _ section: Int, _ rows: Range<Int>, _ values: UnsafeMutablePointer<Value>
    ) -> Void

  /// Told of each section all of whose rows are copied, so that its memory need not wait for the others.
  typealias Discard = @Sendable (_ section: Int) -> Void

  /// Zones that a thread joins at a time.
  private static let zonesPerStrip = 16

  /// The rows of all sections.
  /// - Parameter summing: what is to be known of the rows of a zone, given where they begin.
  func rows<Value: BitwiseCopyable & Sendable, Sum: Sendable>(
    _ workers: Workers, _ cancellation: Cancellation, copy: Copy<Value>,
    discard: Discard, summing: @Sendable (Range<Int>, UnsafePointer<Value>) -> Sum
  ) throws -> ([Value], [Sum]) {
    let stripRows = ZoneMap.rowsPerZone * RowJoiner.zonesPerStrip
    var sums: [Sum] = []
    let left = RowsLeft(starts: starts, rowCount: rowCount)
    let values = try [Value](unsafeUninitializedCapacity: rowCount) { memory, count in
      guard let start = memory.baseAddress else { return }
      adviseLargePages(start, bytes: rowCount * MemoryLayout<Value>.stride)
      nonisolated(unsafe) let values = start
      sums = try workers.map((rowCount + stripRows - 1) / stripRows, cancellation: cancellation) { strip in
        let end = min((strip + 1) * stripRows, rowCount)
        var section = (starts.firstIndex { $0 > strip * stripRows } ?? starts.count) - 1
        return stride(from: strip * stripRows, to: end, by: ZoneMap.rowsPerZone).map { first in
          let zone = first..<min(first + ZoneMap.rowsPerZone, end)
          copyZone(zone, from: &section, to: values, copy) { if left.take($1, of: $0) { discard($0) } }
          return summing(zone, UnsafePointer(values + first))
        }
      }.flatMap { $0 }
      count = rowCount
    }
    return (values, sums)
  }

  /// Copies the rows of a zone, which begin in a section.
  private func copyZone<Value>(
    _ zone: Range<Int>, from section: inout Int, to values: UnsafeMutablePointer<Value>, _ copy: Copy<Value>,
    _ copied: (_ section: Int, _ rows: Int) -> Void
  ) {
    var row = zone.lowerBound
    while row < zone.upperBound {
      let end = section + 1 < starts.count ? starts[section + 1] : rowCount
      if end <= row {
        section += 1
        continue
      }
      let next = min(end, zone.upperBound)
      copy(section, (row - starts[section])..<(next - starts[section]), values + row)
      copied(section, next - row)
      row = next
    }
  }

  /// Numbers of all sections with their zones.
  func numbers<Value: ZonedNumber>(
    _ workers: Workers, _ cancellation: Cancellation, copy: Copy<Value>, discard: Discard
  ) throws -> ([Value], ZoneMap) {
    let (values, ranges) = try rows(workers, cancellation, copy: copy, discard: discard) { zone, values in
      range(of: values, zone)
    }
    return (values, Value.zones(lows: ranges.map(\.low), highs: ranges.map(\.high)))
  }

  /// The range of the known numbers of a zone; the least above the greatest where there are none.
  private func range<Value: ZonedNumber>(
    of values: UnsafePointer<Value>, _ zone: Range<Int>
  ) -> (low: Value, high: Value) {
    var low = Value.greatest
    var high = Value.least
    let words = zone.lowerBound / 64..<(zone.upperBound + 63) / 64
    if let missing, missing.words[words].contains(where: { $0 != 0 }) {
      for row in zone where !missing[row] {
        low = min(low, values[row - zone.lowerBound])
        high = max(high, values[row - zone.lowerBound])
      }
    } else {
      Value.widen(&low, &high, by: values, zone.count)
    }
    return (low, high)
  }
}

/// How many rows of each section are still to be copied.
private final class RowsLeft: Sendable {
  private let counts: Mutex<[Int]>

  init(starts: [Int], rowCount: Int) {
    counts = Mutex(zip(starts, starts.dropFirst() + [rowCount]).map { $1 - $0 })
  }

  /// Takes rows off; says whether these were the section's last.
  func take(_ rows: Int, of section: Int) -> Bool {
    counts.withLock { counts in
      counts[section] -= rows
      return counts[section] == 0
    }
  }
}

/// A number that columns hold, with kernels for the ranges of many.
protocol ZonedNumber: Comparable, BitwiseCopyable, Sendable {
  /// What no value is below.
  static var least: Self { get }
  /// What no value is above.
  static var greatest: Self { get }
  static func widen(_ low: inout Self, _ high: inout Self, by values: UnsafePointer<Self>, _ count: Int)
  static func zones(lows: [Self], highs: [Self]) -> ZoneMap
}

extension ZonedNumber where Self: FixedWidthInteger {
  static var least: Self { .min }
  static var greatest: Self { .max }

  static func zones(lows: [Self], highs: [Self]) -> ZoneMap {
    .integers(lows: lows.map { Int64($0) }, highs: highs.map { Int64($0) })
  }
}

extension Int8: ZonedNumber {
  static func widen(_ low: inout Int8, _ high: inout Int8, by values: UnsafePointer<Int8>, _ count: Int) {
    tally_range_8(values, count, &low, &high)
  }
}

extension Int16: ZonedNumber {
  static func widen(_ low: inout Int16, _ high: inout Int16, by values: UnsafePointer<Int16>, _ count: Int) {
    tally_range_16(values, count, &low, &high)
  }
}

extension Int32: ZonedNumber {
  static func widen(_ low: inout Int32, _ high: inout Int32, by values: UnsafePointer<Int32>, _ count: Int) {
    tally_range_32(values, count, &low, &high)
  }
}

extension Int64: ZonedNumber {
  static func widen(_ low: inout Int64, _ high: inout Int64, by values: UnsafePointer<Int64>, _ count: Int) {
    tally_range_64(values, count, &low, &high)
  }
}

extension Double: ZonedNumber {
  static var least: Double { -.infinity }
  static var greatest: Double { .infinity }

  static func widen(
    _ low: inout Double, _ high: inout Double, by values: UnsafePointer<Double>, _ count: Int
  ) {
    tally_range_reals(values, count, &low, &high)
  }

  static func zones(lows: [Double], highs: [Double]) -> ZoneMap { .reals(lows: lows, highs: highs) }
}
