/// Finds the separator of a text by trying each on its first records.
enum SeparatorSniffer {
  private static let candidates: [UInt8] = Array(",\t;|".utf8)
  private static let sampleBytes = 64 << 10
  private static let sampleRecords = 100

  /// The separator that gives most of the first records the same number of cells, above one; of equals
  /// the one that gives more cells, then the preferred one, then comma, tab, semicolon, bar.
  /// - Parameter head: the beginning of the text, of at least its first record.
  static func separator(of head: Bytes, preferring preferred: UInt8) -> UInt8 {
    var best = preferred
    var bestScore = (share: 0.0, cells: 1)
    for candidate in [preferred] + candidates.filter({ $0 != preferred }) {
      let score = score(candidate, head)
      if score.cells > 1, score > bestScore { (best, bestScore) = (candidate, score) }
    }
    return best
  }

  /// The commonest number of cells a record, and the share of records that have it.
  private static func score(_ separator: UInt8, _ head: Bytes) -> (share: Double, cells: Int) {
    let counts = cellCounts(separator, head)
    guard !counts.isEmpty else { return (0, 1) }
    let frequencies = Dictionary(counts.map { ($0, 1) }, uniquingKeysWith: +)
    let mode = frequencies.filter { $0.key > 1 }.max { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let mode else { return (0, 1) }
    return (Double(mode.value) / Double(counts.count), mode.key)
  }

  private static func cellCounts(_ separator: UInt8, _ head: Bytes) -> [Int] {
    guard let base = head.baseAddress else { return [] }
    let fields = FieldScanner(base, count: head.count, separator: separator)
    let limit = min(sampleBytes, fields.end)
    var counts: [Int] = []
    var position = 0
    while position < limit, counts.count < sampleRecords {
      if fields.isNewline(fields.base[position]) {
        position += 1
        continue
      }
      let cells = fields.record(at: position)
      // A wrong separator can make one record of the whole text; the first record counts in any case.
      if cells.next > limit, !counts.isEmpty { break }
      counts.append(cells.ranges.count)
      position = cells.next
    }
    return counts
  }
}

extension FieldScanner {
  /// Where the cells of the record at `start` stand, and where the record after it begins.
  func record(at start: Int) -> (ranges: [Range<Int>], next: Int) {
    var ranges: [Range<Int>] = []
    var position = start
    while true {
      let fieldEnd = endOfField(from: position)
      ranges.append(position..<fieldEnd)
      position = fieldEnd
      guard position < end, base[position] == separator else { break }
      position += 1
    }
    return (ranges, position < end ? afterNewline(position) : end)
  }
}
