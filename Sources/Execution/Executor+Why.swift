import TallyColumns
import TallyPlanning
import TallyWorkers

extension Executor {
  /// Tells the line of a file on which each row of a table begins, as far as it can.
  public typealias LineFinder = @Sendable (_ path: String, _ rows: [Int]) -> [Int: Int]

  /// Where the answer of a plan comes from.
  /// - Parameters:
  ///   - row: a row of the answer, counted from 1; nil for all of it.
  ///   - lines: finds the lines of rows in their file.
  /// - Throws: a `Diagnostic`, `Cancelled`; `NoSuchRow` where the answer has no such row.
  public func why(_ plan: QueryPlan, row: Int?, lines: @escaping LineFinder) throws -> Evidence {
    let context = makeContext(for: plan)
    if let tally = plan.relation.tally, let settler {
      let input = try run(tally.input, context).withoutRepeatedClaims(keys: [], context.cancellation).relation
      let measure = try ProjectOperator(context: context, expressions: []).measure(
        tally.figure, named: tally.name, input)
      let claims = ClaimSet(columns: input.columns, rows: input.rows.ids, keys: [], measures: [measure])
      return RowEvidence(tally.input, input, lines: lines)
        .evidence(try settler.evidence(claims, tally.settling), maybe: input.maybe.map { Int($0) })
    }
    guard let grouping = plan.relation.grouping else {
      let shown = plan.relation.rowsBeforeProjection
      let relation = try run(shown, context)
      let rows = try row.map { [try pick($0, of: relation)] } ?? relation.rows.ids.map { Int($0) }
      return RowEvidence(shown, relation, lines: lines).evidence(rows, of: [])
    }
    var input = try run(grouping.aggregate.input, context)
    let keys = try grouping.aggregate.keys.map {
      try ProjectOperator(context: context, expressions: []).column(
        $0, Relation(input.columns, rows: input.rows))
    }
    var keyColumns = keys
    if row != nil, grouping.ordered == nil { throw RowsNotApart() }
    if let ordered = grouping.ordered, row != nil || (grouping.keyCount > 0 && ordered.cutsGroups) {
      // The groups of the answer, or the one that is asked for.
      let answer = try run(ordered, context)
      let shown = try row.map { [try pick($0, of: answer)] } ?? answer.rows.ids.map { Int($0) }
      var ranks: [[Value]: Int] = [:]
      for (rank, row) in shown.enumerated() {
        ranks[(0..<grouping.keyCount).map { answer.columns[$0].value(at: row) }] = rank
      }
      let rank = { (columns: [Column], position: Int) in
        ranks[columns.prefix(grouping.keyCount).map { $0.value(at: position) }]
      }
      let isWanted = { (columns: [Column], position: Int) in rank(columns, position) != nil }
      let ids = input.rows.ids
      let ranked = ids.indices.compactMap { position in rank(keys, position).map { (position, $0) } }
      let kept = ranked.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
      let open = try grouping.aggregate.keys.map {
        try ProjectOperator(context: context, expressions: []).column(
          $0, Relation(input.columns, rows: .selected(input.maybe)))
      }
      let maybe = input.maybe.indices.filter { isWanted(open, $0) }.map { input.maybe[$0] }
      input = Relation(
        input.columns, rows: .selected(kept.map { ids[$0] }), maybe: maybe, doubtful: input.doubtful,
        origins: input.origins)
      keyColumns = keys.map { $0.taking(kept.map { UInt32(truncatingIfNeeded: $0) }) }
    }
    let source = grouping.aggregate.input
    let calls = grouping.aggregate.calls
    if let settling = grouping.aggregate.settling, let settler, !settling.isRaw {
      let project = ProjectOperator(context: context, expressions: [])
      (input, keyColumns) = try input.withoutRepeatedClaims(keys: keyColumns, context.cancellation)
      let measures = try calls.filter { $0.settlesFirst(settling.roles) }.flatMap {
        try project.measures($0, input)
      }
      if !measures.isEmpty {
        let claims = ClaimSet(
          columns: input.columns, rows: input.rows.ids, keys: keyColumns,
          presentations: grouping.aggregate.keys.map(\.type.presentation), measures: measures)
        let evidence = try settler.evidence(claims, settling)
        return RowEvidence(source, input, lines: lines)
          .evidence(evidence, maybe: input.maybe.map { Int($0) })
      }
    }
    return RowEvidence(source, input, lines: lines)
      .evidence(input.rows.ids.map { Int($0) }, of: calls, maybe: input.maybe.map { Int($0) })
  }

  /// The number, in its columns, of a row counted from 1.
  private func pick(_ row: Int, of relation: Relation) throws -> Int {
    let ids = relation.rows.ids
    guard row >= 1, row <= ids.count else { throw NoSuchRow(row: row, count: ids.count) }
    return Int(ids[row - 1])
  }
}

/// The answer has no such row.
public struct NoSuchRow: Error, Sendable, Hashable {
  public let row: Int
  public let count: Int
}

/// Rows of the answer that are no groups any more, so that none of them can be told by itself.
public struct RowsNotApart: Error, Sendable, Hashable {}

