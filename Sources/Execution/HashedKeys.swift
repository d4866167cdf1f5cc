import TallyColumns

/// The keys of a grouping as tuples of words that are ordered as the values are, unknown last: equal tuples for equal
/// values, whatever the keys are.
///
/// Keys whose different values are counted stand side by side in a word as long as they fit; one of which they are
/// not has a word of its own.
struct HashedKeys: Sendable {
  private enum Part {
    case packed([OrderedKey])
    /// A number of 64 bits, the sign turned so that words without one are ordered alike; the greatest is unknown.
    case wide(GroupKeyColumn)
    /// 1 where the wide number in the next word is unknown.
    case isUnknown(GroupKeyColumn)
  }

  private let parts: [Part]

  /// Words in a tuple.
  var width: Int { parts.count }

  /// - Throws: `Cancelled`; a `Diagnostic` where there is no memory.
  init(_ keys: GroupKeys, _ input: Relation, _ context: ExecutionContext) throws {
    var parts: [Part] = []
    var packed: [OrderedKey] = []
    func close() {
      if !packed.isEmpty { parts.append(.packed(packed)) }
      packed = []
    }
    for key in keys.columns {
      let key = try key.withDictionaryWorthSorting(input, context)
      guard let ordered = OrderedKey(key) else {
        close()
        if key.hasNoWordForUnknown { parts.append(.isUnknown(key)) }
        parts.append(.wide(key))
        continue
      }
      if packed.reduce(ordered.bits, { $0 + $1.bits }) > UInt64.bitWidth { close() }
      packed.append(ordered)
    }
    close()
    self.parts = parts
  }

  // MARK: - Words of rows

  /// Writes the tuples of some rows end to end.
  func write(_ positions: Range<Int>, _ rows: BatchRows, into tuples: UnsafeMutablePointer<UInt64>) {
    if parts.count == 1 {
      write(parts[0], positions, rows, into: tuples)
      return
    }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: positions.count) { words in
      guard let words = words.baseAddress else { return }
      for (place, part) in parts.enumerated() {
        write(part, positions, rows, into: words)
        for row in 0..<positions.count { tuples[row * parts.count + place] = words[row] }
      }
    }
  }

  /// The same word of all rows.
  private func write(
    _ part: Part, _ positions: Range<Int>, _ rows: BatchRows, into words: UnsafeMutablePointer<UInt64>
  ) {
    switch part {
    case .packed(let keys):
      words.initialize(repeating: 0, count: positions.count)
      for key in keys { key.append(to: words, times: 1 << UInt64(key.bits), positions, rows) }
    case .wide(let key):
      let rows = key.isPositional ? .range(positions) : rows
      switch key.column.storage {
      case .real(let values):
        values.withUnsafeBufferPointer { values in
          rows.forEach { words[$0] = HashedKeys.turned(SortColumn.word(values[$1])) }
        }
      case .int64(let values):
        values.withUnsafeBufferPointer { values in rows.forEach { words[$0] = HashedKeys.turned(values[$1]) }
        }
      default:
        let lane = key.column.best.gather(rows)
        for (position, word) in lane.orderedWords.enumerated() { words[position] = HashedKeys.turned(word) }
      }
      guard let missing = key.column.best.missing else { return }
      rows.forEach { position, row in if missing[row] { words[position] = .max } }
    case .isUnknown(let key):
      words.initialize(repeating: 0, count: positions.count)
      guard let missing = key.column.best.missing else { return }
      let rows = key.isPositional ? .range(positions) : rows
      rows.forEach { position, row in if missing[row] { words[position] = 1 } }
    }
  }

  @inline(__always)
  private static func turned(_ word: Int64) -> UInt64 { UInt64(bitPattern: word) ^ 1 << 63 }

  // MARK: - Order

  /// Whether a tuple comes before another.
  @inline(__always)
  static func isBefore(_ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>, _ width: Int) -> Bool {
    for word in 0..<width where a[word] != b[word] { return a[word] < b[word] }
    return false
  }

  // MARK: - Back to values

  /// The columns of the keys behind tuples that lie end to end.
  func columns(of tuples: [UInt64], _ context: ExecutionContext) throws -> [Column] {
    var columns: [Column] = []
    var isUnknown: [UInt64]?
    for (place, part) in parts.enumerated() {
      let words = try self.words(place, of: tuples, context)
      switch part {
      case .packed(let keys):
        var shift = keys.reduce(0) { $0 + $1.bits }
        for key in keys {
          shift -= key.bits
          columns.append(try key.column(of: words, shift: UInt64(shift), context))
        }
      case .isUnknown:
        isUnknown = words
      case .wide(let key):
        columns.append(try key.column(ofTurned: words, isUnknown: isUnknown, context))
        isUnknown = nil
      }
    }
    return columns
  }

  private func words(_ place: Int, of tuples: [UInt64], _ context: ExecutionContext) throws -> [UInt64] {
    let width = width
    if width == 1 { return tuples }
    return try context.workers.fill(
      tuples.count / width, pieceCount: 1 << 16, cancellation: context.cancellation, counting: .nothing
    ) { range, words in
      tuples.withUnsafeBufferPointer { tuples in
        for row in range { words[row] = tuples[row * width + place] }
      }
    }
  }
}

