import TallyColumns
import TallyExecution
import TallyPlanning

/// Settles claims: groups them by event and item, lays each group out as accounts, and gives the outermost
/// accounts as figures that are apart and add up.
public struct Settler: ClaimSettler {
  public init() {}

  public func settle(_ claims: ClaimSet, _ plan: SettlingPlan) throws -> SettledFigures {
    let units = ClaimUnits(claims, plan)
    if plan.isRaw {
      return SettledFigures(
        keys: claims.keys, measures: [], notes: try SettlingNotes.overlaps(units, claims, plan))
    }
    // Where every event has one claim and no figure is put together from others, nothing is to be settled.
    let hasParts = claims.measures.contains { $0.column.flatMap { plan.roles.includes[$0] } != nil }
    if units.count == claims.rows.count, !hasParts {
      return SettledFigures(
        keys: claims.keys, measures: claims.measures.map(\.values), notes: [],
        maybe: (claims.sureCount..<claims.rows.count).map { UInt32(truncatingIfNeeded: $0) })
    }
    if claims.sureCount < claims.rows.count { return try settleHulls(units, claims, plan) }
    return try settle(units, claims, plan)
  }

  private func settle(_ units: ClaimUnits, _ claims: ClaimSet, _ plan: SettlingPlan) throws -> SettledFigures
  {
    let reader = ClaimReader(columns: claims.columns, plan: plan)
    var notes = SettlingNotes(plan)
    var firstClaims: [UInt32] = []
    var figures: [[Value]] = claims.measures.map { _ in [] }
    let positionOfRow = claims.positionOfRow
    for positions in units.members {
      try claims.cancellation.check()
      let rows = positions.map { Int(claims.rows[$0]) }
      let accounts = try claims.measures.map { measure -> [Account] in
        let roots = try reader.roots(rows, measure, positionOfRow)
        notes.add(roots, measure, units.itemTexts(of: rows[0], reader))
        return roots
      }
      for row in Settler.sideBySide(accounts) {
        firstClaims.append(UInt32(truncatingIfNeeded: positions[0]))
        for (number, account) in row.enumerated() {
          let kind = claims.measures[number].values.kind
          figures[number].append(account.map { Value($0.settled, kind: kind) } ?? .unknown)
        }
      }
    }
    return SettledFigures(
      keys: claims.keys.map { $0.taking(firstClaims) },
      measures: zip(claims.measures, figures).map { Column(kind: $0.values.kind, values: $1) },
      notes: notes.texts)
  }

  /// The accounts of each measure in rows, those of the same event and place side by side. A group in which
  /// nobody gives a figure still is one: it has a row of nothing.
  private static func sideBySide(_ accounts: [[Account]]) -> [[Account?]] {
    let empty = [Account?](repeating: nil, count: accounts.count)
    var rows: [[Account?]] = []
    var rowsOfKey: [[String?]: [Int]] = [:]
    for (number, accounts) in accounts.enumerated() {
      for account in accounts {
        let key = [account.event, account.place]
        let row = rowsOfKey[key]?.first { rows[$0][number] == nil } ?? rows.count
        if row == rows.count {
          rows.append(empty)
          rowsOfKey[key, default: []].append(row)
        }
        rows[row][number] = account
      }
    }
    return rows.isEmpty ? [empty] : rows
  }
}

extension ClaimSet {
  /// Where each row of the table stands among the claims.
  var positionOfRow: [Int: Int] {
    Dictionary(rows.enumerated().map { (Int($1), $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension ClaimReader {
  /// The accounts of a measure that lie inside no other, among the rows of one unit.
  func roots(_ rows: [Int], _ measure: ClaimSet.Measure, _ positionOfRow: [Int: Int]) throws -> [Account] {
    let tree = AccountTree(
      reader: self, measure: measure.column,
      value: { row in positionOfRow[row].map { measure.values.value(at: $0) } ?? .unknown })
    return try tree.roots(rows)
  }
}
