import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// The columns that a name can mean at the cursor, the likeliest first.
struct ColumnReach {
  let columns: [ReachableColumn]
  /// The columns of the table that is joined.
  let joined: [ReachableColumn]
  /// Whether a name that is none of these means nothing: not where the stages before cannot be planned yet.
  let isCertain: Bool
  /// The names of stretches of time that tables declare, in lower case, and of the date that they begin with.
  var spans: Set<String> {
    let names = catalog.tables.flatMap(\.roles.spans).map { $0.name.lowercased() }
    return names.isEmpty ? [] : Set(names + ["date"])
  }
  /// The tables that the first stage can be about; none behind a bar.
  let tables: [Table]
  private let catalog: Catalog
  private let vocabulary: Vocabulary
  private let text: String
  private let queryStart: Int
  private let rest: [Token]

  /// - Parameters:
  ///   - stageStart: where the bar before the cursor's stage stands; nil in the first.
  ///   - earlier: the tokens of the stages before.
  ///   - rest: the tokens of the stage behind the cursor.
  ///   - stage: what the cursor's stage says of its table, on both sides of the cursor.
  init(
    catalog: Catalog, vocabulary: Vocabulary, text: String, queryStart: Int, stageStart: Int?,
    earlier: ArraySlice<Token>, rest: [Token], stage: StageReader
  ) {
    self.catalog = catalog
    self.vocabulary = vocabulary
    self.text = text
    self.queryStart = queryStart
    self.rest = rest
    joined = ColumnReach.joined(stage, catalog)
    guard let stageStart else {
      tables = ColumnReach.tables(stage, catalog)
      columns = ColumnReach.columns(of: tables)
      isCertain = !catalog.tables.isEmpty
      return
    }
    tables = []
    let source = SourceText(String(SourceText(text)[Span(queryStart, stageStart)]))
    if let plan = ColumnReach.plan(source, catalog, vocabulary) {
      columns = ReachableColumn.all(of: plan)
      isCertain = true
    } else {
      // What cannot be planned may yet have said which table it is about.
      var first = StageReader(vocabulary: vocabulary) { catalog.table(named: $0) != nil }
      first.read(earlier.prefix { !$0.isSymbol(.bar) })
      columns = ColumnReach.columns(of: ColumnReach.tables(first, catalog))
      isCertain = false
    }
  }

  /// The columns behind a bar where nobody plans the stages before it: none but those of the table that is joined,
  /// and none of them certain.
  init(unplanned stage: StageReader, catalog: Catalog, vocabulary: Vocabulary, text: String, queryStart: Int)
  {
    self.catalog = catalog
    self.vocabulary = vocabulary
    self.text = text
    self.queryStart = queryStart
    rest = []
    joined = ColumnReach.joined(stage, catalog)
    columns = []
    tables = []
    isCertain = false
  }

  /// The columns a name means; several where the table is still open.
  func named(_ name: String) -> [ReachableColumn] {
    let key = name.lowercased()
    let own = columns.filter { $0.field.name.lowercased() == key }
    return own.isEmpty ? columns.filter { $0.field.shortName?.lowercased() == key } : own
  }

  func type(of name: String) -> ValueType? { named(name).first?.type }

  /// The columns of tables that a name's values are in.
  func stored(_ name: String) -> [Column] { named(name).flatMap(\.stored) }

  /// The answers and keys of the stage, by the text up to its sort and the clauses behind the cursor.
  func answers(before sortStart: Int?) -> [ReachableColumn] {
    guard let sortStart else { return [] }
    let source = SourceText(text)
    var question = String(source[Span(queryStart, sortStart)])
    let clause = rest.first { $0.keyword.map { Keywords.clauses.contains($0) } ?? false }
    if let clause, let last = rest.last { question += " " + source[Span(clause.span.start, last.span.end)] }
    return ColumnReach.plan(SourceText(question), catalog, vocabulary).map(ReachableColumn.all) ?? []
  }

  private static func plan(_ source: SourceText, _ catalog: Catalog, _ vocabulary: Vocabulary) -> QueryPlan? {
    guard case .query(let query)? = try? Parser.statement(source, vocabulary: vocabulary) else { return nil }
    return try? Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
  }

  // MARK: - Tables

  private static func joined(_ stage: StageReader, _ catalog: Catalog) -> [ReachableColumn] {
    columns(of: [stage.joinedTable.flatMap(catalog.table(named:))].compactMap { $0 })
  }

