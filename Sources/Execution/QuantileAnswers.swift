import TallyColumns
import TallyFunctions

/// A quantile of several groups, one after the other.
struct QuantileAnswers {
  let quantile: Quantile
  let argumentKind: Kind
  let kind: Kind
  private var reals: [Double] = []
  private var integers: [Int64] = []
  private var missing: NullMask
  private var count = 0

  /// - Parameters:
  ///   - argumentKind: of the values.
  ///   - kind: of the answers.
  ///   - groups: how many there will be.
  init(_ quantile: Quantile, argumentKind: Kind, kind: Kind, groups: Int) {
    self.quantile = quantile
    self.argumentKind = argumentKind
    self.kind = kind
    missing = NullMask(count: groups)
    if kind == .real { reals.reserveCapacity(groups) } else { integers.reserveCapacity(groups) }
  }

  /// The quantile of the next group.
  /// - Parameters:
  ///   - count: how many values it has.
  ///   - values: as words that are ordered as they are, with room for more behind them; they are lost.
  ///   - spare: as much room.
  mutating func append(
    of count: Int, _ values: UnsafeMutablePointer<Int64>, _ spare: UnsafeMutablePointer<Int64>
  ) {
    defer { self.count += 1 }
    guard count > 0 else { return appendUnknown() }
    let (place, part) = quantile.place(among: count)
    let (low, high) = Selection.pair(at: place, among: count, in: values, spare)
    guard kind == .real else { return integers.append(Quantile.between(low, high, part)) }
    let value = Quantile.between(real(low), real(high), part)
    if value.isFinite { reals.append(value) } else { appendUnknown() }
  }

  private mutating func appendUnknown() {
    missing.setNull(count)
    if kind == .real { reals.append(0) } else { integers.append(0) }
  }

  @inline(__always)
  private func real(_ word: Int64) -> Double { argumentKind == .real ? SortColumn.real(word) : Double(word) }

  var column: Column {
    kind == .real
      ? Column(kind: kind, .real(reals), missing: missing)
      : Column(kind: kind, .narrowest(integers), missing: missing)
  }
}
