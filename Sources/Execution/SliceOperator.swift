import TallyColumns

/// Leaves out the first rows and keeps so many of the rest.
struct SliceOperator {
  let skip: Int
  let limit: Int?

  func run(_ input: Relation) -> Relation {
    let count = input.rows.count
    let start = min(skip, count)
    let end = min(start + min(limit ?? count, count), count)
    if start == 0, end == count { return input }
    switch input.rows {
    case .all: return Relation(input.columns, rows: .selected((start..<end).map { UInt32(truncatingIfNeeded: $0) }))
    case .selected(let ids): return Relation(input.columns, rows: .selected(Array(ids[start..<end])))
    }
  }
}
