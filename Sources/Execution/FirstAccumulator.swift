import TallyColumns

/// The first or the last known value of exact columns, in the order in which the rows stand. Texts are kept
/// by their codes, so all batches must share one dictionary.
struct FirstAccumulator: Accumulator {
  let kind: Kind
  let takesLast: Bool
  private var words: [Int64] = []
  private var hasAny: [Bool] = []
  private var dictionary: TextDictionary?

  init(kind: Kind, takesLast: Bool) {
    self.kind = kind
    self.takesLast = takesLast
  }

  mutating func grow(to count: Int) {
    words.pad(to: count, with: 0)
    hasAny.pad(to: count, with: false)
  }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    if case .codes(_, let dictionary) = lane.payload { self.dictionary = dictionary }
    let values = lane.orderedWords
    groups.forEach(missing: lane.missing) { row, group in take(values[row], group) }
  }

  @inline(__always)
  private mutating func take(_ word: Int64, _ group: Int) {
    if takesLast || !hasAny[group] {
      words[group] = word
      hasAny[group] = true
    }
  }

  mutating func merge(_ other: FirstAccumulator, _ map: [Int]) {
    dictionary = dictionary ?? other.dictionary
    for group in other.words.indices where other.hasAny[group] { take(other.words[group], map[group]) }
  }

  func column(_ groups: [Int]) -> Column {
    Column(kind: kind, orderedWords: groups.map { hasAny[$0] ? words[$0] : nil }, dictionary)
  }
}
