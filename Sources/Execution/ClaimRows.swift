import TallyColumns
import TallyWorkers

extension Relation {
  /// Where a join has made claims stand several times, the positions of those that are the first of a claim
  /// within their group: what a claim says is said once, whatever stands beside it. Nil where none does.
  /// - Parameters:
  ///   - rows: the claims, as rows of the columns.
  ///   - keys: what they are grouped by, a value for each of them.
  func firstsOfClaims(
    _ rows: [UInt32], keys: [Column], _ cancellation: Cancellation
  ) throws -> [UInt32]? {
    guard let claims = origins.first?.left else { return nil }
    let numbers = Column(kind: .whole, .narrowest(rows.map { Int64(claims[Int($0)]) }))
    let groups = try RowGroups.number(keys + [numbers], count: rows.count, cancellation)
    guard groups.count < rows.count else { return nil }
    var isMet = [Bool](repeating: false, count: groups.count)
    return groups.numbers.indices.filter { position in
      defer { isMet[groups.numbers[position]] = true }
      return !isMet[groups.numbers[position]]
    }.map { UInt32(truncatingIfNeeded: $0) }
  }
}
