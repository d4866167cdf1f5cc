import TallyColumns
import TallyFunctions
import TallyPlanning
import TallyWorkers

/// Groups of which each has its place in an array, and of whose numbers quantiles and deviations are asked: the values
/// of each group are brought side by side, once it is counted how many rows each has, and then looked at together.
struct GatheredGrouping {
  let context: ExecutionContext
  let keys: OrderedKeys
  let calls: GroupCalls
  private let places: Int

  /// Where groups have no more places than this, those that are being filled stay in a core's own cache.
  private static let mostPlaces = 1 << 15
  /// Rows whose groups a thread takes at once, at least.
  private static let pieceRows = 1 << 14

  /// - Returns: nil where something else is asked, where there are too many places, and where memory lacks.
  init?(context: ExecutionContext, keys: OrderedKeys, calls: GroupCalls, rows: Int) {
    guard let places = keys.places, places <= GatheredGrouping.mostPlaces,
      // An argument's values, and those of a great group once more and spare.
      context.memory.fits(3 * rows * MemoryLayout<Int64>.stride),
      calls.calls.indices.allSatisfy({ calls.layout.answers[$0] != nil || calls.looksAtNumbers($0) })
    else { return nil }
    self.context = context
    self.keys = keys
    self.calls = calls
    self.places = places
  }

  func run(_ input: Relation) throws -> GroupedRows {
    let rows = input.rows.count
    let runs = context.workers.runs(of: (rows + context.batchRows - 1) / context.batchRows)
    context.cancellation.begin(rows: rows)
    let ledgers = try context.workers.map(runs.count, cancellation: context.cancellation) { run in
      var ledger = GroupLedger(calls.layout)
      ledger.grow(to: places)
      try forEachBatch(runs[run], input) { ledger.add($0.columns, $0.rows, $1) }
      return ledger
    }
    let starts = starts(ledgers)
    var ledger = ledgers[0]
    for other in ledgers.dropFirst() { ledger.merge(other, nil) }
    let groups = ledger.presentGroups
    let pieces = pieces(groups, ledger)
    var answers = [Column?](repeating: nil, count: calls.calls.count)
    var unknowns = [Int](repeating: 0, count: calls.calls.count)
    for (number, call) in calls.calls.enumerated() {
      guard let answer = calls.layout.answers[number] else { continue }
      answers[number] = ledger.column(answer, call.type.kind, groups)
      unknowns[number] = ledger.unknownCount(answer)
    }
    for (argument, numbers) in calls.argumentsOutsideLedger {
      context.cancellation.begin(rows: rows)
      var values = try GatheredValues(argument, starts: starts, rows: rows, context) { run, body in
        try forEachBatch(runs[run], input, body)
      }
      let asked = numbers.map { calls.calls[$0] }
      let parts = try values.map(groups, in: pieces, context) {
        GroupAnswers(asked, argument.type.kind, groups: $0)
      } _: {
        $0.append($1)
      }
      for (place, number) in numbers.enumerated() {
        answers[number] = try Column(
          joining: parts.map { $0.columns[place] }, kind: calls.calls[number].type.kind, context)
        unknowns[number] = values.unknown
      }
    }
    return GroupedRows(
      keys: try keys.columns(ofAddresses: groups, context), answers: answers.compactMap { $0 },
      unknowns: unknowns, count: groups.count)
  }

  private func forEachBatch(
    _ batches: Range<Int>, _ input: Relation, _ body: (Batch, [UInt32]) throws -> Void
  ) throws {
    for batch in batches {
      let positions = batch * context.batchRows..<min((batch + 1) * context.batchRows, input.rows.count)
      try context.cancellation.check(passing: positions.count)
      let rows = input.rows.batch(positions)
      try body(Batch(columns: input.columns, rows: rows), keys.addresses(positions, rows))
    }
  }

  /// For each run the first of its places in each group, where groups lie side by side in order.
  private func starts(_ ledgers: [GroupLedger]) -> [[UInt32]] {
    var starts = [[UInt32]](repeating: [UInt32](repeating: 0, count: places), count: ledgers.count)
    var next: UInt32 = 0
    for group in 0..<places {
      for run in ledgers.indices {
        starts[run][group] = next
        next += UInt32(truncatingIfNeeded: ledgers[run].rows(group))
      }
    }
    return starts
  }

