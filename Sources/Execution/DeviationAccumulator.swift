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
    guard lane.missing == nil else {
      groups.forEach(missing: lane.missing) { row, group in spreads[group].add(values[row]) }
      return
    }
    values.withUnsafeBufferPointer { values in
      switch groups {
      case .one: spreads[0].add(values)
      case .many(let numbers): addRuns(values, numbers)
      }
    }
  }

  /// Rows that stand together in one group, as those of sorted groups do, are added together.
  private mutating func addRuns(_ values: UnsafeBufferPointer<Double>, _ numbers: [UInt32]) {
    var start = 0
    while start < values.count {
      let group = numbers[start]
      var end = start + 1
      while end < values.count, numbers[end] == group { end += 1 }
      if end - start < 4 {
        for row in start..<end { spreads[Int(group)].add(values[row]) }
      } else {
        spreads[Int(group)].add(UnsafeBufferPointer(rebasing: values[start..<end]))
      }
      start = end
    }
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
