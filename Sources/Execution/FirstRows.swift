import TallyColumns
import TallyWorkers

/// The first rows of each group by an order, where groups are addressed directly: each thread keeps those of its rows
/// in heaps of its own, and what the threads have is merged.
struct FirstRows {
  let context: ExecutionContext
  /// Nil for one group.
  let keys: OrderedKeys?
  let order: Order
  /// How many rows of each group.
  let limit: Int

  /// What rows are put in order by, a value for each position; rows that do not know theirs are left out.
  enum Order: Sendable {
    /// As they stand, from the first or from the last.
    case standing(takesLast: Bool)
    /// Exact values.
    case values(Column, isDescending: Bool)
  }

  /// - Returns: nil where groups have more places than rows are worth.
  /// - Throws: `Cancelled`; a `Diagnostic` where there is no memory for putting texts in order.
  init?(
    _ keys: [Column], order: Order, limit: Int, rows: Int, _ context: ExecutionContext
  ) throws {
    self.context = context
    self.order = order
    self.limit = limit
    var places = 1
    if keys.isEmpty {
      self.keys = nil
    } else {
      let all = GroupKeys(try keys.map { try GroupKeyColumn($0, isPositional: true, context) })
      guard let size = all.directSize, all.canBeOrdered(rows: rows) else { return nil }
      try all.prepareRanks(context)
      guard let ordered = OrderedKeys(all, rows: rows) else { return nil }
      self.keys = ordered
      places = size
    }
    let (entries, overflows) = places.multipliedReportingOverflow(by: limit)
    guard limit > 0, !overflows, entries <= max(1 << 12, rows / 4) else { return nil }
    // Whoever compares texts finds their order made.
    if case .values(let column, _) = order { _ = try column.storage.dictionary?.ranks(context) }
  }

  private var places: Int { keys?.keys.reduce(1) { $0 * $1.count } ?? 1 }

  /// The positions of the first rows, those of a group in order where there is one.
  /// - Complexity: O(rows · log limit), on all cores; O(1) for a row behind all that are kept of its group. Of one
  ///   group, runs of rows whose zone tells that none can be among the first are not looked at.
  func positions(_ rows: Int) throws -> [UInt32] {
    let entries = try heaps(rows).entries.filter(\.isRow)
    return try context.sorted(entries.count, { entries[$0] }, by: FirstsHeaps.Entry.isBefore).map(\.position)
  }

  /// The positions of the first rows of all groups, in the order in which they stand.
  func positionsAsTheyStand(_ rows: Int) throws -> [UInt32] {
    var marks = RowMarks(repeating: false, count: rows)
    for entry in try heaps(rows).entries where entry.isRow { marks.mark(Int(entry.position)) }
    return marks.rows(from: 0)
  }

  private func heaps(_ rows: Int) throws -> FirstsHeaps {
    context.cancellation.begin(rows: rows)
    if keys == nil, case .values(let column, let isDescending) = order, column.count == rows,
      let zones = RankedZones(column, isDescending: isDescending)
    {
      return try merged(context.workers.count) { run in try heaps(zones.share(run, of: context.workers.count))
      }
    }
    let runs = context.workers.runs(of: (rows + context.batchRows - 1) / context.batchRows)
    return try merged(runs.count) { run in
      var heaps = FirstsHeaps(groups: places, limit: limit)
      for batch in runs[run] {
        let positions = batch * context.batchRows..<min((batch + 1) * context.batchRows, rows)
        try context.cancellation.check(passing: positions.count)
        add(positions, to: &heaps)
      }
      return heaps
    }
  }

  private func merged(_ runs: Int, _ heaps: @Sendable (Int) throws -> FirstsHeaps) throws -> FirstsHeaps {
    let parts = try context.workers.map(runs, cancellation: context.cancellation, heaps)
    var first = parts[0]
    for other in parts.dropFirst() { try first.merge(other, context.cancellation) }
    return first
  }

  /// The first rows of some zones, which stand in the order of the first value that each can have.
  private func heaps(_ zones: [RankedZones.Zone]) throws -> FirstsHeaps {
    var heaps = FirstsHeaps(groups: 1, limit: limit)
    for zone in zones {
      guard heaps.mayTake(zone.first) else { break }
      try context.cancellation.check(passing: zone.rows.count)
      add(zone.rows, to: &heaps)
    }
    return heaps
  }

  private func add(_ positions: Range<Int>, to heaps: inout FirstsHeaps) {
    let groups = keys?.addresses(positions, .range(positions))
    switch order {
    case .standing(let takesLast):
      heaps.add(positions, nil, groups) { takesLast ? -Int64($0) : Int64($0) }
    case .values(let column, let isDescending):
      let flip: Int64 = isDescending ? ~0 : 0
      let missing = column.best.missing
      switch column.storage {
      case .int8(let values): heaps.add(positions, missing, groups, values) { Int64($0) ^ flip }
      case .int16(let values): heaps.add(positions, missing, groups, values) { Int64($0) ^ flip }
      case .int32(let values): heaps.add(positions, missing, groups, values) { Int64($0) ^ flip }
      case .int64(let values): heaps.add(positions, missing, groups, values) { $0 ^ flip }
      case .real(let values): heaps.add(positions, missing, groups, values) { SortColumn.word($0) ^ flip }
      case .code8, .code16, .code32, .plain:
        let lane = column.best.gather(.range(positions))
        guard case .codes(let codes, let dictionary) = lane.payload else { return }
        let ranks = dictionary.ranks
        heaps.add(positions, missing, groups) { Int64(ranks[Int(codes[$0 - positions.lowerBound])]) ^ flip }
      }
    }
  }
}

