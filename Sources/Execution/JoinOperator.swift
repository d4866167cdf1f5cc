import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallyWorkers

/// Puts rows beside the rows of a table that have the same keys.
///
/// Where no row of the left has more than one match, its columns stay as they are and those of the right
/// are spread over its rows; otherwise the columns of both sides are gathered once. Left rows that are
/// there only perhaps are joined as all others, and what comes of them is there perhaps.
struct JoinOperator {
  let context: ExecutionContext
  let plan: JoinPlan

  func run(_ left: Relation, _ right: Relation) throws -> Relation {
    let input = Relation(
      Array(left.columns.prefix(plan.leftCount)), rows: left.rows, maybe: left.maybe,
      doubtful: left.doubtful, origins: left.origins)
    let rows = left.maybe.isEmpty ? left.rows : .selected(left.rows.ids + left.maybe)
    let matches = try JoinMatches(try keys(input, rows, right), context)
    if !plan.kind.showsRight { return chosen(from: input, rows, matches) }
    let keepsUnmatched = plan.kind != .inner
    let count = input.columns.first?.count ?? 0
    let staysBeside = plan.kind != .full && rows.count >= count / 2
    if matches.haveOneAtMost, staysBeside {
      return try oneEach(input, rows, right, matches, try matches.onlyMatches(context))
    }
    let (pieces, most) = try matches.sizes(keepsUnmatched: keepsUnmatched, context)
    let total = pieces.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
    guard total < Int(UInt32.max), plan.kind != .full || total + matches.rightCount < Int(UInt32.max) else {
      throw ExecutionDiagnostics.joinTooLarge(total, plan.span)
    }
    if most <= 1, staysBeside {
      return try oneEach(input, rows, right, matches, try matches.onlyMatches(context))
    }
    try refuseTooLarge(total + (plan.kind == .full ? matches.rightCount : 0), right, besides: input.columns)
    let pairs = try matches.pairs(pieces, keepsUnmatched: keepsUnmatched, context)
    return try gathered(input, rows, right, matches, pairs)
  }

  // MARK: - Keys

  private func keys(_ left: Relation, _ rows: Rows, _ right: Relation) throws -> JoinKeys {
    let pairs = try plan.keys.map { key in
      try JoinKeyColumn.pair(exactColumn(key, left), column(key.right, right), context)
    }
    let sides = (
      left: JoinKeySide(columns: pairs.map(\.left), rows: rows),
      right: JoinKeySide(columns: pairs.map(\.right), rows: right.rows)
    )
    let leftCount = left.rows.count
    let unknown = (
      sides.left.unknownCounts(first: leftCount), sides.right.unknownCounts(first: right.rows.count)
    )
    for (index, key) in plan.keys.enumerated() {
      if unknown.0[index] > 0 {
        context.note(.keyUnknown(name: key.leftName, unknown: unknown.0[index], of: leftCount, table: nil))
      }
      if unknown.1[index] > 0 {
        context.note(
          .keyUnknown(
            name: key.rightName, unknown: unknown.1[index], of: right.rows.count, table: plan.table))
      }
    }
    return try JoinKeys(sides.left, sides.right, context)
  }

  /// Whether an answer of a stage before, such as a count, has bounds is known only now: where rows may match.
  private func exactColumn(_ key: JoinKey, _ left: Relation) throws -> Column {
    let column = try column(key.left, left)
    if column.isBounded { throw ExecutionDiagnostics.joinKeyWithBounds(key.leftName, key.left.span) }
    return column
  }

  /// Keys are columns by their name.
  private func column(_ key: Expression, _ relation: Relation) throws -> Column {
    if case .column(let index) = key.node { return relation.columns[index] }
    return try ProjectOperator(context: context, expressions: []).column(
      key, Relation(relation.columns, rows: .all(relation.columns.first?.count ?? 0)))
  }

  // MARK: - Rows of the left only

  /// The left rows that have a match, or those that have none.
  private func chosen(from input: Relation, _ rows: Rows, _ matches: JoinMatches) -> Relation {
    let isWanted = { (position: Int) in matches.isMatched(position) == (plan.kind == .semi) }
    return kept(input, rows, isWanted, input.columns, input.origins)
  }

