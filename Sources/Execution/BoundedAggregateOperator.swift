import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

/// Aggregates rows of which some belong here only perhaps. The sure rows are aggregated as always; the
/// perhaps ones are aggregated by themselves for how far they could move each answer; the two together
/// give its bounds. Where all rows are sure, this costs nothing.
struct BoundedAggregateOperator {
  let context: ExecutionContext
  let keys: [Expression]
  let calls: [AggregateCall]
  /// Whether to note what was left out.
  var isTold = true

  func run(_ input: Relation) throws -> Relation {
    let sure = try AggregateOperator(context: context, keys: keys, calls: calls, isTold: isTold).run(
      input.sure)
    guard !input.isSure else { return sure }
    let probes = calls.map(Probe.init)
    let perhaps = try AggregateOperator(
      context: context, keys: keys, calls: probes.flatMap(\.calls), isTold: false
    ).run(input.open)
    return merge(sure, perhaps, probes)
  }

  /// Groups by their keys: those of both, those of sure rows only, and those that may not be at all.
  private func merge(_ sure: Relation, _ perhaps: Relation, _ probes: [Probe]) -> Relation {
    var groups: [(key: [Value], value: (sure: Int?, perhaps: Int?))] = []
    var groupOfKey: [[KeyIdentity]: Int] = [:]
    for (isSure, relation) in [(true, sure), (false, perhaps)] {
      for row in 0..<relation.rows.count {
        let key = keys.indices.map { relation.columns[$0].value(at: row) }
        let identity = key.map(KeyIdentity.init)
        let group = groupOfKey[identity] ?? groups.count
        if group == groups.count {
          groupOfKey[identity] = group
          groups.append((key, (nil, nil)))
        }
        if isSure { groups[group].value.sure = row } else { groups[group].value.perhaps = row }
      }
    }
    let keyColumns = keys.indices.map { index in
      Column(kind: keys[index].type.kind, values: groups.map { $0.key[index] })
    }
    let order = RowOrder(keyColumns.map { SortColumn($0, isDescending: false) }).sorted(groups.count)
    let sorted = order.map { groups[Int($0)] }
    let answers = calls.indices.map { number -> Column in
      let probe = probes[number]
      let start = keys.count + probes[..<number].reduce(0) { $0 + $1.calls.count }
      return Column(
        kind: calls[number].type.kind,
        values: sorted.map { group in
          let answer = group.value.sure.map { sure.columns[keys.count + number].value(at: $0) }
          guard let row = group.value.perhaps else { return answer ?? .unknown }
          return probe.hull(answer, probe.calls.indices.map { perhaps.columns[start + $0].value(at: row) })
        })
    }
    let sortedKeys = keys.indices.map { index in
      Column(kind: keys[index].type.kind, values: sorted.map { $0.key[index] })
    }
    let doubtful = sorted.indices.filter { sorted[$0].value.sure == nil }.map {
      UInt32(truncatingIfNeeded: $0)
    }
    return Relation(sortedKeys + answers, rows: .all(sorted.count), doubtful: Set(doubtful))
  }
}

/// How far rows that may or may not be there can move one aggregate.
///
/// Sound, and tight for counts, sums and extremes. Means and medians are bounded by the sure answer and the
/// extremes of the perhaps rows, different values by the count of those rows, deviations by nothing.
private struct Probe {
  let call: AggregateCall
  /// What is asked of the perhaps rows.
  let calls: [AggregateCall]

  init(_ call: AggregateCall) {
    self.call = call
    guard let argument = call.argument else {
      calls = [call]
      return
    }
    let probe = { (operation: Aggregate.Operation, argument: Expression) in
      AggregateCall(
        operation: operation, argument: argument,
        type: Aggregate.result(of: operation, argument: argument.type),
        name: call.name, span: call.span)
    }
    switch call.operation {
    case .count, .countDistinct:
      calls = [probe(.count, argument)]
    case .sum:
      calls = [probe(.sum, Probe.clamped(argument, .min)), probe(.sum, Probe.clamped(argument, .max))]
    case .mean, .median, .min, .max:
      calls = [probe(.min, argument), probe(.max, argument)]
    case .standardDeviation:
      calls = [probe(.count, argument)]
    }
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
  ///   - perhaps: what the perhaps rows gave to `calls`.
  func hull(_ sure: Value?, _ perhaps: [Value]) -> Value {
    let kind = call.type.kind
    let probes = perhaps.map(\.asFigure)
    guard probes.contains(where: { $0 != nil }) else { return sure ?? .unknown }
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
          low: Probe.added(base.low, probes[0]?.low), best: nil, high: Probe.added(base.high, probes[1]?.high)
        ), kind: kind)
    case .min, .max, .mean, .median:
      return Value(extremes(base, probes), kind: kind)
    case .standardDeviation:
      if probes[0]?.high == .whole(0) { return sure ?? .unknown }
      return Value(Figure(low: .real(0), best: nil, high: nil), kind: kind)
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

  private static func added(_ a: Number?, _ b: Number?) -> Number? {
    guard let a, let b else { return nil }
    return try? Number.adding(a, b)
  }
}