/// Groups behind an answer.
private struct Grouping {
  let aggregate: AggregatePlan
  /// How many of the keys tell the rows of the answer apart, the first ones; they are its first columns.
  let keyCount: Int
  /// The plan of the groups in the order of the answer; nil where its rows are no longer the groups.
  let ordered: RelationPlan?

  func ordered(_ change: (RelationPlan?) -> RelationPlan?) -> Grouping {
    Grouping(aggregate: aggregate, keyCount: keyCount, ordered: change(ordered))
  }
}

extension RelationPlan {
  /// The aggregate nearest to the answer, and the plan of its groups in the order of the answer; no such
  /// plan where the rows of the answer are no longer its groups.
  fileprivate var grouping: Grouping? {
    if case .project(let input, _) = self { return input.orderedGrouping }
    return orderedGrouping
  }

  private var orderedGrouping: Grouping? {
    switch self {
    case .aggregate(let plan): Grouping(aggregate: plan, keyCount: plan.keys.count, ordered: self)
    case .pivot(let plan):
      plan.input.orderedGrouping.map {
        Grouping(aggregate: $0.aggregate, keyCount: plan.keyCount, ordered: self)
      }
    case .sort(let input, _), .slice(let input, _, _), .keep(let input, _), .window(let input, _),
      .filter(let input, _, _):
      input.orderedGrouping?.ordered { $0 == nil ? nil : self }
    case .project(let input, let expressions):
      input.orderedGrouping.map { grouping in
        // The keys are still the first columns.
        let areKept = expressions.prefix(grouping.keyCount).enumerated().allSatisfy {
          $1.columnNumber == $0
        }
        return grouping.ordered {
          $0 == nil || !areKept || expressions.count < grouping.keyCount ? nil : self
        }
      }
    case .distinct(let input):
      input.orderedGrouping?.ordered { _ in nil }
    case .join(let plan): plan.left.orderedGrouping?.ordered { _ in nil }
    case .scan, .oneRow, .tally: nil
    }
  }

  /// Whether some of the groups may not be among the rows.
  fileprivate var cutsGroups: Bool {
    switch self {
    case .slice, .filter, .keep: true
    case .sort(let input, _), .window(let input, _), .project(let input, _): input.cutsGroups
    case .pivot(let plan): plan.input.cutsGroups
    case .scan, .oneRow, .aggregate, .tally, .distinct, .join: false
    }
  }

  /// The claims side by side that an answer shows.
  fileprivate var tally: TallyPlan? {
    switch self {
    case .tally(let plan): plan
    case .sort(let input, _), .slice(let input, _, _), .filter(let input, _, _), .project(let input, _),
      .window(let input, _), .distinct(let input), .keep(let input, _):
      input.tally
    case .join(let plan): plan.left.tally
    case .scan, .oneRow, .aggregate, .pivot: nil
    }
  }

  /// The rows behind an answer that lists rows.
  fileprivate var rowsBeforeProjection: RelationPlan {
    switch self {
    case .project(let input, _), .window(let input, _), .distinct(let input): input.rowsBeforeProjection
    default: self
    }
  }

  /// The table whose rows these are, where row numbers mean its rows or, behind joins, the rows they are of.
  fileprivate var base: Table? {
    switch self {
    case .scan(let table): table
    case .filter(let input, _, _), .sort(let input, _), .slice(let input, _, _), .distinct(let input),
      .keep(let input, _):
      input.base
    case .join(let plan): plan.left.base
    case .project(let input, let expressions): expressions.columnNumbers == nil ? nil : input.base
    case .window, .tally, .aggregate, .pivot, .oneRow: nil
    }
  }

  /// What the columns of the rows are called; nil where a stage has made them.
  fileprivate var fields: [Field]? {
    switch self {
    case .scan(let table): table.fields
    case .filter(let input, _, _), .sort(let input, _), .slice(let input, _, _), .distinct(let input),
      .keep(let input, _):
      input.fields
    case .join(let plan): plan.fields
    case .project(let input, let expressions):
      expressions.columnNumbers.flatMap { columns in input.fields.map { fields in columns.map { fields[$0] } }
      }
    case .window, .tally, .aggregate, .pivot, .oneRow: nil
    }
  }
}

extension RowEvidence {
  /// Of the rows that a plan gave.
  fileprivate init(_ plan: RelationPlan, _ relation: Relation, lines: @escaping Executor.LineFinder) {
    base = plan.base
    fields = plan.fields
    columns = relation.columns
    let isOfTable = plan.base != nil
    baseRow = { row in isOfTable ? relation.base(ofRow: row) : row }
    self.lines = lines
  }
}

extension Relation {
  /// The same with each claim once in each group, however often a join has made it stand.
  fileprivate func withoutRepeatedClaims(
    keys: [Column], _ cancellation: Cancellation
  ) throws -> (relation: Relation, keys: [Column]) {
    let ids = rows.ids
    guard let firsts = try firstsOfClaims(ids, keys: keys, cancellation) else { return (self, keys) }
    let kept = Relation(
      columns, rows: .selected(firsts.map { ids[Int($0)] }), maybe: maybe, doubtful: doubtful,
      origins: origins)
    return (kept, keys.map { $0.taking(firsts) })
  }
}
