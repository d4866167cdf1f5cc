import TallyColumns
import TallyExecution
import TallyPlanning

/// Settles claims that all speak of one event at one place from their bounds alone. Nothing lies inside anything there,
/// so that no accounts need be laid out; who said what is asked only for notes.
struct OnePlaceSettler {
  private let claims: ClaimSet
  private let plan: SettlingPlan
  /// The columns that tell where claims are apart: the event and the place.
  private let subjects: [Column]

  /// - Returns: nil where an event or a place is no stored text or whole number.
  init?(_ claims: ClaimSet, _ plan: SettlingPlan) {
    self.claims = claims
    self.plan = plan
    subjects = [plan.roles.event, plan.roles.place].compactMap { $0 }.map { claims.columns[$0] }
    for subject in subjects {
      if subject.isBounded { return nil }
      if case .real = subject.storage { return nil }
    }
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
    guard let first = positions.first, isOfOnePlace(positions, as: Int(claims.rows[first])) else {
      return nil
    }
    var settled = Settled()
    for measure in claims.measures {
      let figures = positions.compactMap { measure.values.figure(at: $0) }
      if figures.isEmpty {
        guard measure.column.flatMap({ plan.roles.includes[$0] }) == nil else { return nil }
        settled.figures.append(nil)
      } else if let meeting = OnePlaceSettler.meeting(of: figures) {
        settled.figures.append(meeting)
      } else {
        guard plan.policy == nil else { return nil }
        settled.figures.append(Accord.span(of: figures))
        settled.disputes += 1
      }
    }
    return settled
  }

  /// Whether rows have the same event and place, written the same.
  private func isOfOnePlace(_ positions: ArraySlice<Int>, as first: Int) -> Bool {
    subjects.allSatisfy { subject in
      let missing = subject.best.missing
      let isUnknown = missing?[first] ?? false
      let stored = subject.storage.integer(at: first)
      return positions.allSatisfy { position in
        let row = Int(claims.rows[position])
        guard missing?[row] ?? false == isUnknown else { return false }
        return isUnknown || subject.storage.integer(at: row) == stored
      }
    }
  }

  /// Where the bounds of all figures meet; most are one exact figure again and again.
  private static func meeting(of figures: [Figure]) -> Figure? {
    if figures[0].exact != nil, figures.allSatisfy({ $0 == figures[0] }) { return figures[0] }
    return Accord.meeting(of: figures)
  }
}
