import TallyColumns

/// Ranges of packed keys, by where those of a few rows lie; what is below or above these is in the first or last.
///
/// Where keys are spread evenly the ranges are all as wide, which the upper bits of a key tell. Where they are not,
/// as with a few values far from all others, ranges are cut so that each has as many of the few rows.
struct KeyRanges: Sendable {
  let count: Int
  /// How many of a key's lower bits do not matter.
  let ignoredBits: UInt64
  /// The upper bits of the first range.
  private let first: UInt64
  /// Where ranges begin but the first, filled up to one less than a power of two; empty where all are as wide.
  private let cuts: [UInt64]

  /// Rows that are looked at to see where keys lie.
  private static let sampleRows = 1 << 10
  /// At most so many ranges are told apart by searching.
  private static let mostCuts = 1 << 8
  /// Stretches that have more than so many times their share of the rows are not even.
  private static let mostUneven = 4
  private static let stretches = 1 << 5

  init(_ keys: OrderedKeys, _ input: Relation, parts: Int) {
    let rows = input.rows.count
    let sample = stride(from: 0, to: rows, by: max(1, rows / KeyRanges.sampleRows)).map { position in
      var word: UInt64 = 0
      keys.pack(position..<(position + 1), input.rows.batch(position..<(position + 1)), into: &word)
      return word
    }
    self.init(sample: sample.sorted(), parts: parts)
  }

  /// - Parameters:
  ///   - sample: keys in order.
  ///   - parts: how many ranges there may be, about; at least 1.
  init(sample: [UInt64], parts: Int) {
    let (low, high) = (sample.first ?? 0, sample.last ?? 0)
    var shift: UInt64 = 0
    while high >> shift - low >> shift >= UInt64(parts) { shift += 1 }
    if KeyRanges.isEven(sample) || parts < 2 {
      (ignoredBits, first, cuts) = (shift, low >> shift, [])
      count = Int(high >> shift - low >> shift) + 1
      return
    }
    let wanted = min(parts, KeyRanges.mostCuts)
    var cuts: [UInt64] = []
    for part in 1..<wanted {
      let key = sample[sample.count * part / wanted]
      if key > cuts.last ?? low { cuts.append(key) }
    }
    count = cuts.count + 1
    var room = 1
    while room < count { room *= 2 }
    cuts += [UInt64](repeating: .max, count: room - 1 - cuts.count)
    (ignoredBits, first, self.cuts) = (0, low, cuts)
  }

  /// Whether no stretch of the whole has many times its share.
  private static func isEven(_ sample: [UInt64]) -> Bool {
    guard let low = sample.first, let high = sample.last else { return true }
    let width = (high - low) / UInt64(stretches) + 1
    var counts = [Int](repeating: 0, count: stretches)
    for key in sample { counts[Int((key - low) / width)] += 1 }
    return counts.allSatisfy { $0 <= mostUneven * (sample.count / stretches + 1) }
  }

  /// Calls with the place of each of some keys among them, and its range.
  @inline(__always)
  func forEach(_ keys: UnsafeBufferPointer<UInt64>, _ body: (_ place: Int, _ part: Int) -> Void) {
    let last = count - 1
    guard !cuts.isEmpty else {
      let (first, shift) = (first, ignoredBits)
      for place in 0..<keys.count {
        let upper = keys[place] >> shift
        body(place, upper < first ? 0 : Int(truncatingIfNeeded: min(upper &- first, UInt64(last))))
      }
      return
    }
    cuts.withUnsafeBufferPointer { cuts in
      for place in 0..<keys.count {
        // Without branches, of which half would be guessed wrong.
        var (part, step) = (0, (cuts.count + 1) / 2)
        while step > 0 {
          part &+= cuts[part &+ step &- 1] <= keys[place] ? step : 0
          step /= 2
        }
        body(place, min(part, last))
      }
    }
  }
}
