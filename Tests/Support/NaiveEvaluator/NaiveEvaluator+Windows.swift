import TallyColumns
import TallyPlanning

extension NaiveEvaluator {
  /// The rows with a column for each window behind theirs.
  func windows(_ calls: [WindowCall], _ rows: [[Value]]) throws -> [[Value]] {
    var result = rows
    for call in calls {
      let keys = try rows.map { row in try call.keys.map { Identity(try value(of: $0, row)) } }
      let values = try rows.map { try value(of: call.argument, $0) }
      for row in rows.indices {
        let partition = rows.indices.filter { keys[$0] == keys[row] }
        result[row].append(try window(call, row, partition, values))
      }
    }
    return result
  }

  private func window(_ call: WindowCall, _ row: Int, _ partition: [Int], _ values: [Value]) throws -> Value {
    let place = partition.firstIndex(of: row) ?? 0
    switch call.kind {
    case .previous: return place > 0 ? values[partition[place - 1]] : .unknown
    case .next: return place + 1 < partition.count ? values[partition[place + 1]] : .unknown
    case .running, .rank, .share:
      // Only exact numbers: figures have their bounds from rules of their own.
      let known = partition.filter { !values[$0].isUnknown }
      if known.contains(where: { if case .figure = values[$0] { true } else { false } }) {
        throw NotCovered()
      }
      if call.kind == .running {
        return try sum(partition[...place].map { values[$0] }, kind: call.type.kind)
      }
      guard !values[row].isUnknown else { return .unknown }
      if call.kind == .rank {
        return .whole(
          Int64(
            known.filter { ValueOrder.compare(values[$0], values[row], isDescending: true) < 0 }.count + 1))
      }
      let total = try sum(known.map { values[$0] }, kind: call.argument.type.kind)
      guard let part = values[row].asFigure?.exact?.asDouble, let whole = total.asFigure?.exact?.asDouble,
        whole != 0
      else { return .unknown }
      return .real(part / whole)
    }
  }

  private func sum(_ values: [Value], kind: Kind) throws -> Value {
    let numbers = values.compactMap { $0.asFigure?.exact }
    guard !numbers.isEmpty else { return .unknown }
    if kind == .real {
      let sum = numbers.reduce(0) { $0 + $1.asDouble }
      return sum.isFinite ? .real(sum) : .unknown
    }
    let exact = numbers.reduce(Int128(0)) { sum, number in
      if case .whole(let whole) = number { sum + Int128(whole) } else { sum }
    }
    guard let total = Int64(exactly: exact) else { throw Overflow() }
    return Value(stored: total, kind: kind)
  }
}
