import TallyColumns
import TallyWorkers

/// Groups whose rows are brought together by sorting them by their packed keys: parts of the range of keys are sorted
/// and gathered each by one thread, so that nothing is merged and the groups stand in order.
///
/// Where all that is asked is of one column, rows carry its values along as they are sorted, so that none is looked up
/// where it stands.
struct SortedGrouping {
  let context: ExecutionContext
  let keys: OrderedKeys
  let calls: GroupCalls

  /// Rows that a thread takes at once, at least.
  private static let pieceRows = 1 << 14

  /// The answers of the groups of one piece.
  private struct Piece: Sendable {
    let answers: [Column]
    let unknowns: [Int]
  }

  func run(_ input: Relation) throws -> GroupedRows {
    let carried = calls.onlyColumn(of: input)
    var rows = try KeyedRows(keys, input, carrying: carried.map { input.columns[$0] }, context)
    let parts = rows.pieces(rows: SortedGrouping.pieceRows)
    context.cancellation.begin(rows: input.rows.count)
    let counts = try rows.map(parts, context) { _, rows in
      try KeyedSort(cancellation: context.cancellation).sort(rows)
      return SortedGrouping.groupCount(rows)
    }
    var starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    let count = starts[counts.count]
    var pieces: [Piece] = []
    context.cancellation.begin(rows: input.rows.count)
    let packed = try [UInt64](unsafeUninitializedCapacity: count) { packed, initialized in
      initialized = count
      guard let base = packed.baseAddress else { return }
      adviseLargePages(base, bytes: count * MemoryLayout<UInt64>.stride)
      let shared = SharedPlaces(base: base)
      pieces = try rows.map(parts, context) { [starts] number, rows in
        let keys = UnsafeMutableBufferPointer(start: shared.base + starts[number], count: counts[number])
        return try gather(rows, keys, carried, input)
      }
    }
    let answers = try calls.calls.indices.map { number in
      try Column(joining: pieces.map { $0.answers[number] }, kind: calls.calls[number].type.kind, context)
    }
    let unknowns = calls.calls.indices.map { number in pieces.reduce(0) { $0 + $1.unknowns[number] } }
    return GroupedRows(
      keys: try keys.columns(ofPacked: packed, context), answers: answers, unknowns: unknowns, count: count)
  }

  /// How many different keys there are among rows in the order of their keys.
  private static func groupCount(_ rows: UnsafeMutableBufferPointer<KeyedRow>) -> Int {
    guard !rows.isEmpty else { return 0 }
    var count = 1
    for row in 1..<max(1, rows.count) { count &+= rows[row].key == rows[row &- 1].key ? 0 : 1 }
    return count
  }

  /// - Parameters:
  ///   - rows: in the order of their keys.
  ///   - keys: the places of the keys of the groups.
  ///   - carried: the column whose values the rows carry.
  private func gather(
    _ rows: UnsafeMutableBufferPointer<KeyedRow>, _ keys: UnsafeMutableBufferPointer<UInt64>, _ carried: Int?,
    _ input: Relation
  ) throws -> Piece {
    var gathered = GatheredCalls(calls)
    gathered.grow(to: keys.count)
    var group = -1
    var columns = input.columns
    for start in stride(from: 0, to: rows.count, by: context.batchRows) {
      let batch = UnsafeMutableBufferPointer(
        rebasing: rows[start..<min(start + context.batchRows, rows.count)])
      try context.cancellation.check(passing: batch.count)
      let groups = number(batch, keys, &group)
      if let carried {
        columns[carried] = input.columns[carried].carried(by: batch)
        let positions = BatchRows.range(0..<batch.count)
        try gathered.add(Batch(columns: columns, rows: positions), positions, groups)
      } else {
        let positions = batch.map(\.position)
        try gathered.add(
          Batch(columns: columns, rows: .list(input.rows.ids(positions))), .list(positions), groups)
      }
    }
    return Piece(answers: try gathered.columns(Array(keys.indices)), unknowns: gathered.unknowns)
  }

  /// The group of each row: those of equal keys stand together.
  /// - Parameters:
  ///   - keys: of the groups, which are written as groups begin.
  ///   - last: the group of the row before; −1 at the first.
  private func number(
    _ rows: UnsafeMutableBufferPointer<KeyedRow>, _ keys: UnsafeMutableBufferPointer<UInt64>,
    _ last: inout Int
  ) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: rows.count) { groups, count in
      count = rows.count
      var group = last
      for row in 0..<rows.count {
        if group < 0 || keys[group] != rows[row].key {
          group += 1
          keys[group] = rows[row].key
        }
        groups[row] = UInt32(truncatingIfNeeded: group)
      }
      last = group
    }
  }
}

extension GroupCalls {
  /// The one column that all calls ask of, where they have their places in the ledger and it is known in every row.
  fileprivate func onlyColumn(of input: Relation) -> Int? {
    var only: Int?
    for (number, call) in calls.enumerated() {
      guard layout.answers[number] != nil, call.second == nil else { return nil }
      guard let argument = call.argument else { continue }
      guard let index = argument.columnNumber, only == nil || only == index else { return nil }
      only = index
    }
    guard let only, input.columns[only].best.missing == nil, input.columns[only].storage.dictionary == nil
    else { return nil }
    return only
  }
}

extension Column {
  /// The values of this column that rows carry.
  fileprivate func carried(by rows: UnsafeMutableBufferPointer<KeyedRow>) -> Column {
    if case .real = storage { return Column(kind: kind, .real(rows.map { Double(bitPattern: $0.load) })) }
    return Column(kind: kind, .int64(rows.map { Int64(bitPattern: $0.load) }))
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
