import TallyColumns
import TallyPlanning

extension RowMarks {
  /// The rows of a run for which a condition is so; nil where it is not made up of ranges and texts of exact stored
  /// columns that are known in every row, so that it may be open, or asks of what is worked out.
  init?(_ predicate: Predicate, _ columns: [Column], _ rows: Range<Int>, _ context: ExecutionContext) {
    guard predicate.asksStored(columns) else { return nil }
    self = RowMarks.marks(predicate, columns, rows, context)
  }

  /// - Parameter predicate: one that asks stored columns.
  private static func marks(
    _ predicate: Predicate, _ columns: [Column], _ rows: Range<Int>, _ context: ExecutionContext
  ) -> RowMarks {
    switch predicate {
    case .range(let subject, let low, let high):
      guard case .column(let index) = subject.node else { break }
      return range(columns[index], low, high, rows)
    case .text(let match, let subject):
      guard case .column(let index) = subject.node, let dictionary = columns[index].storage.dictionary else {
        break
      }
      return texts(columns[index].storage, context.mask(of: match, over: dictionary), rows)
    case .not(let inner):
      var marks = marks(inner, columns, rows, context)
      marks.invert()
      return marks
    case .and(let operands), .or(let operands):
      let isAnd = if case .and = predicate { true } else { false }
      var joined = RowMarks(repeating: isAnd, count: rows.count)
      for operand in operands {
        let marks = marks(operand, columns, rows, context)
        if isAnd { joined.formIntersection(marks) } else { joined.formUnion(marks) }
      }
      return joined
    case .always(let isSo): return RowMarks(repeating: isSo, count: rows.count)
    case .comparison, .isUnknown, .isDisputed, .isTrue: break
    }
    return RowMarks(repeating: false, count: rows.count)
  }

  private static func range(_ column: Column, _ low: Number?, _ high: Number?, _ rows: Range<Int>) -> RowMarks
  {
    let range = IntegerRange(low, high)
    // The zones decide most runs where values stand in order.
    if case .integers(let lows, let highs)? = column.best.zones, !rows.isEmpty {
      let zones = (rows.lowerBound / ZoneMap.rowsPerZone)...((rows.upperBound - 1) / ZoneMap.rowsPerZone)
      if zones.allSatisfy({ lows[$0] > range.high || highs[$0] < range.low }) {
        return RowMarks(repeating: false, count: rows.count)
      }
      if zones.allSatisfy({ lows[$0] >= range.low && highs[$0] <= range.high }) {
        return RowMarks(repeating: true, count: rows.count)
      }
    }
    switch column.storage {
    case .int8(let values): return marks(values, range, rows)
    case .int16(let values): return marks(values, range, rows)
    case .int32(let values): return marks(values, range, rows)
    case .int64(let values): return marks(values, range, rows)
    case .real(let values):
      let (low, high) = (low?.leastReal ?? -.infinity, high?.greatestReal ?? .infinity)
      return column.best.sketch.flatMap { RowMarks($0, values, rows, low: low, high: high) }
        ?? RowMarks(values, rows, low: low, high: high)
    case .code8, .code16, .code32, .plain: return RowMarks(repeating: false, count: rows.count)
    }
  }

  private static func marks<Value: FixedWidthInteger & SignedInteger>(
    _ values: [Value], _ range: IntegerRange, _ rows: Range<Int>
  ) -> RowMarks {
    // No value of a narrow column is outside the column's width, so the ends can be clamped to it.
    guard range.low <= Int64(Value.max), range.high >= Int64(Value.min), range.low <= range.high else {
      return RowMarks(repeating: false, count: rows.count)
    }
    let (low, high) = (Value(clamping: range.low), Value(clamping: range.high))
    let width = Value.Magnitude(truncatingIfNeeded: high) &- Value.Magnitude(truncatingIfNeeded: low)
    return RowMarks(values, rows, low: low, width: width)
  }

  private static func texts(_ storage: Storage, _ passes: [Bool], _ rows: Range<Int>) -> RowMarks {
    switch storage {
    case .code8(let codes, _): codesMarked(codes, passes, rows)
    case .code16(let codes, _): codesMarked(codes, passes, rows)
    case .code32(let codes, _): codesMarked(codes, passes, rows)
    case .int8, .int16, .int32, .int64, .real, .plain: RowMarks(repeating: false, count: rows.count)
    }
  }

  /// Where the codes that pass stand side by side, as one alone does, they are a range.
  private static func codesMarked<Code: FixedWidthInteger & UnsignedInteger>(
    _ codes: [Code], _ passes: [Bool], _ rows: Range<Int>
  ) -> RowMarks where Code.Magnitude == Code {
    guard let first = passes.firstIndex(of: true), let last = passes.lastIndex(of: true) else {
      return RowMarks(repeating: false, count: rows.count)
    }
    guard passes[first...last].allSatisfy({ $0 }) else { return RowMarks(codes, rows, where: passes) }
    return RowMarks(
      codes, rows, low: Code(truncatingIfNeeded: first), width: Code(truncatingIfNeeded: last - first))
  }
}

extension Predicate {
  /// Whether it is made up of ranges and texts of exact stored columns that are known in every row.
  fileprivate func asksStored(_ columns: [Column]) -> Bool {
    switch self {
    case .range(let subject, _, _):
      guard case .column(let index) = subject.node else { return false }
      return columns[index].isKnownAndExact && columns[index].storage.dictionary == nil
    case .text(_, let subject):
      guard case .column(let index) = subject.node, columns[index].isKnownAndExact else { return false }
      if case .plain = columns[index].storage { return false }
      return columns[index].storage.dictionary != nil
    case .not(let inner): return inner.asksStored(columns)
    case .and(let operands), .or(let operands): return operands.allSatisfy { $0.asksStored(columns) }
    case .always: return true
    case .comparison, .isUnknown, .isDisputed, .isTrue: return false
    }
  }
}

extension Column {
  fileprivate var isKnownAndExact: Bool { bounds == nil && best.missing == nil }
}