/// The zones of a column in the order of the first value that each can have.
private struct RankedZones: Sendable {
  struct Zone: Sendable {
    let rows: Range<Int>
    /// As a word that is ordered as values are wanted.
    let first: Int64
  }

  private let zones: [Zone]

  /// - Returns: nil for a column of which no zones are known.
  init?(_ column: Column, isDescending: Bool) {
    let firsts: [Int64]
    switch column.best.zones {
    case .integers(let lows, let highs): firsts = isDescending ? highs.map(~) : lows
    case .reals(let lows, let highs):
      firsts = isDescending ? highs.map { ~SortColumn.word($0) } : lows.map(SortColumn.word)
    case nil: return nil
    }
    zones = firsts.enumerated().map { zone, first in
      let start = zone * ZoneMap.rowsPerZone
      return Zone(rows: start..<min(start + ZoneMap.rowsPerZone, column.count), first: first)
    }.sorted { ($0.first, $0.rows.lowerBound) < ($1.first, $1.rows.lowerBound) }
  }

  /// Those that one of several threads looks at, every so manieth, so that each soon has rows that come first.
  func share(_ run: Int, of runs: Int) -> [Zone] {
    stride(from: run, to: zones.count, by: runs).map { zones[$0] }
  }
}

/// For each group a heap of so many rows, the last of them on top. Before there are as many, places that come behind
/// every row fill it up, so that it is always full.
struct FirstsHeaps: Sendable {
  struct Entry: BitwiseCopyable, Sendable {
    let word: Int64
    let position: UInt32

    /// Stands where there is no row yet; no table has a row of this number.
    static let none = Entry(word: .max, position: .max)

    var isRow: Bool { position != .max }

    /// Of equal words the row that stands earlier is first.
    @inline(__always)
    static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
      a.word != b.word ? a.word < b.word : a.position < b.position
    }
  }

  let limit: Int
  private(set) var entries: [Entry]
  /// The word on top of each heap. Most rows are behind it, and these lie closer together than the heaps.
  private var bars: [Int64]

  init(groups: Int, limit: Int) {
    self.limit = limit
    entries = [Entry](repeating: .none, count: groups * limit)
    bars = [Int64](repeating: Entry.none.word, count: groups)
  }

  /// Whether a row with such a word may be among the first of the group 0.
  func mayTake(_ word: Int64) -> Bool { word <= bars[0] }

  /// Takes in rows.
  /// - Parameters:
  ///   - missing: of all rows those that have no word.
  ///   - groups: the group of each position; nil where all are of the group 0.
  ///   - word: of the row at a position.
  @inline(__always)
  mutating func add(
    _ positions: Range<Int>, _ missing: NullMask?, _ groups: [UInt32]?, _ word: (Int) -> Int64
  ) {
    let limit = limit
    entries.withUnsafeMutableBufferPointer { entries in
      bars.withUnsafeMutableBufferPointer { bars in
        guard let base = entries.baseAddress, let bars = bars.baseAddress else { return }
        BatchRows.range(positions).forEach(besides: missing) { offset, position in
          let word = word(position)
          let group = groups.map { Int($0[offset]) } ?? 0
          guard word <= bars[group] else { return }
          let heap = base + group * limit
          FirstsHeaps.add(Entry(word: word, position: UInt32(truncatingIfNeeded: position)), heap, limit)
          bars[group] = heap[0].word
        }
      }
    }
  }

  /// The same for values that a column has.
  @inline(__always)
  mutating func add<Value>(
    _ positions: Range<Int>, _ missing: NullMask?, _ groups: [UInt32]?, _ values: [Value],
    _ word: (Value) -> Int64
  ) {
    values.withUnsafeBufferPointer { values in
      guard let groups else { return add(positions, missing, nil) { word(values[$0]) } }
      add(positions, missing, groups) { word(values[$0]) }
    }
  }

  mutating func merge(_ other: FirstsHeaps, _ cancellation: Cancellation) throws {
    let limit = limit
    try entries.withUnsafeMutableBufferPointer { entries in
      guard let base = entries.baseAddress else { return }
      for (place, entry) in other.entries.enumerated() where entry.isRow {
        if place % (1 << 16) == 0 { try cancellation.check() }
        FirstsHeaps.add(entry, base + (place - place % limit), limit)
      }
    }
    for group in bars.indices { bars[group] = entries[group * limit].word }
  }

  @inline(__always)
  private static func add(_ entry: Entry, _ heap: UnsafeMutablePointer<Entry>, _ limit: Int) {
    guard Entry.isBefore(entry, heap[0]) else { return }
    var place = 0
    while 2 * place + 1 < limit {
      var child = 2 * place + 1
      if child + 1 < limit, Entry.isBefore(heap[child], heap[child + 1]) { child += 1 }
      guard Entry.isBefore(entry, heap[child]) else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = entry
  }
}
