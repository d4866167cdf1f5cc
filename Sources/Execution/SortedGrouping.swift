import TallyColumns
import TallyWorkers

/// Groups whose rows are brought together by sorting them by their packed keys: parts of the range of keys are sorted
/// and gathered each by one thread, so that nothing is merged and the groups stand in order.
struct SortedGrouping {
  let context: ExecutionContext
  let keys: OrderedKeys
  let calls: GroupCalls

  /// Rows that a thread takes at once, at least.
  private static let pieceRows = 1 << 14

  /// The groups of one piece.
  private struct Piece: Sendable {
    let keys: [UInt64]
    let answers: [Column]
    let unknowns: [Int]
  }

  func run(_ input: Relation) throws -> GroupedRows {
    var rows = try KeyedRows(keys, input, context)
    context.cancellation.begin(rows: input.rows.count)
    let pieces = try rows.mapPieces(rows: SortedGrouping.pieceRows, context) { try gather($0, input) }
    let packed = try pieces.map(\.keys).joined(context)
    let answers = try calls.calls.indices.map { number in
      try Column(joining: pieces.map { $0.answers[number] }, kind: calls.calls[number].type.kind, context)
    }
    let unknowns = calls.calls.indices.map { number in pieces.reduce(0) { $0 + $1.unknowns[number] } }
    return GroupedRows(
      keys: try keys.columns(ofPacked: packed, context), answers: answers, unknowns: unknowns,
      count: packed.count)
  }

  private func gather(_ rows: UnsafeMutableBufferPointer<KeyedRow>, _ input: Relation) throws -> Piece {
    try KeyedSort(cancellation: context.cancellation).sort(rows)
    var keys: [UInt64] = []
    var gathered = GatheredCalls(calls)
    for start in stride(from: 0, to: rows.count, by: context.batchRows) {
      let batch = UnsafeMutableBufferPointer(
        rebasing: rows[start..<min(start + context.batchRows, rows.count)])
      try context.cancellation.check(passing: batch.count)
      let groups = number(batch, &keys)
      let positions = batch.map(\.position)
      gathered.grow(to: keys.count)
      try gathered.add(
        Batch(columns: input.columns, rows: .list(input.rows.ids(positions))), .list(positions), groups)
    }
    return Piece(keys: keys, answers: try gathered.columns(Array(keys.indices)), unknowns: gathered.unknowns)
  }

  /// The group of each row: those of equal keys stand together.
  /// - Parameter keys: of the groups so far.
  private func number(_ rows: UnsafeMutableBufferPointer<KeyedRow>, _ keys: inout [UInt64]) -> [UInt32] {
    rows.map { row in
      if keys.last != row.key { keys.append(row.key) }
      return UInt32(truncatingIfNeeded: keys.count - 1)
    }
  }
}

extension Rows {
  /// The row numbers at some positions.
  fileprivate func ids(_ positions: [UInt32]) -> [UInt32] {
    switch self {
    case .all: positions
    case .selected(let ids): positions.map { ids[Int($0)] }
    }
  }
}
