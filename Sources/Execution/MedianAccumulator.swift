import TallyColumns

/// The middle value, or the mean of the two in the middle. Keeps all values until the end.
struct MedianAccumulator: Accumulator {
  let argumentKind: Kind
  let kind: Kind
  /// Values as words that are ordered as they are.
  private var words: [[Int64]] = []

  init(argumentKind: Kind, kind: Kind) {
    self.argumentKind = argumentKind
    self.kind = kind
  }

  mutating func grow(to count: Int) { words.pad(to: count, with: []) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    switch lane.payload {
    case .integers(let values): groups.forEach(missing: lane.missing) { words[$1].append(values[$0]) }
    case .reals(let values):
      groups.forEach(missing: lane.missing) { words[$1].append(SortColumn.word(values[$0])) }
    case .codes: break
    }
  }

  mutating func merge(_ other: MedianAccumulator, _ map: [Int]) {
    for group in other.words.indices { words[map[group]] += other.words[group] }
  }

  func column(_ groups: [Int]) -> Column {
    Column(kind: kind, values: groups.map { middle(of: words[$0]) })
  }

  private func middle(of words: [Int64]) -> Value {
    guard !words.isEmpty else { return .unknown }
    let sorted = words.sorted()
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    if argumentKind == .real {
      return .real(SortColumn.real(low) / 2 + SortColumn.real(high) / 2)
    }
    if kind == .real {
      return .real(low == high ? Double(low) : Double(low) / 2 + Double(high) / 2)
    }
    // Between two days or moments the earlier half is taken: a median is one of the calendar.
    return Value(stored: Int64((Int128(low) + Int128(high)).flooredHalf), kind: kind)
  }
}

extension Int128 {
  fileprivate var flooredHalf: Int128 { self >> 1 }
}
