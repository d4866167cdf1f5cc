import TallyColumns
import TallyFunctions

/// Aggregates of figures with bounds. Keeps the figures of each group and combines them at the end: low
/// with low, best with best, high with high, an open end as far out as it can be.
struct FigureAccumulator: Accumulator {
  let operation: Aggregate.Operation
  let kind: Kind
  private var figures: [[Figure]] = []

  init(operation: Aggregate.Operation, kind: Kind) {
    self.operation = operation
    self.kind = kind
  }

  mutating func grow(to count: Int) { figures.pad(to: count, with: []) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let argument else { return }
    groups.forEach(missing: nil) { row, group in
      if let figure = argument.figure(at: row) { figures[group].append(figure) }
    }
  }

  mutating func merge(_ other: FigureAccumulator, _ map: [Int]) {
    for group in other.figures.indices { figures[map[group]] += other.figures[group] }
  }

  func column(_ groups: [Int]) throws -> Column {
    let combined = try groups.map { group -> Value in
      let figures = figures[group]
      guard !figures.isEmpty, let figure = try FigureAggregate.combine(figures, operation) else { return .unknown }
      return .figure(figure.converted(to: kind), kind)
    }
    return Column(kind: kind, values: combined)
  }
}
