import TallyWorkers

/// All rows of an input with their keys as tuples of words, parted so that equal keys are in one part. Within a part
/// rows stand as they stood, so that each part can be worked on by one thread, and nothing has to be merged.
struct PartedRows: Sendable {
  /// Words in a tuple.
  let width: Int
  /// The tuples, end to end.
  let words: [UInt64]
  /// Where the row of each tuple stands in the input.
  let positions: [UInt32]
  /// Where each part begins, and the end of the last.
  let starts: [Int]

  /// Rows a part has on average: what is kept of as many groups fits in the cache of a core.
  static let rowsPerPart = 1 << 15
  private static let mostParts = 1 << 10
  /// Rows whose keys are worked out at once.
  private static let batchRows = 1 << 12

  /// In how many parts so many rows are parted: a power of two.
  static func parts(of rows: Int) -> Int {
    var parts = 1
    while parts < mostParts, parts * rowsPerPart < rows { parts *= 2 }
    return parts
  }

  /// Bytes that are taken for a row while rows are parted.
  private static func bytesPerRow(_ width: Int) -> Int {
    width * MemoryLayout<UInt64>.stride + MemoryLayout<UInt32>.stride + MemoryLayout<UInt16>.stride
  }

  /// - Parameters:
  ///   - parts: how many parts there are.
  ///   - use: what it is for, where there is no memory.
  ///   - write: writes the tuples of the rows at some positions, end to end.
  ///   - part: the part of a tuple.
  /// - Complexity: O(rows · width), on all cores.
  init(
    _ count: Int, width: Int, parts: Int, for use: MemoryUse, _ context: ExecutionContext,
    write: @Sendable (Range<Int>, UnsafeMutablePointer<UInt64>) -> Void,
    part: @Sendable (UnsafePointer<UInt64>) -> Int
  ) throws {
    self.width = width
    guard count > 0 else {
      (words, positions, starts) = ([], [], [0])
      return
    }
    try context.reserve(count, PartedRows.bytesPerRow(width), for: use)
    let batches = (count + PartedRows.batchRows - 1) / PartedRows.batchRows
    let runs = context.workers.runs(of: batches)
    context.cancellation.begin(rows: count, passes: 2)
    @Sendable func forEachBatch(
      _ run: Range<Int>, _ body: (Range<Int>, UnsafeMutablePointer<UInt64>) -> Void
    ) throws {
      try withUnsafeTemporaryAllocation(of: UInt64.self, capacity: PartedRows.batchRows * width) { tuples in
        guard let tuples = tuples.baseAddress else { return }
        for batch in run {
          let range = batch * PartedRows.batchRows..<min((batch + 1) * PartedRows.batchRows, count)
          try context.cancellation.check(passing: range.count)
          write(range, tuples)
          body(range, tuples)
        }
      }
    }
    // The part of each row, and how many rows of each run each part has.
    var counts: [[Int]] = []
    let partOfRow = try [UInt16](unsafeUninitializedCapacity: count) { partOfRow, initialized in
      guard let base = partOfRow.baseAddress else { return }
      let shared = SharedPlaces(base: base)
      counts = try context.workers.map(runs.count, cancellation: context.cancellation) { run in
        var counts = [Int](repeating: 0, count: parts)
        try counts.withUnsafeMutableBufferPointer { counts in
          try forEachBatch(runs[run]) { range, tuples in
            for (offset, row) in range.enumerated() {
              let part = part(tuples + offset * width)
              counts[part] += 1
              shared.base[row] = UInt16(truncatingIfNeeded: part)
            }
          }
        }
        return counts
      }
      initialized = count
    }
    var (starts, places) = ([0], counts)
    for part in 0..<parts {
      var place = starts[part]
      for run in runs.indices {
        places[run][part] = place
        place += counts[run][part]
      }
      starts.append(place)
    }
    self.starts = starts
    var positions: [UInt32] = []
    words = try [UInt64](unsafeUninitializedCapacity: count * width) { words, wordCount in
      guard let words = words.baseAddress else { return }
      adviseLargePages(words, bytes: count * width * MemoryLayout<UInt64>.stride)
      let allWords = SharedPlaces(base: words)
      positions = try [UInt32](unsafeUninitializedCapacity: count) { positions, positionCount in
        guard let positions = positions.baseAddress else { return }
        adviseLargePages(positions, bytes: count * MemoryLayout<UInt32>.stride)
        let allPositions = SharedPlaces(base: positions)
        _ = try context.workers.map(runs.count, cancellation: context.cancellation) { [places] run in
          var places = places[run]
          try places.withUnsafeMutableBufferPointer { places in
            try partOfRow.withUnsafeBufferPointer { partOfRow in
              try forEachBatch(runs[run]) { range, tuples in
                for (offset, row) in range.enumerated() {
                  let part = Int(partOfRow[row])
                  let place = places[part]
                  places[part] = place + 1
                  allPositions.base[place] = UInt32(truncatingIfNeeded: row)
                  for word in 0..<width {
                    allWords.base[place * width + word] = tuples[offset * width + word]
                  }
                }
              }
            }
          }
        }
        positionCount = count
      }
      wordCount = count * width
    }
    self.positions = positions
  }

  /// Calls once for each part that has rows, with its tuples and where their rows stand.
  func mapParts<Result: Sendable>(
    _ context: ExecutionContext,
    _ body: @Sendable (UnsafeBufferPointer<UInt64>, UnsafeBufferPointer<UInt32>) throws -> Result
  ) throws -> [Result] {
    let parts = (0..<starts.count - 1).filter { starts[$0] < starts[$0 + 1] }
    return try context.workers.map(parts.count, cancellation: context.cancellation) { number in
      let rows = starts[parts[number]]..<starts[parts[number] + 1]
      return try words.withUnsafeBufferPointer { words in
        try positions.withUnsafeBufferPointer { positions in
          try body(
            UnsafeBufferPointer(rebasing: words[rows.lowerBound * width..<rows.upperBound * width]),
            UnsafeBufferPointer(rebasing: positions[rows]))
        }
      }
    }
  }
}
