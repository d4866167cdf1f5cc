import TallyColumns
import TallyFunctions

/// The variance of a sample, or its root, the standard deviation.
struct DeviationAccumulator: Accumulator {
  let isVariance: Bool
  private var spreads: [Spread] = []

  init(isVariance: Bool) {
    self.isVariance = isVariance
  }

  mutating func grow(to count: Int) { spreads.pad(to: count, with: Spread()) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    let values = lane.reals
    groups.forEach(missing: lane.missing) { row, group in spreads[group].add(values[row]) }
  }

  mutating func merge(_ other: DeviationAccumulator, _ map: [Int]) {
    for group in other.spreads.indices { spreads[map[group]].add(other.spreads[group]) }
  }

  func column(_ groups: [Int]) -> Column {
    Column(
      reals: groups.map { group in
        spreads[group].variance.map { isVariance ? $0 : $0.squareRoot() }
      })
  }
}
