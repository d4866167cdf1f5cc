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
  private var steps: [Step] = []
  /// Names of tables, in lower case, that steps cannot have.
  private let tableNames: Set<String>

  /// `step_1 AS (…)`
  private struct Step {
    let name: String
    let body: Body

    enum Body {
      case select(SelectDraft, [SQLItem])
      /// What is no plain SELECT; it may go on from itself.
      case lines([String], isRecursive: Bool)
    }
  }

  /// Longer expressions become a column of a step of their own before they are worked with.
  private static let longest = 160

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
    let named = zip(draft.columns, plan.fields).map { ($1.name, $0.bounds != nil) }
    let items = try items(draft, ColumnNames.of(Array(named)))
    var lines = draft.lines(items, dialect: spelling, tableName: tableName(draft), isOrdered: true)
    if let settingOfJoins { lines.append(settingOfJoins) }
    lines[lines.count - 1] += ";"
    guard !steps.isEmpty else { return lines }
    return with(lines) + lines
  }

  /// The steps before the SELECT, each with the columns that something behind it names.
  private func with(_ select: [String]) -> [String] {
    var behind = select.joined(separator: "\n")
    var parts: [[String]] = []
    var isRecursive = false
    for step in steps.reversed() {
      let lines: [String]
      switch step.body {
      case .lines(let written, let goesOn):
        lines = written
        isRecursive = isRecursive || goesOn
      case .select(let draft, let items):
        let used = items.filter { item in
          item.names.all.contains { spelling.quoted($0).map(behind.contains) ?? true }
        }
        // What is distinct depends on every column, and a SELECT needs one.
        let kept = draft.isDistinct ? items : used.isEmpty ? Array(items.prefix(1)) : used
        lines = draft.lines(
          kept, dialect: spelling, tableName: tableName(draft), isOrdered: draft.isSliced)
      }
      behind += "\n" + lines.joined(separator: "\n")
      parts.append(lines.map { "  " + $0 })
    }
    var with: [String] = []
    for (index, (step, lines)) in zip(steps, parts.reversed()).enumerated() {
      let word = index > 0 ? "" : isRecursive ? "WITH RECURSIVE " : "WITH "
      with.append("\(word)\(step.name) AS (")
      with += lines
      with.append(index + 1 < steps.count ? ")," : ")")
    }
    return with
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

  private mutating func scan(_ table: Table) throws -> SelectDraft {
    var draft = SelectDraft()
    draft.table = .verbatim(try quoted(table.name))
    let names = ColumnNames.of(table)
    draft.tableNames = Set(names.flatMap(\.all).map { $0.lowercased() })
    draft.place = spelling.place(in: draft.tableNames)
    draft.columns = try zip(zip(table.columns, table.fields), names).map { pair, names in
      let (column, field) = pair
      var made = try self.column(
        names, ValueType(column.kind, isBounded: column.isBounded, presentation: field.presentation))
      made.isOpen = column.isBounded || column.unknown != nil
      made.holdsOnlyASCII = column.storage.dictionary.map { $0.bytes.allSatisfy { $0 < 0x80 } } ?? false
      return made
    }
    return draft
  }

  private func column(_ names: ColumnNames, _ type: ValueType) throws -> SQLColumn {
    SQLColumn(
      .column(try quoted(names.best)),
      bounds: try names.bounds.map {
        SQLColumn.Bounds(low: .column(try quoted($0.low)), high: .column(try quoted($0.high)))
      },
      type)
  }

  private mutating func filtered(
    _ draft: SelectDraft, _ predicate: Predicate, _ keepsMaybe: Bool
  ) throws -> SelectDraft {
    let isLate = draft.isSliced || draft.isDistinct || draft.hasWindows || draft.groups == []
    var draft = isLate ? try closed(draft) : draft
    let isOpen = predicate.isOpen(over: draft.columns)
    var condition = try condition(predicate, draft.columns, asksSure: !keepsMaybe)
    if draft.groups != nil, condition.holdsQuery {
      draft = try closed(draft)
      condition = try self.condition(predicate, draft.columns, asksSure: !keepsMaybe)
    }
    let kept = keepsMaybe && isOpen ? spelling.perhaps(condition) : condition
    let conditions = kept == condition ? try conjuncts(predicate, draft.columns, condition) : [kept]
    if draft.groups == nil { draft.conditions += conditions } else { draft.groupConditions += conditions }
    if isOpen, !keepsMaybe { draft.leavesOpenRowsOut = true }
    return draft
  }

  /// The sides of an `and`, each a line of WHERE.
  private mutating func conjuncts(
    _ predicate: Predicate, _ columns: [SQLColumn], _ whole: SQLText
  ) throws -> [SQLText] {
    guard case .and(let sides) = predicate else { return [whole] }
    return try sides.map { try condition($0, columns, asksSure: true) }
  }

  private mutating func projected(_ draft: SelectDraft, _ expressions: [Expression]) throws -> SelectDraft {
    let isIdentity = expressions.indices.allSatisfy { index in
      if case .column(index) = expressions[index].node { true } else { false }
    }
    if isIdentity, expressions.count == draft.columns.count { return draft }
    var draft = draft.isDistinct ? try closed(draft) : draft
    var columns = try expressions.map { try column($0, draft.columns) }
    let isLong =
      zip(columns, expressions).contains { $0.length > SQLWriter.longest && !$1.isColumn }
      && draft.columns.contains { $0.length > SQLWriter.longest / 2 }
    if isLong || (draft.groups != nil && columns.contains(where: \.holdsQuery)) {
      draft = try closed(draft)
      columns = try expressions.map { try column($0, draft.columns) }
    }
    draft.columns = columns
    return draft
  }

  private mutating func distinct(_ draft: SelectDraft) throws -> SelectDraft {
    guard !draft.order.isEmpty else {
      var draft = draft.isSliced || draft.isDistinct ? try closed(draft) : draft
      draft.isDistinct = true
      return draft
    }
    // Of rows in an order the first of each is kept, so the groups are in the order of their first rows.
    var (draft, place) = try numbered(draft)
    putInGroups(&draft, by: place)
    return draft
  }

  /// Rows that are alike as groups, in the order of the first row of each.
  private func putInGroups(_ draft: inout SelectDraft, by place: SQLText) {
    draft.groups = draft.columns.flatMap(\.parts)
    let first = SQLColumn(.call("MIN", place), ValueType(.whole), isNeverNull: true)
    draft.order = [SQLOrder(column: first, isDescending: false)]
  }

  private mutating func sorted(_ draft: SelectDraft, _ keys: [SortKey]) throws -> SelectDraft {
    var draft = draft.isSliced || draft.isDistinct ? try closed(draft) : draft
    var columns = try keys.map { try column($0.expression, draft.columns) }
    let isOfFigures = columns.contains { $0.bounds != nil && !$0.best.isColumn }
    if isOfFigures || (draft.groups != nil && columns.contains(where: \.holdsQuery)) {
      // Figures are put in order by several of their parts, which are easier to read as columns.
      draft = try closed(draft)
      columns = try keys.map { try column($0.expression, draft.columns) }
    }
    for column in columns where column.type.kind == .text { noteFolding(of: column) }
    // What is the same for all rows puts none before another, and SQL would read a number as a column's place.
    let orders = zip(columns, keys).filter { $1.expression.holdsColumn }
    draft.order = orders.map { SQLOrder(column: $0, isDescending: $1.isDescending) } + draft.order
    return draft
  }

  private mutating func sliced(_ draft: SelectDraft, _ skip: Int, _ limit: Int?) throws -> SelectDraft {
    var draft = draft.isSliced ? try closed(draft) : draft
    if draft.isDistinct, draft.order.isEmpty, let place = draft.place {
      // The first of the rows that are alike is the one that is kept.
      draft.isDistinct = false
      putInGroups(&draft, by: place)
    }
    putInPlace(&draft)
    let isInOrder = draft.groups != nil || draft.isInPlace || draft.table == nil
    if !isInOrder { remark(.whichRows) }
    draft.isSliced = true
    draft.skip = skip
    draft.limit = limit
    return draft
  }

  /// Rows that are equal by all keys stand as they come, where that can be said.
  func putInPlace(_ draft: inout SelectDraft) {
    guard draft.isOfRows, let place = draft.place else { return }
    let rows = SQLColumn(place, ValueType(.whole), isNeverNull: true)
    draft.order.append(SQLOrder(column: rows, isDescending: false))
    draft.place = nil
    draft.isInPlace = true
  }

  // MARK: - Steps of the statement

  /// The draft as a step of its own, and a new one that reads it.
  mutating func closed(_ draft: SelectDraft, adding extras: [SQLColumn] = []) throws -> SelectDraft {
    let isKept = draft.order.allSatisfy { key in draft.columns.contains { $0.parts == key.column.parts } }
    if !isKept { return try numbered(draft, adding: extras).draft }
    return try closed(draft, extras)
  }

  /// The same with the number of each row in the present order, which later steps are in the order of.
  mutating func numbered(
    _ draft: SelectDraft, adding extras: [SQLColumn] = []
  ) throws -> (draft: SelectDraft, place: SQLText) {
    let order = SQLText.list(draft.orderTerms([], spelling))
    // Rows that stand as they come are numbered already.
    let isNumbered = draft.isInPlace && draft.order.count == 1 && draft.order[0].column.best.isColumn
    let number = SQLColumn(
      isNumbered ? draft.order[0].column.best : "ROW_NUMBER() OVER (ORDER BY \(order))",
      ValueType(.whole), name: "row", isNeverNull: true)
    var closed = try closed(draft, extras + [number])
    let place = closed.columns[closed.columns.count - 1]
    closed.columns.removeLast()
    closed.order = [SQLOrder(column: place, isDescending: false)]
    return (closed, place.best)
  }

  private mutating func closed(_ draft: SelectDraft, _ extras: [SQLColumn]) throws -> SelectDraft {
    var wide = draft
    wide.columns += extras
    let place = draft.isOfRows ? draft.place : nil
    if let place { wide.columns.append(SQLColumn(place, ValueType(.whole), name: "row", isNeverNull: true)) }
    let names = ColumnNames.of(wide.columns.map { ($0.name, $0.bounds != nil) })
    let name = nextStepName()
    steps.append(Step(name: name, body: .select(wide, try items(wide, names))))
    var next = SelectDraft()
    next.table = .verbatim(name)
    next.tableNames = Set(names.flatMap(\.all).map { $0.lowercased() })
    next.leavesOpenRowsOut = draft.leavesOpenRowsOut
    next.columns = try zip(names, wide.columns).map { names, old in
      var column = try self.column(names, old.type)
      column.name = old.name
      (column.isNeverNull, column.isOpen, column.holdsOnlyASCII) =
        (old.isNeverNull, old.isOpen, old.holdsOnlyASCII)
      return column
    }
    if place != nil { next.place = next.columns.removeLast().best }
    next.isInPlace = draft.isInPlace
    next.order = draft.order.compactMap { key in
      draft.columns.firstIndex { $0.parts == key.column.parts }.map {
        SQLOrder(column: next.columns[$0], isDescending: key.isDescending)
      }
    }
    return next
  }

  /// A step that is no plain SELECT.
  /// - Parameter lines: what it says, given its own name.
  mutating func addStep(lines: (String) -> [String], isRecursive: Bool = false) -> SQLText {
    let name = nextStepName()
    steps.append(Step(name: name, body: .lines(lines(name), isRecursive: isRecursive)))
    return .verbatim(name)
  }

  private func nextStepName() -> String {
    var number = steps.count + 1
    while tableNames.contains("step_\(number)") || steps.contains(where: { $0.name == "step_\(number)" }) {
      number += 1
    }
    return "step_\(number)"
  }

  private func items(_ draft: SelectDraft, _ names: [ColumnNames]) throws -> [SQLItem] {
    for name in names.flatMap(\.all) { _ = try quoted(name) }
    return zip(draft.columns, names).map { SQLItem(column: $0, names: $1) }
  }

  private func tableName(_ draft: SelectDraft) -> String? {
    draft.qualifiers.isEmpty ? draft.table?.written() : nil
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

extension Predicate {
  /// Whether of some row it may be neither yes nor no, as far as the tables that are loaded tell.
  func isOpen(over columns: [SQLColumn]) -> Bool {
    switch self {
    case .range(let subject, _, _), .text(_, let subject), .isTrue(let subject): subject.isOpen(over: columns)
    case .comparison(_, let left, let right): left.isOpen(over: columns) || right.isOpen(over: columns)
    case .isUnknown, .isDisputed, .always: false
    case .and(let operands), .or(let operands): operands.contains { $0.isOpen(over: columns) }
    case .not(let inner): inner.isOpen(over: columns)
    }
  }
}

extension Expression {
  fileprivate func isOpen(over columns: [SQLColumn]) -> Bool {
    switch node {
    case .column(let index): columns[index].isOpen
    case .constant: type.isBounded
    // What is divided by 0 is unknown, too.
    case .call(let function, let arguments):
      ["/", "%", "ln", "sqrt", "^", "exp"].contains(function.name)
        || arguments.contains { $0.isOpen(over: columns) }
    case .condition(let predicate): predicate.isOpen(over: columns)
    }
  }
}
