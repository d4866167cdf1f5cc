import TallyColumns
import TallyFunctions
import TallyPlanning

/// How far rows that may or may not be there can move one aggregate.
///
/// Sound, and tight for counts, sums and extremes. Means and medians are bounded by the sure answer and the
/// extremes of the perhaps rows; other quantiles by these and the two sure values they lie between; the first
/// and the last by the sure one and these, and where the order is open by the extremes of all rows, as the
/// commonest value always is. Different values are bounded by the count of the perhaps rows, deviations and
/// variances by nothing but 0, correlations by −1 and 1. A text or a yes/no is known where it is the same
/// whatever rows are there.
struct AggregateProbe {
  let call: AggregateCall
  /// Where in order the rows stand is open, so that any of them may be the first.
  let isOrderOpen: Bool
  /// What is asked of the perhaps rows.
  let calls: [AggregateCall]
  /// What else is asked of the sure rows.
  let sureCalls: [AggregateCall]

  init(_ call: AggregateCall, isOrderOpen: Bool) {
    self.call = call
    self.isOrderOpen = isOrderOpen
    guard let argument = call.argument else {
      (calls, sureCalls) = ([call], [])
      return
    }
    let extremes = [call.probe(.min, argument), call.probe(.max, argument)]
    switch call.operation {
    case .count, .countDistinct, .standardDeviation, .variance:
      (calls, sureCalls) = ([call.probe(.count, argument)], [])
    case .sum:
      calls = [
        call.probe(.sum, AggregateProbe.clamped(argument, .min)),
        call.probe(.sum, AggregateProbe.clamped(argument, .max)),
      ]
      sureCalls = []
    case .mean, .median, .min, .max:
      (calls, sureCalls) = (extremes, [])
    case .quantile where call.fraction == 0.5:
      (calls, sureCalls) = (extremes, [])
    case .quantile:
      (calls, sureCalls) = (extremes, [call.rounded(.down), call.rounded(.up)])
    case .mode:
      (calls, sureCalls) = (extremes, extremes)
    case .first, .last:
      (calls, sureCalls) = (extremes, isOrderOpen ? extremes : [])
    case .correlation:
      (calls, sureCalls) = (call.arguments.map { call.probe(.count, $0.expression) }, [])
    }
  }

  /// Whether the answer hangs on the order of the rows, and that is open.
  private var goesByOpenOrder: Bool {
    isOrderOpen && (call.operation == .first || call.operation == .last)
  }

  private enum Side: String { case min, max }

  /// The negative part of a value, or the positive.
  private static func clamped(_ argument: Expression, _ side: Side) -> Expression {
    let zero = Value(stored: 0, kind: argument.type.kind)
    guard let function = ScalarFunction.named(side.rawValue) else { return argument }
    let constant = Expression(.constant(zero), ValueType(argument.type.kind), argument.span)
    return Expression(.call(function, [argument, constant]), argument.type, argument.span)
  }

  /// The answer with its bounds.
  /// - Parameters:
  ///   - sure: the answer of the sure rows; nil where there are none.
  ///   - others: what they gave to `sureCalls`; empty where there are none.
  ///   - perhaps: what the perhaps rows gave to `calls`; empty where there are none.
  func hull(_ sure: Value?, _ others: [Value], _ perhaps: [Value]) -> Value {
    let hasPerhaps = perhaps.contains { !$0.isUnknown }
    guard hasPerhaps || (goesByOpenOrder && !others.isEmpty) else { return sure ?? .unknown }
    let kind = call.type.kind
    let probes = perhaps.map(\.asFigure)
    let base = sure?.asFigure
    switch call.operation {
    case .count, .countDistinct:
      let least = base?.low ?? .whole(0)
      guard let most = try? Number.adding(base?.high ?? .whole(0), probes[0]?.high ?? .whole(0)) else {
        return .unknown
      }
      return Value(Figure(low: least, best: least == most ? least : nil, high: most), kind: kind)
    case .sum:
      guard let base else {
        // Nothing sure: the sum is unknown or what the perhaps rows give; never a made-up 0.
        return Value(Figure(low: nil, best: nil, high: probes[1]?.high), kind: kind)
      }
      return Value(
        Figure(
          low: AggregateProbe.added(base.low, probes[0]?.low), best: nil,
          high: AggregateProbe.added(base.high, probes[1]?.high)
        ), kind: kind)
    case .min, .max, .mean, .median:
      return kind == .text ? extremeText(sure, perhaps) : Value(extremes(base, probes), kind: kind)
    case .quantile where call.fraction == 0.5:
      return Value(extremes(base, probes), kind: kind)
    case .quantile, .mode:
      return AggregateProbe.spanning(others + perhaps, kind)
    case .first, .last:
      return AggregateProbe.spanning([sure].compactMap { $0 } + others + perhaps, kind)
    case .standardDeviation, .variance:
      if probes[0]?.high == .whole(0) { return sure ?? .unknown }
      return Value(Figure(low: .real(0), best: nil, high: nil), kind: kind)
    case .correlation:
      if probes.contains(where: { $0?.high == .whole(0) }) { return sure ?? .unknown }
      return Value(Figure(low: .real(-1), best: nil, high: .real(1)), kind: kind)
    }
  }

