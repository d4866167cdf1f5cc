import TallyColumns
import TallyWorkers

/// Counts the different known values of each group of exact columns, by a table of pairs of group and value.
///
/// Texts count by their codes, so all batches must share one dictionary.
struct DistinctAccumulator: Accumulator {
  private let cancellation: Cancellation
  private var pairs = KeyTable(width: 2)
  private var groupCount = 0

  init(_ cancellation: Cancellation) {
    self.cancellation = cancellation
  }

  mutating func grow(to count: Int) { groupCount = max(groupCount, count) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) throws {
    guard let lane = argument?.best else { return }
    let words = lane.orderedWords
    var tuples: [UInt64] = []
    tuples.reserveCapacity(2 * groups.rows)
    groups.forEach(missing: lane.missing) { row, group in
      tuples.append(UInt64(group))
      tuples.append(UInt64(bitPattern: words[row]))
    }
    try pairs.makeRoom(for: tuples.count / 2, cancellation)
    _ = pairs.numbers(tuples, rows: tuples.count / 2)
  }

  mutating func merge(_ other: DistinctAccumulator, _ map: [Int]) throws {
    try cancellation.forEachRun(of: 0..<other.pairs.count, size: KeyTable.runRows) { run in
      let tuples = other.pairs.tuples(run, groups: map)
      try pairs.makeRoom(for: run.count, cancellation)
      _ = pairs.numbers(tuples, rows: run.count)
    }
  }

  func column(_ groups: [Int]) throws -> Column {
    var counts = [Int64](repeating: 0, count: groupCount)
    try cancellation.forEachRun(of: 0..<pairs.count) { run in
      for pair in run { counts[Int(pairs.words[pair * 2])] += 1 }
    }
    return Column(kind: .whole, .narrowest(groups.map { counts[$0] }))
  }
}

extension KeyTable {
  /// Tuples that are taken over at once from another table.
  static let runRows = 1 << 14

  /// Some pairs of a group and a value, with the groups that they have in another table.
  func tuples(_ run: Range<Int>, groups map: [Int]) -> [UInt64] {
    var tuples = Array(words[2 * run.lowerBound..<2 * run.upperBound])
    for pair in 0..<run.count { tuples[pair * 2] = UInt64(map[Int(tuples[pair * 2])]) }
    return tuples
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
