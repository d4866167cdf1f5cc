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
  /// Whether the order in which the rows stand is open, so that any of them may be the first.
  var isOrderOpen = false

  func run(_ input: Relation) throws -> Relation {
    let needsBounds =
      !input.isSure || (isOrderOpen && calls.contains { $0.operation == .first || $0.operation == .last })
    guard needsBounds else {
      return try AggregateOperator(
        context: context, keys: keys, calls: calls, isTold: isTold, tellsUndefined: true
      ).run(input.sure)
    }
    let probes = calls.map { AggregateProbe($0, isOrderOpen: isOrderOpen) }
    let sure = try aggregate(calls + probes.flatMap(\.sureCalls), input.sure, isTold: isTold)
    let perhaps = try aggregate(probes.flatMap(\.calls), input.open, isTold: false)
    return merge(sure, perhaps, probes)
  }

  private func aggregate(_ calls: [AggregateCall], _ input: Relation, isTold: Bool) throws -> Relation {
    try AggregateOperator(context: context, keys: keys, calls: calls, isTold: isTold).run(input)
  }

  /// Groups by their keys: those of both, those of sure rows only, and those that may not be at all.
  private func merge(_ sure: Relation, _ perhaps: Relation, _ probes: [AggregateProbe]) -> Relation {
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
    var sureStart = keys.count + calls.count
    var perhapsStart = keys.count
    let answers = calls.indices.map { number -> Column in
      let probe = probes[number]
      let answers = Column(
        kind: calls[number].type.kind,
        values: sorted.map { group in
          probe.hull(
            group.value.sure.map { sure.columns[keys.count + number].value(at: $0) },
            group.value.sure.map { sure.values(at: $0, sureStart, probe.sureCalls.count) } ?? [],
            group.value.perhaps.map { perhaps.values(at: $0, perhapsStart, probe.calls.count) } ?? [])
        })
      sureStart += probe.sureCalls.count
      perhapsStart += probe.calls.count
      return answers
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

extension Relation {
  /// Some values of a row, side by side.
  fileprivate func values(at row: Int, _ start: Int, _ count: Int) -> [Value] {
    (start..<(start + count)).map { columns[$0].value(at: row) }
  }
}
