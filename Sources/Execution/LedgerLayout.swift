import TallyColumns
import TallyFunctions
import TallyPlanning

/// What a ledger keeps of each group, and where the answers of calls are found in it.
///
/// A call has a place in it where its arguments are stored columns of exact numbers and what is kept fits words that
/// cannot overflow; the others have accumulators of their own.
struct LedgerLayout: Sendable {
  /// One thing that is kept of a group.
  enum Entry: Hashable, Sendable {
    /// How many rows there are.
    case rows
    /// In how many of them a column is known that is not known in all.
    case known(Int)
    /// A sum of whole numbers.
    case wholeSum(Int)
    /// A sum of reals, and behind it what rounding took from it.
    case realSum(Int)
    /// The least and greatest value, as a word that is ordered as values are.
    case least(Int)
    case greatest(Int)
    /// Σx and Σx² of whole numbers.
    case squares(Int)
    /// In how many rows both columns are known, and there Σx, Σy, Σx², Σy² and Σxy of whole numbers.
    case products(Int, Int)

    /// What stands there before the first row.
    fileprivate var beginning: [Int64] {
      switch self {
      case .rows, .known, .wholeSum: [0]
      case .realSum, .squares: [0, 0]
      case .least: [.max]
      case .greatest: [.min]
      case .products: [0, 0, 0, 0, 0, 0]
      }
    }
  }

  /// The answer of a call, by the places of words in a group's record.
  enum Answer: Sendable {
    /// Rows, or rows in which a column is known.
    case count(Int)
    case wholeSum(Int, known: Int)
    case wholeMean(Int, known: Int)
    case realSum(Int, known: Int)
    case realMean(Int, known: Int)
    case extreme(Int, known: Int)
    case variance(Int, known: Int, isRoot: Bool)
    case correlation(Int)
  }

  private(set) var entries: [(entry: Entry, offset: Int)] = []
  /// The answer of each call; nil for those that have no place here.
  private(set) var answers: [Answer?] = []
  /// A record before the first row.
  private(set) var beginning: [Int64] = []

  /// Words of a record.
  var width: Int { beginning.count }

  init(_ calls: [AggregateCall], _ input: Relation) {
    _ = place(of: .rows)
    for call in calls { answers.append(answer(of: call, input)) }
  }

  private mutating func place(of entry: Entry) -> Int {
    if let known = entries.first(where: { $0.entry == entry }) { return known.offset }
    entries.append((entry, width))
    beginning += entry.beginning
    return width - entry.beginning.count
  }

  private mutating func placeOfKnown(_ index: Int, _ column: Column) -> Int {
    place(of: column.best.missing == nil ? .rows : .known(index))
  }

  private mutating func answer(of call: AggregateCall, _ input: Relation) -> Answer? {
    guard let argument = call.argument else { return call.operation == .count ? .count(0) : nil }
    guard case .column(let index) = argument.node else { return nil }
    let column = input.columns[index]
    guard !column.isBounded else { return nil }
    if call.operation == .count { return .count(placeOfKnown(index, column)) }
    let rows = input.rows.count
    let isReal = if case .real = column.storage { true } else { false }
    guard isReal || column.storage.dictionary == nil else { return nil }
    switch call.operation {
    case .sum where isReal:
      return .realSum(place(of: .realSum(index)), known: placeOfKnown(index, column))
    case .mean where isReal:
      return .realMean(place(of: .realSum(index)), known: placeOfKnown(index, column))
    case .sum where column.holds(rows, power: 1):
      return .wholeSum(place(of: .wholeSum(index)), known: placeOfKnown(index, column))
    case .mean where column.holds(rows, power: 1):
      return .wholeMean(place(of: .wholeSum(index)), known: placeOfKnown(index, column))
    case .min:
      return .extreme(place(of: .least(index)), known: placeOfKnown(index, column))
    case .max:
      return .extreme(place(of: .greatest(index)), known: placeOfKnown(index, column))
    case .standardDeviation where !isReal && column.holds(rows, power: 2):
      return .variance(place(of: .squares(index)), known: placeOfKnown(index, column), isRoot: true)
    case .variance where !isReal && column.holds(rows, power: 2):
      return .variance(place(of: .squares(index)), known: placeOfKnown(index, column), isRoot: false)
    case .correlation:
      guard case .column(let other)? = call.second?.node, !isReal, column.holds(rows, power: 2) else {
        return nil
      }
      let second = input.columns[other]
      guard !second.isBounded, second.holds(rows, power: 2) else { return nil }
      return .correlation(place(of: .products(index, other)))
    default: return nil
    }
  }
}

extension Column {
  /// Whether a sum of so many of its whole numbers, or of products of two of them, stays inside 64 bits.
  fileprivate func holds(_ rows: Int, power: Int) -> Bool {
    guard storage.dictionary == nil, let (low, high) = integerRange else { return false }
    let most = max(low.magnitude, high.magnitude)
    var product = UInt64(rows)
    for _ in 0..<power {
      let (next, overflows) = product.multipliedReportingOverflow(by: most)
      if overflows { return false }
      product = next
    }
    return product <= UInt64(Int64.max)
  }
}
