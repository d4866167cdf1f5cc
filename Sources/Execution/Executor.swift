import TallyColumns
import TallyFunctions
import TallyPlanning
import TallyWorkers

/// What a query gives.
public struct Answer: Sendable {
  public let table: Table
  /// One figure, shown without a table around it.
  public let isSingleFigure: Bool
  /// Figures of many rows rather than rows: what is unknown in them is said in words.
  public let isAggregated: Bool
  /// The figures are of claims: what is unknown in them nobody reported.
  public let isOfClaims: Bool
  /// What the answer rests on, the most important first.
  public let notes: [String]
  /// Those that running the plan gave, as values.
  public let executionNotes: [ExecutionNote]

  public init(
    table: Table, isSingleFigure: Bool = false, isAggregated: Bool = false, isOfClaims: Bool = false,
    notes: [String] = [], executionNotes: [ExecutionNote] = []
  ) {
    self.table = table
    self.isSingleFigure = isSingleFigure
    self.isAggregated = isAggregated
    self.isOfClaims = isOfClaims
    self.notes = notes
    self.executionNotes = executionNotes
  }
}

/// Runs plans: one operator for each step, from the scan outwards.
public struct Executor: Sendable {
  let workers: Workers
  /// Asked between batches, and by whoever goes on with an answer.
  public let cancellation: Cancellation
  let batchRows: Int
  let memory: MemoryBudget
  let settler: (any ClaimSettler)?

  /// - Parameters:
  ///   - cancellation: asked between batches.
  ///   - batchRows: rows worked on at once; tests make it small and odd.
  ///   - memory: asked before long arrays are made.
  ///   - settler: settles claims; without one they are taken as plain rows.
  public init(
    workers: Workers = Workers(), cancellation: Cancellation = .never, batchRows: Int = ZoneMap.rowsPerZone,
    memory: MemoryBudget = MemoryBudget(), settler: (any ClaimSettler)? = nil
  ) {
    self.memory = memory
    self.workers = workers
    self.cancellation = cancellation
    self.batchRows = batchRows
    self.settler = settler
  }

  /// The answer of a plan.
  /// - Throws: a `Diagnostic` for what can only go wrong with values, such as an overflow; `Cancelled`.
  public func run(_ plan: QueryPlan) throws -> Answer {
    try run(plan, makeContext(for: plan))
  }

  func run(_ plan: QueryPlan, _ context: ExecutionContext) throws -> Answer {
    let relation = try run(plan.relation, context)
    let output = try ProjectOperator(
      context: context,
      expressions: plan.types.enumerated().map { Expression(.column($0.offset), $0.element, .init(0, 0)) }
    ).run(Relation(relation.columns, rows: relation.rows))
    // A picture knows its columns by their numbers.
    let shown = output.columns.indices.filter { index in
      plan.picture != nil || !plan.omittable.contains(index) || output.columns[index].knownCount > 0
    }
    let fields = shown.map { plan.fields[$0].settingPresentation(for: output.columns[$0]) }
    let table = Table(
      name: "answer", fields: fields, columns: shown.map { output.columns[$0] }, rowCount: output.rows.count)
    return Answer(
      table: table, isSingleFigure: plan.isSingleFigure, isAggregated: plan.isAggregated,
      isOfClaims: plan.isOfClaims, notes: plan.notes + context.notes.map(\.text),
      executionNotes: context.notes)
  }

  /// - Parameter plan: what is run; nil where that reads no tables.
  func makeContext(for plan: QueryPlan?, _ recorder: StepRecorder? = nil) -> ExecutionContext {
    ExecutionContext(
      workers: workers, cancellation: cancellation, batchRows: batchRows, memory: memory, settler: settler,
      tables: plan?.relation.tablesRead.map(\.table) ?? [], recorder: recorder)
  }

  private func groups(_ plan: AggregatePlan, _ input: Relation, _ context: ExecutionContext) throws
    -> Relation
  {
    let isOrderOpen = context.isOrderOpen && plan.input.isSortedByFigures
    guard let settling = plan.settling, let settler else {
      return try BoundedAggregateOperator(
        context: context, keys: plan.keys, calls: plan.calls, isOrderOpen: isOrderOpen
      ).run(input)
    }
    return try ClaimsAggregateOperator(
      context: context, keys: plan.keys, calls: plan.calls, settling: settling, settler: settler,
      isOrderOpen: isOrderOpen
    ).run(input)
  }

