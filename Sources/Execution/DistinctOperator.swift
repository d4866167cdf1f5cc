import TallyColumns

/// Keeps the first of rows that are the same in every column, in the order in which they came. Figures are
/// the same where they are written the same.
struct DistinctOperator {
  let context: ExecutionContext

  func run(_ input: Relation) throws -> Relation {
    let sure = try firsts(input.sure.rows, input.columns, besides: [])
    if input.isSure { return Relation(input.columns, rows: .selected(sure)) }
    // A row that may be there adds to the answer only where no sure row is the same.
    let shown = try firsts(input.rows, input.columns, besides: sure)
    let kept = Set(sure + shown)
    let rows = input.rows.ids.filter(kept.contains)
    let maybe = try firsts(.selected(input.maybe), input.columns, besides: rows)
    return Relation(input.columns, rows: .selected(rows), maybe: maybe, doubtful: Set(shown))
  }

  /// The first of the rows that are the same, leaving out those that are the same as one of others.
  private func firsts(_ rows: Rows, _ columns: [Column], besides others: [UInt32]) throws -> [UInt32] {
    let keys = GroupKeys(columns.map { GroupKeyColumn($0, isPositional: false) })
    var seen = KeyTable(width: max(1, columns.count))
    _ = try insert(Relation(columns, rows: .selected(others)), keys, into: &seen)
    return try insert(Relation(columns, rows: rows), keys, into: &seen)
  }

  /// The rows that the table had not seen before.
  private func insert(_ input: Relation, _ keys: GroupKeys, into seen: inout KeyTable) throws -> [UInt32] {
    var kept: [UInt32] = []
    for batch in input.batches(of: context.batchRows) {
      try context.cancellation.check(passing: batch.count)
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
    return kept
  }
}
