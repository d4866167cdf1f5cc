import TallyColumns

/// Counts the different known values of each group of exact columns, by a table of pairs of group and value.
///
/// Texts count by their codes, so all batches must share one dictionary.
struct DistinctAccumulator: Accumulator {
  private var pairs = KeyTable(width: 2)
  private var groupCount = 0

  mutating func grow(to count: Int) { groupCount = max(groupCount, count) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    let words = lane.orderedWords
    var tuples: [UInt64] = []
    tuples.reserveCapacity(2 * groups.rows)
    groups.forEach(missing: lane.missing) { row, group in
      tuples.append(UInt64(group))
      tuples.append(UInt64(bitPattern: words[row]))
    }
    _ = pairs.numbers(tuples, rows: tuples.count / 2)
  }

  mutating func merge(_ other: DistinctAccumulator, _ map: [Int]) {
    var tuples = other.pairs.words
    for pair in 0..<other.pairs.count { tuples[pair * 2] = UInt64(map[Int(tuples[pair * 2])]) }
    _ = pairs.numbers(tuples, rows: other.pairs.count)
  }

  func column(_ groups: [Int]) -> Column {
    var counts = [Int64](repeating: 0, count: groupCount)
    for pair in 0..<pairs.count { counts[Int(pairs.words[pair * 2])] += 1 }
    return Column(kind: .whole, .narrowest(groups.map { counts[$0] }))
  }
}

/// Counts the different known values of one group where there can be few: each has a place that tells whether it was
/// met. Texts have that of their code, so all batches must share one dictionary.
struct SeenValuesAccumulator: Accumulator {
  /// The least whole number there can be; 0 for texts.
  private let origin: Int64
  private var isSeen: [Bool]

  init(_ values: ClosedRange<Int64>) {
    origin = values.lowerBound
    isSeen = [Bool](repeating: false, count: Int(values.upperBound - values.lowerBound) + 1)
  }

  /// So many values are few.
  static let mostValues: Int64 = 1 << 22

  mutating func grow(to count: Int) {}

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    isSeen.withUnsafeMutableBufferPointer { isSeen in
      switch lane.payload {
      case .integers(let values):
        groups.forEach(missing: lane.missing) { row, _ in isSeen[Int(values[row] &- origin)] = true }
      case .codes(let codes, _):
        groups.forEach(missing: lane.missing) { row, _ in isSeen[Int(codes[row])] = true }
      case .reals: return
      }
    }
  }

  mutating func merge(_ other: SeenValuesAccumulator, _ map: [Int]) {
    for value in isSeen.indices where other.isSeen[value] { isSeen[value] = true }
  }

  func column(_ groups: [Int]) -> Column {
    Column(kind: .whole, .narrowest(groups.map { _ in Int64(isSeen.count { $0 }) }))
  }
}
