import TallyColumns
import TallyExecution
import TallyPlanning

/// Settles claims: groups them by event and item, lays each group out as accounts, and gives the outermost
/// accounts as figures that are apart and add up.
public struct Settler: ClaimSettler {
  public init() {}

  public func settle(_ claims: ClaimSet, _ plan: SettlingPlan) throws -> SettledFigures {
    if plan.isRaw {
      let hasHierarchy = plan.places != nil || plan.events != nil
      return SettledFigures(
        keys: claims.keys, measures: [],
        notes: hasHierarchy ? try SettlingNotes.overlaps(try ClaimUnits(claims, plan), claims, plan) : [])
    }
    let units = try ClaimUnits(claims, plan)
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
    let onePlace = try OnePlaceSettler(claims, plan)?.settled(units, claims.cancellation)
    var notes = SettlingNotes(plan)
    var firstClaims: [UInt32] = []
    var figures: [[Figure?]] = claims.measures.map { _ in [] }
    let kinds = claims.measures.map(\.values.kind)
    lazy var positionOfRow = claims.positionOfRow
    for unit in 0..<units.count {
      if unit & 0xFF == 0 { try claims.cancellation.check() }
      let positions = units[unit]
      let first = UInt32(truncatingIfNeeded: positions[positions.startIndex])
      // The words of disputes that are told are written from accounts.
      if let onePlace, let disputes = onePlace.disputes[unit], disputes == 0 || notes.onlyCountsDisputes {
        firstClaims.append(first)
        for number in kinds.indices {
          figures[number].append(onePlace.figures[number][unit]?.kept(kinds[number]))
        }
        for _ in 0..<disputes { notes.countDispute() }
        continue
      }
      try claims.cancellation.check()
      let rows = positions.map { Int(claims.rows[$0]) }
      let accounts = try claims.measures.map { measure -> [Account] in
        let roots = try reader.roots(rows, measure, positionOfRow)
        notes.add(roots, measure, units.itemTexts(of: rows[0], reader))
        return roots
      }
      for row in Settler.sideBySide(accounts) {
        firstClaims.append(first)
        for (number, account) in row.enumerated() {
          figures[number].append(account?.settled.kept(claims.measures[number].values.kind))
        }
      }
    }
    return SettledFigures(
      keys: claims.keys.map { $0.taking(firstClaims) },
      measures: zip(claims.measures, figures).map { Column(kind: $0.values.kind, figures: $1) },
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

extension Figure {
  /// The figure as a column of a kind keeps it: exact where its ends are the same.
  fileprivate func kept(_ kind: Kind) -> Figure {
    let settled = settled
    return settled.exact == nil ? settled.closed(kind).converted(to: kind) : settled
  }
}

extension ClaimSet {
  /// Where each row of the table stands among the claims.
  var positionOfRow: ClaimPositions { ClaimPositions(rows) }
}

/// Where rows of a table stand among claims; of a row that stands there twice, the first place.
struct ClaimPositions {
  private static let none = UInt32.max
  private var positions: [UInt32]

  init(_ rows: [UInt32]) {
    positions = [UInt32](repeating: ClaimPositions.none, count: rows.max().map { Int($0) + 1 } ?? 0)
    for (position, row) in rows.enumerated() where positions[Int(row)] == ClaimPositions.none {
      positions[Int(row)] = UInt32(truncatingIfNeeded: position)
    }
  }

  /// Nil for a row that is none of the claims.
  subscript(row: Int) -> Int? {
    guard positions.indices.contains(row), positions[row] != ClaimPositions.none else { return nil }
    return Int(positions[row])
  }
}

extension ClaimReader {
  /// The accounts of a measure that lie inside no other, among the rows of one unit.
  func roots(_ rows: [Int], _ measure: ClaimSet.Measure, _ positionOfRow: ClaimPositions) throws -> [Account]
  {
    let tree = AccountTree(
      reader: self, measure: measure.column,
      value: { row in positionOfRow[row].map { measure.values.value(at: $0) } ?? .unknown })
    return try tree.roots(rows)
  }
}
