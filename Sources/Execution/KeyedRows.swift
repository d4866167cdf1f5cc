import TallyColumns
import TallyWorkers

/// Where a row stands, and its keys packed in a word.
struct KeyedRow: BitwiseCopyable, Sendable {
  var key: UInt64
  var position: UInt32
}

/// All rows of an input with their keys, parted by ranges of these: the keys of a part are all below those of the
/// next. Within a part rows stand as they stood.
struct KeyedRows: Sendable {
  private(set) var rows: [KeyedRow]
  /// Where each part begins, and the end of the last.
  let starts: [Int]

  /// Rows a part has on average, where keys are spread evenly.
  private static let rowsPerPart = 1 << 12
  private static let mostParts = 1 << 11
  /// Rows whose keys are packed at once.
  private static let batchRows = 1 << 12
  /// Rows that are looked at to see where keys lie.
  private static let sampleRows = 1 << 10

  /// Whether there is memory for the keys of so many rows beside all else.
  static func fit(_ rows: Int) -> Bool {
    let bytes = rows * MemoryLayout<KeyedRow>.stride
    // A few rows need not ask the system.
    return bytes < 1 << 26 || bytes < availableMemory() / 2
  }

  /// - Complexity: O(rows), on all cores.
  init(_ keys: OrderedKeys, _ input: Relation, _ context: ExecutionContext) throws {
    let count = input.rows.count
    let cut = KeyRanges(keys, input, parts: min(max(1, count / KeyedRows.rowsPerPart), KeyedRows.mostParts))
    let batches = (count + KeyedRows.batchRows - 1) / KeyedRows.batchRows
    let runs = context.workers.runs(of: batches)
    context.cancellation.begin(rows: count)
    let counts = try context.workers.map(runs.count, cancellation: context.cancellation) { run in
      var counts = [Int](repeating: 0, count: cut.count)
      try KeyedRows.forEachBatch(runs[run], keys, input, context) { _, words in
        for word in words { counts[cut.part(word)] += 1 }
      }
      return counts
    }
    var starts = [0]
    var places = counts
    for part in 0..<cut.count {
      var place = starts[part]
      for run in runs.indices {
        places[run][part] = place
        place += counts[run][part]
      }
      starts.append(place)
    }
    self.starts = starts
    rows = try [KeyedRow](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      let shared = SharedPlaces(base: base)
      adviseLargePages(base, bytes: count * MemoryLayout<KeyedRow>.stride)
      context.cancellation.begin(rows: count)
      _ = try context.workers.map(runs.count, cancellation: context.cancellation) { [places] run in
        var places = places[run]
        try places.withUnsafeMutableBufferPointer { places in
          try KeyedRows.forEachBatch(runs[run], keys, input, context) { start, words in
            for (offset, word) in words.enumerated() {
              let part = cut.part(word)
              let position = UInt32(truncatingIfNeeded: start + offset)
              shared.base[places[part]] = KeyedRow(key: word, position: position)
              places[part] += 1
            }
          }
        }
      }
      initialized = count
    }
  }

  /// Calls with the first position of each batch of a run, and the packed keys of its rows.
  private static func forEachBatch(
    _ run: Range<Int>, _ keys: OrderedKeys, _ input: Relation, _ context: ExecutionContext,
    _ body: (Int, UnsafeBufferPointer<UInt64>) -> Void
  ) throws {
    let count = input.rows.count
    try withUnsafeTemporaryAllocation(of: UInt64.self, capacity: batchRows) { words in
      guard let base = words.baseAddress else { return }
      for batch in run {
        let positions = batch * batchRows..<min((batch + 1) * batchRows, count)
        try context.cancellation.check(passing: positions.count)
        keys.pack(positions, input.rows.batch(positions), into: base)
        body(positions.lowerBound, UnsafeBufferPointer(start: base, count: positions.count))
      }
    }
  }

  /// Ranges of packed keys, by where those of a few rows lie; what is below or above these is in the first or last.
  private struct KeyRanges {
    let count: Int
    private let low: UInt64
    private let shift: UInt64

    init(_ keys: OrderedKeys, _ input: Relation, parts: Int) {
      let rows = input.rows.count
      let sample = stride(from: 0, to: rows, by: max(1, rows / KeyedRows.sampleRows)).map { position in
        var word: UInt64 = 0
        keys.pack(position..<(position + 1), input.rows.batch(position..<(position + 1)), into: &word)
        return word
      }
      low = sample.min() ?? 0
      let width = (sample.max() ?? 0) - low
      var shift: UInt64 = 0
      while width >> shift >= UInt64(parts) { shift += 1 }
      self.shift = shift
      count = Int(width >> shift) + 1
    }

    @inline(__always)
    func part(_ word: UInt64) -> Int {
      word < low ? 0 : Int(truncatingIfNeeded: min((word &- low) >> shift, UInt64(count &- 1)))
    }
  }

  /// Calls once for each run of whole parts that has about so many rows, with its rows to be put in order.
  mutating func mapPieces<Result: Sendable>(
    rows least: Int, _ context: ExecutionContext,
    _ body: @Sendable (UnsafeMutableBufferPointer<KeyedRow>) throws -> Result
  ) throws -> [Result] {
    var pieces: [Range<Int>] = []
    var start = 0
    for end in starts.dropFirst() where end - start >= least || end == rows.count {
      if end > start { pieces.append(start..<end) }
      start = end
    }
    return try rows.withUnsafeMutableBufferPointer { rows in
      guard let base = rows.baseAddress else { return [] }
      let shared = SharedPlaces(base: base)
      return try context.workers.map(pieces.count, cancellation: context.cancellation) { [pieces] number in
        let piece = pieces[number]
        return try body(UnsafeMutableBufferPointer(start: shared.base + piece.lowerBound, count: piece.count))
      }
    }
  }
}

extension Rows {
  /// The row numbers at some positions.
  func batch(_ positions: Range<Int>) -> BatchRows {
    switch self {
    case .all: .range(positions)
    case .selected(let ids): .list(Array(ids[positions]))
    }
  }
}
