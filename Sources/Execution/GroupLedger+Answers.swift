import TallyColumns
import TallyPlanning

extension GroupLedger {
  /// How many rows of a call's groups do not know its arguments.
  func unknownCount(_ answer: LedgerLayout.Answer) -> Int {
    let place =
      switch answer {
      case .count(let place), .correlation(let place): place
      case .wholeSum(_, let known), .wholeMean(_, let known), .realSum(_, let known), .realMean(_, let known),
        .extreme(_, let known), .variance(_, let known, _):
        known
      }
    if place == 0 { return 0 }
    var unknown: Int64 = 0
    for group in 0..<count { unknown += rows(group) - words[group * layout.width + place] }
    return Int(unknown)
  }

  /// The answers of some groups to a call.
  func column(_ answer: LedgerLayout.Answer, _ kind: Kind, _ groups: [Int]) -> Column {
    switch answer {
    case .count(let place): return Column(kind: .whole, .narrowest(groups.map { word($0, place) }))
    case .wholeSum(let place, let known):
      return Column(
        kind: kind, .narrowest(groups.map { word($0, place) }), missing: unknown(groups, known))
    case .wholeMean(let place, let known):
      let means = groups.map { Double(word($0, place)) / Double(max(1, word($0, known))) }
      guard kind != .real else { return Column(kind: kind, .real(means), missing: unknown(groups, known)) }
      // A mean of numbers of 64 bits is one, but for the rounding of the greatest.
      let wholes = means.map { Int64(exactly: $0.rounded()) }
      return Column(kind: kind, orderedWords: zip(wholes, groups).map { word($1, known) > 0 ? $0 : nil }, nil)
    case .realSum(let place, let known):
      return Column(reals: groups.map { word($0, known) > 0 ? real($0, place).finite : nil })
    case .realMean(let place, let known):
      return Column(
        reals: groups.map { group in
          let count = word(group, known)
          return count > 0 ? (real(group, place) / Double(count)).finite : nil
        })
    case .extreme(let place, let known):
      return Column(
        kind: kind, orderedWords: groups.map { word($0, known) > 0 ? word($0, place) : nil }, nil)
    case .variance(let place, let known, let isRoot):
      return Column(
        reals: groups.map { group in
          let count = word(group, known)
          guard count > 1 else { return nil }
          let spread = Int128(count) * Int128(word(group, place + 1)) - square(word(group, place))
          let variance = Double(nearest: spread) / (Double(count) * Double(count - 1))
          return isRoot ? variance.squareRoot() : variance
        })
    case .correlation(let place): return Column(reals: groups.map { correlation($0, place) })
    }
  }

  @inline(__always)
  private func word(_ group: Int, _ place: Int) -> Int64 { words[group * layout.width + place] }

  private func real(_ group: Int, _ place: Int) -> Double {
    CompensatedSum(words: (word(group, place), word(group, place + 1))).value
  }

  private func unknown(_ groups: [Int], _ known: Int) -> NullMask? {
    // Every group has rows but the one without keys, of which there can be none.
    if known == 0, groups.count > 1 { return nil }
    var missing = NullMask(count: groups.count)
    for (row, group) in groups.enumerated() where word(group, known) == 0 { missing.setNull(row) }
    return missing.ifAny
  }

  private func square(_ sum: Int64) -> Int128 { Int128(sum) * Int128(sum) }

  /// Pearson's coefficient out of sums that are exact.
  private func correlation(_ group: Int, _ place: Int) -> Double? {
    let count = Int128(word(group, place))
    let (x, y) = (word(group, place + 1), word(group, place + 2))
    let spreadX = count * Int128(word(group, place + 3)) - square(x)
    let spreadY = count * Int128(word(group, place + 4)) - square(y)
    guard spreadX > 0, spreadY > 0 else { return nil }
    let together = count * Int128(word(group, place + 5)) - Int128(x) * Int128(y)
    let root = (Double(nearest: spreadX) * Double(nearest: spreadY)).squareRoot()
    return min(max(Double(nearest: together) / root, -1), 1)
  }
}

extension Double {
  fileprivate var finite: Double? { isFinite ? self : nil }

  /// The nearest real of a long number; the standard library's own conversion takes a hundred times as long.
  init(nearest number: Int128) {
    let magnitude = number.magnitude
    let above = Int128.bitWidth / 2 - min(Int128.bitWidth / 2, magnitude.leadingZeroBitCount)
    // What is below the upper 64 bits decides only between two that are as near.
    let rest = magnitude & (1 << UInt128(above) - 1)
    let upper = UInt64(truncatingIfNeeded: magnitude >> UInt128(above)) | (rest == 0 ? 0 : 1)
    self.init(sign: number < 0 ? .minus : .plus, exponent: above, significand: Double(upper))
  }
}
