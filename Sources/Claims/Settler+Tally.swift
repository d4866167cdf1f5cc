import TallyColumns
import TallyExecution
import TallyPlanning

extension Settler {
  public func tally(_ claims: ClaimSet, _ plan: SettlingPlan, sources: [String]) throws -> [Column] {
    guard let measure = claims.measures.first else { return [] }
    let reader = ClaimReader(columns: claims.columns, plan: plan)
    let units = try ClaimUnits(claims, plan)
    let positionOfRow = claims.positionOfRow
    var lines: [TallyLine] = []
    for positions in units.members {
      try claims.cancellation.check()
      let rows = positions.map { Int(claims.rows[$0]) }
      let items = plan.roles.items.map { column in reader.text(column, rows[0]) }
      for root in try reader.roots(rows, measure, positionOfRow) { add(root, inside: nil, items, to: &lines) }
    }
    let kind = measure.values.kind
    let text = { (value: (TallyLine) -> String?) in
      Column(kind: .text, values: lines.map { value($0).map(Value.text) ?? .unknown })
    }
    let figure = { (value: (TallyLine) -> Figure?) in
      Column(kind: kind, values: lines.map { value($0).map { Value($0, kind: kind) } ?? .unknown })
    }
    return [text(\.account.event), text(\.account.place), text(\.inside)]
      + plan.roles.items.indices.map { item in text { $0.items[item] } }
      + sources.map { source in figure { $0.account.figure(of: source) } }
      + [figure(\.account.settled), text(\.account.verdict.rawValue)]
  }

  public func disputedRows(_ claims: ClaimSet, _ plan: SettlingPlan) throws -> Set<Int> {
    guard let measure = claims.measures.first else { return [] }
    let reader = ClaimReader(columns: claims.columns, plan: plan)
    let positionOfRow = claims.positionOfRow
    var disputed: Set<Int> = []
    func collect(_ account: Account) {
      if account.verdict == .disputed {
        for claim in account.claims { disputed.insert(claim.row) }
        for part in account.parts.flatMap(\.given) where part.verdict == .disputed {
          for claim in part.claims { disputed.insert(claim.row) }
        }
      }
      account.inner.forEach(collect)
    }
    for positions in try ClaimUnits(claims, plan).members where positions.count > 1 {
      try reader.roots(positions.map { Int(claims.rows[$0]) }, measure, positionOfRow).forEach(collect)
    }
    return disputed
  }

  /// An account and, below it, what lies inside it.
  private func add(_ account: Account, inside: String?, _ items: [String?], to lines: inout [TallyLine]) {
    lines.append(TallyLine(account: account, inside: inside, items: items))
    for inner in account.inner {
      let isPlace = inner.event == account.event
      add(inner, inside: (isPlace ? account.place : nil) ?? account.event, items, to: &lines)
    }
  }
}

/// A row of a tally.
private struct TallyLine {
  let account: Account
  let inside: String?
  let items: [String?]
}

extension Account {
  /// What a source says of the figure; where nobody gives it, at least the parts that the source gives.
  func figure(of source: String) -> Figure? {
    figure(of: source, claims, parts)
  }

  private func figure(of source: String, _ claims: [Claim], _ parts: [Part]) -> Figure? {
    if let accord = Accord(claims.filter { $0.sources.contains(source) }) { return accord.figure }
    // A sum too great for a number is an error of the settling itself, which comes first.
    return try? ClaimReader.least(parts.compactMap { figure(of: source, $0.claims, $0.parts) })
  }
}
