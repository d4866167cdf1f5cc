import TallyColumns
import TallyPlanning

extension Executor {
  /// Answers a plan and tells every step of it.
  /// - Throws: as `run` does.
  public func trace(_ plan: QueryPlan) throws -> Trace {
    let recorder = StepRecorder()
    let answer = try run(plan, makeContext(for: plan, recorder))
    var builder = TraceBuilder()
    if let step = recorder.step { builder.add(step, needed: Set(plan.relation.columnTypes.indices)) }
    return Trace(steps: builder.steps, answer: answer)
  }
}

/// Puts the steps of a plan one behind the other.
private struct TraceBuilder {
  private(set) var steps: [Trace.Step] = []

  /// - Parameter needed: the columns of what comes out that something asks for.
  /// - Returns: the place of the step, or of the one before it where it only gives names; nil where there is none.
  @discardableResult
  mutating func add(_ step: ExecutedStep, needed: Set<Int>) -> Int? {
    let plan = step.plan
    let inputs = zip(step.inputs, plan.fusedColumnsNeeded(of: needed)).compactMap { add($0, needed: $1) }
    if plan.isOnlyNaming {
      guard let only = inputs.first else { return nil }
      // What the step before gives is called so from here on.
      steps[only] = steps[only].naming(plan.columnFields, needed)
      return only
    }
    var rowsIn = step.inputs.map(\.rows)
    var notes = step.notes
    if let settling = step.settling, case .aggregate(let aggregate) = plan, let settled = aggregate.settling {
      let told = notes.filter(\.isOfSettling)
      notes.removeAll(where: \.isOfSettling)
      addSettling(settling, aggregate, settled, inputs, told)
      rowsIn = [settling.figures]
    }
    let fields = plan.columnFields
    let shown = plan.columnsToShow(needed)
    let made = plan.columnsMade
    steps.append(
      Trace.Step(
        sentence: StepWording.sentence(plan),
        passage: StepWording.passage(
          rowsIn: rowsIn, rowsOut: step.rows, openRows: step.openRows, doubtfulRows: step.doubtfulRows),
        inputs: step.settling == nil ? inputs : [steps.count - 1], rowsIn: rowsIn, rowsOut: step.rows,
        openRows: step.openRows, doubtfulRows: step.doubtfulRows,
        duration: step.duration - (step.settling?.duration ?? .zero),
        // Settled figures have just been shown.
        before: step.settling == nil
          ? step.before?.table(plan.ownColumns.sorted(), plan.fusedInputs.first?.columnFields ?? []) : nil,
        sample: step.sample.table(shown, fields), isOpen: step.sample.isOpen, fates: step.sample.fates,
        places: step.sample.places,
        hiddenRowsBefore: step.before?.hiddenRows ?? 0,
        hiddenRows: step.sample.hiddenRows,
        newColumns: Set(shown.indices.filter { made.contains(shown[$0]) }), unknownWord: plan.unknownWord,
        notes: notes.map(\.text)))
    return steps.count - 1
  }

  private mutating func addSettling(
    _ settling: ExecutedSettling, _ aggregate: AggregatePlan, _ plan: SettlingPlan, _ inputs: [Int],
    _ notes: [ExecutionNote]
  ) {
    let fields = aggregate.input.columnFields
    let names = aggregate.keys.map { $0.columnField(fields) } + settling.measures.map { Field($0) }
    let shown = Array(settling.sample.columns.indices.prefix(names.count))
    steps.append(
      Trace.Step(
        sentence: StepWording.settling(plan, settling.measures),
        passage: StepWording.settled(
          claims: settling.claims, figures: settling.figures, openFigures: settling.openFigures),
        inputs: inputs,
        rowsIn: [settling.claims], rowsOut: settling.figures,
        openRows: 0, doubtfulRows: settling.openFigures, duration: settling.duration,
        before: settling.before.table(RelationPlan.aggregate(aggregate).ownColumns.sorted(), fields),
        sample: settling.sample.table(shown, names), isOpen: settling.sample.isOpen, fates: nil, places: nil,
        hiddenRowsBefore: settling.before.hiddenRows, hiddenRows: settling.sample.hiddenRows,
        newColumns: Set(aggregate.keys.count..<max(aggregate.keys.count, shown.count)),
        unknownWord: "no report", notes: notes.map(\.text)))
  }
}

extension Trace.Step {
  /// The same with other names for its columns.
  fileprivate func naming(_ fields: [Field], _ shown: Set<Int>) -> Trace.Step {
    let names = shown.sorted().compactMap { fields.indices.contains($0) ? fields[$0] : nil }
    guard names.count == sample.fields.count else { return self }
    return Trace.Step(
      sentence: sentence, passage: passage, inputs: inputs, rowsIn: rowsIn, rowsOut: rowsOut,
      openRows: openRows, doubtfulRows: doubtfulRows, duration: duration, before: before,
      sample: Table(name: "", fields: names, columns: sample.columns, rowCount: sample.rowCount),
      isOpen: isOpen, fates: fates, places: places, hiddenRowsBefore: hiddenRowsBefore,
      hiddenRows: hiddenRows,
      newColumns: newColumns, unknownWord: unknownWord, notes: notes)
  }
}

extension StepSample {
  fileprivate func table(_ shown: [Int], _ fields: [Field]) -> Table {
    let shown = shown.filter { columns.indices.contains($0) && fields.indices.contains($0) }
    return Table(
      name: "", fields: shown.map { fields[$0] }, columns: shown.map { columns[$0] }, rowCount: isOpen.count)
  }
}

extension ExecutionNote {
  fileprivate var isOfSettling: Bool { if case .settled = self { true } else { false } }
}

extension RelationPlan {
  /// The columns of what comes out that show what the step did: those that are needed later, and those it asked.
  fileprivate func columnsToShow(_ needed: Set<Int>) -> [Int] {
    switch self {
    case .filter, .sort, .keep, .slice, .join: needed.union(ownColumns).sorted()
    case .scan, .distinct: needed.sorted()
    case .window: needed.union(columnsMade).sorted()
    case .oneRow, .aggregate, .pivot, .tally, .project: Array(columnTypes.indices)
    }
  }

  /// The columns of what comes out that were not there before.
  fileprivate var columnsMade: Set<Int> {
    switch self {
    case .scan, .oneRow, .filter, .distinct, .sort, .keep, .slice: []
    case .project(_, let expressions):
      Set(expressions.indices.filter { expressions[$0].columnNumber == nil })
    case .window(let input, _): Set(columnTypes.indices).subtracting(input.columnTypes.indices)
    case .join(let plan): Set(plan.types.indices.dropFirst(plan.leftCount))
    case .aggregate(let plan): Set(columnTypes.indices.dropFirst(plan.keys.count))
    case .pivot(let plan): Set(columnTypes.indices.dropFirst(plan.keyCount))
    case .tally: Set(columnTypes.indices)
    }
  }

  /// What stands for unknown in what comes out.
  fileprivate var unknownWord: String {
    switch self {
    case .aggregate(let plan): plan.settling?.isRaw == false ? "no report" : "unknown"
    case .pivot(let plan): plan.input.unknownWord
    case .filter(let input, _, _), .project(let input, _), .distinct(let input), .sort(let input, _),
      .slice(let input, _, _), .keep(let input, _):
      input.unknownWord
    case .scan, .oneRow, .tally, .window, .join: ""
    }
  }
}
