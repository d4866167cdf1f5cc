import TallyColumns

/// The least or the greatest value of exact columns. Texts are compared by their ranks, so all batches
/// must share one dictionary.
struct ExtremeAccumulator: Accumulator {
  let kind: Kind
  let isMaximum: Bool
  /// The best so far, as words that are ordered as the values are.
  private var words: [Int64] = []
  private var hasAny: [Bool] = []
  private var dictionary: TextDictionary?

  init(kind: Kind, isMaximum: Bool) {
    self.kind = kind
    self.isMaximum = isMaximum
  }

  mutating func grow(to count: Int) {
    words.pad(to: count, with: 0)
    hasAny.pad(to: count, with: false)
  }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    let values: [Int64]
    switch lane.payload {
    case .integers(let integers): values = integers
    case .reals(let reals): values = reals.map(SortColumn.word)
    case .codes(let codes, let dictionary):
      self.dictionary = dictionary
      let ranks = dictionary.ranks
      // The rank orders; the code beside it leads back to the text.
      values = codes.map { Int64(ranks[Int($0)]) << 32 | Int64($0) }
    }
    groups.forEach(missing: lane.missing) { row, group in take(values[row], group) }
  }

  @inline(__always)
  private mutating func take(_ word: Int64, _ group: Int) {
    if !hasAny[group] || (isMaximum ? word > words[group] : word < words[group]) {
      words[group] = word
      hasAny[group] = true
    }
  }

  mutating func merge(_ other: ExtremeAccumulator, _ map: [Int]) {
    dictionary = dictionary ?? other.dictionary
    for group in other.words.indices where other.hasAny[group] { take(other.words[group], map[group]) }
  }

  func column(_ groups: [Int]) -> Column {
    // Behind the rank of a text stands its code.
    Column(
      kind: kind,
      orderedWords: groups.map { group in
        hasAny[group] ? (kind == .text ? words[group] & 0xFFFF_FFFF : words[group]) : nil
      }, dictionary)
  }
}

extension SortColumn {
  /// The real behind an ordered word.
  static func real(_ word: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: word < 0 ? word ^ .max : word))
  }
}
