import TallyColumns
import TallyFunctions
import TallyPlanning

extension AggregateCall {
  /// An empty accumulator for this call.
  /// - Parameter isBounded: whether the argument's values carry bounds.
  func makeAccumulator(isBounded: Bool) -> any Accumulator {
    guard let argument else { return CountAccumulator() }
    let type = argument.type
    switch operation {
    case .count: return CountAccumulator()
    case .countDistinct where !isBounded: return DistinctAccumulator()
    case _ where isBounded: return FigureAccumulator(operation: operation, kind: self.type.kind)
    case .sum:
      return type.kind == .real
        ? RealSumAccumulator(isMean: false) : WholeSumAccumulator(kind: self.type.kind)
    case .mean:
      return type.kind == .real
        ? RealSumAccumulator(isMean: true) : WholeMeanAccumulator(kind: self.type.kind)
    case .median: return MedianAccumulator(argumentKind: type.kind, kind: self.type.kind)
    case .min, .max:
      return ExtremeAccumulator(kind: type.kind, isMaximum: operation == .max)
    case .standardDeviation: return DeviationAccumulator()
    case .countDistinct: return DistinctAccumulator()
    }
  }
}
