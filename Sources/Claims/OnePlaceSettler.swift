import TallyColumns
import TallyExecution
import TallyPlanning
import TallyWorkers

/// Settles claims that all speak of one event at one place from their bounds alone. Nothing lies inside anything there,
/// so that no accounts need be laid out; who said what is asked only for notes.
struct OnePlaceSettler: Sendable {
  private let measures: [ClaimedFigures]
  /// For each position the event, then the place, by what is stored of it.
  private let subjects: [[Int64]]
  private let hasPolicy: Bool
  /// Units that a thread settles at once.
  var unitsAtOnce = 1 << 12

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

  /// What claims come to, unit by unit.
  struct Settled: Sendable {
    /// For each measure the figure of each unit; nil where nobody gives it.
    fileprivate(set) var figures: [[Figure?]]
    /// How many of each unit's figures are disputed; nil where the unit is not settled here.
    fileprivate(set) var disputes: [Int?] = []
  }

  /// Settles on all cores the units whose claims are all of one event and place, of which no figure may be put
  /// together from parts, and no policy decides what is disputed.
  /// - Throws: `Cancelled`.
  func settled(_ units: ClaimUnits, _ cancellation: Cancellation) throws -> Settled {
    let pieces = (units.count + unitsAtOnce - 1) / unitsAtOnce
    let settled = try Workers().map(pieces, cancellation: cancellation) { piece in
      let first = piece * unitsAtOnce
      var settled = Settled(figures: measures.map { _ in [] })
      for unit in first..<min(first + unitsAtOnce, units.count) {
        settled.disputes.append(settle(units[unit], into: &settled.figures))
      }
      return settled
    }
    return Settled(
      figures: measures.indices.map { measure in settled.flatMap { $0.figures[measure] } },
      disputes: settled.flatMap(\.disputes))
  }

  /// Appends a figure for each measure, whether the unit is settled or not.
  /// - Returns: how many are disputed; nil where the unit is not settled.
  private func settle(_ positions: ArraySlice<Int>, into figures: inout [[Figure?]]) -> Int? {
    var disputes: Int? = 0
    for subject in subjects {
      let first = subject[positions[positions.startIndex]]
      for position in positions where subject[position] != first { disputes = nil }
    }
    for (number, measure) in measures.enumerated() {
      guard let count = disputes else {
        figures[number].append(nil)
        continue
      }
      switch measure.settled(positions) {
      case .given(let figure): figures[number].append(figure)
      case .silent:
        if measure.mayHaveParts { disputes = nil }
        figures[number].append(nil)
      case .disputed(let figure):
        disputes = hasPolicy ? nil : count + 1
        figures[number].append(figure)
      }
    }
    return disputes
  }
}

/// The figures that claims give to one measure, with their ends as reals beside them: most claims are settled by these.
private final class ClaimedFigures: Sendable {
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
