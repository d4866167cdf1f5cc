import TallyColumns
import TallyFunctions

/// Adds whole numbers up in 128 bits, so that only an answer that does not fit is an overflow.
struct WholeSumAccumulator: Accumulator {
  let kind: Kind
  private var sums: [Int128] = []
  private var hasAny: [Bool] = []

  init(kind: Kind) {
    self.kind = kind
  }

  mutating func grow(to count: Int) {
    sums.pad(to: count, with: 0)
    hasAny.pad(to: count, with: false)
  }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best, case .integers(let values) = lane.payload else { return }
    groups.forEach(missing: lane.missing) { row, group in
      sums[group] &+= Int128(values[row])
      hasAny[group] = true
    }
  }

  mutating func merge(_ other: WholeSumAccumulator, _ map: [Int]) {
    for (group, sum) in other.sums.enumerated() {
      sums[map[group]] &+= sum
      if other.hasAny[group] { hasAny[map[group]] = true }
    }
  }

  func column(_ groups: [Int]) throws -> Column {
    var missing = NullMask(count: groups.count)
    let values = try groups.enumerated().map { index, group -> Int64 in
      if !hasAny[group] { missing.setNull(index) }
      guard let sum = Int64(exactly: sums[group]) else { throw KernelError.overflow }
      return sum
    }
    return Column(kind: kind, .narrowest(values), missing: missing)
  }
}

/// Adds reals up, or takes their mean, with the rounding errors kept aside (Neumaier 1974), so that
/// 0.1 ten times is 1 and the order of rows all but never shows.
struct RealSumAccumulator: Accumulator {
  let isMean: Bool
  private var sums: [CompensatedSum] = []
  private var counts: [Int64] = []

  init(isMean: Bool) {
    self.isMean = isMean
  }

  mutating func grow(to count: Int) {
    sums.pad(to: count, with: CompensatedSum())
    counts.pad(to: count, with: 0)
  }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    let values = lane.reals
    groups.forEach(missing: lane.missing) { row, group in
      sums[group].add(values[row])
      counts[group] += 1
    }
  }

  mutating func merge(_ other: RealSumAccumulator, _ map: [Int]) {
    for group in other.sums.indices {
      sums[map[group]].add(other.sums[group])
      counts[map[group]] += other.counts[group]
    }
  }

  func column(_ groups: [Int]) -> Column {
    var missing = NullMask(count: groups.count)
    let values = groups.enumerated().map { index, group -> Double in
      let sum = sums[group].value
      let value = isMean ? sum / Double(counts[group]) : sum
      if counts[group] == 0 || !value.isFinite {
        missing.setNull(index)
        return 0
      }
      return value
    }
    return Column(kind: .real, .real(values), missing: missing)
  }
}

/// A sum of reals with its rounding errors.
struct CompensatedSum: Sendable {
  private(set) var sum = 0.0
  private(set) var lost = 0.0

  @inline(__always)
  init(sum: Double = 0, lost: Double = 0) {
    (self.sum, self.lost) = (sum, lost)
  }

  /// The error of a step is worked out without asking which of the two is greater (Knuth, The Art of Computer
  /// Programming, volume 2, 4.2.2): it is the same, and there is no branch to mispredict.
  @inline(__always)
  mutating func add(_ value: Double) {
    let next = sum + value
    let part = next - sum
    lost += (sum - (next - part)) + (value - part)
    sum = next
  }

  mutating func add(_ other: CompensatedSum) {
    add(other.sum)
    lost += other.lost
  }

  /// The sum; where a step left the range of reals, the error is no number and is left out.
  var value: Double { lost.isFinite ? sum + lost : sum }
}

/// The mean of whole numbers, or of durations to the nearest microsecond, of sums that are exact.
struct WholeMeanAccumulator: Accumulator {
  /// Of the answer: `real` or `duration`.
  let kind: Kind
  private var sums: [Int128] = []
  private var counts: [Int64] = []

  init(kind: Kind) {
    self.kind = kind
  }

  mutating func grow(to count: Int) {
    sums.pad(to: count, with: 0)
    counts.pad(to: count, with: 0)
  }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best, case .integers(let values) = lane.payload else { return }
    groups.forEach(missing: lane.missing) { row, group in
      sums[group] &+= Int128(values[row])
      counts[group] += 1
    }
  }

  mutating func merge(_ other: WholeMeanAccumulator, _ map: [Int]) {
    for group in other.sums.indices {
      sums[map[group]] &+= other.sums[group]
      counts[map[group]] += other.counts[group]
    }
  }

  func column(_ groups: [Int]) -> Column {
    var missing = NullMask(count: groups.count)
    let means = groups.enumerated().map { place, group -> Double in
      guard counts[group] > 0 else {
        missing.setNull(place)
        return 0
      }
      // Sums beyond 64 bits are rare, and slow to turn into a real.
      let sum = Int64(exactly: sums[group]).map { Double($0) } ?? Double(sums[group])
      return sum / Double(counts[group])
    }
    if kind == .real { return Column(kind: kind, .real(means), missing: missing) }
    let wholes = means.enumerated().map { place, mean -> Int64 in
      guard let whole = Int64(exactly: mean.rounded()) else {
        missing.setNull(place)
        return 0
      }
      return whole
    }
    return Column(kind: kind, .narrowest(wholes), missing: missing)
  }
}
