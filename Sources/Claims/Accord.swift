import TallyColumns
import TallyPlanning

/// What claims of one thing come to together.
public struct Accord: Sendable, Hashable {
  public let figure: Figure
  public let verdict: Verdict
  /// The policy asked for could not decide: its claims have no report times, or the same.
  public let policyCannotTell: Bool

  /// Settles claims, at least one.
  ///
  /// Where all bounds meet, the figure is where they meet. Where not, the claims fall into groups that each
  /// meet, and the figure spans from the least to the greatest of those meeting places: so a claim that
  /// agrees with what is there never widens it. A policy decides instead where claims do not meet.
  /// The order of claims never matters.
  public init?(_ claims: [Claim], policy: SettlingPlan.Policy? = nil) {
    guard let first = claims.first else { return nil }
    let figures = claims.map(\.figure)
    if let meeting = Accord.meeting(of: figures) {
      figure = meeting
      verdict = claims.count == 1 ? .single : figures.allSatisfy { $0 == first.figure } ? .agree : .compatible
      policyCannotTell = false
      return
    }
    verdict = .disputed
    guard let policy else {
      figure = Accord.span(of: figures)
      policyCannotTell = false
      return
    }
    let chosen = Accord.chosen(claims, by: policy)
    figure = chosen.map(Accord.decided) ?? Accord.span(of: figures)
    policyCannotTell = chosen == nil
  }

  /// The figure of the claims a policy has chosen.
  private static func decided(by claims: [Claim]) -> Figure {
    meeting(of: claims.map(\.figure)) ?? span(of: claims.map(\.figure))
  }

  // MARK: - Bounds

  /// Where the bounds of all figures meet; nil where they do not.
  static func meeting(of figures: [Figure]) -> Figure? {
    let low = figures.compactMap(\.low).max { $0.asDouble < $1.asDouble }
    let high = figures.compactMap(\.high).min { $0.asDouble < $1.asDouble }
    if let low, let high, low.asDouble > high.asDouble { return nil }
    if let low, let high, low.asDouble == high.asDouble { return Figure(exactly: low) }
    return Figure(low: low, best: best(of: figures, low, high), high: high)
  }

  /// The middle of the bests, where any are given, kept inside the bounds.
  private static func best(of figures: [Figure], _ low: Number?, _ high: Number?) -> Number? {
    let bests = figures.compactMap(\.best).sorted { $0.asDouble < $1.asDouble }
    guard !bests.isEmpty else { return nil }
    let middle = bests[(bests.count - 1) / 2]
    if let low, middle.asDouble < low.asDouble { return low }
    if let high, middle.asDouble > high.asDouble { return high }
    return middle
  }

  /// From the least to the greatest place where as many claims as possible meet.
  ///
  /// Intervals that meet pairwise all meet (Helly), so the groups are found by a sweep over the ends: one is
  /// complete where an interval ends right after one has begun.
  static func span(of figures: [Figure]) -> Figure {
    var ends: [End] = []
    for figure in figures {
      ends.append(End(place: figure.low?.asDouble ?? -.infinity, isEnd: false, number: figure.low))
      ends.append(End(place: figure.high?.asDouble ?? .infinity, isEnd: true, number: figure.high))
    }
    ends.sort()
    var lows: [Number?] = []
    var highs: [Number?] = []
    var latestStart: Number??
    for end in ends {
      if !end.isEnd {
        latestStart = .some(end.number)
      } else if let start = latestStart {
        lows.append(start)
        highs.append(end.number)
        latestStart = nil
      }
    }
    return Figure(low: lows.first ?? nil, best: nil, high: highs.last ?? nil)
  }

  /// Where an interval begins or ends; at one place beginnings come first.
  private struct End: Comparable {
    let place: Double
    let isEnd: Bool
    let number: Number?

    static func < (a: End, b: End) -> Bool {
      a.place == b.place ? !a.isEnd && b.isEnd : a.place < b.place
    }
  }

  // MARK: - Policies

  /// The claims that a policy lets decide; nil where it cannot tell.
  private static func chosen(_ claims: [Claim], by policy: SettlingPlan.Policy) -> [Claim]? {
    switch policy {
    case .lowest:
      let least = claims.map { $0.figure.center.asDouble }.min()
      return claims.filter { $0.figure.center.asDouble == least }
    case .highest:
      let most = claims.map { $0.figure.center.asDouble }.max()
      return claims.filter { $0.figure.center.asDouble == most }
    case .latest, .earliest:
      let times = claims.compactMap(\.reported)
      guard times.count == claims.count, let first = times.min(), let last = times.max(), first != last else {
        return nil
      }
      return claims.filter { $0.reported == (policy == .latest ? last : first) }
    case .trust(let sources):
      for source in sources {
        let trusted = claims.filter { $0.sources.contains(source) }
        if !trusted.isEmpty { return trusted }
      }
      return nil
    }
  }
}
