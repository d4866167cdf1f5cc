import TallyColumns
import TallySyntax

/// Comparisons of two vectors of comparable kinds.
enum VectorComparison {
  static func truths(_ comparison: ComparisonOperator, _ a: Vector, _ b: Vector, rows: Int) -> [Truth] {
    if a.kind == .text { return texts(comparison, a, b, rows: rows) }
    if a.bounds != nil || b.bounds != nil { return figures(comparison, a, b, rows: rows) }
    let truths: [Truth]
    if case .integers(let left) = a.best.payload, case .integers(let right) = b.best.payload {
      let scale = momentScales(a, b)
      truths = compare(comparison, rows) { row in
        let x = left[a.isConstant ? 0 : row].multipliedReportingOverflow(by: scale.a).partialValue
        let y = right[b.isConstant ? 0 : row].multipliedReportingOverflow(by: scale.b).partialValue
        return x < y ? -1 : x > y ? 1 : 0
      }
    } else if a.kind != b.kind {
      truths = compare(comparison, rows) { row in
        guard let x = a.best.number(at: a.isConstant ? 0 : row),
          let y = b.best.number(at: b.isConstant ? 0 : row)
        else { return 0 }
        return Number.order(x, y)
      }
    } else {
      let left = a.best.reals
      let right = b.best.reals
      truths = compare(comparison, rows) { row in
        let x = left[a.isConstant ? 0 : row]
        let y = right[b.isConstant ? 0 : row]
        return x < y ? -1 : x > y ? 1 : 0
      }
    }
    return withMaybe(truths, a, b)
  }

  /// A date is held against a time as the moment it begins.
  private static func momentScales(_ a: Vector, _ b: Vector) -> (a: Int64, b: Int64) {
    guard a.kind != b.kind, a.kind == .date || b.kind == .date else { return (1, 1) }
    return a.kind == .date ? (Moment.perDay, 1) : (1, Moment.perDay)
  }

  private static func texts(_ comparison: ComparisonOperator, _ a: Vector, _ b: Vector, rows: Int) -> [Truth]
  {
    let truths = (0..<rows).map { row -> Truth in
      guard let x = a.text(at: row), let y = b.text(at: row) else { return .maybe }
      return switch comparison {
      case .equal: Truth(TextOrder.isSame(x, y))
      case .identical: Truth(x == y)
      case .notEqual: Truth(!TextOrder.isSame(x, y))
      case .less: Truth(TextOrder.Key(x) < TextOrder.Key(y))
      case .lessOrEqual: Truth(TextOrder.Key(x) <= TextOrder.Key(y))
      case .greater: Truth(TextOrder.Key(x) > TextOrder.Key(y))
      case .greaterOrEqual: Truth(TextOrder.Key(x) >= TextOrder.Key(y))
      }
    }
    return truths
  }

  private static func figures(_ comparison: ComparisonOperator, _ a: Vector, _ b: Vector, rows: Int)
    -> [Truth]
  {
    (0..<rows).map { row in
      guard let x = a.figure(at: row), let y = b.figure(at: row) else { return .maybe }
      return switch comparison {
      // Two figures that are written alike need not be the same number.
      case .equal, .identical: FigureComparison.isEqual(x, y)
      case .notEqual: FigureComparison.isEqual(x, y).negated
      case .less: FigureComparison.isLess(x, y)
      case .greater: FigureComparison.isLess(y, x)
      case .lessOrEqual: FigureComparison.isLess(y, x).negated
      case .greaterOrEqual: FigureComparison.isLess(x, y).negated
      }
    }
  }

  /// - Parameter order: −1, 0 or 1 for a row.
  @inline(__always)
  private static func compare(
    _ comparison: ComparisonOperator, _ rows: Int, _ order: (Int) -> Int
  ) -> [Truth] {
    switch comparison {
    case .equal, .identical: (0..<rows).map { Truth(order($0) == 0) }
    case .notEqual: (0..<rows).map { Truth(order($0) != 0) }
    case .less: (0..<rows).map { Truth(order($0) < 0) }
    case .lessOrEqual: (0..<rows).map { Truth(order($0) <= 0) }
    case .greater: (0..<rows).map { Truth(order($0) > 0) }
    case .greaterOrEqual: (0..<rows).map { Truth(order($0) >= 0) }
    }
  }

  private static func withMaybe(_ truths: [Truth], _ a: Vector, _ b: Vector) -> [Truth] {
    truths.withMaybe(where: a.best.missing, isConstant: a.isConstant)
      .withMaybe(where: b.best.missing, isConstant: b.isConstant)
  }
}
