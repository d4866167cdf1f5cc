import TallyColumns
import TallyFunctions
import TallyWorkers

/// A quantile, such as the median. Keeps all values until the end, in two long arrays however many groups
/// there are: then the values of each group are brought together, and the one wanted is selected among them.
struct QuantileAccumulator: Accumulator {
  let quantile: Quantile
  let argumentKind: Kind
  let kind: Kind
  private let cancellation: Cancellation
  /// Values as words that are ordered as they are.
  private var words: [Int64] = []
  /// The group of each; empty where all are of one.
  private var groups: [UInt32] = []
  private var groupCount = 0
  /// Values that are looked at between two looks at whether to go on.
  private static let lookRows = 1 << 16

  init(quantile: Quantile, argumentKind: Kind, kind: Kind, _ cancellation: Cancellation) {
    self.quantile = quantile
    self.argumentKind = argumentKind
    self.kind = kind
    self.cancellation = cancellation
  }

  mutating func grow(to count: Int) { groupCount = max(groupCount, count) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    let values = lane.orderedWords
    switch (groups, lane.missing) {
    case (.one, nil):
      words += values
    case (.one, let missing?):
      for row in values.indices where !missing[row] { words.append(values[row]) }
    case (.many(let numbers), nil):
      words += values
      self.groups += numbers
    case (.many(let numbers), let missing?):
      for row in values.indices where !missing[row] {
        words.append(values[row])
        self.groups.append(numbers[row])
      }
    }
  }

  mutating func merge(_ other: QuantileAccumulator, _ map: [Int]) throws {
    words += other.words
    groups.reserveCapacity(groups.count + other.groups.count)
    try cancellation.forEachRun(of: other.groups.indices) { run in
      for row in run { groups.append(UInt32(truncatingIfNeeded: map[Int(other.groups[row])])) }
    }
  }

  func column(_ groups: [Int]) throws -> Column {
    let (words, starts) = try gathered()
    var answers = QuantileAnswers(quantile, argumentKind: argumentKind, kind: kind, groups: groups.count)
    let most = groups.reduce(0) { max($0, starts[$1 + 1] - starts[$1]) }
    try withUnsafeTemporaryAllocation(of: Int64.self, capacity: 2 * (most + Selection.room)) { scratch in
      try words.withUnsafeBufferPointer { words in
        guard let scratch = scratch.baseAddress else { return }
        var passed = 0
        for group in groups {
          passed += starts[group + 1] - starts[group]
          if passed >= QuantileAccumulator.lookRows {
            try cancellation.check()
            passed = 0
          }
          let values = words[starts[group]..<starts[group + 1]]
          _ = UnsafeMutableBufferPointer(start: scratch, count: values.count).update(fromContentsOf: values)
          answers.append(of: values.count, scratch, scratch + most + Selection.room)
        }
      }
    }
    return answers.column
  }

  /// The values in the order of their groups, and where those of each group begin, with the end behind the
  /// last.
  private func gathered() throws -> (words: [Int64], starts: [Int]) {
    guard !groups.isEmpty else {
      // Without keys all are of group 0; with keys and nothing known there are none.
      let ends = [Int](repeating: words.count, count: groupCount)
      return (words, [0] + ends)
    }
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var places = starts
    let gathered = try [Int64](unsafeUninitializedCapacity: words.count) { buffer, count in
      try cancellation.forEachRun(of: words.indices) { run in
        for row in run {
          let group = Int(groups[row])
          buffer[places[group]] = words[row]
          places[group] += 1
        }
      }
      count = words.count
    }
    return (gathered, starts)
  }
}
