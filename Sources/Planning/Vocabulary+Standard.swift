import TallyColumns
import TallyFunctions
import TallySyntax

extension Vocabulary {
  /// The words of all builtins; a session adds its commands.
  public static let standard = Vocabulary(
    aggregates: Dictionary(
      Aggregate.all.flatMap { aggregate in
        ([aggregate.name] + aggregate.synonyms).map { ($0, aggregate.operation.shape) }
      }, uniquingKeysWith: { first, _ in first }),
    functions: Set(ScalarFunction.all.flatMap { [$0.name] + $0.synonyms }),
    levels: Set(DateLevel.allCases.map(\.rawValue) + ["weekday"]))
}

extension Aggregate.Operation {
  /// How it is written.
  var shape: Vocabulary.AggregateShape {
    switch self {
    case .count, .countDistinct: .rows
    case .quantile: .fraction
    case .correlation: .pair
    case .sum, .mean, .median, .min, .max, .standardDeviation, .variance, .mode, .first, .last: .column
    }
  }
}
