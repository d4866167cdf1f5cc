import TallyColumns
import TallyWorkers

/// How many rows of a column have each of its texts, or each of its whole numbers or dates where these lie close
/// together.
struct RowCounts: Sendable {
  /// Of more rows, some are counted that lie evenly among them.
  static let rowLimit = 1 << 24
  /// Texts and numbers that are counted at most.
  private static let valueLimit = 1 << 21
  /// Rows of a sample that lie together.
  private static let blockLength = 1 << 12

  /// The number that `counts` begins with; 0 for codes of texts.
  let low: Int64
  private(set) var counts: [UInt32]
  /// How many rows stand for one that was counted; 1 where all were.
  let scale: Double

  /// - Returns: nil for columns in which nearly every value differs, and for others whose values cannot be counted
  ///   by their places.
  /// - Complexity: two passes over at most `rowLimit` rows on all cores.
  init?(_ column: Column, workers: Workers = Workers(), rowLimit: Int = RowCounts.rowLimit) {
    guard !column.isBounded else { return nil }
    let missing = column.best.missing
    let sample = Sample(column.count, limit: rowLimit, workers.count)
    switch column.storage {
    case .code8(let codes, let texts):
      self.init(codes, 0, texts.count, missing, sample, workers)
    case .code16(let codes, let texts):
      self.init(codes, 0, texts.count, missing, sample, workers)
    case .code32(let codes, let texts):
      self.init(codes, 0, texts.count, missing, sample, workers)
    case .int8(let values): self.init(numbers: values, missing, sample, workers)
    case .int16(let values): self.init(numbers: values, missing, sample, workers)
    case .int32(let values): self.init(numbers: values, missing, sample, workers)
    case .int64(let values): self.init(numbers: values, missing, sample, workers)
    case .real, .plain: return nil
    }
  }

  /// How many rows have the value at a place, in all of the column.
  func rows(at place: Int) -> Int {
    scale == 1 ? Int(counts[place]) : Int((Double(counts[place]) * scale).rounded())
  }

  /// `1,234 rows`
  func remark(at place: Int) -> String {
    let rows = rows(at: place)
    return
      "\(scale == 1 ? "" : "about ")\(Value.whole(Int64(rows)).text(.readable)) \(rows == 1 ? "row" : "rows")"
  }

  // MARK: - Counting

  private init?<Stored: FixedWidthInteger & Sendable>(
    numbers: [Stored], _ missing: NullMask?, _ sample: Sample, _ workers: Workers
  ) {
    // What stands at an unknown row is a number like others, so the range is no narrower than it has to be.
    let ranges = try? workers.map(sample.pieceCount) { piece in
      numbers.withUnsafeBufferPointer { numbers in
        var (low, high) = (Stored.max, Stored.min)
        sample.forEachRange(of: piece) { range in
          for row in range { (low, high) = (min(low, numbers[row]), max(high, numbers[row])) }
        }
        return (low, high)
      }
    }
    guard let low = ranges?.map(\.0).min(), let high = ranges?.map(\.1).max(), low <= high else { return nil }
    let (width, overflows) = Int64(high).subtractingReportingOverflow(Int64(low))
    guard !overflows, width < RowCounts.valueLimit else { return nil }
    self.init(numbers, Int64(low), Int(width) + 1, missing, sample, workers)
  }

  private init?<Stored: FixedWidthInteger & Sendable>(
    _ values: [Stored], _ low: Int64, _ width: Int, _ missing: NullMask?, _ sample: Sample, _ workers: Workers
  ) {
    guard width <= RowCounts.valueLimit else { return nil }
    let parts = try? workers.map(sample.pieceCount) { piece in
      RowCounts.counts(of: values, low, width, missing, sample, piece)
    }
    guard let parts, var counts = parts.first else { return nil }
    for part in parts.dropFirst() {
      for place in counts.indices { counts[place] &+= part[place] }
    }
    self.low = low
    self.counts = counts
    scale = sample.scale
  }

