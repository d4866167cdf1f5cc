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
    /// The standard deviation of a sample: divided by n − 1; unknown for fewer than two values.
    case standardDeviation
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
  public func accepts(_ type: ValueType) -> Bool {
    switch operation {
    case .count, .countDistinct: true
    case .sum, .mean: type.kind.isNumber || type.kind == .duration
    case .median: type.kind.isNumber || type.kind == .duration || type.kind == .date || type.kind == .time
    case .min, .max: type.kind != .boolean
    case .standardDeviation: type.kind.isNumber
    }
  }

  /// The type of the answer; `argument` is nil for rows.
  public static func result(of operation: Operation, argument: ValueType?) -> ValueType {
    guard let argument else { return ValueType(.whole) }
    switch operation {
    case .count: return ValueType(.whole)
    case .countDistinct: return ValueType(.whole, isBounded: argument.isBounded)
    case .sum: return ValueType(argument.kind, isBounded: argument.isBounded)
    case .mean:
      return ValueType(argument.kind == .duration ? .duration : .real, isBounded: argument.isBounded)
    case .median:
      return ValueType(argument.kind == .whole ? .real : argument.kind, isBounded: argument.isBounded)
    case .min, .max:
      return ValueType(argument.kind, isBounded: argument.isBounded, presentation: argument.presentation)
    case .standardDeviation: return ValueType(.real, isBounded: argument.isBounded)
    }
  }
}
