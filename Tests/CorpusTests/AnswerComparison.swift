import NaiveEvaluator
import TallyColumns

/// Holds the engine's answer against the naive evaluator's rows.
enum AnswerComparison {
  /// What the first difference is; nil where there is none.
  static func difference(_ table: Table, _ answer: NaiveEvaluator.Answer) -> String? {
    let rows = answer.rows
    if table.rowCount != rows.count { return "\(table.rowCount) rows, and naively \(rows.count)" }
    for row in rows.indices {
      for (index, column) in table.columns.enumerated() {
        let (value, naive) = (column.value(at: row), rows[row][index])
        if !isSame(value, naive), !(answer.isTightest && isInside(naive, value)) {
          return "row \(row), \(table.fields[index].name): \(value), and naively \(naive)"
        }
      }
    }
    return nil
  }

  private static func isSame(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.real(let x), .real(let y)): isNear(x, y)
    case (.figure(let x, let kind), .figure(let y, let other)):
      kind == other && isSame(x.low, y.low) && isSame(x.best, y.best) && isSame(x.high, y.high)
    case (.text(let x), .text(let y)): Array(x.utf8) == Array(y.utf8)
    default: a == b
    }
  }

  /// Whether the naive answer lies inside the engine's bounds.
  private static func isInside(_ naive: Value, _ value: Value) -> Bool {
    // Where no row surely belongs, the engine may say no more than that nothing is known.
    if value.isUnknown { return true }
    guard case .figure(let bounds, _) = value else { return false }
    let outer = bounds.opened
    // A deviation of too few rows is unknown, and the engine may know no more than that it is no less than 0; a
    // correlation, that it is one.
    if naive.isUnknown {
      let isAnyCorrelation = outer.low?.asDouble == -1 && outer.high?.asDouble == 1
      return outer.isOpen || (outer.high == nil && outer.low?.asDouble == 0) || isAnyCorrelation
    }
    guard let inner = figure(naive)?.opened else { return false }
    let isAbove = outer.low.map { low in inner.low.map { $0.asDouble >= low.asDouble } ?? false } ?? true
    let isBelow = outer.high.map { high in inner.high.map { $0.asDouble <= high.asDouble } ?? false } ?? true
    return isAbove && isBelow
  }

  private static func figure(_ value: Value) -> Figure? {
    switch value {
    case .figure(let figure, _): figure
    case .real(let real): Figure(exactly: .real(real))
    default: value.stored.map { Figure(exactly: .whole($0)) }
    }
  }

  private static func isSame(_ a: Number?, _ b: Number?) -> Bool {
    if case .real(let x)? = a, case .real(let y)? = b { return isNear(x, y) }
    return a == b
  }

  /// Sums of reals may differ in their last bits by the order in which they were added.
  private static func isNear(_ a: Double, _ b: Double) -> Bool {
    a == b || (a - b).magnitude <= max(1e-9 * max(a.magnitude, b.magnitude), 1e-12)
  }
}
