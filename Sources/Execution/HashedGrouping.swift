import TallyColumns
import TallyWorkers

/// Groups that are found by hashing their keys: each thread takes a run of batches and gathers them under numbers of
/// its own; what the threads have is merged in the order of the rows, and put in order.
struct HashedGrouping {
  let context: ExecutionContext
  let keys: GroupKeys
  let calls: GroupCalls

  func run(_ input: Relation) throws -> GroupedRows {
    let batches = input.batches(of: context.batchRows)
    let runs = context.workers.runs(of: batches.count)
    let partials = try context.workers.map(runs.count, cancellation: context.cancellation) { index in
      var partial = (table: KeyTable(width: keys.columns.count), gathered: GatheredCalls(calls))
      for number in runs[index] {
        try context.cancellation.check(passing: batches[number].count)
        let start = number * context.batchRows
        let positions = start..<(start + batches[number].count)
        let words = keys.words(positions, batches[number].rows)
        let groups = partial.table.insert(words, rows: positions.count)
        partial.gathered.grow(to: partial.table.count)
        try partial.gathered.add(batches[number], .range(positions), groups)
      }
      return partial
    }
    var (table, gathered) = partials[0]
    for partial in partials.dropFirst() {
      let map = table.insert(partial.table)
      gathered.grow(to: table.count)
      try gathered.merge(partial.gathered, map)
    }
    return try finish(table, gathered)
  }

  private func finish(_ table: KeyTable, _ gathered: GatheredCalls) throws -> GroupedRows {
    let columns = keys.columns.enumerated().map { key, column in
      column.column(of: (0..<table.count).map { table.words[$0 * table.width + key] })
    }
    let order = RowOrder(columns.map { SortColumn($0, isDescending: false) }).sorted(table.count)
    let sorted = columns.map { column in
      Column(concatenating: [column.gather(.list(order))], kind: column.kind)
    }
    return GroupedRows(
      keys: sorted, answers: try gathered.columns(order.map { Int($0) }), unknowns: gathered.unknowns,
      count: table.count)
  }
}

extension KeyTable {
  /// The numbers of the tuples of a batch, new or known.
  /// - Parameter words: an array for each word of a tuple.
  fileprivate mutating func insert(_ words: [[UInt64]], rows: Int) -> [UInt32] {
    var numbers = [UInt32](repeating: 0, count: rows)
    var tuple = [UInt64](repeating: 0, count: words.count)
    for row in 0..<rows {
      for key in words.indices { tuple[key] = words[key][row] }
      tuple.withUnsafeBufferPointer { tuple in
        if let base = tuple.baseAddress { numbers[row] = UInt32(truncatingIfNeeded: insert(base)) }
      }
    }
    return numbers
  }

  /// The numbers here of all tuples of another table.
  fileprivate mutating func insert(_ other: KeyTable) -> [Int] {
    other.words.withUnsafeBufferPointer { words in
      guard let base = words.baseAddress else { return [] }
      return (0..<other.count).map { insert(base + $0 * width) }
    }
  }
}
