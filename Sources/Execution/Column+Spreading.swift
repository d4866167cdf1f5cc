import TallyColumns
import TallyWorkers

extension Column {
  /// The column of these rows, in this order, unknown where there is `RowOrigins.none`.
  /// - Complexity: O(rows), on all cores.
  func spread(_ rows: [UInt32], _ context: ExecutionContext) throws -> Column {
    guard count > 0 else { return Column(unknown: rows.count, kind) }
    let isSmall = rows.count < count / 4
    if case .plain = storage {
      // Entries of plain text may repeat; as many rows as there are entries share them better by code.
      return try isSmall ? spreadFew(rows) : withoutRepeatedEntries.spread(rows, context)
    }
    if isSmall, let dictionary = storage.dictionary, dictionary.count > 1 << 16 { return spreadFew(rows) }
    return Column(
      kind: kind, best: try best.spread(rows, context),
      bounds: try bounds.map {
        Bounds(low: try $0.low.spread(rows, context), high: try $0.high.spread(rows, context))
      })
  }

  /// A few rows of many, with a dictionary of their own.
  private func spreadFew(_ rows: [UInt32]) -> Column {
    let taken = taking(rows.map { $0 == RowOrigins.none ? 0 : $0 })
    var missing = taken.best.missing ?? NullMask(count: rows.count)
    for (row, origin) in rows.enumerated() where origin == RowOrigins.none { missing.setNull(row) }
    return Column(kind: kind, taken.storage, missing: missing)
  }

  /// A column of which no row is known.
  private init(unknown count: Int, _ kind: Kind) {
    var missing = NullMask(count: count)
    for row in 0..<count { missing.setNull(row) }
    let storage: Storage =
      switch kind {
      case .text: .code8([UInt8](repeating: 0, count: count), TextDictionary([""]))
      case .real: .real([Double](repeating: 0, count: count))
      default: .int8([Int8](repeating: 0, count: count))
      }
    self.init(kind: kind, storage, missing: missing)
  }

  /// Bytes that a row of the column takes.
  var bytesPerRow: Int {
    let parts = [best] + (bounds.map { [$0.low, $0.high] } ?? [])
    return parts.reduce(0) { $0 + $1.storage.bytesPerRow }
  }
}

extension Column.Part {
  fileprivate func spread(_ rows: [UInt32], _ context: ExecutionContext) throws -> Column.Part {
    Column.Part(try storage.spread(rows, context), missing: try mask(rows, context))
  }

  /// The rows that lack this part, 64 to a word.
  private func mask(_ rows: [UInt32], _ context: ExecutionContext) throws -> NullMask {
    let count = rows.count
    let own = missing?.words
    let words: [UInt64] = try context.workers.fill(
      (count + 63) / 64, pieceCount: Spreading.pieceRows / 64, cancellation: context.cancellation
    ) { range, words in
      rows.withUnsafeBufferPointer { rows in
        for word in range {
          var bits: UInt64 = 0
          for place in word * 64..<min(word * 64 + 64, count) {
            let row = rows[place]
            let isMissing =
              row == RowOrigins.none || own.map { $0[Int(row) >> 6] >> UInt64(row & 63) & 1 == 1 } ?? false
            if isMissing { bits |= 1 << UInt64(place & 63) }
          }
          words[word] = bits
        }
      }
    }
    return NullMask(words: words, count: count)
  }
}

/// How rows are spread.
private enum Spreading {
  /// Rows a thread takes at once.
  static let pieceRows = 1 << 16
}

extension Storage {
  fileprivate var bytesPerRow: Int {
    switch self {
    case .int8, .code8: 1
    case .int16, .code16: 2
    case .int32, .code32: 4
    case .int64, .real: 8
    case .plain(let dictionary): dictionary.count == 0 ? 8 : 8 + dictionary.bytes.count / dictionary.count
    }
  }

  /// The values of these rows in the same width. Those of no row are 0 or the first code, and mean nothing.
  fileprivate func spread(_ rows: [UInt32], _ context: ExecutionContext) throws -> Storage {
    switch self {
    case .int8(let values): .int8(try Storage.spread(values, rows, context))
    case .int16(let values): .int16(try Storage.spread(values, rows, context))
    case .int32(let values): .int32(try Storage.spread(values, rows, context))
    case .int64(let values): .int64(try Storage.spread(values, rows, context))
    case .real(let values): .real(try Storage.spread(values, rows, context))
    case .code8(let codes, let dictionary): .code8(try Storage.spread(codes, rows, context), dictionary)
    case .code16(let codes, let dictionary): .code16(try Storage.spread(codes, rows, context), dictionary)
    case .code32(let codes, let dictionary): .code32(try Storage.spread(codes, rows, context), dictionary)
    case .plain: self
    }
  }

  /// Row numbers come from the engine and are in range.
  private static func spread<Value: BitwiseCopyable & Sendable & ExpressibleByIntegerLiteral>(
    _ values: [Value], _ rows: [UInt32], _ context: ExecutionContext
  ) throws -> [Value] {
    try context.workers.fill(
      rows.count, pieceCount: Spreading.pieceRows, cancellation: context.cancellation
    ) { range, places in
      values.withUnsafeBufferPointer { values in
        rows.withUnsafeBufferPointer { rows in
          for place in range {
            let row = rows[place]
            places[place] = row == RowOrigins.none ? 0 : values[Int(row)]
          }
        }
      }
    }
  }
}