  func run(_ plan: RelationPlan, _ context: ExecutionContext) throws -> Relation {
    guard let recorder = context.recorder else {
      let output = try perform(plan, context)
      // The next step goes over these.
      context.cancellation.begin(rows: output.rows.count)
      return output
    }
    recorder.begin(notes: context.notesAsTheyArose.count)
    let output = try perform(plan, context)
    recorder.end(plan, output, notes: context.notesAsTheyArose)
    return output
  }

  private func perform(_ plan: RelationPlan, _ context: ExecutionContext) throws -> Relation {
    switch plan {
    case .scan(let table):
      guard table.rowCount <= Int(UInt32.max) else { throw ExecutionDiagnostics.tooManyRows() }
      return Relation(table)
    case .oneRow:
      return Relation([], rows: .all(1))
    case .filter(let input, let predicate, let keepsMaybe):
      let input = try run(input, context)
      return try FilterOperator(context: context, predicate: predicate, keepsMaybe: keepsMaybe)
        .run(input).chosen(from: input)
    case .aggregate(let aggregate):
      if let counted = try CountOperator(context: context, aggregate)?.run() { return counted }
      let input = try run(aggregate.input, context)
      try RepeatedRows(context: context, plan: aggregate).note(input)
      let groups = try groups(aggregate, input, context)
      guard !aggregate.fills.isEmpty else { return groups }
      return try FillOperator(fills: aggregate.fills, keyCount: aggregate.keys.count, calls: aggregate.calls)
        .run(groups)
    case .pivot(let plan):
      return try PivotOperator(context: context, plan: plan).run(try run(plan.input, context))
    case .tally(let plan):
      return try TallyOperator(context: context, plan: plan, settler: settler).run(
        try run(plan.input, context))
    case .project(let input, let expressions):
      let input = try run(input, context)
      if let columns = expressions.columnNumbers {
        // Columns are only chosen; their rows stay where they are, so that `why` finds them.
        return Relation(
          columns.map { input.columns[$0] }, rows: input.rows, maybe: input.maybe, doubtful: input.doubtful,
          origins: input.origins)
      }
      return try ProjectOperator(context: context, expressions: expressions).run(input).made(from: input)
    case .window(let input, let calls):
      let input = try run(input, context)
      return try WindowOperator(context: context, calls: calls).run(input).made(from: input)
    case .distinct(let input):
      let input = try run(input, context)
      return try DistinctOperator(context: context).run(input).chosen(from: input)
    case .join(let plan):
      return try JoinOperator(context: context, plan: plan).run(
        try run(plan.left, context), try run(plan.right, context))
    case .sort(let input, let keys):
      let input = try run(input, context)
      return try SortOperator(context: context, keys: keys).run(input).chosen(from: input)
    case .keep(let input, let plan):
      let rows = try run(input, context)
      return try KeepOperator(
        context: context, plan: plan, standing: input.standingOrder,
        isOrderLost: context.isOrderOpen && input.hidesOrder
      ).run(rows).chosen(from: rows)
    case .slice(.sort(let input, let keys), let skip, let limit?):
      let rows = try run(input, context)
      return try TopOperator(
        context: context, keys: keys, standing: input.standingOrder,
        isOrderLost: context.isOrderOpen && input.hidesOrder, skip: skip, limit: limit
      ).run(rows).chosen(from: rows)
    case .slice(let input, let skip, let limit):
      let rows = try run(input, context)
      return try SliceOperator(
        context: context, skip: skip, limit: limit, order: input.standingOrder,
        isOrderLost: context.isOrderOpen && input.hidesOrder
      ).run(rows).chosen(from: rows)
    }
  }
}

extension [Expression] {
  /// The columns that the expressions are; nil where one is anything else.
  var columnNumbers: [Int]? {
    var numbers: [Int] = []
    for expression in self {
      guard case .column(let number) = expression.node else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}

extension Field {
  /// A part of a whole is shown in percent only where it is one everywhere.
  fileprivate func settingPresentation(for column: Column) -> Field {
    guard presentation == .percent else { return self }
    let isPart = column.values.allSatisfy { value in
      switch value {
      case .unknown: true
      case .real(let part): (0...1).contains(part)
      case .figure(let figure, _) where figure.isAnything: true
      case .figure(let figure, _):
        [figure.low, figure.best, figure.high].allSatisfy { $0.map { (0...1).contains($0.asDouble) } ?? true }
      default: false
      }
    }
    return isPart ? self : Field(name, description: description, presentation: .plain, shortName: shortName)
  }
}
