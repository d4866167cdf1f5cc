import TallyColumns

/// Aggregates of figures with bounds. Most never fall when a value rises, so the low of the answer is the
/// aggregate of the lows, and so on; an open end counts as infinitely far.
public enum FigureAggregate {
  /// The aggregate of figures, which stand in the order of their rows; nil where there are too few for one.
  /// - Parameter quantile: which one is wanted of a quantile.
  public static func combine(
    _ figures: [Figure], _ operation: Aggregate.Operation, _ quantile: Quantile = .median
  ) throws -> Figure? {
    switch operation {
    case .count: return Figure(exactly: .whole(Int64(figures.count)))
    case .countDistinct: return distinct(figures)
    case .standardDeviation: return variance(figures).map(root)
    case .variance: return variance(figures)
    case .correlation: return nil  // of pairs, below
    case .sum, .mean, .median, .quantile, .min, .max, .mode, .first, .last: break
    }
    guard !figures.isEmpty else { return nil }
    switch operation {
    case .mean: return mean(figures)
    case .median: return self.quantile(.median, figures)
    case .quantile: return self.quantile(quantile, figures)
    case .min, .max:
      return Figure.extreme(figures, isMaximum: operation == .max)
    case .mode: return mode(figures)
    case .first: return figures.first
    case .last: return figures.last
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

  /// The variance of a sample, which is no sum of parts: of n values between two ends it is at most n/(n−1)
  /// times the square of half their distance (Popoviciu 1935), and where two figures are surely g apart at
  /// least g²/(2(n−1)). Sound, and not the tightest.
  private static func variance(_ figures: [Figure]) -> Figure? {
    let count = Double(figures.count)
    guard count > 1 else { return nil }
    let lows = figures.map { $0.low?.asDouble ?? -.infinity }
    let highs = figures.map { $0.high?.asDouble ?? .infinity }
    let spread = (highs.max() ?? 0) - (lows.min() ?? 0)
    let gap = max(0, (lows.max() ?? 0) - (highs.min() ?? 0))
    let most = count / (count - 1) * (spread / 2) * (spread / 2)
    let bests = figures.compactMap { $0.best?.asDouble }
    let best = bests.count == figures.count ? variance(bests) : nil
    if figures.allSatisfy({ $0.exact != nil }) { return best.map { Figure(exactly: .real($0)) } }
    return Figure(
      low: Number.real(gap * gap / (2 * (count - 1))).ifFinite,
      best: best.map { .real(min($0, most)) },
      high: most.isFinite ? .real(most) : nil)
  }

  private static func variance(_ values: [Double]) -> Double? {
    var spread = Spread()
    for value in values { spread.add(value) }
    return spread.variance
  }

  /// Every part's root: none of them is negative.
  private static func root(_ figure: Figure) -> Figure {
    let root = { (number: Number?) in number.map { Number.real($0.asDouble.squareRoot()) } }
    return Figure(low: root(figure.low), best: root(figure.best), high: root(figure.high))
  }

  /// The commonest value: the one that is exactly so often that no other can be as often; otherwise any that
  /// a figure can have. Sound, and not the tightest.
  private static func mode(_ figures: [Figure]) -> Figure? {
    let exact = figures.compactMap(\.exact)
    let bests = figures.compactMap(\.best)
    let open = figures.count - exact.count
    if let (value, lead) = commonest(exact), lead > open || open == 0 { return Figure(exactly: value) }
    let lows = parts(figures, \.low)?.min(by: Number.isLess)
    let highs = parts(figures, \.high)?.max(by: Number.isLess)
    return Figure(low: lows, best: bests.count == figures.count ? commonest(bests)?.value : nil, high: highs)
  }

  /// The commonest number, of equally common ones the least, and by how much it is commoner than any other.
  private static func commonest(_ numbers: [Number]) -> (value: Number, lead: Int)? {
    var runs: [(value: Number, count: Int)] = []
    for number in numbers.sorted(by: Number.isLess) {
      if let last = runs.last, Number.order(last.value, number) == 0 {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((number, 1))
      }
    }
    // The sort keeps equally common ones in their order.
    let ranked = runs.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
    guard let first = ranked.first?.element else { return nil }
    return (first.value, first.count - (ranked.dropFirst().first?.element.count ?? 0))
  }

  /// Pearson's coefficient of pairs: of exact ones exact, otherwise anything from −1 to 1. Nil where there
  /// are fewer than two pairs, or where one side surely does not vary.
  public static func correlation(_ pairs: [(Figure, Figure)]) -> Figure? {
    guard pairs.count > 1 else { return nil }
    var joint = JointSpread()
    for pair in pairs {
      if let x = pair.0.best, let y = pair.1.best { joint.add(x.asDouble, y.asDouble) }
    }
    let best = joint.count == Double(pairs.count) ? joint.correlation.map(Number.real) : nil
    if pairs.allSatisfy({ $0.0.exact != nil && $0.1.exact != nil }) { return best.map(Figure.init(exactly:)) }
    for side in [pairs.map(\.0), pairs.map(\.1)] {
      if let first = side[0].exact, side.allSatisfy({ $0.exact == first }) { return nil }
    }
    return Figure(low: .real(-1), best: best, high: .real(1))
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

  private static func quantile(_ quantile: Quantile, _ figures: [Figure]) -> Figure {
    let place = { (values: [Double]) -> Number? in
      let sorted = values.sorted()
      let (index, part) = quantile.place(among: sorted.count)
      let value = Quantile.between(sorted[index], sorted[min(index + 1, sorted.count - 1)], part)
      return Number.real(value).ifFinite
    }
    let bests = figures.compactMap { $0.best?.asDouble }
    return Figure(
      low: place(figures.map { $0.low?.asDouble ?? -.infinity }),
      best: bests.count == figures.count ? place(bests) : nil,
      high: place(figures.map { $0.high?.asDouble ?? .infinity }))
  }
}
