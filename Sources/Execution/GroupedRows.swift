import TallyColumns

/// Groups in the order of their keys.
struct GroupedRows {
  let keys: [Column]
  /// A column for each call.
  let answers: [Column]
  /// For each call the rows that do not know its arguments.
  let unknowns: [Int]
  let count: Int
}
