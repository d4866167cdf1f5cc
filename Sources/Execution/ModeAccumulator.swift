import TallyColumns
import TallyWorkers

/// The commonest known value of exact columns, of equally common ones the least, by a table of pairs of group
/// and value with how often each was met. Texts are told apart by their codes, so all batches must share one
/// dictionary.
struct ModeAccumulator: Accumulator {
  let kind: Kind
  private let cancellation: Cancellation
  private var pairs = KeyTable(width: 2)
  private var counts: [Int64] = []
  private var groupCount = 0
  private var dictionary: TextDictionary?

  init(kind: Kind, _ cancellation: Cancellation) {
    self.kind = kind
    self.cancellation = cancellation
  }

  mutating func grow(to count: Int) { groupCount = max(groupCount, count) }

  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) throws {
    guard let lane = argument?.best else { return }
    if case .codes(_, let dictionary) = lane.payload { self.dictionary = dictionary }
    let values = lane.orderedWords
    var tuples: [UInt64] = []
    tuples.reserveCapacity(2 * groups.rows)
    groups.forEach(missing: lane.missing) { row, group in
      tuples.append(UInt64(group))
      tuples.append(UInt64(bitPattern: values[row]))
    }
    try pairs.makeRoom(for: tuples.count / 2, cancellation)
    for number in pairs.numbers(tuples, rows: tuples.count / 2) { count(Int(number), 1) }
  }

  /// A pair has been met so many more times; new ones come in the order of their numbers.
  @inline(__always)
  private mutating func count(_ pair: Int, _ times: Int64) {
    if pair == counts.count { counts.append(times) } else { counts[pair] += times }
  }

  mutating func merge(_ other: ModeAccumulator, _ map: [Int]) throws {
    dictionary = dictionary ?? other.dictionary
    try cancellation.forEachRun(of: 0..<other.pairs.count, size: KeyTable.runRows) { run in
      let tuples = other.pairs.tuples(run, groups: map)
      try pairs.makeRoom(for: run.count, cancellation)
      for (place, number) in pairs.numbers(tuples, rows: run.count).enumerated() {
        count(Int(number), other.counts[run.lowerBound + place])
      }
    }
  }

  func column(_ groups: [Int]) throws -> Column {
    let ranks = dictionary?.ranks
    var most = [Int64](repeating: 0, count: groupCount)
    var words = [Int64](repeating: 0, count: groupCount)
    try cancellation.forEachRun(of: counts.indices) { run in
      for pair in run {
        let group = Int(pairs.words[pair * 2])
        let word = Int64(bitPattern: pairs.words[pair * 2 + 1])
        let isLess = { ranks.map { $0[Int(word)] < $0[Int(words[group])] } ?? (word < words[group]) }
        if counts[pair] > most[group] || (counts[pair] == most[group] && isLess()) {
          most[group] = counts[pair]
          words[group] = word
        }
      }
    }
    return Column(kind: kind, orderedWords: groups.map { most[$0] > 0 ? words[$0] : nil }, dictionary)
  }
}
