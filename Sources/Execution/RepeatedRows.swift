import TallyColumns
import TallyPlanning

/// Tells of aggregates that count a row as often as a join has made it stand.
struct RepeatedRows {
  let context: ExecutionContext
  let plan: AggregatePlan

  func note(_ input: Relation) throws {
    let isSettling = plan.settling.map { !$0.isRaw } ?? false && context.settler != nil
    for origins in input.origins {
      for isRight in [false, true] {
        let side = JoinSide(join: origins.join, isRight: isRight)
        let calls = plan.repeated.filter { repeated in
          guard repeated.side == side, plan.calls.indices.contains(repeated.call) else { return false }
          // A claim is settled once, however often it stands.
          return !isSettling || !plan.calls[repeated.call].settlesFirst(plan.settling?.roles ?? TableRoles())
        }
        guard let first = calls.first, isRight || origins.left != nil else { continue }
        let most = try mostOften(origins, isRight: isRight, input)
        guard most > 1 else { continue }
        context.note(.repeated(rows: first.rows, table: first.table, most: most, words: calls.map(\.words)))
      }
    }
  }

  /// How often the row that stands most often does so, within one group.
  /// - Complexity: O(rows).
  private func mostOften(_ origins: RowOrigins, isRight: Bool, _ input: Relation) throws -> Int {
    let rows: [UInt32]? =
      if case .all = input.rows, input.maybe.isEmpty { nil } else { input.rows.ids + input.maybe }
    let all = isRight ? origins.right : origins.left ?? []
    let sides = rows.map { rows in rows.map { all[Int($0)] } } ?? all
    let times = RepeatedRows.times(sides)
    let most = Int(times.max() ?? 0)
    try context.cancellation.check()
    if most <= 1 || plan.keys.isEmpty { return most }
    // Of rows that stand in several groups each group counts its own.
    let repeated = sides.indices.filter { sides[$0] != RowOrigins.none && times[Int(sides[$0])] > 1 }
    let ids = repeated.map { rows?[$0] ?? UInt32(truncatingIfNeeded: $0) }
    let kept = Relation(input.columns, rows: .selected(ids))
    let keys = try plan.keys.map { try ProjectOperator(context: context, expressions: []).column($0, kept) }
    return try mostOften(repeated.map { sides[$0] }, times.count, in: keys)
  }

  /// The same for rows of which each has its keys.
  private func mostOften(_ sides: [UInt32], _ sideCount: Int, in keys: [Column]) throws -> Int {
    let groups = GroupKeys(try keys.map { try GroupKeyColumn($0, isPositional: false, context) })
    if let places = groups.directSize, places * sideCount <= RepeatedRows.mostPlaces {
      var times = [UInt32](repeating: 0, count: places * sideCount)
      for start in stride(from: 0, to: sides.count, by: ZoneMap.rowsPerZone) {
        try context.cancellation.check()
        let positions = start..<min(start + ZoneMap.rowsPerZone, sides.count)
        let addresses = groups.addresses(groups.words(positions, .range(positions)), rows: positions.count)
        for (address, position) in zip(addresses, positions) {
          times[Int(address) * sideCount + Int(sides[position])] &+= 1
        }
      }
      return Int(times.max() ?? 0)
    }
    let numbers = Column(kind: .whole, .narrowest(sides.map { Int64($0) }))
    let pairs = try RowGroups.number(keys + [numbers], count: sides.count, context)
    var times = [Int](repeating: 0, count: pairs.count)
    for pair in pairs.numbers { times[pair] += 1 }
    return times.max() ?? 0
  }

  /// Groups times rows that are counted in an array.
  private static let mostPlaces = 1 << 24

  /// How often each row number stands.
  private static func times(_ numbers: [UInt32]) -> [UInt32] {
    var greatest = -1
    for number in numbers where number != RowOrigins.none { greatest = max(greatest, Int(number)) }
    var times = [UInt32](repeating: 0, count: greatest + 1)
    times.withUnsafeMutableBufferPointer { times in
      for number in numbers where number != RowOrigins.none { times[Int(number)] &+= 1 }
    }
    return times
  }
}
