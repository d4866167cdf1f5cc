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
  init?(
    _ keys: [Column], order: Order, limit: Int, rows: Int, _ context: ExecutionContext
  ) {
    self.context = context
    self.order = order
    self.limit = limit
    var places = 1
    if keys.isEmpty {
      self.keys = nil
    } else {
      let all = GroupKeys(keys.map { GroupKeyColumn($0, isPositional: true) })
      guard let size = all.directSize, let ordered = OrderedKeys(all, rows: rows) else { return nil }
      self.keys = ordered
      places = size
    }
    let (entries, overflows) = places.multipliedReportingOverflow(by: limit)
    guard limit > 0, !overflows, entries <= max(1 << 12, rows / 4) else { return nil }
  }

  private var places: Int { keys?.keys.reduce(1) { $0 * $1.count } ?? 1 }

  /// The positions of the first rows, those of a group in order where there is one.
  /// - Complexity: O(rows · log limit), on all cores; O(1) for a row behind all that are kept of its group.
  func positions(_ rows: Int) throws -> [UInt32] {
    let batches = (rows + context.batchRows - 1) / context.batchRows
    let runs = context.workers.runs(of: batches)
    context.cancellation.begin(rows: rows)
    let heaps = try context.workers.map(runs.count, cancellation: context.cancellation) { run in
      var heaps = FirstsHeaps(groups: places, limit: limit)
      for batch in runs[run] {
        let positions = batch * context.batchRows..<min((batch + 1) * context.batchRows, rows)
        try context.cancellation.check(passing: positions.count)
        add(positions, to: &heaps)
      }
      return heaps
    }
    var first = heaps[0]
    for other in heaps.dropFirst() { first.merge(other) }
    return first.entries.filter(\.isRow).sorted(by: FirstsHeaps.Entry.isBefore).map(\.position)
  }

  /// The positions of the first rows of all groups, in the order in which they stand.
  func positionsAsTheyStand(_ rows: Int) throws -> [UInt32] {
    var isFirst = [Bool](repeating: false, count: rows)
    let positions = try positions(rows)
    for position in positions { isFirst[Int(position)] = true }
    return [UInt32](unsafeUninitializedCapacity: positions.count + 1) { places, count in
      // Every row is written and only those that pass are kept.
      for position in 0..<rows {
        places[count] = UInt32(truncatingIfNeeded: position)
        count += isFirst[position] ? 1 : 0
      }
    }
  }

  private func add(_ positions: Range<Int>, to heaps: inout FirstsHeaps) {
    let groups = keys?.addresses(positions, .range(positions))
    let first = UInt32(truncatingIfNeeded: positions.lowerBound)
    switch order {
    case .standing(let takesLast):
      let words = positions.map { takesLast ? -Int64($0) : Int64($0) }
      heaps.add(words, nil, groups, from: first)
    case .values(let column, let isDescending):
      let lane = column.best.gather(.range(positions))
      var words: [Int64]
      if case .codes(let codes, let dictionary) = lane.payload {
        let ranks = dictionary.ranks
        words = codes.map { Int64(ranks[Int($0)]) }
      } else {
        words = lane.orderedWords
      }
      if isDescending { for row in words.indices { words[row] = ~words[row] } }
      heaps.add(words, lane.missing, groups, from: first)
    }
  }
}

/// For each group a heap of so many rows, the last of them on top. Before there are as many, places that come behind
/// every row fill it up, so that it is always full.
struct FirstsHeaps: Sendable {
  struct Entry: Sendable {
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

  init(groups: Int, limit: Int) {
    self.limit = limit
    entries = [Entry](repeating: .none, count: groups * limit)
  }

  /// Takes in the rows of a batch.
  /// - Parameters:
  ///   - missing: for each row whether it has no word.
  ///   - groups: the group of each row; nil where all are of the group 0.
  mutating func add(_ words: [Int64], _ missing: [Bool]?, _ groups: [UInt32]?, from first: UInt32) {
    let limit = limit
    entries.withUnsafeMutableBufferPointer { entries in
      guard let base = entries.baseAddress else { return }
      for row in words.indices {
        if let missing, missing[row] { continue }
        let heap = base + (groups.map { Int($0[row]) } ?? 0) * limit
        FirstsHeaps.add(
          Entry(word: words[row], position: first + UInt32(truncatingIfNeeded: row)), heap, limit)
      }
    }
  }

  mutating func merge(_ other: FirstsHeaps) {
    let limit = limit
    entries.withUnsafeMutableBufferPointer { entries in
      guard let base = entries.baseAddress else { return }
      for (place, entry) in other.entries.enumerated() where entry.isRow {
        FirstsHeaps.add(entry, base + (place - place % limit), limit)
      }
    }
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