  /// The rows of the left at the positions that are wanted, with columns that keep its row numbers.
  private func kept(
    _ input: Relation, _ rows: Rows, _ isWanted: (Int) -> Bool, _ columns: [Column], _ origins: [RowOrigins]
  ) -> Relation {
    let shown = input.rows.count
    let ids = rows.ids
    let wanted = (0..<shown).filter(isWanted)
    let maybe = (shown..<ids.count).filter(isWanted).map { ids[$0] }
    let kept = wanted.map { ids[$0] }
    let isWhole = if case .all = rows { wanted.count == shown } else { false }
    return Relation(
      columns, rows: isWhole ? rows : .selected(kept), maybe: maybe,
      doubtful: input.doubtful.isEmpty ? [] : input.doubtful.intersection(kept), origins: origins)
  }

  // MARK: - At most one match for each row

  /// Left rows stay where they are, and the right is spread over them. Where an inner join leaves rows out, what is left
  /// of both sides is gathered once instead.
  /// - Parameter only: the right row of each left row; `RowOrigins.none` where there is none.
  private func oneEach(
    _ input: Relation, _ rows: Rows, _ right: Relation, _ matches: JoinMatches, _ only: [UInt32]
  ) throws -> Relation {
    guard plan.kind == .inner, input.isSure, !plan.rightColumns.isEmpty else {
      return try beside(input, rows, right, only)
    }
    let pieceRows = 1 << 14
    let pieces = (only.count + pieceRows - 1) / pieceRows
    let matched = try context.workers.map(pieces, cancellation: context.cancellation) { piece in
      let run = piece * pieceRows..<min((piece + 1) * pieceRows, only.count)
      let positions = RowMarks(only, run, low: 0, width: RowOrigins.none - 1).rows(from: run.lowerBound)
      return (positions, positions.map { only[Int($0)] })
    }
    let count = matched.reduce(0) { $0 + $1.0.count }
    if count == only.count { return try beside(input, rows, right, only, areAllMatched: true) }
    try refuseTooLarge(count, right, besides: input.columns)
    let pairs = (left: try matched.map(\.0).joined(context), right: try matched.map(\.1).joined(context))
    return try gathered(input, rows, right, matches, pairs)
  }

  private func beside(
    _ input: Relation, _ rows: Rows, _ right: Relation, _ only: [UInt32], areAllMatched: Bool = false
  ) throws -> Relation {
    try refuseTooLarge(input.columns.first?.count ?? 0, right, besides: [])
    var origins = only
    if case .selected(let ids) = rows {
      origins = [UInt32](repeating: RowOrigins.none, count: input.columns.first?.count ?? 0)
      for (id, row) in zip(ids, only) { origins[Int(id)] = row }
    }
    // Rows without a match are not there to be looked at in an inner join.
    let unmatched = plan.kind == .inner ? nil : try NullMask(without: origins, context).ifAny
    let columns =
      try input.columns
      + plan.rightColumns.map { try right.columns[$0].spread(origins, unmatched: unmatched, context) }
    let allOrigins = input.origins + [RowOrigins(join: plan.number, left: nil, right: origins)]
    guard plan.kind == .inner, !areAllMatched else {
      return Relation(
        columns, rows: input.rows, maybe: input.maybe, doubtful: input.doubtful, origins: allOrigins)
    }
    return kept(input, rows, { only[$0] != RowOrigins.none }, columns, allOrigins)
  }

  // MARK: - Any number of matches

  private func gathered(
    _ input: Relation, _ rows: Rows, _ right: Relation, _ matches: JoinMatches,
    _ pairs: (left: [UInt32], right: [UInt32])
  ) throws -> Relation {
    var lefts = pairs.left
    var rights = pairs.right
    let shown = input.rows.count
    // Positions are in order, so what comes of rows that may be there stands behind the rest.
    let shownEnd = lefts.partitioningIndex { $0 >= shown }
    let pairCount = lefts.count
    if case .selected(let ids) = rows {
      lefts = try context.workers.fill(
        pairCount, pieceCount: 1 << 16, cancellation: context.cancellation
      ) { [lefts] range, places in
        for place in range { places[place] = ids[Int(lefts[place])] }
      }
    }
    let added = plan.kind == .full ? try unmatched(input, rows, matches) : (rows: [], doubtful: [])
    lefts += added.rows.map { _ in RowOrigins.none }
    rights += added.rows
    let without = (
      left: plan.kind == .full ? try NullMask(without: lefts, context).ifAny : nil,
      right: plan.kind == .inner ? nil : try NullMask(without: rights, context).ifAny
    )
    var columns = try input.columns.map { try $0.spread(lefts, unmatched: without.left, context) }
    columns += try plan.rightColumns.map {
      try right.columns[$0].spread(rights, unmatched: without.right, context)
    }
    for key in plan.keys where key.isMerged {
      for index in key.left.columns {
        columns[index] = try merged(
          columns[index], pairCount, try column(key.right, right), added.rows, plan.types[index].kind, key)
      }
    }
    let origins =
      input.origins.map { $0.taking(lefts) } + [RowOrigins(join: plan.number, left: lefts, right: rights)]
    return placed(
      columns, input, lefts, shown: shownEnd, maybe: pairCount, count: lefts.count, added.doubtful, origins)
  }

