import TallyColumns

/// One SELECT in the making: steps of the plan are taken into it as long as SQL does them in that order.
struct SelectDraft: Sendable {
  /// What stands behind FROM; nil where nothing is read.
  var table: SQLText?
  /// Names that stand for columns of what is read, in lower case.
  var tableNames: Set<String> = []
  /// The names of the tables that are read side by side, as columns are written with them; none where columns
  /// go without.
  var qualifiers: [String] = []
  /// What each column of the relation is by now.
  var columns: [SQLColumn] = []
  var conditions: [SQLText] = []
  /// What rows are grouped by; nil where they are not, empty for one group.
  var groups: [SQLText]?
  var groupConditions: [SQLText] = []
  var isDistinct = false
  var hasWindows = false
  /// What rows are in the order of; nothing where they stand as they come.
  var order: [SQLOrder] = []
  /// Where a row stands in the table as it comes, where there is such a place.
  var place: SQLText?
  /// The order is that of the rows in their table wherever nothing else decides.
  var isInPlace = false
  var skip = 0
  var limit: Int?
  var isSliced = false
  /// Some rows below were left out only because a condition leaves them open.
  var leavesOpenRowsOut = false

  /// Calls the columns as the plan does.
  mutating func name(_ fields: [Field]) {
    for (index, field) in fields.enumerated() where columns.indices.contains(index) {
      columns[index].name = field.name
    }
  }

  /// Whether rows are still those that are read, one for one.
  var isOfRows: Bool { groups == nil && !isDistinct && !hasWindows && !isSliced }
}

/// One thing that rows are put in order by; NULL comes last in either direction.
struct SQLOrder: Sendable {
  let column: SQLColumn
  let isDescending: Bool
  /// The other way round altogether: NULL comes first.
  var isReversed = false
}

/// A column of a SELECT and the names of its parts.
struct SQLItem: Sendable {
  let column: SQLColumn
  let names: ColumnNames
}

extension SelectDraft {
  /// The SELECT, a clause a line.
  /// - Parameters:
  ///   - items: what is selected.
  ///   - tableName: what columns are written with where names of `items` would stand in their way.
  ///   - isOrdered: whether the order of the rows is to be seen.
  func lines(_ items: [SQLItem], dialect: any Spelling, tableName: String?, isOrdered: Bool) -> [String] {
    let table = hidesColumns(items, dialect) ? tableName : nil
    let names = items.flatMap { item in
      zip(item.column.parts, item.names.all).map { part, name in
        let written = part.written(table)
        let quoted = dialect.quoted(name) ?? ""
        let isItself = part.isColumn && part.written() == quoted
        return isItself ? written : "\(written) AS \(quoted)"
      }
    }
    var lines = SelectDraft.clause(isDistinct ? "SELECT DISTINCT" : "SELECT", names, separator: ",")
    if let from = self.table { lines.append("FROM \(from.written())") }
    lines += SelectDraft.conditions("WHERE", conditions, table)
    if let groups, !groups.isEmpty {
      lines += SelectDraft.clause("GROUP BY", groups.map { $0.written(table) }, separator: ",")
    }
    lines += SelectDraft.conditions("HAVING", groupConditions, table)
    if isOrdered {
      let terms = orderTerms(items, dialect, isHidden: table != nil).map { $0.written(table) }
      if !terms.isEmpty { lines += SelectDraft.clause("ORDER BY", terms, separator: ",") }
    }
    if isSliced { lines += dialect.slice(skip: skip, limit: limit) }
    return lines
  }

  /// Whether some name given to what is selected is also that of another column that is read.
  private func hidesColumns(_ items: [SQLItem], _ dialect: any Spelling) -> Bool {
    items.contains { item in
      zip(item.column.parts, item.names.all).contains { part, name in
        tableNames.contains(name.lowercased())
          && !(part.isColumn && part.written() == dialect.quoted(name))
      }
    }
  }

  /// What stands behind ORDER BY; what is selected is meant by its name where that is shorter.
  func orderTerms(_ items: [SQLItem], _ dialect: any Spelling, isHidden: Bool = false) -> [SQLText] {
    var terms: [SQLText] = []
    for key in order {
      for term in key.terms(dialect) where term.value.holdsColumn || groups != nil {
        var value = term.value
        if !isHidden, !value.isColumn, let name = name(of: value, items, dialect) { value = name }
        let text = "\(value)\(term.suffix)" as SQLText
        if !terms.contains(text) { terms.append(text) }
      }
    }
    return terms
  }

  private func name(of value: SQLText, _ items: [SQLItem], _ dialect: any Spelling) -> SQLText? {
    for item in items {
      for (part, name) in zip(item.column.parts, item.names.all) where part == value {
        return dialect.quoted(name).map(SQLText.verbatim)
      }
    }
    return nil
  }

  /// A clause on one line, or an item a line where it gets long.
  static func clause(_ word: String, _ items: [String], separator: String) -> [String] {
    let line = "\(word) \(items.joined(separator: "\(separator) "))"
    if items.count == 1 || line.utf8.count <= 80 { return [line] }
    return [word]
      + items.enumerated().map { "  \($1)\($0 + 1 < items.count ? separator : "")" }
  }

  private static func conditions(_ word: String, _ conditions: [SQLText], _ table: String?) -> [String] {
    guard !conditions.isEmpty else { return [] }
    let texts = conditions.map { condition in
      (condition.strength == .or && conditions.count > 1 ? "(\(condition))" : condition).written(table)
    }
    let line = "\(word) \(texts.joined(separator: " AND "))"
    if line.utf8.count <= 80 { return [line] }
    return texts.enumerated().map { $0 == 0 ? "\(word) \($1)" : "  AND \($1)" }
  }
}

extension SQLOrder {
  struct Term {
    let value: SQLText
    let suffix: SQLText

    var text: SQLText { "\(value)\(suffix)" }
  }

  /// What SQL puts rows in order by: texts by small letters first and then by their bytes; figures by the
  /// number in their middle, then by their ends.
  func terms(_ dialect: any Spelling) -> [Term] {
    let isDown = isDescending != isReversed
    let down: SQLText = isDown ? " DESC" : ""
    let last: SQLText =
      column.isNeverNull ? down : isReversed ? "\(down) NULLS FIRST" : "\(down) NULLS LAST"
    // An open lower end is below all others, an open upper end and a missing best above.
    let below: SQLText = isDown ? "\(down) NULLS LAST" : "\(down) NULLS FIRST"
    let above: SQLText = isDown ? "\(down) NULLS FIRST" : "\(down) NULLS LAST"
    if let bounds = column.bounds {
      return [
        Term(value: column.center(dialect), suffix: last), Term(value: bounds.low, suffix: below),
        Term(value: bounds.high, suffix: above), Term(value: column.best, suffix: above),
      ]
    }
    guard column.type.kind == .text else { return [Term(value: column.best, suffix: last)] }
    return [
      Term(value: dialect.byBytes(dialect.lower(column.best)), suffix: last),
      Term(value: dialect.byBytes(column.best), suffix: down),
    ]
  }
}
