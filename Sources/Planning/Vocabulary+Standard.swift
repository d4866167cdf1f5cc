import TallyColumns
import TallyFunctions
import TallySyntax

extension Vocabulary {
  /// The words of all builtins; a session adds its commands.
  public static let standard = Vocabulary(
    aggregates: Set(Aggregate.all.flatMap { [$0.name] + $0.synonyms }),
    functions: Set(ScalarFunction.all.flatMap { [$0.name] + $0.synonyms }),
    levels: Set(DateLevel.allCases.map(\.rawValue) + ["weekday"]))
}
