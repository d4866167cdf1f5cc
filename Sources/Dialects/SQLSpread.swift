/// Statistics written out, for dialects that have no function for them, over columns prepared in a step before.
enum SQLSpread {
  /// The value so far between the least and the greatest: what lies in its place, or between the two nearest
  /// by their distance (Hyndman and Fan's definition 7).
  /// - Parameters:
  ///   - place: where each value stands in its group, counted from 1.
  ///   - count: how many values the group has.
  static func quantile(_ value: SQLText, _ fraction: Double, place: SQLText, count: SQLText) -> SQLText {
    if fraction == 0.5 {
      return "AVG(CASE WHEN \(place) IN ((\(count) + 1) / 2, (\(count) + 2) / 2) THEN \(value) END)"
    }
    let part = SQLText.verbatim(fraction.description)
    let weight = "MAX(0.0, 1 - ABS(\(place) - 1 - (\(count) - 1) * \(part)))" as SQLText
    return "SUM(\(SQLText.infix(value, "*", weight, .product)))"
  }

  /// In two passes, as the mean is known by now.
  static func deviation(_ value: SQLText, mean: SQLText, isSquared: Bool) -> SQLText {
    let squares = "SUM(\(product(value, mean, value, mean)))" as SQLText
    let variance = SQLText.infix(squares, "/", "NULLIF(COUNT(\(value)) - 1, 0)", .product)
    return isSquared ? variance : .call("SQRT", variance)
  }

  /// Over the rows in which both are known.
  static func correlation(_ a: SQLText, _ b: SQLText, means: [SQLText]) -> SQLText {
    let squares = { (value: SQLText, mean: SQLText, other: SQLText) -> SQLText in
      "SUM(\(SQLText.when(.isNotNull(other), product(value, mean, value, mean))))"
    }
    let spread = SQLText.infix(squares(a, means[0], b), "*", squares(b, means[1], a), .product)
    return .infix(
      "SUM(\(product(a, means[0], b, means[1])))", "/", "NULLIF(SQRT(\(spread)), 0)", .product)
  }

  private static func product(_ a: SQLText, _ aMean: SQLText, _ b: SQLText, _ bMean: SQLText) -> SQLText {
    "(\(SQLText.infix(a, "-", aMean, .sum))) * (\(SQLText.infix(b, "-", bMean, .sum)))"
  }
}
