import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// Joins: tables side by side behind one FROM, their columns written with the name of their table.
extension SQLWriter {
  mutating func joined(_ plan: JoinPlan) throws -> SelectDraft {
    var left = try joinable(plan)
    let right = try draft(plan.right)
    let name = freeName(right, besides: left.qualifiers, plan.table)
    let qualified = right.qualified(by: name.qualifier, name.text)
    if plan.kind == .semi {
      left.conditions.append(try semiJoin(plan, left, right))
      return left
    }
    let on = try plan.keys.indices.map { number -> SQLText in
      let key = plan.keys[number]
      guard case .column(let column) = key.right.node else { return "FALSE" }
      // Both sides as columns of one row, which conditions are over.
      let other = Expression(.column(left.columns.count + column), key.right.type, key.right.span)
      return try condition(
        .comparison(.equal, key.left, other), left.columns + qualified.columns, asksSure: true)
    }
    let words =
      switch plan.kind {
      case .inner: "JOIN"
      case .full: "FULL JOIN"
      case .left, .semi, .anti: "LEFT JOIN"
      }
    let table =
      "\(left.table ?? "") \(.verbatim(words)) \(qualified.table ?? "") ON \(SQLText.all(on))" as SQLText
    left.table = table
    left.qualifiers.append(name.qualifier)
    settingOfJoins = spelling.settingOfJoins
    if plan.kind == .anti {
      // Known keys are on the right only where a row matches.
      if let key = plan.keys.first {
        left.conditions.append(.isNull(try column(key.right, qualified.columns).best))
      }
      return left
    }
    return try withColumns(of: qualified, plan, left)
  }

  /// The left side, of which rows can stand beside others: read from one table or several, or from a step.
  private mutating func joinable(_ plan: JoinPlan) throws -> SelectDraft {
    let draft = try draft(plan.left)
    let isPlain = draft.isOfRows && (plan.kind != .full || draft.conditions.isEmpty)
    if isPlain, !draft.qualifiers.isEmpty { return draft }
    var left = draft
    putInPlace(&left)
    // Rows of the right alone come last, also where what the left is in the order of is unknown.
    let isByPlace = left.isInPlace && left.order.count == 1 && left.order[0].column.isNeverNull
    let isNumbered = plan.kind == .full && !left.order.isEmpty && !isByPlace
    if isNumbered {
      left = try numbered(left).draft
    } else if !isPlain || draft.columns.contains(where: { !$0.parts.allSatisfy(\.isColumn) }) {
      left = try closed(left)
      putInPlace(&left)
    }
    let name = left.table?.written() ?? ""
    return left.qualified(by: name, left.table ?? "")
  }

  /// The columns of both sides, in the order of the rows of both.
  private mutating func withColumns(of right: SelectDraft, _ plan: JoinPlan, _ left: SelectDraft) throws
    -> SelectDraft
  {
    var draft = left
    for key in plan.keys where key.isMerged {
      guard case .column(let index) = key.left.node else { continue }
      let (a, b) = (left.columns[index], try column(key.right, right.columns))
      let type = plan.types[index]
      draft.columns[index].best = .call("COALESCE", converted(a, type.kind), converted(b, type.kind))
      draft.columns[index].type = type
      draft.columns[index].holdsOnlyASCII = a.holdsOnlyASCII && b.holdsOnlyASCII
    }
    if plan.kind == .full {
      for index in draft.columns.indices {
        (draft.columns[index].isOpen, draft.columns[index].isNeverNull) = (true, false)
      }
    }
    draft.columns += plan.rightColumns.map { index in
      var column = right.columns[index]
      column.isOpen = column.isOpen || plan.kind != .inner
      column.name = plan.fields[plan.leftCount + (plan.rightColumns.firstIndex(of: index) ?? 0)].name
      return column
    }
    if plan.kind == .full {
      draft.order = draft.order.map { key in
        var column = key.column
        column.isNeverNull = false
        return SQLOrder(column: column, isDescending: key.isDescending)
      }
    }
    if !draft.order.isEmpty, let place = right.place {
      draft.order.append(.byPlace(place))
    } else {
      draft.isInPlace = false
    }
    draft.place = nil
    return draft
  }

  /// A value as one of a kind that holds those of both sides.
  private func converted(_ column: SQLColumn, _ kind: Kind) -> SQLText {
    if column.type.kind == kind { return column.best }
    return kind == .time ? spelling.time(of: column.best) : spelling.cast(column.best, kind)
  }

  /// `(a, b) IN (SELECT x, y FROM t)`
  private mutating func semiJoin(_ plan: JoinPlan, _ left: SelectDraft, _ right: SelectDraft) throws
    -> SQLText
  {
    var sides: (left: [SQLText], right: [SQLText]) = ([], [])
    for key in plan.keys {
      let (a, b) = (try column(key.left, left.columns), try column(key.right, right.columns))
      let kind = a.type.kind == .date && b.type.kind == .time ? Kind.time : a.type.kind
      sides.left.append(comparable(a, b, kind))
      sides.right.append(comparable(b, a, kind))
    }
    let rows = "SELECT \(.list(sides.right)) FROM \(right.table ?? "")" as SQLText
    let tuple = sides.left.count == 1 ? sides.left[0] : "(\(.list(sides.left)))"
    return ("\(tuple.inside(.sum)) IN (\(rows))" as SQLText).binding(.comparison)
  }

  private mutating func comparable(_ column: SQLColumn, _ other: SQLColumn, _ kind: Kind) -> SQLText {
    if column.type.kind == .text {
      noteFolding(of: column)
      return spelling.lower(column.best)
    }
    return column.type.kind == .date && other.type.kind == .time
      ? spelling.time(of: column.best) : column.best
  }

  /// The table's own name, or one with a number where it stands there already.
  private func freeName(_ right: SelectDraft, besides taken: [String], _ name: String) -> (
    qualifier: String, text: SQLText
  ) {
    let table = right.table?.written() ?? ""
    var qualifier = table
    var number = 2
    while taken.contains(where: { $0.lowercased() == qualifier.lowercased() }) {
      qualifier = spelling.quoted("\(name)_\(number)") ?? "joined_\(number)"
      number += 1
    }
    return (qualifier, qualifier == table ? .verbatim(table) : .verbatim("\(table) AS \(qualifier)"))
  }
}

extension SelectDraft {
  /// The same with columns that are written with the name of what is read.
  fileprivate func qualified(by qualifier: String, _ table: SQLText) -> SelectDraft {
    var draft = self
    let qualify = { (text: SQLText) in text.qualified(by: qualifier) }
    draft.table = table
    draft.qualifiers = [qualifier]
    draft.place = place.map(qualify)
    draft.conditions = conditions.map(qualify)
    draft.columns = columns.map { $0.qualified(by: qualifier) }
    draft.order = order.map {
      SQLOrder(column: $0.column.qualified(by: qualifier), isDescending: $0.isDescending)
    }
    return draft
  }
}

extension SQLOrder {
  /// By where rows stand in their table; there is none where another table's stand alone.
  fileprivate static func byPlace(_ place: SQLText) -> SQLOrder {
    SQLOrder(column: SQLColumn(place, ValueType(.whole)), isDescending: false)
  }
}

extension SQLColumn {
  fileprivate func qualified(by qualifier: String) -> SQLColumn {
    var column = self
    column.best = best.qualified(by: qualifier)
    column.bounds = bounds.map {
      Bounds(low: $0.low.qualified(by: qualifier), high: $0.high.qualified(by: qualifier))
    }
    return column
  }
}
