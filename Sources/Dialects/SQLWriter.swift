import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

/// Writes a plan as SQL: step by step from the innermost, each taken into the SELECT before it where SQL does
/// things in that order, otherwise into a new one that reads it: `WITH step_1 AS (…)`.
struct SQLWriter {
  let dialect: Dialect
  private(set) var remarks: [SQLRemark] = []
  /// What stands at the end of a statement with joins, where the engine has to be told how they are meant.
  var settingOfJoins: String?
  /// The steps before the SELECT, in the order in which they are named.
  var steps: [SQLStep] = []
  /// Names of tables, in lower case, that steps cannot have.
  let tableNames: Set<String>

  init(_ dialect: Dialect, plan: QueryPlan) {
    self.dialect = dialect
    tableNames = Set(plan.relation.tables.map { $0.name.lowercased() })
  }

  var spelling: any Spelling { dialect.spelling }

  mutating func remark(_ remark: SQLRemark) {
    if !remarks.contains(remark) { remarks.append(remark) }
  }

  /// The lines of the whole statement.
  mutating func statement(_ plan: QueryPlan) throws -> [String] {
    let draft = try draft(plan.relation)
    if plan.types.contains(where: { $0.kind == .duration }) { remark(.durationsInMicroseconds) }
    if plan.types.contains(where: { $0.presentation == .weekday }) { remark(.weekdaysAsNumbers) }
    let named = zip(draft.columns, plan.fields).map { ($1.name, $0.bounds != nil) }
    let items = try items(draft, ColumnNames.of(Array(named)))
    var lines = draft.lines(items, dialect: spelling, tableName: tableName(draft), isOrdered: true)
    if let settingOfJoins { lines.append(settingOfJoins) }
    lines[lines.count - 1] += ";"
    guard !steps.isEmpty else { return lines }
    return with(lines) + lines
  }

  // MARK: - Steps of the plan

  /// A SELECT that gives what a step of the plan gives, its columns called as the plan calls them.
  mutating func draft(_ relation: RelationPlan) throws -> SelectDraft {
    var draft = try step(relation)
    draft.name(relation.columnFields)
    return draft
  }

  private mutating func step(_ relation: RelationPlan) throws -> SelectDraft {
    switch relation {
    case .scan(let table): return try scan(table)
    case .oneRow: return SelectDraft()
    case .filter(let input, let predicate, let keepsMaybe):
      return try filtered(try draft(input), predicate, keepsMaybe)
    case .aggregate(let plan): return try aggregated(plan)
    case .pivot(let plan): return try spread(plan)
    case .tally(let plan): throw DialectDiagnostics.tally(dialect, plan.figure.span)
    case .project(let input, let expressions): return try projected(try draft(input), expressions)
    case .distinct(let input): return try distinct(try draft(input))
    case .join(let plan): return try joined(plan)
    case .window(let input, let calls): return try windowed(try draft(input), calls)
    case .sort(let input, let keys): return try sorted(try draft(input), keys)
    case .keep(let input, let plan): return try kept(try draft(input), plan)
    case .slice(let input, let skip, let limit): return try sliced(try draft(input), skip, limit)
    }
  }

  // MARK: - Names and texts

  func quoted(_ name: String) throws -> String {
    guard let quoted = spelling.quoted(name) else { throw DialectDiagnostics.name(dialect, name) }
    return quoted
  }

  func literal(_ text: String, _ span: Span) throws -> SQLText {
    guard let literal = spelling.literal(text) else { throw DialectDiagnostics.text(dialect, span) }
    return .verbatim(literal)
  }

  /// Where letters without case meet an engine that folds only some of them.
  mutating func noteFolding(of column: SQLColumn) {
    if spelling.foldsOnlyASCII, !column.holdsOnlyASCII { remark(.foldsOnlyASCII) }
  }
}

extension Expression {
  var isColumn: Bool { if case .column = node { true } else { false } }
}

extension RelationPlan {
  /// The tables that are read.
  var tables: [Table] {
    if case .scan(let table) = self { return [table] }
    return inputs.flatMap(\.tables)
  }
}
