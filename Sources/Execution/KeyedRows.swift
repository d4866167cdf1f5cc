import TallyColumns
import TallyWorkers

/// The keys of a row packed in a word, and what it carries along: where it stands, or a value that is asked of.
struct KeyedRow: BitwiseCopyable, Sendable {
  let key: UInt64
  let load: UInt64

  @inline(__always)
  init(key: UInt64, load: UInt64) {
    self.key = key
    self.load = load
  }

  @inline(__always)
  init(key: UInt64, position: UInt32) { self.init(key: key, load: UInt64(position)) }

  /// Where it stands.
  var position: UInt32 { UInt32(truncatingIfNeeded: load) }
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

  /// - Parameter carried: the column of the input whose values rows carry along, known in every row; nil where they
  ///   carry their positions.
  /// - Complexity: O(rows), on all cores.
  init(_ keys: OrderedKeys, _ input: Relation, carrying carried: Column? = nil, _ context: ExecutionContext)
    throws
  {
    let count = input.rows.count
    let ranges = KeyRanges(
      keys, input, parts: min(max(1, count / KeyedRows.rowsPerPart), KeyedRows.mostParts))
    let batches = (count + KeyedRows.batchRows - 1) / KeyedRows.batchRows
    let runs = context.workers.runs(of: batches)
    // Only the keys that decide of the range are packed to count.
    let (leading, below) = keys.leading(above: ranges.ignoredBits)
    context.cancellation.begin(rows: count)
    let counts = try context.workers.map(runs.count, cancellation: context.cancellation) { run in
      var counts = [Int](repeating: 0, count: ranges.count)
      try counts.withUnsafeMutableBufferPointer { counts in
        try KeyedRows.forEachBatch(runs[run], leading, input, context) { _, _, words in
          for place in 0..<words.count { words[place] <<= below }
          ranges.forEach(UnsafeBufferPointer(words)) { _, part in counts[part] += 1 }
        }
      }
      return counts
    }
    var starts = [0]
    var places = counts
    for part in 0..<ranges.count {
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
          try withUnsafeTemporaryAllocation(of: UInt64.self, capacity: KeyedRows.batchRows) { loads in
            try KeyedRows.forEachBatch(runs[run], keys, input, context) { start, rows, words in
              KeyedRows.load(loads, from: start, rows, carried)
              ranges.forEach(UnsafeBufferPointer(words)) { place, part in
                shared.base[places[part]] = KeyedRow(key: words[place], load: loads[place])
                places[part] &+= 1
              }
            }
          }
        }
      }
      initialized = count
    }
  }

  /// What the rows of a batch carry along.
  private static func load(
    _ loads: UnsafeMutableBufferPointer<UInt64>, from start: Int, _ rows: BatchRows, _ carried: Column?
  ) {
    switch carried?.storage {
    case nil: for place in 0..<rows.count { loads[place] = UInt64(truncatingIfNeeded: start &+ place) }
    case .int8(let values)?: load(loads, rows, values) { UInt64(truncatingIfNeeded: $0) }
    case .int16(let values)?: load(loads, rows, values) { UInt64(truncatingIfNeeded: $0) }
    case .int32(let values)?: load(loads, rows, values) { UInt64(truncatingIfNeeded: $0) }
    case .int64(let values)?: load(loads, rows, values) { UInt64(truncatingIfNeeded: $0) }
    case .real(let values)?: load(loads, rows, values) { $0.bitPattern }
    case .code8?, .code16?, .code32?, .plain?: break
    }
  }

  @inline(__always)
  private static func load<Value>(
    _ loads: UnsafeMutableBufferPointer<UInt64>, _ rows: BatchRows, _ values: [Value],
    _ word: (Value) -> UInt64
  ) {
    values.withUnsafeBufferPointer { values in rows.forEach { loads[$0] = word(values[$1]) } }
  }

  /// Calls with the first position of each batch of a run, its rows, and their packed keys.
  private static func forEachBatch(
    _ run: Range<Int>, _ keys: OrderedKeys, _ input: Relation, _ context: ExecutionContext,
    _ body: (Int, BatchRows, UnsafeMutableBufferPointer<UInt64>) -> Void
  ) throws {
    let count = input.rows.count
    try withUnsafeTemporaryAllocation(of: UInt64.self, capacity: batchRows) { words in
      guard let base = words.baseAddress else { return }
      for batch in run {
        let positions = batch * batchRows..<min((batch + 1) * batchRows, count)
        try context.cancellation.check(passing: positions.count)
        let rows = input.rows.batch(positions)
        keys.pack(positions, rows, into: base)
        body(positions.lowerBound, rows, UnsafeMutableBufferPointer(start: base, count: positions.count))
      }
    }
  }

  /// Runs of whole parts that have about so many rows each.
  func pieces(rows least: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    for end in starts.dropFirst() where end - start >= least || end == rows.count {
      if end > start { pieces.append(start..<end) }
      start = end
    }
    return pieces
  }

  /// Calls once for each of some pieces, on all cores, with its number and its rows, to be put in order.
  mutating func map<Result: Sendable>(
    _ pieces: [Range<Int>], _ context: ExecutionContext,
    _ body: @Sendable (Int, UnsafeMutableBufferPointer<KeyedRow>) throws -> Result
  ) throws -> [Result] {
    try rows.withUnsafeMutableBufferPointer { rows in
      guard let base = rows.baseAddress else { return [] }
      let shared = SharedPlaces(base: base)
      return try context.workers.map(pieces.count, cancellation: context.cancellation) { number in
        let piece = pieces[number]
        return try body(
          number, UnsafeMutableBufferPointer(start: shared.base + piece.lowerBound, count: piece.count))
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
