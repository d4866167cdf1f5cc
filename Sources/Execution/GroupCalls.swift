import TallyColumns
import TallyFunctions
import TallyPlanning

/// What is asked of groups of rows, and where its arguments come from.
struct GroupCalls: Sendable {
  let context: ExecutionContext
  let calls: [AggregateCall]
  /// Arguments that were worked out beforehand, a value for each position of the input.
  let arguments: [Column?]
  /// Whether values of a call's arguments carry bounds.
  let areBounded: [Bool]
  let layout: LedgerLayout
  /// What values an argument can have whose different ones are counted, where these are few and there is one group.
  let ranges: [ClosedRange<Int64>?]

  init(_ calls: [AggregateCall], isOneGroup: Bool, _ input: Relation, _ context: ExecutionContext) throws {
    self.context = context
    self.calls = calls
    // Texts must share one dictionary with every text in it once.
    let project = ProjectOperator(context: context, expressions: [])
    arguments = try calls.map { call in
      guard let argument = call.argument, argument.type.kind == .text, call.operation != .count else {
        return nil
      }
      let texts = try project.column(argument, input).withoutRepeatedEntries(context)
      // Whoever compares texts finds their order made.
      if call.operation.comparesTexts { _ = try texts.storage.dictionary?.ranks(context) }
      return texts
    }
    areBounded = calls.map { $0.arguments.contains { $0.expression.isBounded(in: input) } }
    layout = LedgerLayout(calls, input)
    ranges = zip(calls, arguments).map { call, texts in
      guard isOneGroup, call.operation == .countDistinct else { return nil }
      return (texts ?? call.argument?.columnNumber.map { input.columns[$0] })?.fewValues
    }
  }

  /// Whether all values of a group are kept to the end for some call.
  var keepValues: Bool {
    calls.indices.contains { number in
      layout.answers[number] == nil && (calls[number].operation.keepsValues || areBounded[number])
    }
  }

  /// The values of a call's arguments for a batch.
  /// - Parameter positions: where the rows of the batch stand in the input.
  func vectors(ofCall number: Int, _ batch: Batch, _ positions: BatchRows) throws -> [Vector] {
    if let column = arguments[number] { return [column.gather(positions)] }
    let evaluator = ExpressionEvaluator(context: context)
    return try calls[number].arguments.map {
      try evaluator.evaluate($0.expression, batch).stretched(to: batch.count)
    }
  }
}

/// What has been gathered for groups: a ledger of what fits in one, and an accumulator for each of the other calls.
struct GatheredCalls: Sendable {
  private let calls: GroupCalls
  private var ledger: GroupLedger
  private var accumulators: [(any Accumulator)?]
  /// Unknown values of the arguments of calls with an accumulator.
  private var unknownCounts: [Int]

  init(_ calls: GroupCalls) {
    self.calls = calls
    ledger = GroupLedger(calls.layout)
    accumulators = calls.calls.indices.map { number in
      calls.layout.answers[number] == nil
        ? calls.calls[number].makeAccumulator(
          isBounded: calls.areBounded[number], values: calls.ranges[number], calls.context.cancellation) : nil
    }
    unknownCounts = calls.calls.map { _ in 0 }
  }

  mutating func grow(to count: Int) {
    ledger.grow(to: count)
    for number in accumulators.indices { accumulators[number]?.grow(to: count) }
  }

  /// Takes in a batch.
  /// - Parameters:
  ///   - positions: where its rows stand in the input.
  ///   - groups: the group of each of them; there must be room for it.
  mutating func add(_ batch: Batch, _ positions: BatchRows, _ groups: [UInt32]) throws {
    ledger.add(batch.columns, batch.rows, groups)
    for number in accumulators.indices where accumulators[number] != nil {
      let vectors = try calls.vectors(ofCall: number, batch, positions)
      try add(vectors, .many(groups), toCall: number)
    }
  }

  /// Takes in a batch whose rows all are of the group 0.
  mutating func add(_ batch: Batch, _ positions: BatchRows) throws {
    ledger.add(batch.columns, batch.rows)
    for number in accumulators.indices where accumulators[number] != nil {
      let vectors = try calls.vectors(ofCall: number, batch, positions)
      try add(vectors, .one(rows: batch.count), toCall: number)
    }
  }

  private mutating func add(_ vectors: [Vector], _ groups: GroupNumbers, toCall number: Int) throws {
    if vectors.count == 2 {
      try accumulators[number]?.add(vectors[0], and: vectors[1], groups)
    } else {
      try accumulators[number]?.add(vectors.first, groups)
    }
    guard let first = vectors.first, vectors.contains(where: { $0.best.missing != nil }) else { return }
    for row in 0..<groups.rows
    where first.isUnknown(at: row) || (vectors.count == 2 && vectors[1].isUnknown(at: row)) {
      unknownCounts[number] += 1
    }
  }

  /// Takes in what was gathered from later rows.
  /// - Parameter map: the group here of each group there; nil where they are the same.
  mutating func merge(_ other: GatheredCalls, _ map: [Int]?) throws {
    ledger.merge(other.ledger, map)
    for number in accumulators.indices {
      guard let accumulator = other.accumulators[number] else { continue }
      try accumulators[number]?.merge(any: accumulator, map ?? Array(0..<other.ledger.count))
      unknownCounts[number] += other.unknownCounts[number]
    }
  }

  /// The groups that have rows.
  var presentGroups: [Int] { ledger.presentGroups }

  /// The answers of some groups, a column for each call.
  /// - Throws: a `Diagnostic` where an answer overflows.
  func columns(_ groups: [Int]) throws -> [Column] {
    try calls.calls.enumerated().map { number, call in
      if let answer = calls.layout.answers[number] { return ledger.column(answer, call.type.kind, groups) }
      do {
        return try accumulators[number]?.column(groups) ?? Column(kind: call.type.kind, values: [])
      } catch KernelError.overflow {
        throw ExecutionDiagnostics.overflow(call.span)
      }
    }
  }

  /// For each call the rows that do not know its arguments.
  var unknowns: [Int] {
    calls.calls.indices.map { number in
      calls.layout.answers[number].map(ledger.unknownCount) ?? unknownCounts[number]
    }
  }
}

extension Aggregate.Operation {
  /// Whether texts are held against one another, and not only told apart.
  fileprivate var comparesTexts: Bool { [.min, .max, .mode].contains(self) }
}

extension Column {
  /// The range of its whole numbers, or of its codes, where it is narrow; nil for figures.
  fileprivate var fewValues: ClosedRange<Int64>? {
    guard !isBounded else { return nil }
    if let dictionary = storage.dictionary {
      return dictionary.count > 0 && dictionary.count <= Int(SeenValuesAccumulator.mostValues)
        ? 0...Int64(dictionary.count - 1) : nil
    }
    guard let (low, high) = integerRange, case (let width, false) = high.subtractingReportingOverflow(low),
      width < SeenValuesAccumulator.mostValues
    else { return nil }
    return low...high
  }
}
