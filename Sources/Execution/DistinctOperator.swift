import TallyColumns

/// Keeps the first of rows that are the same in every column, in the order in which they came.
struct DistinctOperator {
  let context: ExecutionContext

  func run(_ input: Relation) throws -> Relation {
    let keys = GroupKeys(input.columns.map { GroupKeyColumn($0, isPositional: false) })
    var seen = KeyTable(width: max(1, input.columns.count))
    var kept: [UInt32] = []
    for batch in input.batches(of: context.batchRows) {
      try context.cancellation.check()
      let words = keys.words(0..<batch.count, batch.rows)
      var tuple = [UInt64](repeating: 0, count: max(1, words.count))
      for row in 0..<batch.count {
        for key in words.indices { tuple[key] = words[key][row] }
        let before = seen.count
        tuple.withUnsafeBufferPointer { tuple in
          if let base = tuple.baseAddress { _ = seen.insert(base) }
        }
        if seen.count > before { kept.append(UInt32(truncatingIfNeeded: batch.rows.id(row))) }
      }
    }
    return Relation(input.columns, rows: .selected(kept))
  }
}
