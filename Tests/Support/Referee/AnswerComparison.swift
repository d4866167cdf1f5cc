import TallyColumns
import TallyPlanning

/// Holds the engine's answer against a referee's rows.
public struct AnswerComparison: Sendable {
  /// Columns, in lower case, whose last bits depend on the order of adding up; nil where that is not known,
  /// and they all may.
  let rough: Set<String>?

  public init(rough: Set<String>? = nil) {
    self.rough = rough
  }

  /// What the first difference is; nil where there is none.
  public func problem(_ table: Table, _ ruling: Ruling, against name: String) -> Problem? {
    let answers = ((0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } }, ruling.rows)
    if table.rowCount != ruling.rows.count {
      return Problem(
        against: name, sort: .rows, what: "\(table.rowCount) rows, and \(name): \(ruling.rows.count)",
        answers: answers)
    }
    for row in ruling.rows.indices {
      for (index, column) in table.columns.enumerated() {
        let (value, other) = (column.value(at: row), ruling.rows[row][index])
        let field = table.fields[index].name
        let isRough = rough?.contains(field.lowercased()) ?? true
        if !isSame(value, other, isRough), !(ruling.isTightest && isInside(other, value, isRough)) {
          return Problem(
            against: name, sort: .value, what: "row \(row), \(field): \(value), and \(name): \(other)",
            answers: answers)
        }
      }
    }
    return nil
  }

  /// The first difference to a ruling that leaves out rows of which it is open whether they belong: the rows it
  /// has are those that the engine is sure of, and its figures lie inside the engine's. Where it has nothing
  /// to work on, it says nothing.
  /// - Throws: `Declined` where it cannot be said what these rows did to the answer.
  func problemBesideOpenRows(
    _ table: Table, _ relation: RelationPlan, _ ruling: Ruling, isInOrder: Bool, against name: String
  ) throws -> Problem? {
    switch relation.effectOfOpenRows {
    case .none:
      let table = table.withoutAnyNumbers
      return isInOrder
        ? problem(table, ruling, against: name) : try problemInAnyOrder(table, ruling, against: name)
    case .unclear: throw Declined(reason: "rows that may match, and what was made of them")
    case .groups(let keyCount): return groupProblem(table, keyCount, ruling, against: name)
    }
  }

  private func groupProblem(
    _ table: Table, _ keyCount: Int, _ ruling: Ruling, against name: String
  ) -> Problem? {
    let rows = (0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } }
    for other in ruling.rows {
      let group = rows.first { row in (0..<keyCount).allSatisfy { isSame(row[$0], other[$0], false) } }
      guard let group else {
        return Problem(
          against: name, sort: .rows, what: "\(name) has a group that the engine has not",
          answers: (rows, ruling.rows))
      }
      for index in table.columns.indices.dropFirst(keyCount)
      where !other[index].isUnknown && !isSame(group[index], other[index], true)
        && !isInside(other[index], group[index], true)
      {
        return Problem(
          against: name, sort: .value,
          what: "\(table.fields[index].name): \(group[index]), and \(name), outside of it: \(other[index])",
          answers: (rows, ruling.rows))
      }
    }
    return nil
  }

  /// The same for rows of which the order is open.
  /// - Throws: `Declined` where only the last bits may differ, by which rows cannot be matched.
  public func problemInAnyOrder(_ table: Table, _ ruling: Ruling, against name: String) throws -> Problem? {
    let order = { (rows: [[Value]]) -> [[Value]] in
      rows.map { (key: $0.map(place).joined(separator: "\t"), row: $0) }.sorted { $0.key < $1.key }.map(\.row)
    }
    guard problem(table, ruling, against: name) != nil else { return nil }
    if rough?.isEmpty != true { throw Declined(reason: "rows in no order, with sums of fractions") }
    let rows = order((0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } })
    let columns = table.columns.indices.map { index in
      Column(kind: table.columns[index].kind, values: rows.map { $0[index] })
    }
    let ordered = Table(
      name: table.name, fields: table.fields, columns: columns, rowCount: table.rowCount)
    return problem(ordered, Ruling(rows: order(ruling.rows), text: ruling.text), against: name)
  }

  /// The same text for values that are the same.
  private func place(_ value: Value) -> String {
    switch value {
    case .unknown: "?"
    case .real(let real): "\(real == 0 ? 0 : real)"
    default: "=\(value.text())"
    }
  }

  private func isSame(_ a: Value, _ b: Value, _ isRough: Bool) -> Bool {
    switch (a, b) {
    // What lies between two moments is a real that is cut off.
    case (.time(let x), .time(let y)), (.duration(let x), .duration(let y)):
      x == y || (isRough && (Double(x) - Double(y)).magnitude <= 1) || isNear(Double(x), Double(y), isRough)
    case (.real(let x), .real(let y)): isNear(x, y, isRough)
    case (.figure(let x, let kind), .figure(let y, let other)):
      kind == other && isSame(x.low, y.low, isRough) && isSame(x.best, y.best, isRough)
        && isSame(x.high, y.high, isRough)
    case (.text(let x), .text(let y)): Array(x.utf8) == Array(y.utf8)
    default: a == b
    }
  }

  private func isSame(_ a: Number?, _ b: Number?, _ isRough: Bool) -> Bool {
    if case .real(let x)? = a, case .real(let y)? = b { return isNear(x, y, isRough) }
    return a == b
  }

  /// Whether the other answer lies inside the engine's bounds.
  private func isInside(_ other: Value, _ value: Value, _ isRough: Bool) -> Bool {
    // Where no row surely belongs, the engine may say no more than that nothing is known.
    if value.isUnknown { return true }
    // The least of a number and of a deviation of which that is all that is known is a number.
    guard case .figure(let bounds, _) = value else { return other.isUnknown && isRough }
    let outer = bounds.opened
    // A deviation or a correlation of too few rows is unknown, and the engine may know no more than what all
    // of them are: no less than 0, or from −1 to 1.
    if other.isUnknown { return true }
    guard let inner = other.asFigure else { return false }
    if inner.isOpen { return true }
    let isBelow = { (a: Number?, b: Number?) -> Bool in
      guard let a, let b else { return false }
      return Number.order(a, b) <= 0 || (isRough && isNear(a.asDouble, b.asDouble, true))
    }
    return (outer.low == nil || isBelow(outer.low, inner.low))
      && (outer.high == nil || isBelow(inner.high, outer.high))
  }

  /// Sums of reals may differ in their last bits by the order in which they were added.
  private func isNear(_ a: Double, _ b: Double, _ isRough: Bool) -> Bool {
    a == b || (isRough && (a - b).magnitude <= max(1e-9 * max(a.magnitude, b.magnitude), 1e-9))
  }
}

