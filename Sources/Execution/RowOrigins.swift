/// Which rows of either side of a join the rows of a relation's columns are of.
struct RowOrigins: Sendable {
  /// The number of the join.
  let join: Int
  /// The rows of the left side; nil where they are the rows themselves.
  let left: [UInt32]?
  /// The rows of the right side.
  let right: [UInt32]

  /// Stands where a side has no row.
  static let none = UInt32.max

  /// The origins of other rows, each of which is one of these or none.
  func taking(_ rows: [UInt32]) -> RowOrigins {
    let taken = { (origins: [UInt32]) in
      rows.map { $0 == RowOrigins.none ? RowOrigins.none : origins[Int($0)] }
    }
    return RowOrigins(join: join, left: left.map(taken) ?? rows, right: taken(right))
  }

  /// The row of one side that a row is of; nil where there is none.
  func row(_ row: UInt32, isRight: Bool) -> Int? {
    let origin = isRight ? right[Int(row)] : left?[Int(row)] ?? row
    return origin == RowOrigins.none ? nil : Int(origin)
  }
}

extension Relation {
  /// The same rows, of the origins of those that they were chosen from.
  func chosen(from input: Relation) -> Relation {
    input.origins.isEmpty ? self : with(input.origins)
  }

  /// The same rows, of the origins of those that they were worked out from, one for each in their order,
  /// those that may be there behind the others.
  func made(from input: Relation) -> Relation {
    if input.origins.isEmpty { return self }
    if case .all = input.rows, input.maybe.isEmpty { return with(input.origins) }
    let rows = input.rows.ids + input.maybe
    return with(input.origins.map { $0.taking(rows) })
  }

  private func with(_ origins: [RowOrigins]) -> Relation {
    Relation(columns, rows: rows, maybe: maybe, doubtful: doubtful, origins: origins)
  }

  /// For a row of the columns, the row of the table that the joins behind it began with; nil where a full
  /// join has added it.
  func base(ofRow row: Int) -> Int? {
    origins.first.map { $0.row(UInt32(truncatingIfNeeded: row), isRight: false) } ?? row
  }
}
