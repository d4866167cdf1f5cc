import TallyColumns

/// The keys of a grouping as whole numbers that are ordered as their values are, unknown last, so that groups
/// that are addressed or sorted by them come out in the order in which they are shown.
struct OrderedKeys: Sendable {
  let keys: [OrderedKey]

  private init(_ keys: [OrderedKey]) {
    self.keys = keys
  }

  /// - Parameter rows: how many rows are grouped.
  /// - Returns: nil where the different values of a key are not counted, and where putting a dictionary in order
  ///   would be more work than grouping the rows.
  init?(_ keys: GroupKeys, rows: Int) {
    guard keys.canBeOrdered(rows: rows) else { return nil }
    self.keys = keys.columns.compactMap(OrderedKey.init)
    guard self.keys.count == keys.columns.count else { return nil }
  }

  // MARK: - One place for each combination

  /// How many combinations there are; nil where they cannot be counted.
  var places: Int? {
    var places = 1
    for key in keys {
      let (product, overflows) = places.multipliedReportingOverflow(by: key.count)
      if overflows { return nil }
      places = product
    }
    return places
  }

  /// The place of each row's group where every combination has one: mixed radix over the keys.
  func addresses(_ positions: Range<Int>, _ rows: BatchRows) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: positions.count) { places, count in
      count = positions.count
      places.initialize(repeating: 0)
      guard let base = places.baseAddress else { return }
      for key in keys {
        key.append(to: base, times: UInt32(truncatingIfNeeded: key.count), positions, rows)
      }
    }
  }

  /// The columns of the keys of some places.
  func columns(ofAddresses addresses: [Int], _ context: ExecutionContext) throws -> [Column] {
    var unit = 1
    var columns: [Column] = []
    for key in keys.reversed() {
      let (divisor, radix) = (UInt64(unit), UInt64(key.count))
      let numbers = addresses.map { UInt64($0) / divisor % radix }
      columns.append(try key.column(of: numbers, shift: 0, context))
      unit *= key.count
    }
    return columns.reversed()
  }

  // MARK: - One word for all keys

  /// Bits that the numbers of all keys take side by side.
  var bits: Int { keys.reduce(0) { $0 + $1.bits } }

  /// The numbers of all keys of each row in one word, the first key uppermost. They must fit.
  func pack(_ positions: Range<Int>, _ rows: BatchRows, into words: UnsafeMutablePointer<UInt64>) {
    words.initialize(repeating: 0, count: positions.count)
    for key in keys { key.append(to: words, times: 1 << UInt64(key.bits), positions, rows) }
  }

  /// The first keys that take all bits of such a word but some lower ones, and how many bits lower their own word stands
  /// in it.
  func leading(above ignored: UInt64) -> (keys: OrderedKeys, below: UInt64) {
    var (leading, below) = (keys, UInt64(0))
    while leading.count > 1, let last = leading.last, below + UInt64(last.bits) <= ignored {
      below += UInt64(last.bits)
      leading.removeLast()
    }
    return (OrderedKeys(leading), below)
  }

  /// The columns of the keys behind such words.
  func columns(ofPacked words: [UInt64], _ context: ExecutionContext) throws -> [Column] {
    var shift = bits
    return try keys.map { key in
      shift -= key.bits
      return try key.column(of: words, shift: UInt64(shift), context)
    }
  }
}

/// One key as whole numbers.
struct OrderedKey: Sendable {
  private let key: GroupKeyColumn
  /// How many numbers there are; the last is that of unknown.
  let count: Int
  /// The place of each entry of the dictionary, for texts and figures.
  private let ranks: [UInt32]?

  /// - Returns: nil where the different values are not counted.
  init?(_ key: GroupKeyColumn) {
    guard let cardinality = key.cardinality else { return nil }
    self.key = key
    count = cardinality
    ranks = key.ranks
  }

  var bits: Int { Int.bitWidth - (count - 1).leadingZeroBitCount }

  /// Moves what stands in each place up by a radix, and puts the number of the row's value below it.
  @inline(__always)
  func append<Place: FixedWidthInteger & UnsignedInteger>(
    to places: UnsafeMutablePointer<Place>, times radix: Place, _ positions: Range<Int>, _ rows: BatchRows
  ) {
    let rows = key.isPositional ? .range(positions) : rows
    switch key.column.storage {
    case .int8(let values): append(values, to: places, radix, rows, fromOrigin)
    case .int16(let values): append(values, to: places, radix, rows, fromOrigin)
    case .int32(let values): append(values, to: places, radix, rows, fromOrigin)
    case .int64(let values): append(values, to: places, radix, rows, fromOrigin)
    case .code8(let codes, _): append(codes: codes, to: places, radix, rows)
    case .code16(let codes, _): append(codes: codes, to: places, radix, rows)
    case .code32(let codes, _): append(codes: codes, to: places, radix, rows)
    case .real, .plain: break
    }
  }

  @inline(__always)
  private func fromOrigin<Value: FixedWidthInteger, Place: FixedWidthInteger>(_ value: Value) -> Place {
    Place(truncatingIfNeeded: Int64(truncatingIfNeeded: value) &- key.origin)
  }