  private func extremes(_ base: Figure?, _ probes: [Figure?]) -> Figure {
    let least = probes[0]?.low
    let most = probes[1]?.high
    let lesser = { (a: Number?, b: Number?) in a.flatMap { a in b.map { Number.isLess($0, a) ? $0 : a } } }
    let greater = { (a: Number?, b: Number?) in a.flatMap { a in b.map { Number.isLess(a, $0) ? $0 : a } } }
    guard let base else { return Figure(low: least, best: nil, high: most) }
    return Figure(
      low: call.operation == .max ? base.low : lesser(base.low, least), best: nil,
      high: call.operation == .min ? base.high : greater(base.high, most))
  }

  /// The least or greatest text: the sure one where no perhaps row has one beyond it.
  private func extremeText(_ sure: Value?, _ perhaps: [Value]) -> Value {
    let beyond = perhaps[call.operation == .min ? 0 : 1]
    guard case .text(let own)? = sure else { return AggregateProbe.spanning(perhaps, .text) }
    guard case .text(let other) = beyond else { return sure ?? .unknown }
    let isBeyond =
      call.operation == .min
      ? TextOrder.Key(other) < TextOrder.Key(own) : TextOrder.Key(own) < TextOrder.Key(other)
    return isBeyond ? .unknown : .text(own)
  }

  /// From the least to the greatest of values any of which may be the true one, unknowns left out. Of what has
  /// no such span nothing is known where they differ.
  private static func spanning(_ values: [Value], _ kind: Kind) -> Value {
    let known = values.filter { !$0.isUnknown }
    guard let first = known.first else { return .unknown }
    if case .text(let text) = first {
      let isOne = known.allSatisfy {
        if case .text(let other) = $0 { other.utf8.elementsEqual(text.utf8) } else { false }
      }
      return isOne ? first : .unknown
    }
    if kind == .boolean { return known.allSatisfy { $0 == first } ? first : .unknown }
    let figures = known.compactMap(\.asFigure)
    let (lows, highs) = (figures.compactMap(\.low), figures.compactMap(\.high))
    return Value(
      Figure(
        low: lows.count == figures.count ? lows.min(by: Number.isLess) : nil, best: nil,
        high: highs.count == figures.count ? highs.max(by: Number.isLess) : nil), kind: kind)
  }

  private static func added(_ a: Number?, _ b: Number?) -> Number? {
    guard let a, let b else { return nil }
    return try? Number.adding(a, b)
  }
}

extension AggregateCall {
  /// Something else asked of an argument of the same rows.
  fileprivate func probe(_ operation: Aggregate.Operation, _ argument: Expression) -> AggregateCall {
    AggregateCall(
      operation: operation, argument: argument,
      type: Aggregate.result(of: operation, argument: argument.type), name: name, span: span)
  }

  /// The value next to a quantile, below or above.
  fileprivate func rounded(_ rounding: Quantile.Rounding) -> AggregateCall {
    AggregateCall(
      operation: operation, argument: argument, fraction: fraction, rounding: rounding, type: type,
      name: name, span: span)
  }
}
