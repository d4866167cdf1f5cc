import TallyColumns

/// Keeps the first of rows that are the same in every column, in the order in which they came. Figures are
/// the same where they are written the same.
struct DistinctOperator {
  let context: ExecutionContext

  func run(_ input: Relation) throws -> Relation {
    let keys = GroupKeys(try input.columns.map { try GroupKeyColumn($0, isPositional: false, context) })
    let sure = try firsts(input.sure.rows, keys, besides: [])
    if input.isSure { return Relation(input.columns, rows: .selected(sure)) }
    // A row that may be there adds to the answer only where no sure row is the same.
    let shown = try firsts(input.rows, keys, besides: sure)
    let kept = Set(sure + shown)
    let rows = input.rows.ids.filter(kept.contains)
    let maybe = try firsts(.selected(input.maybe), keys, besides: rows)
    return Relation(input.columns, rows: .selected(rows), maybe: maybe, doubtful: Set(shown))
  }

  /// The first of the rows that are the same, leaving out those that are the same as one of others.
  private func firsts(_ rows: Rows, _ keys: GroupKeys, besides others: [UInt32]) throws -> [UInt32] {
    // Without columns all rows are the same.
    guard !keys.columns.isEmpty else { return others.isEmpty ? Array(rows.ids.prefix(1)) : [] }
    let all = others.isEmpty ? rows : .selected(others + rows.ids)
    let different = try EqualRows(keys, all, for: .grouping, context).numbered(context).different
    if case .all = all { return different }
    let ids = all.ids
    return different.compactMap { Int($0) < others.count ? nil : ids[Int($0)] }
  }
}
