import TallyColumns
import TallyFunctions

/// Aggregates of figures with bounds. Keeps the figures of each group and combines them at the end: low
/// with low, best with best, high with high, an open end as far out as it can be.
struct FigureAccumulator: Accumulator {
  let operation: Aggregate.Operation
  let quantile: Quantile
  let kind: Kind
  private var figures: [[Figure]] = []

  init(operation: Aggregate.Operation, quantile: Quantile, kind: Kind) {
    self.operation = operation
    self.quantile = quantile
    self.kind = kind
  }

  mutating func grow(to count: Int) { figures.pad(to: count, with: []) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let argument else { return }
    groups.forEach(missing: nil) { row, group in
      if let figure = argument.figure(at: row) { figures[group].append(figure.opened) }
    }
  }

  mutating func merge(_ other: FigureAccumulator, _ map: [Int]) {
    for group in other.figures.indices { figures[map[group]] += other.figures[group] }
  }

  func column(_ groups: [Int]) throws -> Column {
    let combined = try groups.map { group -> Value in
      guard let figure = try FigureAggregate.combine(figures[group], operation, quantile) else {
        return .unknown
      }
      return .figure(rounded(figure).converted(to: kind).closed(kind), kind)
    }
    return Column(kind: kind, values: combined)
  }

  /// Half a microsecond is rounded outwards, so that the bounds hold whichever way an exact one is rounded.
  private func rounded(_ figure: Figure) -> Figure {
    guard kind == .duration, figure.exact == nil else { return figure }
    let round = { (number: Number?, rule: FloatingPointRoundingRule) -> Number? in
      if case .real(let real)? = number { .real(real.rounded(rule)) } else { number }
    }
    return Figure(low: round(figure.low, .down), best: figure.best, high: round(figure.high, .up))
  }
}
