import TallyColumns
import TallyFunctions
import TallyPlanning
import TallyWorkers

extension AggregateCall {
  /// An empty accumulator for this call.
  /// - Parameters:
  ///   - isBounded: whether values of an argument carry bounds.
  ///   - values: what values there can be, where they are few and all rows are of one group.
  ///   - cancellation: asked while what was gathered is brought together.
  func makeAccumulator(
    isBounded: Bool, values: ClosedRange<Int64>?, _ cancellation: Cancellation
  ) -> any Accumulator {
    guard let argument else { return CountAccumulator() }
    let type = argument.type
    switch operation {
    case .count: return CountAccumulator()
    case .countDistinct where !isBounded:
      return values.map { SeenValuesAccumulator($0) } ?? DistinctAccumulator(cancellation)
    case .correlation: return isBounded ? FigurePairAccumulator() : CorrelationAccumulator()
    case _ where isBounded:
      return FigureAccumulator(operation: operation, quantile: quantile, kind: self.type.kind)
    case .sum:
      return type.kind == .real
        ? RealSumAccumulator(isMean: false) : WholeSumAccumulator(kind: self.type.kind)
    case .mean:
      return type.kind == .real
        ? RealSumAccumulator(isMean: true) : WholeMeanAccumulator(kind: self.type.kind)
    case .median, .quantile:
      return QuantileAccumulator(
        quantile: quantile, argumentKind: type.kind, kind: self.type.kind, cancellation)
    case .min, .max: return ExtremeAccumulator(kind: type.kind, isMaximum: operation == .max)
    case .mode: return ModeAccumulator(kind: type.kind, cancellation)
    case .first, .last: return FirstAccumulator(kind: type.kind, takesLast: operation == .last)
    case .standardDeviation, .variance: return DeviationAccumulator(isVariance: operation == .variance)
    case .countDistinct: return DistinctAccumulator(cancellation)
    }
  }
}
