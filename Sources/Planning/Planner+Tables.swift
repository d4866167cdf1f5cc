import TallyColumns
import TallyDiagnostics
import TallySyntax

extension Planner {
  /// The table a first stage works on, and the stage without the words that only named the table.
  ///
  /// `from` says it; or the table's own name behind `list` or `count`; or it is the one table there is,
  /// the one set by `use`, or the only one that has all the columns that are named.
  mutating func source(of stage: StageSyntax) throws -> (input: StageOutput, stage: StageSyntax) {
    var stage = stage
    if let name = stage.from {
      guard let table = catalog.table(named: name.text) else {
        if stage.head == nil, name.span.start == stage.span.start, !name.isBracketed {
          throw PlanningDiagnostics.unknownStart(name, catalog, vocabulary, in: source)
        }
        throw PlanningDiagnostics.unknownTable(name, catalog, in: source)
      }
      return (StageOutput(relation: .scan(table), scope: Scope(table, isAnswer: table.isLastAnswer)), stage)
    }
    if let table = tableNamedByHead(&stage) {
      return (StageOutput(relation: .scan(table), scope: Scope(table)), stage)
    }
    if case .rename(let renamings, _) = stage.head, let backwards = renamings.first(where: isBackwards) {
      throw PlanningDiagnostics.renamedBackwards(backwards, in: source)
    }
    let names = columnNames(in: stage)
    if names.isEmpty, case .answers(let answers) = stage.head,
      !answers.contains(where: { $0.expression.asksFigure || $0.expression.holdsAggregateWord })
    {
      return (StageOutput(relation: .oneRow, scope: Scope(fields: [], types: [])), stage)
    }
    let table = try inferTable(names, stage)
    return (StageOutput(relation: .scan(table), scope: Scope(table)), stage)
  }

  /// `list alerts`, `count attacks`: the rows of a table.
  private mutating func tableNamedByHead(_ stage: inout StageSyntax) -> Table? {
    switch stage.head {
    case .list(let columns, let isDistinct, let span) where columns.count == 1 && columns[0].alias == nil:
      guard case .name(let name) = columns[0].expression, !name.isBracketed,
        let table = catalog.table(named: name.text)
      else { return nil }
      stage.head = .list([], isDistinct: isDistinct, span)
      return table
    case .answers(let answers) where answers.count == 1:
      guard case .aggregate(let aggregate) = answers[0].expression, !aggregate.isDistinct,
        aggregate.name.text.lowercased() == "count", case .name(let name)? = aggregate.argument,
        !name.isBracketed, let table = catalog.table(named: name.text)
      else { return nil }
      if table.columnIndex(named: name.text) != nil {
        notes.append("counted the rows of \(table.name); known values are counted by: count [\(name.text)]")
      }
      let rows = AggregateSyntax(name: aggregate.name, isDistinct: false, argument: nil, span: aggregate.span)
      stage.head = .answers([NamedExpressionSyntax(.aggregate(rows), alias: answers[0].alias)])
      return table
    default:
      return nil
    }
  }

  private func inferTable(_ names: [NameSyntax], _ stage: StageSyntax) throws -> Table {
    if catalog.tables.isEmpty { throw PlanningDiagnostics.noTables(stage.span) }
    var loaded = catalog.loadedTables.isEmpty ? catalog.tables : catalog.loadedTables
    // A table is joined with itself only where both are named.
    if case .join(let join)? = stage.head, loaded.count > 1 {
      loaded = loaded.filter { !TextOrder.isSame($0.name, join.table.text) }
    }
    if loaded.count == 1 { return loaded[0] }
    // Columns' own names come first: a short name or a span of one table does not stand in the way of a
    // question about another's column.
    let owning = loaded.filter { table in
      names.allSatisfy { name in table.fields.contains { $0.name.lowercased() == name.text.lowercased() } }
    }
    let fitting =
      owning.isEmpty
      ? loaded.filter { table in names.allSatisfy { table.answers(to: $0.text) } } : owning
    let current = catalog.currentTable.flatMap(catalog.table(named:))
    if let current, fitting.contains(where: { $0.name == current.name }) || fitting.isEmpty { return current }
    if fitting.count == 1 { return fitting[0] }
    if fitting.isEmpty { throw PlanningDiagnostics.noTableHasAll(names, catalog, in: source) }
    throw PlanningDiagnostics.severalTables(fitting, names, stage, in: source)
  }

