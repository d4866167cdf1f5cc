import TallyColumns

/// The commonest known value of exact columns, of equally common ones the least, by a table of pairs of group
/// and value with how often each was met. Texts are told apart by their codes, so all batches must share one
/// dictionary.
struct ModeAccumulator: Accumulator {
  let kind: Kind
  private var pairs = KeyTable(width: 2)
  private var counts: [Int64] = []
  private var groupCount = 0
  private var dictionary: TextDictionary?

  init(kind: Kind) {
    self.kind = kind
  }

  mutating func grow(to count: Int) { groupCount = max(groupCount, count) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) {
    guard let lane = argument?.best else { return }
    if case .codes(_, let dictionary) = lane.payload { self.dictionary = dictionary }
    let values = lane.orderedWords
    var tuples: [UInt64] = []
    tuples.reserveCapacity(2 * groups.rows)
    groups.forEach(missing: lane.missing) { row, group in
      tuples.append(UInt64(group))
      tuples.append(UInt64(bitPattern: values[row]))
    }
    for number in pairs.numbers(tuples, rows: tuples.count / 2) { count(Int(number), 1) }
  }

  /// A pair has been met so many more times; new ones come in the order of their numbers.
  @inline(__always)
  private mutating func count(_ pair: Int, _ times: Int64) {
    if pair == counts.count { counts.append(times) } else { counts[pair] += times }
  }

  mutating func merge(_ other: ModeAccumulator, _ map: [Int]) {
    dictionary = dictionary ?? other.dictionary
    var tuples = other.pairs.words
    for pair in other.counts.indices { tuples[pair * 2] = UInt64(map[Int(tuples[pair * 2])]) }
    for (pair, number) in pairs.numbers(tuples, rows: other.counts.count).enumerated() {
      count(Int(number), other.counts[pair])
    }
  }

  func column(_ groups: [Int]) -> Column {
    let ranks = dictionary?.ranks
    var most = [Int64](repeating: 0, count: groupCount)
    var words = [Int64](repeating: 0, count: groupCount)
    for pair in counts.indices {
      let group = Int(pairs.words[pair * 2])
      let word = Int64(bitPattern: pairs.words[pair * 2 + 1])
      let isLess = { ranks.map { $0[Int(word)] < $0[Int(words[group])] } ?? (word < words[group]) }
      if counts[pair] > most[group] || (counts[pair] == most[group] && isLess()) {
        most[group] = counts[pair]
        words[group] = word
      }
    }
    return Column(kind: kind, orderedWords: groups.map { most[$0] > 0 ? words[$0] : nil }, dictionary)
  }
}
