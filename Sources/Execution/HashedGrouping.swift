import TallyColumns
import TallyWorkers

/// Groups that are found by hashing their keys, where these have neither places in an array nor room in one word.
///
/// While groups are few, each thread gathers its run of batches under numbers of its own, and what the threads have
/// is merged. Where they turn out to be many, rows are parted by ranges of their keys, which a sample of them tells
/// (Frazer and McKellar, "Samplesort", 1970): each part is grouped and put in order by one thread, so that nothing is
/// merged and the groups stand in order as the parts do.
struct HashedGrouping {
  let context: ExecutionContext
  let keys: GroupKeys
  let calls: GroupCalls
  /// So many groups of a thread are few: what is kept of them stays in the cache of a core.
  var mostPartialGroups = 1 << 14

  /// The groups of some rows, in the order of their keys.
  private struct Piece: Sendable {
    /// The tuples of the keys, end to end.
    let keys: [UInt64]
    let answers: [Column]
    let unknowns: [Int]
  }

  func run(_ input: Relation) throws -> GroupedRows {
    let keys = try HashedKeys(keys, input, context)
    // Where all values of a group are kept, merging would move every one of them.
    let few = calls.keepValues ? nil : try partials(keys, input)
    let pieces = try few.map { [try piece($0)] } ?? parts(keys, input)
    let tuples = try pieces.map(\.keys).joined(context)
    let answers = try calls.calls.indices.map { number in
      try Column(joining: pieces.map { $0.answers[number] }, kind: calls.calls[number].type.kind, context)
    }
    return GroupedRows(
      keys: try keys.columns(of: tuples, context), answers: answers,
      unknowns: calls.calls.indices.map { number in pieces.reduce(0) { $0 + $1.unknowns[number] } },
      count: tuples.count / keys.width)
  }

  // MARK: - Few groups

  /// What has been gathered from some rows, by the numbers of their keys.
  private struct Partial: Sendable {
    var table: KeyTable
    var gathered: GatheredCalls
  }

  /// All groups, where no thread finds many; nil otherwise.
  private func partials(_ keys: HashedKeys, _ input: Relation) throws -> Partial? {
    let batches = (input.rows.count + context.batchRows - 1) / context.batchRows
    let runs = context.workers.runs(of: batches)
    context.cancellation.begin(rows: input.rows.count)
    let partials: [Partial]
    do {
      partials = try context.workers.map(runs.count, cancellation: context.cancellation) { run in
        var partial = Partial(table: KeyTable(width: keys.width), gathered: GatheredCalls(calls))
        var tuples = [UInt64](repeating: 0, count: keys.width * context.batchRows)
        for batch in runs[run] {
          let range = batch * context.batchRows..<min((batch + 1) * context.batchRows, input.rows.count)
          try context.cancellation.check(passing: range.count)
          let rows = input.rows.batch(range)
          tuples.withUnsafeMutableBufferPointer { tuples in
            if let base = tuples.baseAddress { keys.write(range, rows, into: base) }
          }
          let groups = partial.table.numbers(tuples, rows: range.count)
          if partial.table.count > mostPartialGroups { throw ManyGroups() }
          partial.gathered.grow(to: partial.table.count)
          try partial.gathered.add(Batch(columns: input.columns, rows: rows), .range(range), groups)
        }
        return partial
      }
    } catch is ManyGroups {
      return nil
    }
    var all = partials[0]
    for partial in partials.dropFirst() {
      try context.cancellation.check()
      let map = all.table.numbers(partial.table.words, rows: partial.table.count)
      all.gathered.grow(to: all.table.count)
      try all.gathered.merge(partial.gathered, map.map { Int($0) })
    }
    return all
  }

  /// A thread has found too many.
  private struct ManyGroups: Error {}

  // MARK: - Many groups

  private func parts(_ keys: HashedKeys, _ input: Relation) throws -> [Piece] {
    let count = input.rows.count
    let ranges = TupleRanges(keys, input, parts: PartedRows.parts(of: count))
    let rows = try PartedRows(
      count, width: keys.width, parts: ranges.count, for: .grouping, context,
      write: { keys.write($0, input.rows.batch($0), into: $1) }, part: { ranges.part($0) })
    context.cancellation.begin(rows: count)
    return try rows.mapParts(context) { tuples, positions in
      try piece(try gather(tuples, positions, width: keys.width, input))
    }
  }

