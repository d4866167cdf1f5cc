import TallyColumns
import TallyPlanning

/// Steps that choose rows and columns, and put rows in order.
extension SQLWriter {
  /// Longer expressions become a column of a step of their own before they are worked with.
  private static let longestExpression = 160

  mutating func scan(_ table: Table) throws -> SelectDraft {
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

  func column(_ names: ColumnNames, _ type: ValueType) throws -> SQLColumn {
    SQLColumn(
      .column(try quoted(names.best)),
      bounds: try names.bounds.map {
        SQLColumn.Bounds(low: .column(try quoted($0.low)), high: .column(try quoted($0.high)))
      },
      type)
  }

  mutating func filtered(
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

  mutating func projected(_ draft: SelectDraft, _ expressions: [Expression]) throws -> SelectDraft {
    let isIdentity = expressions.indices.allSatisfy { index in
      if case .column(index) = expressions[index].node { true } else { false }
    }
    if isIdentity, expressions.count == draft.columns.count { return draft }
    var draft = draft.isDistinct ? try closed(draft) : draft
    var columns = try expressions.map { try column($0, draft.columns) }
    let isLong =
      zip(columns, expressions).contains { $0.length > SQLWriter.longestExpression && !$1.isColumn }
      && draft.columns.contains { $0.length > SQLWriter.longestExpression / 2 }
    let isOverRows = draft.groups != nil || draft.hasWindows
    // Without anything worked out of all rows, what is asked of their one group would be asked of each row.
    let isOfEach = draft.groups == [] && !columns.contains(where: \.isAggregate)
    if isLong || isOfEach || (isOverRows && columns.contains(where: \.holdsQuery)) {
      draft = try closed(draft)
      columns = try expressions.map { try column($0, draft.columns) }
    }
    draft.columns = columns
    return draft
  }

  mutating func distinct(_ draft: SelectDraft) throws -> SelectDraft {
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
    // SQL would read a number as the place of a column.
    draft.groups = draft.columns.flatMap { column in
      column.parts.map { $0.holdsColumn ? $0 : spelling.cast($0, column.type.kind) }
    }
    let first = SQLColumn(.call("MIN", place), ValueType(.whole), isNeverNull: true)
    draft.order = [SQLOrder(column: first, isDescending: false)]
  }

  mutating func sorted(_ draft: SelectDraft, _ keys: [SortKey]) throws -> SelectDraft {
    var draft = draft.isSliced || draft.isDistinct ? try closed(draft) : draft
    var columns = try keys.map { try column($0.expression, draft.columns) }
    let isOfFigures = columns.contains { $0.bounds != nil && !$0.best.isColumn }
    let isOverRows = draft.groups != nil || draft.hasWindows
    if isOfFigures || (isOverRows && columns.contains(where: \.holdsQuery)) {
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

  mutating func sliced(_ draft: SelectDraft, _ skip: Int, _ limit: Int?) throws -> SelectDraft {
    var draft = draft.isSliced ? try closed(draft) : draft
    if draft.isDistinct, draft.groups == nil, draft.order.isEmpty, let place = draft.place {
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
}
