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
    case .mean: return mean(figures)
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
      low: Number.real(gap / (2 * (count - 1)).squareRoot()).ifFinite,
      best: best.map { .real(min($0, most)) },
      high: most.isFinite ? .real(most) : nil)
  }

  private static func deviation(_ values: [Double]) -> Double? {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    return variance.isFinite ? variance.squareRoot() : nil
  }

  private static func sum(_ figures: [Figure]) throws -> Figure {
    Figure(
      low: try parts(figures, \.low).flatMap(total), best: try parts(figures, \.best).flatMap(total),
      high: try parts(figures, \.high).flatMap(total))
  }

  private static func mean(_ figures: [Figure]) -> Figure {
    let mean = { (numbers: [Number]) in
      Number.real((wholeTotal(numbers).map { Double($0) } ?? realTotal(numbers)) / Double(numbers.count))
        .ifFinite
    }
    return Figure(
      low: parts(figures, \.low).flatMap(mean), best: parts(figures, \.best).flatMap(mean),
      high: parts(figures, \.high).flatMap(mean))
  }

  /// One part of every figure; nil where one lacks it.
  private static func parts(_ figures: [Figure], _ part: (Figure) -> Number?) -> [Number]? {
    let numbers = figures.compactMap(part)
    return numbers.count == figures.count ? numbers : nil
  }

  /// Only an answer that does not fit in 64 bits is an overflow, not a sum on the way to it.
  /// Nil where reals add up to no finite number.
  private static func total(_ numbers: [Number]) throws -> Number? {
    guard let total = wholeTotal(numbers) else { return Number.real(realTotal(numbers)).ifFinite }
    guard let whole = Int64(exactly: total) else { throw KernelError.overflow }
    return .whole(whole)
  }

  /// Nil where a number is no whole one.
  private static func wholeTotal(_ numbers: [Number]) -> Int128? {
    var total: Int128 = 0
    for number in numbers {
      guard case .whole(let whole) = number else { return nil }
      total += Int128(whole)
    }
    return total
  }

  private static func realTotal(_ numbers: [Number]) -> Double {
    numbers.reduce(0) { $0 + $1.asDouble }
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