/// What rows of which it is open whether they belong do to an answer.
private enum OpenRowsEffect {
  /// They are left out, and the others are as if they had never been.
  case none
  /// Figures of groups, behind so many keys, span what they could add.
  case groups(keyCount: Int)
  case unclear
}

extension RelationPlan {
  fileprivate var effectOfOpenRows: OpenRowsEffect {
    switch self {
    case .scan, .oneRow: return .none
    case .filter(let input, _, let keepsMaybe):
      return keepsMaybe ? .unclear : input.effectOnRows
    case .project(let input, let expressions):
      let effect = input.effectOfOpenRows
      guard case .groups(let keyCount) = effect else { return effect }
      let areKeysFirst = expressions.prefix(keyCount).enumerated().allSatisfy { index, expression in
        if case .column(index) = expression.node { true } else { false }
      }
      return areKeysFirst && expressions.count >= keyCount && !expressions.contains(where: \.hidesOpenRows)
        ? effect : .unclear
    case .sort(let input, _): return input.effectOfOpenRows
    case .aggregate(let plan):
      guard case .none = plan.input.effectOfOpenRows else { return .unclear }
      return .groups(keyCount: plan.keys.count)
    default: return .unclear
    }
  }

  /// The same where rows go on: what is left of groups says nothing any more.
  private var effectOnRows: OpenRowsEffect {
    if case .none = effectOfOpenRows { .none } else { .unclear }
  }
}

extension Table {
  /// The same with figures of which nothing is known as unknown: in SQL either is three times NULL.
  public var withoutAnyNumbers: Table {
    Table(
      name: name, fields: fields,
      columns: columns.map { column in
        guard column.isBounded else { return column }
        return Column(
          kind: column.kind,
          values: column.values.map { value in
            if case .figure(let figure, _) = value, figure.isAnything { .unknown } else { value }
          })
      },
      rowCount: rowCount)
  }
}
