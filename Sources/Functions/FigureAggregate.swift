import TallyColumns

/// Aggregates of figures with bounds. Most never fall when a value rises, so the low of the answer is the
/// aggregate of the lows, and so on; an open end counts as infinitely far.
public enum FigureAggregate {
  /// The aggregate of figures; nil where there are too few for one.
  public static func combine(_ figures: [Figure], _ operation: Aggregate.Operation) throws -> Figure? {
    switch operation {
    case .count: return Figure(exactly: .whole(Int64(figures.count)))
    case .countDistinct: return distinct(figures)
    case .standardDeviation: return deviation(figures)
    case .sum, .mean, .median, .min, .max: break
    }
    guard let first = figures.first else { return nil }
    switch operation {
    case .mean: return try mean(figures)
    case .median: return median(figures)
    case .min, .max:
      return figures.dropFirst().reduce(first) { Figure.extreme($0, $1, isMaximum: operation == .max) }
    default: return try sum(figures)
    }
  }

  /// How many differ: at the least as many points as it takes to have one in each figure's bounds (found
  /// greedily by their upper ends), at the most every figure that is not exact by itself.
  private static func distinct(_ figures: [Figure]) -> Figure {
    var least: Int64 = 0
    var point = -Double.infinity
    for figure in figures.sorted(by: { ($0.high?.asDouble ?? .infinity) < ($1.high?.asDouble ?? .infinity) })
    where least == 0 || (figure.low?.asDouble ?? -.infinity) > point {
      least += 1
      point = figure.high?.asDouble ?? .infinity
    }
    let exact = figures.compactMap(\.exact)
    let most = Int64(Set(exact).count + figures.count - exact.count)
    return least == most
      ? Figure(exactly: .whole(least)) : Figure(low: .whole(least), best: nil, high: .whole(most))
  }

  /// The standard deviation of a sample, which is no sum of parts: of n values between two ends it is at
  /// most √(n/(n−1)) times half their distance (Popoviciu 1935), and where two figures are surely g apart
  /// at least g/√(2(n−1)). Sound, and not the tightest.
  private static func deviation(_ figures: [Figure]) -> Figure? {
    let count = Double(figures.count)
    guard count > 1 else { return nil }
    let lows = figures.map { $0.low?.asDouble ?? -.infinity }
    let highs = figures.map { $0.high?.asDouble ?? .infinity }
    let spread = (highs.max() ?? 0) - (lows.min() ?? 0)
    let gap = max(0, (lows.max() ?? 0) - (highs.min() ?? 0))
    let most = (count / (count - 1)).squareRoot() * spread / 2
    let bests = figures.compactMap { $0.best?.asDouble }
    let best = bests.count == figures.count ? deviation(bests) : nil
    if figures.allSatisfy({ $0.exact != nil }) { return best.map { Figure(exactly: .real($0)) } }
    return Figure(
      low: .real(gap / (2 * (count - 1)).squareRoot()), best: best.map { .real(min($0, most)) },
      high: most.isFinite ? .real(most) : nil)
  }

  private static func deviation(_ values: [Double]) -> Double? {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    return variance.isFinite ? variance.squareRoot() : nil
  }

  private static func sum(_ figures: [Figure]) throws -> Figure {
    try figures.dropFirst().reduce(figures[0]) { try Figure.sum($0, $1) }
  }

  private static func mean(_ figures: [Figure]) throws -> Figure {
    let count = Double(figures.count)
    return Figure.monotone(try sum(figures)) { .real($0.asDouble / count) }
  }

  private static func median(_ figures: [Figure]) -> Figure {
    let bests = figures.compactMap { $0.best?.asDouble }
    return Figure(
      low: middle(figures.map { $0.low?.asDouble ?? -.infinity }),
      best: bests.count == figures.count ? middle(bests) : nil,
      high: middle(figures.map { $0.high?.asDouble ?? .infinity }))
  }

  private static func middle(_ values: [Double]) -> Number? {
    let sorted = values.sorted()
    let middle = sorted[(sorted.count - 1) / 2] / 2 + sorted[sorted.count / 2] / 2
    return middle.isFinite ? .real(middle) : nil
  }
}