  @inline(__always)
  private func append<Code: FixedWidthInteger, Place: FixedWidthInteger>(
    codes: [Code], to places: UnsafeMutablePointer<Place>, _ radix: Place, _ rows: BatchRows
  ) {
    (ranks ?? []).withUnsafeBufferPointer { ranks in
      append(codes, to: places, radix, rows) { Place(truncatingIfNeeded: ranks[Int($0)]) }
    }
  }

  @inline(__always)
  private func append<Value, Place: FixedWidthInteger>(
    _ values: [Value], to places: UnsafeMutablePointer<Place>, _ radix: Place, _ rows: BatchRows,
    _ number: (Value) -> Place
  ) {
    values.withUnsafeBufferPointer { values in
      guard let missing = key.column.best.missing else {
        rows.forEach { position, row in places[position] = places[position] &* radix &+ number(values[row]) }
        return
      }
      let unknown = Place(truncatingIfNeeded: count - 1)
      missing.words.withUnsafeBufferPointer { words in
        rows.forEach { position, row in
          let isUnknown = words[row >> 6] >> UInt64(truncatingIfNeeded: row & 63) & 1 == 1
          places[position] = places[position] &* radix &+ (isUnknown ? unknown : number(values[row]))
        }
      }
    }
  }

  // MARK: - Back to values

  /// The column of the values whose numbers stand in words.
  /// - Parameter shift: how many bits above the lowest.
  func column(of words: [UInt64], shift: UInt64, _ context: ExecutionContext) throws -> Column {
    let mask: UInt64 = 1 << UInt64(bits) - 1
    guard key.figures == nil else {
      let entries = entries
      return key.column(
        of: words.map { word in
          let number = Int(word >> shift & mask)
          return number == count - 1 ? 0 : UInt64(entries[number]) + 1
        })
    }
    let missing = key.column.best.missing == nil ? nil : try unknowns(in: words, shift, mask, context)
    let column = Column(kind: key.column.kind, try storage(of: words, shift, mask, context), missing: missing)
    // A few texts of many get a dictionary of their own.
    guard let texts = column.storage.dictionary, texts.count > 1 << 16, words.count * 4 <= texts.count else {
      return column
    }
    return Column(concatenating: [column.gather(.range(0..<words.count))], kind: .text)
  }

  /// The entry of the dictionary at each place.
  private var entries: [UInt32] {
    guard let ranks else { return [] }
    var entries = [UInt32](repeating: 0, count: ranks.count)
    for (entry, rank) in ranks.enumerated() { entries[Int(rank)] = UInt32(truncatingIfNeeded: entry) }
    return entries
  }

  private func storage(
    of words: [UInt64], _ shift: UInt64, _ mask: UInt64, _ context: ExecutionContext
  ) throws -> Storage {
    // What stands at an unknown row must be a value all the same.
    let entries = ranks == nil ? [] : entries + [0]
    func integers<Value: FixedWidthInteger & BitwiseCopyable & Sendable>(_: [Value]) throws -> [Value] {
      let (origin, unknown) = (key.origin, UInt64(count - 1))
      return try words.mapped(context) {
        let number = $0 >> shift & mask
        return number == unknown ? 0 : Value(truncatingIfNeeded: Int64(truncatingIfNeeded: number) &+ origin)
      }
    }
    func codes<Code: FixedWidthInteger & BitwiseCopyable & Sendable>(_: [Code]) throws -> [Code] {
      try entries.withUnsafeBufferPointer { entries in
        nonisolated(unsafe) let entries = entries
        return try words.mapped(context) { Code(truncatingIfNeeded: entries[Int($0 >> shift & mask)]) }
      }
    }
    return switch key.column.storage {
    case .int8(let values): .int8(try integers(values))
    case .int16(let values): .int16(try integers(values))
    case .int32(let values): .int32(try integers(values))
    case .int64(let values): .int64(try integers(values))
    case .code8(let values, let texts): .code8(try codes(values), texts)
    case .code16(let values, let texts): .code16(try codes(values), texts)
    case .code32(let values, let texts): .code32(try codes(values), texts)
    case .real, .plain: key.column.storage
    }
  }

  private func unknowns(
    in words: [UInt64], _ shift: UInt64, _ mask: UInt64, _ context: ExecutionContext
  ) throws -> NullMask {
    let unknown = UInt64(count - 1)
    let bits: [UInt64] = try context.workers.fill(
      (words.count + 63) / 64, pieceCount: 1 << 12, cancellation: context.cancellation
    ) { range, places in
      words.withUnsafeBufferPointer { words in
        for place in range {
          var bits: UInt64 = 0
          for row in place * 64..<min(place * 64 + 64, words.count)
          where words[row] >> shift & mask == unknown {
            bits |= 1 << UInt64(row & 63)
          }
          places[place] = bits
        }
      }
    }
    return NullMask(words: bits, count: words.count)
  }
}

extension [UInt64] {
  /// A function of each word, on all cores.
  @inline(__always)
  fileprivate func mapped<Value: BitwiseCopyable & Sendable>(
    _ context: ExecutionContext, _ body: @Sendable (UInt64) -> Value
  ) throws -> [Value] {
    try context.workers.fill(count, pieceCount: 1 << 16, cancellation: context.cancellation) {
      range, places in
      self.withUnsafeBufferPointer { words in
        for place in range { places[place] = body(words[place]) }
      }
    }
  }
}
