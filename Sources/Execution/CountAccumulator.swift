import TallyColumns

/// Counts rows, or the known values of an argument.
struct CountAccumulator: Accumulator {
  private var counts: [Int64] = []

  mutating func grow(to count: Int) { counts.pad(to: count, with: 0) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    let missing = argument.flatMap { vector -> [Bool]? in
      guard vector.best.missing != nil else { return nil }
      let unknown = (0..<groups.rows).map { vector.isUnknown(at: $0) }
      return unknown.contains(true) ? unknown : nil
    }
    if case .one(let rows) = groups, missing == nil {
      counts[0] += Int64(rows)
    } else {
      groups.forEach(missing: missing) { _, group in counts[group] += 1 }
    }
  }

  mutating func merge(_ other: CountAccumulator, _ map: [Int]) {
    for (group, count) in other.counts.enumerated() { counts[map[group]] += count }
  }

  func column(_ groups: [Int]) -> Column {
    Column(kind: .whole, .narrowest(groups.map { counts[$0] }))
  }
}