  /// The tables a first stage can be about, as the planner would have it, but more patient: where no table
  /// has all the names, those that have most of them come first.
  private static func tables(_ stage: StageReader, _ catalog: Catalog) -> [Table] {
    if let table = (stage.table ?? stage.tableBehindVerb).flatMap(catalog.table(named:)) { return [table] }
    let known = stage.columnNames.filter { name in
      catalog.tables.contains { $0.columnIndex(named: name) != nil }
    }
    // A table is joined with itself only where both are named, and the last answer is asked only by its name.
    let others = catalog.tables.filter {
      $0.name.lowercased() != stage.joinedTable?.lowercased() && !$0.isLastAnswer
    }
    let tables = others.isEmpty ? catalog.tables : others
    let fits = tables.map { table in known.count { table.columnIndex(named: $0) != nil } }
    let fitting = zip(tables, fits).filter { $0.1 == known.count }.map(\.0)
    if let current = catalog.currentTable.flatMap(catalog.table(named:)),
      fitting.isEmpty || fitting.contains(where: { $0.name == current.name })
    {
      return [current]
    }
    if !fitting.isEmpty { return fitting }
    // The sort keeps tables that fit alike in the order in which they were loaded.
    return zip(tables, fits).enumerated()
      .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element.0)
  }

  /// All columns of some tables, those of one name together.
  private static func columns(of tables: [Table]) -> [ReachableColumn] {
    var columns: [ReachableColumn] = []
    var places: [String: Int] = [:]
    for table in tables {
      for (field, column) in zip(table.fields, table.columns) {
        if let place = places[field.name.lowercased()] {
          columns[place].stored.append(column)
        } else {
          places[field.name.lowercased()] = columns.count
          let type = ValueType(column.kind, isBounded: column.isBounded, presentation: field.presentation)
          columns.append(ReachableColumn(field: field, type: type, stored: [column]))
        }
      }
    }
    return columns
  }
}

/// A column as completion sees it.
struct ReachableColumn {
  let field: Field
  let type: ValueType
  /// The columns of tables that its values are in; none for what is worked out.
  var stored: [Column]

  /// The columns that a query gives.
  static func all(of plan: QueryPlan) -> [ReachableColumn] {
    zip(plan.fields, plan.types).enumerated().map { index, column in
      let (field, type) = column
      return ReachableColumn(field: field, type: type, stored: plan.relation.stored(index).map { [$0] } ?? [])
    }
  }

  func isCalled(_ name: String) -> Bool { field.name.lowercased() == name.lowercased() }

  /// `sum launched` is typed as it stands: it is what the column's short name is of.
  func offer(to completer: inout Completer) {
    let short = field.shortName
    let isPlain = short.map { NameSyntax.typed($0, vocabulary: completer.vocabulary) == $0 } ?? false
    completer.offer(
      name: field.name, alsoCalled: short, typed: isPlain ? field.name : nil, "column",
      remark: "column, \(type.isBounded ? "\(type.kind.word) figure" : type.kind.word)")
  }
}

extension RelationPlan {
  /// The table's column that column `index` holds values of; nil where it is worked out.
  fileprivate func stored(_ index: Int) -> Column? {
    switch self {
    case .scan(let table):
      return table.columns.indices.contains(index) ? table.columns[index] : nil
    case .oneRow, .tally:
      return nil
    case .window(let input, _):
      return input.stored(index)
    case .filter(let input, _, _), .distinct(let input), .sort(let input, _), .slice(let input, _, _),
      .keep(let input, _):
      return input.stored(index)
    case .join(let plan):
      guard index >= plan.leftCount else { return plan.left.stored(index) }
      let right = index - plan.leftCount
      return plan.rightColumns.indices.contains(right) ? plan.right.stored(plan.rightColumns[right]) : nil
    case .project(let input, let expressions):
      return RelationPlan.column(index, of: expressions).flatMap(input.stored)
    case .pivot(let plan):
      return index < plan.keyCount ? plan.input.stored(index) : nil
    case .aggregate(let plan):
      return RelationPlan.column(index, of: plan.keys).flatMap(plan.input.stored)
    }
  }

  private static func column(_ index: Int, of expressions: [Expression]) -> Int? {
    guard expressions.indices.contains(index), case .column(let column) = expressions[index].node else {
      return nil
    }
    return column
  }
}
