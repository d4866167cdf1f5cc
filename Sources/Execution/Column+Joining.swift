import TallyColumns
import TallyWorkers

extension Column {
  /// The column of the rows of others, one behind the other.
  /// - Complexity: O(rows), on all cores where the columns are exact numbers or texts of one dictionary.
  init(joining columns: [Column], kind: Kind, _ context: ExecutionContext) throws {
    if columns.count == 1 {
      self = columns[0]
      return
    }
    guard let storage = try Storage(joining: columns, context) else {
      try self.init(concatenating: columns.map { $0.gather(.range(0..<$0.count)) }, kind: kind) {
        try context.cancellation.check()
      }
      return
    }
    var missing: NullMask?
    if columns.contains(where: { $0.best.missing != nil }) {
      var mask = NullMask(count: storage.count)
      var start = 0
      for column in columns {
        if let own = column.best.missing {
          for row in 0..<column.count where own[row] { mask.setNull(start + row) }
        }
        start += column.count
      }
      missing = mask
    }
    self.init(kind: kind, storage, missing: missing)
  }
}

extension Storage {
  /// Numbers of the widest width among them; nil where there are texts of several dictionaries, or bounds.
  fileprivate init?(joining columns: [Column], _ context: ExecutionContext) throws {
    guard let first = columns.first, !columns.contains(where: \.isBounded) else { return nil }
    let widest = columns.map(\.storage.numberWidth).max() ?? 0
    switch first.storage {
    case .real:
      self = .real(try columns.map(\.storage.reals).joined(context))
    case _ where columns.contains { $0.storage.numberWidth == 0 }: return nil
    case _ where widest == 1: self = .int8(try columns.map { $0.storage.integers() }.joined(context))
    case _ where widest == 2: self = .int16(try columns.map { $0.storage.integers() }.joined(context))
    case _ where widest == 4: self = .int32(try columns.map { $0.storage.integers() }.joined(context))
    default: self = .int64(try columns.map { $0.storage.integers() }.joined(context))
    }
  }

  /// Bytes of a whole number; 0 for all else.
  private var numberWidth: Int {
    switch self {
    case .int8: 1
    case .int16: 2
    case .int32: 4
    case .int64: 8
    case .real, .code8, .code16, .code32, .plain: 0
    }
  }

  private var reals: [Double] { if case .real(let values) = self { values } else { [] } }

  private func integers<Value: FixedWidthInteger>() -> [Value] {
    switch self {
    case .int8(let values): values as? [Value] ?? values.map { Value(truncatingIfNeeded: $0) }
    case .int16(let values): values as? [Value] ?? values.map { Value(truncatingIfNeeded: $0) }
    case .int32(let values): values as? [Value] ?? values.map { Value(truncatingIfNeeded: $0) }
    case .int64(let values): values as? [Value] ?? values.map { Value(truncatingIfNeeded: $0) }
    case .real, .code8, .code16, .code32, .plain: []
    }
  }
}

extension Array {
  /// The elements of arrays one behind the other, copied on all cores.
  func joined<Item: BitwiseCopyable & Sendable>(_ context: ExecutionContext) throws -> [Item]
  where Element == [Item] {
    var starts = [0]
    for array in self { starts.append(starts[starts.count - 1] + array.count) }
    let count = starts[self.count]
    return try [Item](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress {
        let shared = SharedPlaces(base: base)
        adviseLargePages(base, bytes: count * MemoryLayout<Item>.stride)
        _ = try context.workers.map(self.count, cancellation: context.cancellation) { [starts] piece in
          self[piece].withUnsafeBufferPointer { items in
            guard let first = items.baseAddress else { return }
            (shared.base + starts[piece]).initialize(from: first, count: items.count)
          }
        }
      }
      initialized = count
    }
  }
}