  /// Which of the gathered rows are shown: those of shown rows and those that a full join adds.
  private func placed(
    _ columns: [Column], _ input: Relation, _ lefts: [UInt32], shown: Int, maybe: Int, count: Int,
    _ added: [Int], _ origins: [RowOrigins]
  ) -> Relation {
    let number = { (place: Int) in UInt32(truncatingIfNeeded: place) }
    var doubtful = Set(added.map { number(maybe + $0) })
    if !input.doubtful.isEmpty {
      doubtful.formUnion((0..<shown).filter { input.doubtful.contains(lefts[$0]) }.map(number))
    }
    guard shown < maybe else {
      return Relation(columns, rows: .all(count), doubtful: doubtful, origins: origins)
    }
    return Relation(
      columns, rows: .selected(((0..<shown).map { $0 } + (maybe..<count)).map(number)),
      maybe: (shown..<maybe).map(number), doubtful: doubtful, origins: origins)
  }

  /// The right rows that a full join adds, and which of them are there only perhaps: those whose matches all
  /// are there only perhaps.
  private func unmatched(
    _ input: Relation, _ rows: Rows, _ matches: JoinMatches
  ) throws -> (rows: [UInt32], doubtful: [Int]) {
    let shown = input.rows.count
    let ids = input.doubtful.isEmpty ? [] : rows.ids
    let found = try matches.rightMatches(context) { position in
      position < shown && (ids.isEmpty || !input.doubtful.contains(ids[position]))
    }
    let added = (0..<matches.rightCount).filter { !found.sure[$0] }
    return (
      added.map { UInt32(truncatingIfNeeded: $0) }, added.indices.filter { found.open[added[$0]] }
    )
  }

  /// A key of one name: the left's values, and behind them those of the right rows that are added.
  private func merged(
    _ left: Column, _ leftCount: Int, _ right: Column, _ added: [UInt32], _ kind: Kind, _ key: JoinKey
  ) throws -> Column {
    let parts = [left.gather(.range(0..<leftCount)), right.gather(.list(added))]
    return try Column(concatenating: try parts.map { try $0.moments(in: kind, key.right.span) }, kind: kind) {
      try context.cancellation.check()
    }
  }

  // MARK: - Limits

  /// - Throws: a `Diagnostic` where there is no memory for so many rows.
  private func refuseTooLarge(_ rows: Int, _ right: Relation, besides left: [Column]) throws {
    try context.cancellation.check()
    let columns = left + plan.rightColumns.map { right.columns[$0] }
    let bytesPerRow = columns.reduce(2 * MemoryLayout<UInt32>.size) { $0 + $1.bytesPerRow }
    try context.reserve(rows, bytesPerRow, for: .joining)
  }
}

extension [UInt32] {
  /// The first place from which on a condition is so: it is of none before, and of all behind.
  fileprivate func partitioningIndex(where isBehind: (UInt32) -> Bool) -> Int {
    var (start, end) = (0, count)
    while start < end {
      let middle = (start + end) / 2
      if isBehind(self[middle]) { end = middle } else { start = middle + 1 }
    }
    return start
  }
}

extension Vector {
  /// Days as the moments they begin, where moments are wanted.
  fileprivate func moments(in kind: Kind, _ span: Span) throws -> Vector {
    guard kind == .time, self.kind == .date, case .integers(let days) = best.payload else { return self }
    let moments = try days.indices.map { row -> Int64 in
      if best.isMissing(row) { return 0 }
      let (moment, overflows) = days[row].multipliedReportingOverflow(by: Moment.perDay)
      if overflows { throw ExecutionDiagnostics.overflow(span) }
      return moment
    }
    return Vector(.time, integers: moments, missing: best.missing)
  }
}
