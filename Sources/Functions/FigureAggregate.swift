import TallyColumns

/// Aggregates of figures with bounds, part by part. All of them never fall when a value rises, so the low
/// of the answer is the aggregate of the lows, and so on; an open end counts as infinitely far.
public enum FigureAggregate {
  /// The aggregate of figures, at least one; nil where nothing of the answer is known.
  public static func combine(_ figures: [Figure], _ operation: Aggregate.Operation) throws -> Figure? {
    let answer =
      switch operation {
      case .sum: try sum(figures)
      case .mean: try mean(figures)
      case .median: median(figures)
      case .min, .max:
        figures.dropFirst().reduce(figures[0]) { Figure.extreme($0, $1, isMaximum: operation == .max) }
      case .count, .countDistinct, .standardDeviation: figures[0]
      }
    return answer.low == nil && answer.best == nil && answer.high == nil ? nil : answer
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