  /// Runs of groups that together have about so many rows as a thread takes at once; at least one, be it empty.
  private func pieces(_ groups: [Int], _ ledger: GroupLedger) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var (start, rows) = (0, 0)
    for (place, group) in groups.enumerated() {
      rows += Int(ledger.rows(group))
      guard rows >= GatheredGrouping.pieceRows else { continue }
      pieces.append(start..<(place + 1))
      (start, rows) = (place + 1, 0)
    }
    if start < groups.count || pieces.isEmpty { pieces.append(start..<groups.count) }
    return pieces
  }
}

extension GroupCalls {
  /// Whether a call outside of the ledger asks for quantiles or deviations of exact numbers.
  fileprivate func looksAtNumbers(_ number: Int) -> Bool {
    let call = calls[number]
    guard !areBounded[number], arguments[number] == nil, let kind = call.argument?.type.kind, kind != .text
    else { return false }
    return switch call.operation {
    case .median, .quantile, .standardDeviation, .variance: true
    case .count, .countDistinct, .sum, .mean, .min, .max, .mode, .first, .last, .correlation: false
    }
  }

  /// What the calls outside of the ledger ask of, each with the calls that ask.
  fileprivate var argumentsOutsideLedger: [(Expression, calls: [Int])] {
    var found: [(argument: Expression, calls: [Int])] = []
    for number in calls.indices where layout.answers[number] == nil {
      guard let argument = calls[number].argument else { continue }
      let same = argument.columnNumber.flatMap { index in
        found.firstIndex { $0.argument.columnNumber == index }
      }
      if let same { found[same].calls.append(number) } else { found.append((argument, [number])) }
    }
    return found
  }
}

/// The answers of several calls to the values of groups, one group after the other.
private struct GroupAnswers: Sendable {
  private let isReal: Bool
  private var quantiles: [QuantileAnswers?] = []
  private var deviations: [[Double?]?] = []
  private let isVariance: [Bool]
  /// The values of a group as words in order, and spare room; once more as reals.
  private var words: [Int64] = []
  private var spare: [Int64] = []
  private var reals: [Double] = []

  init(_ calls: [AggregateCall], _ argumentKind: Kind, groups: Int) {
    isReal = argumentKind == .real
    isVariance = calls.map { $0.operation == .variance }
    for call in calls {
      let isSpread = call.operation == .variance || call.operation == .standardDeviation
      deviations.append(isSpread ? [] : nil)
      quantiles.append(
        isSpread
          ? nil
          : QuantileAnswers(call.quantile, argumentKind: argumentKind, kind: call.type.kind, groups: groups))
    }
  }

  /// - Parameter values: of the next group, reals as their bits.
  mutating func append(_ values: UnsafeMutableBufferPointer<Int64>) {
    if words.count < values.count + Selection.room {
      words = [Int64](repeating: 0, count: values.count + Selection.room)
      spare = words
    }
    var spread: Spread?
    for call in quantiles.indices {
      if deviations[call] != nil {
        let known = spread ?? self.spread(values)
        spread = known
        deviations[call]?.append(known.variance.map { isVariance[call] ? $0 : $0.squareRoot() })
      } else {
        appendQuantile(values, call)
      }
    }
  }

  private mutating func appendQuantile(_ values: UnsafeMutableBufferPointer<Int64>, _ call: Int) {
    words.withUnsafeMutableBufferPointer { words in
      spare.withUnsafeMutableBufferPointer { spare in
        guard let words = words.baseAddress, let spare = spare.baseAddress else { return }
        if isReal {
          for row in 0..<values.count {
            words[row] = SortColumn.word(Double(bitPattern: UInt64(bitPattern: values[row])))
          }
        } else {
          for row in 0..<values.count { words[row] = values[row] }
        }
        quantiles[call]?.append(of: values.count, words, spare)
      }
    }
  }

  private mutating func spread(_ values: UnsafeMutableBufferPointer<Int64>) -> Spread {
    if reals.count < values.count { reals = [Double](repeating: 0, count: values.count) }
    var spread = Spread()
    reals.withUnsafeMutableBufferPointer { reals in
      if isReal {
        for row in 0..<values.count { reals[row] = Double(bitPattern: UInt64(bitPattern: values[row])) }
      } else {
        for row in 0..<values.count { reals[row] = Double(values[row]) }
      }
      spread.add(UnsafeBufferPointer(rebasing: reals[0..<values.count]))
    }
    return spread
  }

  var columns: [Column] {
    quantiles.indices.map { call in
      quantiles[call]?.column ?? Column(reals: deviations[call] ?? [])
    }
  }
}