  /// The names in a stage that can only be columns of its table.
  private func columnNames(in stage: StageSyntax) -> [NameSyntax] {
    var names: [NameSyntax] = []
    var aliases: Set<String> = []
    let addNamed = { (named: [NamedExpressionSyntax], names: inout [NameSyntax]) in
      for item in named {
        collectColumns(in: item.expression, into: &names)
        if let alias = item.alias { aliases.insert(alias.text.lowercased()) }
      }
    }
    switch stage.head {
    case .answers(let answers): addNamed(answers, &names)
    case .list(let columns, _, _): addNamed(columns, &names)
    case .top(let top): addNamed(top.keys + [top.answer], &names)
    case .add(let add):
      addNamed(add.columns + add.keys, &names)
    case .keep(let keep):
      addNamed(keep.keys, &names)
      if let expression = keep.expression { collectColumns(in: expression, into: &names) }
    case .drop(let columns, _): collectColumns(in: columns, into: &names)
    case .rename(let renamings, _):
      collectColumns(in: renamings.map(\.column), into: &names)
      aliases.formUnion(renamings.map { $0.name.text.lowercased() })
    case .join(let join): names += join.keys.map(\.left)
    case .tally(let figure, _): collectColumns(in: figure, into: &names)
    case nil: break
    }
    addNamed(stage.keys, &names)
    if let across = stage.across { collectColumns(in: across, into: &names) }
    if let condition = stage.condition { collectColumns(in: condition, into: &names) }
    // What goes across is sorted by its columns, which are no columns of a table.
    if stage.across == nil {
      for item in stage.order { collectColumns(in: item.expression, into: &names) }
    }
    var seen: Set<String> = []
    return names.filter {
      !aliases.contains($0.text.lowercased()) && seen.insert($0.text.lowercased()).inserted
        && ($0.isAggregateWord ? isAnyColumn($0.text) : !isWord($0))
    }
  }

  /// Whether some table has a column of the new name and none one of the old: `rename weapon = arms`.
  private func isBackwards(_ renaming: RenamingSyntax) -> Bool {
    let isColumn = { (name: String) in catalog.tables.contains { $0.columnIndex(named: name) != nil } }
    return !isColumn(renaming.column.plainText) && isColumn(renaming.name.text)
  }

  /// Columns that stand where only a name can: `count` names a column there.
  private func collectColumns(in columns: [ExpressionSyntax], into names: inout [NameSyntax]) {
    for column in columns { names.append(NameSyntax(column.plainText, isBracketed: true, span: column.span)) }
  }

  private func isAnyColumn(_ name: String) -> Bool { catalog.tables.contains { $0.answers(to: name) } }

  /// Whether a name means a value such as `today` or `unknown`, as no table has a column of it.
  private func isWord(_ name: NameSyntax) -> Bool {
    guard constant(of: name) != nil || isUnknownWord(name) else { return false }
    return !isAnyColumn(name.text)
  }

  /// Names that can only be columns; a lone word right of a comparison may be text and is left out.
  func collectColumns(in expression: ExpressionSyntax, into names: inout [NameSyntax]) {
    switch expression {
    case .name(let name):
      names.append(name)
    case .comparison(_, let left, let right) where left.isLiteral && !right.isLiteral:
      collectColumns(in: right, into: &names)  // `5 < killed`
    case .comparison(_, let left, let right), .textTest(_, let left, let right, _):
      collectColumns(in: left, into: &names)
      collectRight(right, into: &names)
    case .membership(let subject, let options, _, _):
      collectColumns(in: subject, into: &names)
      for option in options { collectRight(option, into: &names) }
    default:
      for child in expression.children { collectColumns(in: child, into: &names) }
    }
  }

  private func collectRight(_ right: ExpressionSyntax, into names: inout [NameSyntax]) {
    switch right.unwrapped {
    case .name(let name) where !name.isBracketed: break
    case .arithmetic: break  // `model=Shahed-136/131` may be a text that lacks its quotes
    default: collectColumns(in: right, into: &names)
    }
  }
}

extension Table {
  /// Whether a column or a declared span has this name.
  func answers(to name: String) -> Bool {
    columnIndex(named: name) != nil || roles.spans.contains { TextOrder.isSame($0.name, name) }
      || startOfSpan(calledDate: name) != nil
  }

  /// The column that `date` means in a table without one: where its rows have a beginning and an end, the
  /// beginning. Nil for other names.
  func startOfSpan(calledDate name: String) -> Int? {
    guard name.lowercased() == "date", columnIndex(named: name) == nil else { return nil }
    return roles.spans.first?.start
  }
}

extension ExpressionSyntax {
  /// Whether the word of an aggregate stands anywhere inside that lacks what it is of: `sum`.
  fileprivate var holdsAggregateWord: Bool {
    first { if case .name(let name) = $0 { name.isAggregateWord } else { false } } != nil
  }
}

extension Table {
  /// The name that stands for the answer of the question before.
  public static let lastAnswerName = "last"

  /// Whether it is the answer of the question before, which is asked by its name only.
  public var isLastAnswer: Bool { name == Table.lastAnswerName && path == nil }
}
