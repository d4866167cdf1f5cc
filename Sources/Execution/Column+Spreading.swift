import TallyColumns
import TallyWorkers

extension Column {
  /// The column of these rows, in this order.
  /// - Parameters:
  ///   - rows: `RowOrigins.none` where there is none.
  ///   - unmatched: the places where there is none; nil where every place has a row, or nobody will look at the others.
  /// - Complexity: O(rows), on all cores.
  func spread(_ rows: [UInt32], unmatched: NullMask?, _ context: ExecutionContext) throws -> Column {
    guard count > 0 else { return Column(unknown: rows.count, kind) }
    if case .plain(let dictionary) = storage {
      // Entries of plain text may repeat; many more rows than there are entries share them better by code.
      guard rows.count <= 2 * count else {
        return try withoutRepeatedEntries(context).spread(rows, unmatched: unmatched, context)
      }
      let texts = try dictionary.taking(rows, context)
      return Column(kind: .text, .plain(texts), missing: try best.mask(rows, unmatched, context))
    }
    // A few texts of many get a dictionary of their own.
    if let texts = storage.dictionary, texts.count > 1 << 16, rows.count * 4 <= texts.count {
      return spreadFew(rows)
    }
    return Column(
      kind: kind, best: try best.spread(rows, unmatched, context),
      bounds: try bounds.map {
        Bounds(
          low: try $0.low.spread(rows, unmatched, context), high: try $0.high.spread(rows, unmatched, context)
        )
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
  fileprivate func spread(
    _ rows: [UInt32], _ unmatched: NullMask?, _ context: ExecutionContext
  ) throws -> Column.Part {
    Column.Part(try storage.spread(rows, context), missing: try mask(rows, unmatched, context))
  }

  /// The places whose rows lack this part, those without a row among them.
  fileprivate func mask(
    _ rows: [UInt32], _ unmatched: NullMask?, _ context: ExecutionContext
  ) throws -> NullMask? {
    guard let own = missing?.words else { return unmatched }
    return try NullMask(rows, context) {
      $0 == RowOrigins.none || own[Int($0) >> 6] >> UInt64($0 & 63) & 1 == 1
    }
  }
}

extension NullMask {
  /// The places that have no row.
  init(without rows: [UInt32], _ context: ExecutionContext) throws {
    try self.init(rows, context) { $0 == RowOrigins.none }
  }

  /// The places of rows that are missing, 64 to a word.
  fileprivate init(
    _ rows: [UInt32], _ context: ExecutionContext, _ isMissing: @Sendable (UInt32) -> Bool
  ) throws {
    let count = rows.count
    let words: [UInt64] = try context.workers.fill(
      (count + 63) / 64, pieceCount: Spreading.pieceRows / 64, cancellation: context.cancellation
    ) { range, words in
      rows.withUnsafeBufferPointer { rows in
        for word in range {
          var bits: UInt64 = 0
          for place in word * 64..<min(word * 64 + 64, count) where isMissing(rows[place]) {
            bits |= 1 << UInt64(place & 63)
          }
          words[word] = bits
        }
      }
    }
    self.init(words: words, count: count)
  }
}

extension TextDictionary {
  /// The entries of these rows, in this order, empty where there is no row. Lengths are counted first, so that all
  /// threads can copy.
  func taking(_ rows: [UInt32], _ context: ExecutionContext) throws -> TextDictionary {
    let pieces = (rows.count + Spreading.pieceRows - 1) / Spreading.pieceRows
    let lengths = try context.workers.map(pieces, cancellation: context.cancellation) { piece in
      var length = 0
      offsets.withUnsafeBufferPointer { offsets in
        for row in rows[Spreading.rows(piece, of: rows.count)] where row != RowOrigins.none {
          length += offsets[Int(row) + 1] - offsets[Int(row)]
        }
      }
      return length
    }
    var starts = [0]
    for length in lengths { starts.append(starts[starts.count - 1] + length) }
    var taken: [Int] = []
    let total = starts[pieces]
    let bytes = try [UInt8](unsafeUninitializedCapacity: total) { [starts] target, count in
      let text = target.baseAddress.map(SharedPlaces.init)
      if let text { adviseLargePages(text.base, bytes: total) }
      taken = try [Int](unsafeUninitializedCapacity: rows.count + 1) { ends, endCount in
        guard let base = ends.baseAddress else { return }
        adviseLargePages(base, bytes: (rows.count + 1) * MemoryLayout<Int>.stride)
        let places = SharedPlaces(base: base)
        base[0] = 0
        _ = try context.workers.map(pieces, cancellation: context.cancellation) { piece in
          copy(rows, Spreading.rows(piece, of: rows.count), from: starts[piece], to: text?.base, places.base)
        }
        endCount = rows.count + 1
      }
      count = total
    }
    return TextDictionary(bytes: bytes, offsets: taken, origin: self)
  }

  /// Copies the entries of a run of rows, and writes where each ends.
  func copy(
    _ rows: [UInt32], _ run: Range<Int>, from start: Int, to text: UnsafeMutablePointer<UInt8>?,
    _ ends: UnsafeMutablePointer<Int>
  ) {
    var place = start
    bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        for index in run {
          let row = Int(rows[index])
          if rows[index] != RowOrigins.none, let text, let source = bytes.baseAddress {
            let length = offsets[row + 1] - offsets[row]
            copyBytes(source + offsets[row], to: text + place, count: length)
            place += length
          }
          ends[index + 1] = place
        }
      }
    }
  }
}

/// How rows are spread.
private enum Spreading {
  /// Rows a thread takes at once.
  static let pieceRows = 1 << 16

  static func rows(_ piece: Int, of count: Int) -> Range<Int> {
    piece * pieceRows..<min((piece + 1) * pieceRows, count)
  }
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

/// Copies a text. Most are short: from 8 to 16 bytes are moved as two words that may overlap, without a call.
@inline(__always)
private func copyBytes(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
  guard count >= 8, count <= 16 else {
    target.update(from: source, count: count)
    return
  }
  let (from, to) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(target))
  let first = from.loadUnaligned(as: UInt64.self)
  let last = from.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
  to.storeBytes(of: first, as: UInt64.self)
  to.storeBytes(of: last, toByteOffset: count - 8, as: UInt64.self)
}
