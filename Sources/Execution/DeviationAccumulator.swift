import TallyColumns

/// The standard deviation of a sample, by running mean and sum of squared differences (Welford 1962),
/// merged pairwise (Chan, Golub and LeVeque 1983).
struct DeviationAccumulator: Accumulator {
  private var counts: [Double] = []
  private var means: [Double] = []
  private var squares: [Double] = []

  mutating func grow(to count: Int) {
    counts.pad(to: count, with: 0)
    means.pad(to: count, with: 0)
    squares.pad(to: count, with: 0)
  }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    let values = lane.reals
    groups.forEach(missing: lane.missing) { row, group in
      counts[group] += 1
      let difference = values[row] - means[group]
      means[group] += difference / counts[group]
      squares[group] += difference * (values[row] - means[group])
    }
  }

  mutating func merge(_ other: DeviationAccumulator, _ map: [Int]) {
    for group in other.counts.indices where other.counts[group] > 0 {
      let target = map[group]
      let total = counts[target] + other.counts[group]
      let difference = other.means[group] - means[target]
      squares[target] +=
        other.squares[group] + difference * difference * counts[target] * other.counts[group] / total
      means[target] += difference * other.counts[group] / total
      counts[target] = total
    }
  }

  func column(_ groups: [Int]) -> Column {
    Column(
      kind: .real,
      values: groups.map { group in
        let variance = squares[group] / (counts[group] - 1)
        return counts[group] > 1 && variance.isFinite ? .real(variance.squareRoot()) : .unknown
      })
  }
}
