import TallyColumns
import TallyPlanning

/// `step_1 AS (…)`
struct SQLStep: Sendable {
  let name: String
  let body: Body

  enum Body: Sendable {
    case select(SelectDraft, [SQLItem])
    /// What is no plain SELECT; it may go on from itself.
    case lines([String], isRecursive: Bool)
  }
}

extension SQLWriter {
  /// The steps before the SELECT, each with the columns that something behind it names.
  func with(_ select: [String]) -> [String] {
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
        var kept = draft.isDistinct ? items : used.isEmpty ? Array(items.prefix(1)) : used
        // One group of all rows is one only where something is worked out of them.
        if draft.groups == [], !kept.contains(where: \.column.isAggregate) {
          kept += items.filter(\.column.isAggregate).prefix(1)
        }
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
    let isByWindows = draft.hasWindows && !draft.order.allSatisfy { $0.column.parts.allSatisfy(\.isColumn) }
    let draft = isByWindows ? try windowsClosed(draft) : draft
    let terms = draft.orderTerms([], spelling)
    let order: SQLText = terms.isEmpty ? "" : "ORDER BY \(.list(terms))"
    if terms.isEmpty { remark(.whichRows) }
    // Rows that stand as they come are numbered already.
    let isNumbered =
      draft.isInPlace && draft.order.count == 1 && draft.order[0].column.isNeverNull
      && draft.order[0].column.best.isColumn
    let number = SQLColumn(
      isNumbered ? draft.order[0].column.best : "ROW_NUMBER() OVER (\(order))",
      ValueType(.whole), name: "row", isNeverNull: true)
    var closed = try closed(draft, extras + [number])
    let place = closed.columns[closed.columns.count - 1]
    closed.columns.removeLast()
    closed.order = [SQLOrder(column: place, isDescending: false)]
    return (closed, place.best)
  }

  /// The same with columns in place of windows in what rows are in the order of: they cannot stand in others.
  private mutating func windowsClosed(_ draft: SelectDraft) throws -> SelectDraft {
    let keys = draft.order.map { key in
      var column = key.column
      column.name = "order"
      return column
    }
    var closed = try closed(draft, keys)
    let width = draft.columns.count
    closed.order = draft.order.indices.map { index in
      SQLOrder(column: closed.columns[width + index], isDescending: draft.order[index].isDescending)
    }
    closed.columns.removeSubrange(width...)
    return closed
  }

  private mutating func closed(_ draft: SelectDraft, _ extras: [SQLColumn]) throws -> SelectDraft {
    var wide = draft
    wide.columns += extras
    let place = draft.isOfRows ? draft.place : nil
    if let place { wide.columns.append(SQLColumn(place, ValueType(.whole), name: "row", isNeverNull: true)) }
    let names = ColumnNames.of(wide.columns.map { ($0.name, $0.bounds != nil) })
    let name = nextStepName()
    steps.append(SQLStep(name: name, body: .select(wide, try items(wide, names))))
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
    // Groups are in the order of all their keys.
    next.isInPlace = draft.isInPlace || (draft.groups != nil && !draft.order.isEmpty)
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
    steps.append(SQLStep(name: name, body: .lines(lines(name), isRecursive: isRecursive)))
    return .verbatim(name)
  }

  private func nextStepName() -> String {
    var number = steps.count + 1
    while tableNames.contains("step_\(number)") || steps.contains(where: { $0.name == "step_\(number)" }) {
      number += 1
    }
    return "step_\(number)"
  }

  func items(_ draft: SelectDraft, _ names: [ColumnNames]) throws -> [SQLItem] {
    for name in names.flatMap(\.all) { _ = try quoted(name) }
    return zip(draft.columns, names).map { SQLItem(column: $0, names: $1) }
  }

  func tableName(_ draft: SelectDraft) -> String? {
    draft.qualifiers.isEmpty ? draft.table?.written() : nil
  }
}