  private func gather(
    _ tuples: UnsafeBufferPointer<UInt64>, _ positions: UnsafeBufferPointer<UInt32>, width: Int,
    _ input: Relation
  ) throws -> Partial {
    var partial = Partial(table: KeyTable(width: width), gathered: GatheredCalls(calls))
    for start in stride(from: 0, to: positions.count, by: context.batchRows) {
      let range = start..<min(start + context.batchRows, positions.count)
      try context.cancellation.check(passing: range.count)
      let groups = partial.table.numbers(
        UnsafeBufferPointer(rebasing: tuples[(start * width)...]), rows: range.count)
      partial.gathered.grow(to: partial.table.count)
      let positions = Array(positions[range])
      try partial.gathered.add(
        Batch(columns: input.columns, rows: .list(input.rows.ids(at: positions))), .list(positions), groups)
    }
    return partial
  }

  /// The groups in order, with their answers.
  private func piece(_ partial: Partial) throws -> Piece {
    let (count, width) = (partial.table.count, partial.table.width)
    let order = try partial.table.order(context.cancellation)
    let keys = [UInt64](unsafeUninitializedCapacity: count * width) { keys, initialized in
      for (place, group) in order.enumerated() {
        for word in 0..<width { keys[place * width + word] = partial.table.words[group * width + word] }
      }
      initialized = count * width
    }
    return Piece(
      keys: keys, answers: try partial.gathered.columns(order), unknowns: partial.gathered.unknowns)
  }
}

/// Ranges of tuples of about as many rows each, by a sample of these.
private struct TupleRanges: Sendable {
  /// How many ranges there are: a power of two.
  let count: Int
  private let width: Int
  /// The first tuple of each range but the first, end to end.
  private let splitters: [UInt64]

  /// Rows that are looked at for each range.
  private static let samplesPerRange = 16

  init(_ keys: HashedKeys, _ input: Relation, parts: Int) {
    let (width, rows) = (keys.width, input.rows.count)
    let samples = parts * TupleRanges.samplesPerRange
    guard parts > 1, samples <= rows else {
      (count, self.width, splitters) = (1, width, [])
      return
    }
    (count, self.width) = (parts, width)
    var tuples = [UInt64](repeating: 0, count: samples * width)
    splitters = tuples.withUnsafeMutableBufferPointer { tuples in
      guard let base = tuples.baseAddress else { return [] }
      for sample in 0..<samples {
        let position = sample * rows / samples
        let range = position..<(position + 1)
        keys.write(range, input.rows.batch(range), into: base + sample * width)
      }
      let order = (0..<samples).sorted { HashedKeys.isBefore(base + $0 * width, base + $1 * width, width) }
      return (1..<parts).flatMap { range in
        let sample = order[range * TupleRanges.samplesPerRange]
        return (0..<width).map { base[sample * width + $0] }
      }
    }
  }

  /// The range of a tuple, by halving.
  @inline(__always)
  func part(_ tuple: UnsafePointer<UInt64>) -> Int {
    splitters.withUnsafeBufferPointer { splitters in
      guard let splitters = splitters.baseAddress else { return 0 }
      var part = 0
      var step = count / 2
      while step > 0 {
        let isBehind = !HashedKeys.isBefore(tuple, splitters + (part + step - 1) * width, width)
        part += isBehind ? step : 0
        step /= 2
      }
      return part
    }
  }
}

extension KeyTable {
  /// The numbers of all tuples in the order of these.
  fileprivate func order(_ cancellation: Cancellation) throws -> [Int] {
    var rows = (0..<count).map { KeyedRow(key: words[$0 * width], position: UInt32(truncatingIfNeeded: $0)) }
    try rows.withUnsafeMutableBufferPointer { rows in
      try KeyedSort(cancellation: cancellation).sort(rows)
      guard width > 1 else { return }
      try cancellation.check()
      // Those of one first word are told apart by the others.
      words.withUnsafeBufferPointer { words in
        guard let words = words.baseAddress else { return }
        var start = 0
        while start < rows.count {
          var end = start + 1
          while end < rows.count, rows[end].key == rows[start].key { end += 1 }
          if end - start > 1 {
            rows[start..<end].sort {
              HashedKeys.isBefore(words + Int($0.position) * width, words + Int($1.position) * width, width)
            }
          }
          start = end
        }
      }
    }
    return rows.map { Int($0.position) }
  }
}

extension Rows {
  /// The row numbers at some positions.
  fileprivate func ids(at positions: [UInt32]) -> [UInt32] {
    switch self {
    case .all: positions
    case .selected(let ids): positions.map { ids[Int($0)] }
    }
  }
}
