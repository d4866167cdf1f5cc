import TallyColumns
import TallyFunctions

/// A quantile, such as the median. Keeps all values until the end, in two long arrays however many groups
/// there are: then the values of each group are brought together, and the one wanted is selected among them.
struct QuantileAccumulator: Accumulator {
  let quantile: Quantile
  let argumentKind: Kind
  let kind: Kind
  /// Values as words that are ordered as they are.
  private var words: [Int64] = []
  /// The group of each; empty where all are of one.
  private var groups: [UInt32] = []
  private var groupCount = 0

  init(quantile: Quantile, argumentKind: Kind, kind: Kind) {
    self.quantile = quantile
    self.argumentKind = argumentKind
    self.kind = kind
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

  mutating func merge(_ other: QuantileAccumulator, _ map: [Int]) {
    words += other.words
    groups.reserveCapacity(groups.count + other.groups.count)
    for group in other.groups { groups.append(UInt32(truncatingIfNeeded: map[Int(group)])) }
  }

  func column(_ groups: [Int]) -> Column {
    var (words, starts) = gathered
    var missing = NullMask(count: groups.count)
    var reals = [Double](repeating: 0, count: kind == .real ? groups.count : 0)
    var integers = [Int64](repeating: 0, count: kind == .real ? 0 : groups.count)
    words.withUnsafeMutableBufferPointer { words in
      for (index, group) in groups.enumerated() {
        let values = UnsafeMutableBufferPointer(rebasing: words[starts[group]..<starts[group + 1]])
        guard !values.isEmpty else {
          missing.setNull(index)
          continue
        }
        let (low, high, part) = ends(values)
        if kind == .real {
          let value = Quantile.between(real(low), real(high), part)
          if value.isFinite { reals[index] = value } else { missing.setNull(index) }
        } else {
          integers[index] = Quantile.between(low, high, part)
        }
      }
    }
    return kind == .real
      ? Column(kind: kind, .real(reals), missing: missing)
      : Column(kind: kind, .narrowest(integers), missing: missing)
  }

  @inline(__always)
  private func real(_ word: Int64) -> Double { argumentKind == .real ? SortColumn.real(word) : Double(word) }

  /// The values in the order of their groups, and where those of each group begin, with the end behind the
  /// last.
  private var gathered: (words: [Int64], starts: [Int]) {
    guard !groups.isEmpty else {
      // Without keys all are of group 0; with keys and nothing known there are none.
      let ends = [Int](repeating: words.count, count: groupCount)
      return (words, [0] + ends)
    }
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var places = starts
    let gathered = [Int64](unsafeUninitializedCapacity: words.count) { buffer, count in
      for row in words.indices {
        let group = Int(groups[row])
        buffer[places[group]] = words[row]
        places[group] += 1
      }
      count = words.count
    }
    return (gathered, starts)
  }

  /// The two values between which the quantile lies, and how far between.
  private func ends(_ values: UnsafeMutableBufferPointer<Int64>) -> (low: Int64, high: Int64, part: Double) {
    let (index, part) = quantile.place(among: values.count)
    Selection.select(index, in: values)
    let low = values[index]
    guard part > 0 else { return (low, low, 0) }
    var high = values[index + 1]
    for place in (index + 2)..<max(values.count, index + 2) { high = min(high, values[place]) }
    return (low, high, part)
  }
}
