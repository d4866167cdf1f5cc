import TallyColumns
import TallyFunctions

/// Pearson's coefficient of two exact columns, over the rows in which both are known.
struct CorrelationAccumulator: Accumulator {
  private var spreads: [JointSpread] = []

  mutating func grow(to count: Int) { spreads.pad(to: count, with: JointSpread()) }

  /// One column has nothing to go together with.
  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {}

  mutating func add(_ argument: Vector, and second: Vector, _ groups: GroupNumbers) {
    let (x, y) = (argument.best.reals, second.best.reals)
    guard let missing = second.best.missing else {
      return groups.forEach(missing: argument.best.missing) { row, group in spreads[group].add(x[row], y[row])
      }
    }
    groups.forEach(missing: argument.best.missing) { row, group in
      if !missing[row] { spreads[group].add(x[row], y[row]) }
    }
  }

  mutating func merge(_ other: CorrelationAccumulator, _ map: [Int]) {
    for group in other.spreads.indices { spreads[map[group]].add(other.spreads[group]) }
  }

  func column(_ groups: [Int]) -> Column { Column(reals: groups.map { spreads[$0].correlation }) }
}

/// The same of columns with bounds. Keeps the pairs of each group until the end.
struct FigurePairAccumulator: Accumulator {
  private var pairs: [[(Figure, Figure)]] = []

  mutating func grow(to count: Int) { pairs.pad(to: count, with: []) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {}

  mutating func add(_ argument: Vector, and second: Vector, _ groups: GroupNumbers) {
    groups.forEach(missing: nil) { row, group in
      if let x = argument.figure(at: row), let y = second.figure(at: row) {
        pairs[group].append((x.opened, y.opened))
      }
    }
  }

  mutating func merge(_ other: FigurePairAccumulator, _ map: [Int]) {
    for group in other.pairs.indices { pairs[map[group]] += other.pairs[group] }
  }

  func column(_ groups: [Int]) -> Column {
    Column(
      kind: .real,
      values: groups.map { group in
        FigureAggregate.correlation(pairs[group]).map { Value($0, kind: .real) } ?? .unknown
      })
  }
}

extension Column {
  /// A column of reals, nil where there is none.
  init(reals: [Double?]) {
    var missing = NullMask(count: reals.count)
    for (row, real) in reals.enumerated() where real == nil { missing.setNull(row) }
    self.init(kind: .real, .real(reals.map { $0 ?? 0 }), missing: missing)
  }
}
