import TallyColumns
import TallyExecution
import TallyPlanning

// Claims of which some may not belong here: every account spans what it can come to.

extension Settler {
  /// Settles units with every choice of the claims that may belong to them. An account spans its figures in
  /// all choices in which it stands; it may be absent where some choice has it not. Settled only with all
  /// such claims or with none, a figure could lie outside what some of them give.
  func settleHulls(_ units: ClaimUnits, _ claims: ClaimSet, _ plan: SettlingPlan) throws -> SettledFigures {
    let reader = ClaimReader(columns: claims.columns, plan: plan)
    let positionOfRow = claims.positionOfRow
    var notes = SettlingNotes(plan)
    var rows = HullRows(measures: claims.measures.count)
    for positions in units.members {
      let sure = positions.filter { $0 < claims.sureCount }
      let maybe = positions.filter { $0 >= claims.sureCount }
      // A group with a sure claim is there even if nobody gives a figure.
      rows.append(first: positions[0], figure: nil, isSure: !sure.isEmpty)
      for (number, measure) in claims.measures.enumerated() {
        let settle = { (positions: [Int]) in
          try reader.roots(positions.map { Int(claims.rows[$0]) }, measure, positionOfRow)
        }
        let least = try settle(sure)
        if let first = sure.first {
          notes.add(least, measure, units.itemTexts(of: Int(claims.rows[first]), reader))
        }
        let hulls: [Hull]
        if maybe.count <= Settler.choiceLimit {
          var choices = [least]
          for choice in 1..<(1 << maybe.count) {
            try claims.cancellation.check()
            choices.append(
              try settle(sure + maybe.indices.filter { choice >> $0 & 1 == 1 }.map { maybe[$0] }))
          }
          hulls = Hull.spanning(choices)
        } else {
          try claims.cancellation.check()
          hulls = try Hull.around(try positions.flatMap { try settle([$0]) }, hasSure: !least.isEmpty)
        }
        for hull in hulls {
          let value = Value(hull.figure, kind: measure.values.kind)
          rows.append(first: positions[0], figure: (number, value), isSure: hull.isSure)
        }
      }
    }
    return SettledFigures(
      keys: claims.keys.map { $0.taking(rows.firstClaims) },
      measures: zip(claims.measures, rows.figures).map { Column(kind: $0.values.kind, values: $1) },
      notes: notes.texts, maybe: rows.maybe)
  }

  /// Up to so many claims of one unit that may belong to it are tried in every choice.
  private static let choiceLimit = 8
}

/// What an account can come to.
private struct Hull {
  var figure: Figure
  var isSure: Bool

  /// Accounts of the same event and place over all choices, or, where no choice has more than one account,
  /// whatever that is of.
  static func spanning(_ choices: [[Account]]) -> [Hull] {
    let isOne = choices.allSatisfy { $0.count <= 1 }
    var order: [[String?]] = []
    var figures: [[String?]: [Figure]] = [:]
    for account in choices.joined() {
      let key = isOne ? [] : [account.event, account.place]
      if figures[key] == nil { order.append(key) }
      figures[key, default: []].append(account.settled)
    }
    return order.compactMap { key in
      guard let all = figures[key], let first = all.first else { return nil }
      let figure = all.allSatisfy { $0 == first } ? first : span(all, high: greatest(all))
      return Hull(figure: figure, isSure: all.count == choices.count)
    }
  }

  /// Bounds without trying choices, from the accounts of each claim alone. There are at most as many accounts
  /// as claims; each is at least the least figure, and at most all figures together, which is what parts
  /// that exceed their whole come to.
  static func around(_ accounts: [Account], hasSure: Bool) throws -> [Hull] {
    let figures = accounts.map(\.settled)
    let isNegative = figures.contains { ($0.low?.asDouble ?? -1) < 0 }
    let highs = figures.compactMap(\.high)
    let most =
      isNegative || highs.count < figures.count
      ? nil : try highs.reduce(Number.whole(0)) { try Number.adding($0, $1) }
    let figure = isNegative ? Figure(low: nil, best: nil, high: nil) : span(figures, high: most)
    return accounts.indices.map { Hull(figure: figure, isSure: hasSure && $0 == 0) }
  }

  private static func span(_ figures: [Figure], high: Number?) -> Figure {
    let lows = figures.compactMap(\.low)
    let low = lows.count == figures.count ? lows.min(by: Number.isLess) : nil
    return Figure(low: low, best: nil, high: high)
  }

  private static func greatest(_ figures: [Figure]) -> Number? {
    let highs = figures.compactMap(\.high)
    return highs.count == figures.count ? highs.max(by: Number.isLess) : nil
  }
}

/// Rows with one figure each.
private struct HullRows {
  private(set) var firstClaims: [UInt32] = []
  private(set) var figures: [[Value]]
  private(set) var maybe: [UInt32] = []

  init(measures: Int) {
    figures = Array(repeating: [], count: measures)
  }

  mutating func append(first: Int, figure: (measure: Int, value: Value)?, isSure: Bool) {
    if !isSure { maybe.append(UInt32(truncatingIfNeeded: firstClaims.count)) }
    firstClaims.append(UInt32(truncatingIfNeeded: first))
    for measure in figures.indices {
      figures[measure].append(figure?.measure == measure ? figure?.value ?? .unknown : .unknown)
    }
  }
}