extension GroupKeyColumn {
  /// Whether the column lacks values and has every number that could mean that it does.
  fileprivate var hasNoWordForUnknown: Bool {
    guard column.best.missing != nil, case .int64 = column.storage else { return false }
    return column.integerRange?.high == .max
  }

  /// The same key with a dictionary of its own where the column's has many more texts than there are rows, so that
  /// putting it in order is no more work than grouping them.
  fileprivate func withDictionaryWorthSorting(
    _ input: Relation, _ context: ExecutionContext
  ) throws -> GroupKeyColumn {
    guard figures == nil, let cardinality, column.storage.dictionary != nil,
      !GroupKeys.isWorthSorting(cardinality, rows: input.rows.count)
    else {
      try prepareRanks(context)
      return self
    }
    let own = GroupKeyColumn(
      counted: try column.withTextsOfItsOwn(isPositional ? .all(column.count) : input.rows, context),
      isPositional: true)
    try own.prepareRanks(context)
    return own
  }

  /// The column of the numbers behind words that are ordered as they are.
  /// - Parameter isUnknown: 1 where a row is unknown; nil where the greatest word means it.
  fileprivate func column(
    ofTurned words: [UInt64], isUnknown: [UInt64]?, _ context: ExecutionContext
  ) throws -> Column {
    let count = words.count
    let isMissing = { @Sendable (row: Int) in isUnknown.map { $0[row] == 1 } ?? (words[row] == .max) }
    let missing = try column.best.missing.flatMap { _ in
      let bits: [UInt64] = try context.workers.fill(
        (count + 63) / 64, pieceCount: 1 << 12, cancellation: context.cancellation, counting: .nothing
      ) { range, bits in
        for place in range {
          var word: UInt64 = 0
          for row in place * 64..<min(place * 64 + 64, count) where isMissing(row) {
            word |= 1 << UInt64(row & 63)
          }
          bits[place] = word
        }
      }
      return NullMask(words: bits, count: count).ifAny
    }
    func fill<Value: BitwiseCopyable & Sendable>(_ value: @Sendable (Int64) -> Value) throws -> [Value] {
      try context.workers.fill(
        count, pieceCount: 1 << 16, cancellation: context.cancellation, counting: .nothing
      ) { range, values in
        for row in range {
          values[row] = value(missing?[row] == true ? 0 : Int64(bitPattern: words[row] ^ 1 << 63))
        }
      }
    }
    let storage: Storage =
      if case .real = column.storage { .real(try fill(SortColumn.real)) } else { .int64(try fill { $0 }) }
    return Column(kind: column.kind, storage, missing: missing)
  }
}
