import TallyColumns

/// Aggregates of figures with bounds, part by part. All of them never fall when a value rises, so the low
/// of the answer is the aggregate of the lows, and so on; an open end counts as infinitely far.
public enum FigureAggregate {
  /// The aggregate of figures, at least one; nil where nothing of the answer is known.
  public static func combine(_ figures: [Figure], _ operation: Aggregate.Operation) throws -> Figure? {
    let answer =
      switch operation {
      case .sum: try sum(figures)
      case .mean: mean(figures)
      case .median: median(figures)
      case .min, .max:
        figures.dropFirst().reduce(figures[0]) { Figure.extreme($0, $1, isMaximum: operation == .max) }
      case .count, .countDistinct, .standardDeviation: figures[0]
      }
    return answer.low == nil && answer.best == nil && answer.high == nil ? nil : answer
  }

  private static func sum(_ figures: [Figure]) throws -> Figure {
    Figure(
      low: try parts(figures, \.low).map(total), best: try parts(figures, \.best).map(total),
      high: try parts(figures, \.high).map(total))
  }

  private static func mean(_ figures: [Figure]) -> Figure {
    let mean = { (numbers: [Number]) in
      Number.real((wholeTotal(numbers).map { Double($0) } ?? realTotal(numbers)) / Double(numbers.count))
    }
    return Figure(
      low: parts(figures, \.low).map(mean), best: parts(figures, \.best).map(mean),
      high: parts(figures, \.high).map(mean))
  }

  /// One part of every figure; nil where one lacks it.
  private static func parts(_ figures: [Figure], _ part: (Figure) -> Number?) -> [Number]? {
    let numbers = figures.compactMap(part)
    return numbers.count == figures.count ? numbers : nil
  }

  /// Only an answer that does not fit in 64 bits is an overflow, not a sum on the way to it.
  private static func total(_ numbers: [Number]) throws -> Number {
    guard let total = wholeTotal(numbers) else { return .real(realTotal(numbers)) }
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
