import TallyColumns

/// A figure of many rows. Unknowns are left out and counted; of nothing known, the answer is unknown.
public struct Aggregate: Builtin {
  public let name: String
  public let synonyms: [String]
  public let usage: String
  public let summary: String
  public let examples: [Example]
  public let operation: Operation

  /// What is computed; the executor has one accumulator for each.
  public enum Operation: String, Sendable, Hashable, CaseIterable {
    /// Rows, or the known values of the argument.
    case count
    case countDistinct
    case sum, mean, median, min, max
    /// The value below which a given part of the values lies; the median is the one of a half.
    case quantile
    /// The standard deviation of a sample: divided by n − 1; unknown for fewer than two values.
    case standardDeviation
    /// Its square.
    case variance
    /// The commonest value, of equally common ones the least.
    case mode
    /// The first or last known value in the order in which the rows stand.
    case first, last
    /// Pearson's coefficient of two arguments; unknown for fewer than two rows and where one does not vary.
    case correlation
  }
}

extension Aggregate.Operation {
  /// Whether a row that stands twice changes the answer.
  public var weighsRows: Bool {
    switch self {
    case .count, .sum, .mean, .median, .quantile, .standardDeviation, .variance, .mode, .correlation: true
    case .countDistinct, .min, .max, .first, .last: false
    }
  }
}

extension Aggregate {
  /// Every aggregate, in the order in which help shows them.
  public static let all: [Aggregate] = [
    Aggregate(
      name: "count", synonyms: [], usage: "count [x]  ·  count distinct x",
      summary: "how many rows there are, how many values of x are known, or how many differ",
      examples: [
        Example("count from places", "12"), Example("count casualties", "5"),
        Example("count distinct side from exchanges", "2"),
      ],
      operation: .count),
    Aggregate(
      name: "sum", synonyms: [], usage: "sum x", summary: "all values of x together",
      examples: [
        Example("sum casualties where city=Kyiv", "15+"), Example("sum neutralised", "251"),
      ],
      operation: .sum),
    Aggregate(
      name: "mean", synonyms: ["avg", "average"], usage: "mean x", summary: "the arithmetic mean of x",
      examples: [Example("mean launched", "132")], operation: .mean),
    Aggregate(
      name: "median", synonyms: [], usage: "median x",
      summary: "the middle value of x, or the mean of the two in the middle",
      examples: [Example("median released", "348.5")], operation: .median),
    Aggregate(
      name: "quantile", synonyms: ["percentile"], usage: "quantile p of x",
      summary:
        "the value below which the part p (0 to 1) of all values of x lies, between two by their distance",
      examples: [
        Example("quantile 0.9 of released", "390"), Example("quantile 0.5 of released", "348.5"),
      ],
      operation: .quantile),
    Aggregate(
      name: "min", synonyms: ["minimum"], usage: "min x", summary: "the least value of x",
      examples: [Example("min launched", "14"), Example("min date from exchanges", "2025-05-23")],
      operation: .min),
    Aggregate(
      name: "max", synonyms: ["maximum"], usage: "max x", summary: "the greatest value of x",
      examples: [Example("max launched", "250")], operation: .max),
    Aggregate(
      name: "stddev", synonyms: ["sd", "stdev", "std"], usage: "stddev x",
      summary: "the standard deviation of x as a sample", examples: [Example("stddev launched", "166.8772")],
      operation: .standardDeviation),
    Aggregate(
      name: "variance", synonyms: ["var"], usage: "variance x",
      summary: "the variance of x as a sample: the square of stddev",
      examples: [Example("variance launched", "27,848")], operation: .variance),
    Aggregate(
      name: "mode", synonyms: [], usage: "mode x",
      summary: "the commonest value of x, of equally common ones the least",
      examples: [Example("mode kind from places", "city")], operation: .mode),
    Aggregate(
      name: "first", synonyms: [], usage: "first x",
      summary: "the first known value of x in the order of the rows",
      examples: [
        Example("first name from places", "Ukraine"),
        Example("list places sort name | first name", "Belarus"),
      ],
      operation: .first),
    Aggregate(
      name: "last", synonyms: [], usage: "last x",
      summary: "the last known value of x in the order of the rows",
      examples: [Example("last name from places", "Chkalovsky air base")], operation: .last),
    Aggregate(
      name: "correlation", synonyms: ["corr"], usage: "correlation of x and y",
      summary: "how far x and y rise together, from −1 to 1, over the rows in which both are known (Pearson)",
      examples: [
        Example("correlation of launched and neutralised", "1"),
        Example("correlation of launched and shot_down ^ 2", "1"),
      ],
      operation: .correlation),
  ]

  /// The aggregate of a name or synonym in lower case.
  public static func named(_ name: String) -> Aggregate? { byName[name] }

  private static let byName: [String: Aggregate] = {
    var byName: [String: Aggregate] = [:]
    for aggregate in all {
      for name in [aggregate.name] + aggregate.synonyms { byName[name] = aggregate }
    }
    return byName
  }()

  /// Whether the argument may be of a kind.
  public func accepts(_ type: ValueType) -> Bool { operation.accepts(type) }

  /// The type of the answer.
  /// - Parameters:
  ///   - argument: nil for rows.
  ///   - second: what the argument is held against, where the aggregate is of two.
  public static func result(of operation: Operation, argument: ValueType?, second: ValueType? = nil)
    -> ValueType
  {
    guard let argument else { return ValueType(.whole) }
    switch operation {
    case .count: return ValueType(.whole)
    case .countDistinct: return ValueType(.whole, isBounded: argument.isBounded)
    case .sum: return ValueType(argument.kind, isBounded: argument.isBounded)
    case .mean:
      return ValueType(argument.kind == .duration ? .duration : .real, isBounded: argument.isBounded)
    case .median, .quantile:
      // What lies between two parts of a whole is one, too; between two months lie days.
      return ValueType(
        argument.kind == .whole ? .real : argument.kind, isBounded: argument.isBounded,
        presentation: argument.presentation == .percent ? .percent : .plain)
    case .min, .max, .mode, .first, .last:
      return ValueType(argument.kind, isBounded: argument.isBounded, presentation: argument.presentation)
    case .standardDeviation, .variance: return ValueType(.real, isBounded: argument.isBounded)
    case .correlation: return ValueType(.real, isBounded: argument.isBounded || second?.isBounded == true)
    }
  }
}

extension Aggregate.Operation {
  /// Whether the argument may be of a kind.
  public func accepts(_ type: ValueType) -> Bool {
    switch self {
    case .count, .countDistinct, .mode, .first, .last: true
    case .sum, .mean: type.kind.isNumber || type.kind == .duration
    case .median, .quantile: type.kind != .boolean && type.kind != .text
    case .min, .max: type.kind != .boolean
    case .standardDeviation, .variance, .correlation: type.kind.isNumber
    }
  }
}
