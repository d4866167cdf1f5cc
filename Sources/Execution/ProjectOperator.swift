import TallyColumns
import TallyPlanning

/// Works expressions out for every row and gives them as columns. Here values are copied out of the
/// rows that were chosen; columns of which all rows are wanted are shared.
struct ProjectOperator {
  let context: ExecutionContext
  let expressions: [Expression]

  func run(_ input: Relation) throws -> Relation {
    if input.isSure {
      let columns = try expressions.map { try column($0, input) }
      return Relation(columns, rows: .all(input.rows.count))
    }
    // Rows that may belong here are worked out behind the others, so that later stages can ask of them.
    let ids = input.rows.ids
    let all = Relation(input.columns, rows: .selected(ids + input.maybe))
    let numbers = (0..<all.rows.count).map { UInt32(truncatingIfNeeded: $0) }
    return Relation(
      try expressions.map { try column($0, all) }, rows: .selected(Array(numbers[..<ids.count])),
      maybe: Array(numbers[ids.count...]),
      doubtful: Set(numbers[..<ids.count].filter { input.doubtful.contains(ids[Int($0)]) }))
  }

  /// The figures that claims give to an aggregate, to be settled.
  func measures(_ call: AggregateCall, _ input: Relation) throws -> [ClaimSet.Measure] {
    try call.arguments.map { try measure($0.expression, named: $0.name, input) }
  }

  /// A figure that claims give, to be settled.
  func measure(_ argument: Expression, named name: String, _ input: Relation) throws -> ClaimSet.Measure {
    var number: Int?
    if case .column(let index) = argument.node { number = index }
    return ClaimSet.Measure(column: number, values: try column(argument, input), name: name)
  }

  func column(_ expression: Expression, _ input: Relation) throws -> Column {
    if case .column(let index) = expression.node, case .all = input.rows { return input.columns[index] }
    // Of no rows, the texts that the column has are still known.
    if case .column(let index) = expression.node, input.rows.count == 0 {
      return input.columns[index].taking([])
    }
    if case .column(let index) = expression.node, case .selected(let ids) = input.rows {
      return try input.columns[index].spread(ids, unmatched: nil, context)
    }
    if case .constant(let value) = expression.node {
      return Column(kind: expression.type.kind, values: [Value](repeating: value, count: input.rows.count))
    }
    let batches = input.batches(of: context.batchRows)
    let evaluator = ExpressionEvaluator(context: context)
    context.cancellation.begin(rows: input.rows.count)
    let vectors = try context.workers.map(batches.count, cancellation: context.cancellation) { index in
      try context.cancellation.check(passing: batches[index].count)
      return try evaluator.evaluate(expression, batches[index]).stretched(to: batches[index].count)
    }
    if let column = try Column(differentTexts: vectors, context) { return column }
    return try Column(concatenating: vectors, kind: expression.type.kind) { try context.cancellation.check() }
  }
}

extension Vector {
  /// A constant written out for every row; other vectors as they are.
  func stretched(to rows: Int) -> Vector {
    guard isConstant else { return self }
    return Vector(
      kind, best.stretched(to: rows),
      bounds: bounds.map { Bounds(low: $0.low.stretched(to: rows), high: $0.high.stretched(to: rows)) })
  }
}

extension Vector.Lane {
  func stretched(to rows: Int) -> Vector.Lane {
    let payload: Vector.Payload =
      switch self.payload {
      case .integers(let values): .integers([Int64](repeating: values[0], count: rows))
      case .reals(let values): .reals([Double](repeating: values[0], count: rows))
      case .codes(let codes, let dictionary): .codes([UInt32](repeating: codes[0], count: rows), dictionary)
      }
    return Vector.Lane(payload, missing: missing.map { [Bool](repeating: $0[0], count: rows) })
  }
}

extension Column {
  /// Some rows of a column in which every row has an entry of its own. They keep one each: codes into a
  /// dictionary promise that a text stands in it once, which groups and counts rest on.
  init(plain dictionary: TextDictionary, missing: NullMask?, rows: BatchRows) {
    let texts = rows.map { dictionary[$0] }
    var mask: NullMask?
    if let flags = missing?.gather(rows) {
      var picked = NullMask(count: flags.count)
      for row in flags.indices where flags[row] { picked.setNull(row) }
      mask = picked
    }
    self.init(kind: .text, .plain(TextDictionary(texts, origin: dictionary)), missing: mask)
  }

  /// The column of the vectors of a few batches, in order.
  init(concatenating vectors: [Vector], kind: Kind) {
    self.init(concatenating: vectors, kind: kind) {}
  }

  /// The column of the vectors of its batches, in order.
  /// - Parameter check: called for each batch of texts; what it throws ends the work.
  init(concatenating vectors: [Vector], kind: Kind, check: () throws -> Void) rethrows {
    let best = try Part(concatenating: vectors.map(\.best), kind: kind, check: check)
    guard vectors.contains(where: { $0.bounds != nil }) else {
      self.init(kind: kind, best: best)
      return
    }
    self.init(
      kind: kind, best: best,
      bounds: Bounds(
        low: try Part(concatenating: vectors.map { $0.bounds?.low ?? $0.best }, kind: kind, check: check),
        high: try Part(concatenating: vectors.map { $0.bounds?.high ?? $0.best }, kind: kind, check: check)))
  }
}

extension Column.Part {
  fileprivate init(concatenating lanes: [Vector.Lane], kind: Kind, check: () throws -> Void) rethrows {
    let mask = NullMask(concatenating: lanes)
    switch kind {
    case .real:
      self.init(.real(lanes.flatMap(\.reals)), missing: mask)
    case .text:
      self.init(try Storage(concatenatingTexts: lanes, check: check), missing: mask)
    default:
      self.init(.narrowest(lanes.flatMap(\.integers)), missing: mask)
    }
  }
}

extension NullMask {
  /// What is missing in lanes one behind the other; nil where nothing is.
  init?(concatenating lanes: [Vector.Lane]) {
    guard lanes.contains(where: { $0.missing != nil }) else { return nil }
    self.init(count: lanes.reduce(0) { $0 + $1.count })
    var row = 0
    for lane in lanes {
      if let flags = lane.missing {
        for index in flags.indices where flags[index] { setNull(row + index) }
      }
      row += lane.count
    }
  }
}
