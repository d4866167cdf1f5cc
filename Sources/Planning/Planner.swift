import TallyColumns
import TallyDiagnostics
import TallySyntax

/// Turns a tree into a plan: finds the table, resolves names, checks types, and lays the steps out in the
/// order in which they act: from, where, head, sort, skip, limit.
public struct Planner {
  let source: SourceText
  let catalog: Catalog
  let vocabulary: Vocabulary
  var notes: [String] = []
  /// Where windows are gathered while the columns of an `add` are resolved; nil elsewhere.
  var windows: WindowList?
  /// Where aggregates are gathered while answers are resolved; nil elsewhere.
  var answers: AnswerBuilder?
  /// How many joins have been planned.
  var joinCount = 0

  /// - Parameter source: the text the tree was read from; messages point into it and mend it.
  public init(source: SourceText, catalog: Catalog, vocabulary: Vocabulary = .standard) {
    self.source = source
    self.catalog = catalog
    self.vocabulary = vocabulary
  }

  /// The plan of a query.
  /// - Throws: a `Diagnostic` for the first thing that cannot be meant.
  public static func plan(
    _ query: QuerySyntax, source: SourceText, catalog: Catalog, vocabulary: Vocabulary = .standard
  ) throws -> QueryPlan {
    var planner = Planner(source: source, catalog: catalog, vocabulary: vocabulary)
    return try planner.plan(query)
  }

  /// The value of an expression without columns, as in `let limit = 20`.
  public static func value(
    of expression: ExpressionSyntax, source: SourceText, catalog: Catalog, vocabulary: Vocabulary = .standard
  ) throws -> QueryPlan {
    var planner = Planner(source: source, catalog: catalog, vocabulary: vocabulary)
    let scope = Scope(fields: [], types: [])
    let resolved: Expression
    if case .date(let text, let span) = expression, let period = Period(text), period.single == nil {
      // A month or a year is no value of its own; beside a date its text is read as what it is.
      resolved = Expression(.constant(.text(text)), ValueType(.text), span)
    } else {
      resolved = try planner.resolve(expression, in: scope)
    }
    return QueryPlan(
      relation: .project(.oneRow, [resolved]),
      fields: [Field("value", presentation: resolved.type.presentation)],
      types: [resolved.type], isSingleFigure: true, isAggregated: true, isOfClaims: false, notes: [],
      omittable: [])
  }

  /// Tells people what was decided, once.
  mutating func note(_ note: String) {
    if !notes.contains(note) { notes.append(note) }
  }

  private mutating func plan(_ query: QuerySyntax) throws -> QueryPlan {
    var output: StageOutput?
    for stage in query.stages {
      var planned = try plan(stage, after: output)
      planned.relation = planned.relation.naming(planned.scope.fields)
      if stage.keepsKeys, planned.keyCount == nil { planned.keyCount = output?.keyCount }
      output = planned
    }
    guard let output else { throw PlanningDiagnostics.emptyQuery(query.span) }
    var drawn: PicturePlan?
    if let drawing = query.drawing { drawn = try picture(drawing, of: output, query) }
    return QueryPlan(
      relation: output.relation, fields: output.scope.fields, types: output.scope.types,
      isSingleFigure: output.isSingleFigure, isAggregated: output.isAggregated,
      isOfClaims: output.isOfClaims, notes: notes, omittable: output.omittable, roles: output.scope.roles,
      lostClaimsNote: output.scope.lostClaims?.note, keyCount: output.keyCount, picture: drawn)
  }
}

extension StageSyntax {
  /// Whether the columns that come in come out first, in their places.
  fileprivate var keepsKeys: Bool {
    switch head {
    case nil, .keep, .add, .rename: true
    case .list(let columns, _, _): columns.isEmpty
    case .answers, .top, .drop, .join, .tally: false
    }
  }
}

/// What a stage hands to the next.
struct StageOutput {
  var relation: RelationPlan
  var scope: Scope
  var isSingleFigure = false
  var isAggregated = false
  var isOfClaims = false
  var omittable: Set<Int> = []
  /// How many of the columns rows were grouped by, which come first; nil where this stage does not group.
  var keyCount: Int?
}