  /// The counts of one piece of the sample. Rows that are unknown are counted with the others and taken away
  /// again, as they are few.
  private static func counts<Stored: FixedWidthInteger>(
    of values: [Stored], _ low: Int64, _ width: Int, _ missing: NullMask?, _ sample: Sample, _ piece: Int
  ) -> [UInt32] {
    // Counters that neighbours add to in turn: one and the same would have each wait for the one before.
    let lanes = width <= 1 << 12 ? 4 : 1
    var counts = [UInt32](repeating: 0, count: width * lanes)
    counts.withUnsafeMutableBufferPointer { counts in
      values.withUnsafeBufferPointer { values in
        sample.forEachRange(of: piece) { range in
          if lanes == 4 {
            for row in range { counts[(Int(values[row]) &- Int(low)) &* 4 &+ (row & 3)] &+= 1 }
          } else {
            for row in range { counts[Int(values[row]) &- Int(low)] &+= 1 }
          }
          missing?.forEachNull(in: range) { row in
            counts[(Int(values[row]) &- Int(low)) * lanes + (lanes == 4 ? row & 3 : 0)] &-= 1
          }
        }
      }
    }
    guard lanes == 4 else { return counts }
    return (0..<width).map { place in counts[(place * 4)..<(place * 4 + 4)].reduce(0, &+) }
  }

  /// The rows that are counted: all, or blocks that lie evenly among them.
  private struct Sample: Sendable {
    let pieceCount: Int
    let scale: Double
    private let count: Int
    private let blockCount: Int
    private let blockLength: Int

    init(_ count: Int, limit: Int, _ workers: Int) {
      self.count = count
      if count <= limit {
        // A piece for each thread: each has counters of its own.
        blockCount = max(1, min(workers, count >> 16))
        blockLength = (count + blockCount - 1) / blockCount
        pieceCount = blockCount
        scale = 1
      } else {
        blockLength = min(limit, RowCounts.blockLength)
        blockCount = max(1, limit / blockLength)
        pieceCount = max(1, min(workers, blockCount))
        scale = Double(count) / Double(blockCount * blockLength)
      }
    }

    func forEachRange(of piece: Int, _ body: (Range<Int>) -> Void) {
      let stride = scale == 1 ? blockLength : count / blockCount
      var block = piece
      while block < blockCount {
        let start = min(count, block * stride)
        body(start..<min(count, start + blockLength))
        block += pieceCount
      }
    }
  }
}

extension NullMask {
  /// Calls with each unknown row of a range, which must be within the mask.
  fileprivate func forEachNull(in range: Range<Int>, _ body: (Int) -> Void) {
    guard !range.isEmpty else { return }
    for index in (range.lowerBound >> 6)...((range.upperBound - 1) >> 6) {
      var word = words[index]
      while word != 0 {
        let row = index << 6 + word.trailingZeroBitCount
        word &= word - 1
        if range.contains(row) { body(row) }
      }
    }
  }
}

/// The counts of columns, each made at its first need and kept until tables change.
final class RowCountCache {
  /// Columns are told apart by where their values lie in memory.
  private struct Key: Hashable {
    let address: UInt
    let count: Int
  }

  /// Whether columns that take long to count are passed over: whoever asks is typing.
  var isHurried = false
  /// Rows that are counted between one key and the next.
  private static let hurriedRowLimit = 1 << 20

  /// The values are kept with their counts, so that nothing else comes to lie in their place.
  private var entries: [Key: (values: Storage, counts: RowCounts?)] = [:]

  func counts(of column: Column) -> RowCounts? {
    guard let address = column.storage.address else { return nil }
    let key = Key(address: address, count: column.count)
    if let entry = entries[key] { return entry.counts }
    if isHurried, column.count > Self.hurriedRowLimit { return nil }
    let counts = RowCounts(column)
    entries[key] = (column.storage, counts)
    return counts
  }

  func clear() { entries = [:] }
}

extension Storage {
  /// Where the codes or numbers lie; nil for what is not counted.
  fileprivate var address: UInt? {
    switch self {
    case .int8(let values): RowCountCache.address(values)
    case .int16(let values): RowCountCache.address(values)
    case .int32(let values): RowCountCache.address(values)
    case .int64(let values): RowCountCache.address(values)
    case .code8(let codes, _): RowCountCache.address(codes)
    case .code16(let codes, _): RowCountCache.address(codes)
    case .code32(let codes, _): RowCountCache.address(codes)
    case .real, .plain: nil
    }
  }
}

extension RowCountCache {
  fileprivate static func address<Stored>(_ values: [Stored]) -> UInt {
    values.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }
}
