import TallyColumns
import TallyExecution
import TallyPlanning

/// Settles claims that all speak of one event at one place from their bounds alone. Nothing lies inside anything there,
/// so that no accounts need be laid out; who said what is asked only for notes.
struct OnePlaceSettler {
  private let measures: [ClaimedFigures]
  /// For each position the event, then the place, by what is stored of it.
  private let subjects: [[Int64]]
  private let hasPolicy: Bool

  /// - Returns: nil where an event or a place is no stored text or whole number.
  init?(_ claims: ClaimSet, _ plan: SettlingPlan) {
    let columns = [plan.roles.event, plan.roles.place].compactMap { $0 }.map { claims.columns[$0] }
    for column in columns {
      if column.isBounded { return nil }
      if case .real = column.storage { return nil }
      // The number that stands for unknown here may be one of them.
      if case .int64 = column.storage, column.best.missing != nil { return nil }
    }
    subjects = columns.map { column in
      let (storage, missing) = (column.storage, column.best.missing)
      return claims.rows.map { missing?[Int($0)] ?? false ? .min : storage.integer(at: Int($0)) }
    }
    measures = claims.measures.map { measure in
      ClaimedFigures(
        measure.values, mayHaveParts: measure.column.flatMap { plan.roles.includes[$0] } != nil)
    }
    hasPolicy = plan.policy != nil
  }

  /// What claims of one event at one place come to.
  struct Settled {
    /// A figure for each measure; nil where nobody gives it.
    var figures: [Figure?] = []
    /// How many of the figures are disputed.
    var disputes = 0
  }

  /// - Returns: nil where the claims may be of several events or places, where a figure may be put together from
  ///   parts, and where a policy decides what is disputed.
  func settled(_ positions: ArraySlice<Int>) -> Settled? {
    for subject in subjects {
      let first = subject[positions[positions.startIndex]]
      for position in positions where subject[position] != first { return nil }
    }
    var settled = Settled()
    for measure in measures {
      switch measure.settled(positions) {
      case .given(let figure): settled.figures.append(figure)
      case .silent:
        if measure.mayHaveParts { return nil }
        settled.figures.append(nil)
      case .disputed(let figure):
        if hasPolicy { return nil }
        settled.figures.append(figure)
        settled.disputes += 1
      }
    }
    return settled
  }
}

/// The figures that claims give to one measure, with their ends as reals beside them: most claims are settled by these.
private struct ClaimedFigures {
  private let values: Column
  private let lows: [Double]
  private let highs: [Double]
  private let areKnown: [Bool]
  /// Whether the figure includes others, and is put together from these where nobody gives it.
  let mayHaveParts: Bool

  /// Whole numbers below it have a real each.
  private static let most = 0x1p53

  init(_ values: Column, mayHaveParts: Bool) {
    self.values = values
    self.mayHaveParts = mayHaveParts
    lows = (values.bounds?.low ?? values.best).reals(orElse: -.infinity)
    highs = (values.bounds?.high ?? values.best).reals(orElse: .infinity)
    let unknown = values.unknown
    areKnown = (0..<values.count).map { !(unknown?[$0] ?? false) }
  }

  enum Settled {
    case given(Figure)
    case disputed(Figure)
    /// Nobody gives the figure.
    case silent
  }

  func settled(_ positions: ArraySlice<Int>) -> Settled {
    var (low, high, most) = (-Double.infinity, Double.infinity, 0.0)
    var (least, greatest) = (Double.infinity, -Double.infinity)
    var (isKnown, areExact) = (false, true)
    for position in positions where areKnown[position] {
      isKnown = true
      low = max(low, lows[position])
      high = min(high, highs[position])
      least = min(least, lows[position])
      greatest = max(greatest, highs[position])
      most = max(most, lows[position].isFinite ? lows[position].magnitude : 0)
      most = max(most, highs[position].isFinite ? highs[position].magnitude : 0)
      areExact = areExact && lows[position] == highs[position]
    }
    if !isKnown { return .silent }
    if most < ClaimedFigures.most {
      if low == high { return .given(Figure(exactly: number(low))) }
      // Exact figures that differ meet nowhere, and span all of them.
      if areExact { return .disputed(Figure(low: number(least), best: nil, high: number(greatest))) }
    }
    let figures = positions.compactMap { values.figure(at: $0) }
    return Accord.meeting(of: figures).map { .given($0) } ?? .disputed(Accord.span(of: figures))
  }

  private func number(_ real: Double) -> Number {
    values.kind == .real ? .real(real) : .whole(Int64(real))
  }
}
