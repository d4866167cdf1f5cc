import TallyColumns

/// Counts the different known values of each group, by a table of pairs of group and value.
///
/// Texts count by their codes, so all batches must share one dictionary; figures differ where any of
/// their parts does.
struct DistinctAccumulator: Accumulator {
  private var pairs = KeyTable(width: 7)
  private var groupCount = 0

  mutating func grow(to count: Int) { groupCount = max(groupCount, count) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let argument else { return }
    var tuple = [UInt64](repeating: 0, count: 7)
    for row in 0..<groups.rows where !argument.isUnknown(at: row) {
      switch groups {
      case .one: tuple[0] = 0
      case .many(let numbers): tuple[0] = UInt64(numbers[row])
      }
      DistinctAccumulator.write(argument.best, row, into: &tuple, at: 1)
      if let bounds = argument.bounds {
        DistinctAccumulator.write(bounds.low, row, into: &tuple, at: 3)
        DistinctAccumulator.write(bounds.high, row, into: &tuple, at: 5)
      }
      tuple.withUnsafeBufferPointer { tuple in
        if let base = tuple.baseAddress { _ = pairs.insert(base) }
      }
    }
  }

  /// Whether the part is there, and its bits.
  private static func write(_ lane: Vector.Lane, _ row: Int, into tuple: inout [UInt64], at index: Int) {
    if lane.isMissing(row) {
      tuple[index] = 1
      tuple[index + 1] = 0
      return
    }
    tuple[index] = 0
    switch lane.payload {
    case .integers(let values): tuple[index + 1] = UInt64(bitPattern: values[row])
    case .reals(let values): tuple[index + 1] = (values[row] == 0 ? 0 : values[row]).bitPattern
    case .codes(let codes, _): tuple[index + 1] = UInt64(codes[row])
    }
  }

  mutating func merge(_ other: DistinctAccumulator, _ map: [Int]) {
    for pair in 0..<other.pairs.count {
      var tuple = Array(other.pairs.words[(pair * 7)..<(pair * 7 + 7)])
      tuple[0] = UInt64(map[Int(tuple[0])])
      tuple.withUnsafeBufferPointer { tuple in
        if let base = tuple.baseAddress { _ = pairs.insert(base) }
      }
    }
  }

  func column(_ groups: [Int]) -> Column {
    var counts = [Int64](repeating: 0, count: groupCount)
    for pair in 0..<pairs.count { counts[Int(pairs.words[pair * 7])] += 1 }
    return Column(kind: .whole, .narrowest(groups.map { counts[$0] }))
  }
}
