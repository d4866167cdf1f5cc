import TallyColumns

/// The keys of a grouping, turned into words: equal words for equal values, and one word for unknown.
///
/// Where the words of all keys count up to a small number together, a group is addressed directly by
/// them; otherwise groups are found by hashing.
struct GroupKeys: Sendable {
  let columns: [GroupKeyColumn]
  /// How many groups there can be, where that is few enough to address them directly.
  let directSize: Int?

  /// At most so many groups are addressed directly.
  private static let directLimit = 1 << 20

  init(_ columns: [GroupKeyColumn]) {
    self.columns = columns
    var size = 1
    for column in columns {
      guard let cardinality = column.cardinality, cardinality <= GroupKeys.directLimit else {
        directSize = nil
        return
      }
      size *= cardinality
      if size > GroupKeys.directLimit {
        directSize = nil
        return
      }
    }
    directSize = size
  }

  /// The words of all keys for the rows of a batch, one array a key.
  func words(_ positions: Range<Int>, _ rows: BatchRows) -> [[UInt64]] {
    columns.map { $0.words(positions, rows) }
  }

  /// The number of each row's group where groups are addressed directly: mixed radix over the keys.
  func addresses(_ words: [[UInt64]], rows: Int) -> [UInt32] {
    var addresses = [UInt32](repeating: 0, count: rows)
    for (column, words) in zip(columns, words) {
      let radix = UInt32(truncatingIfNeeded: column.cardinality ?? 1)
      for row in 0..<rows {
        addresses[row] = addresses[row] &* radix &+ UInt32(truncatingIfNeeded: words[row])
      }
    }
    return addresses
  }
}

/// One key of a grouping.
struct GroupKeyColumn: Sendable {
  let column: Column
  /// Whether the column has a value for each position of the input rather than for each row of its table.
  let isPositional: Bool
  /// How many different words there can be, unknown included; nil where that is not bounded.
  let cardinality: Int?
  /// The least value, which has the word 1, where words are counted from it.
  let origin: Int64
  private let usesBits: Bool
  /// The word of unknown, which no value has.
  private let unknown: UInt64
  /// Figures that are held against one another between two looks at whether to stop.
  fileprivate static let figuresAtOnce = 1 << 12
  /// For figures, the figure behind each entry of the dictionary they are addressed by.
  let figures: [Value]?

  /// - Throws: `Cancelled`; a `Diagnostic` where there is no memory for telling texts apart.
  init(_ column: Column, isPositional: Bool, _ context: ExecutionContext) throws {
    if column.isBounded {
      let (entries, figures) = try column.figuresAsEntries(context)
      self.init(entries, isPositional: isPositional, figures: figures)
    } else {
      self.init(counted: try column.withoutRepeatedEntries(context), isPositional: isPositional)
    }
  }

  /// A column of exact values of which no text stands in its dictionary twice.
  init(counted column: Column, isPositional: Bool) {
    self.init(column, isPositional: isPositional, figures: nil)
  }

  private init(_ column: Column, isPositional: Bool, figures: [Value]?) {
    self.column = column
    self.isPositional = isPositional
    self.figures = figures
    if let dictionary = self.column.storage.dictionary {
      (cardinality, origin, usesBits, unknown) = (dictionary.count + 1, 0, false, 0)
    } else if let (low, high) = column.integerRange,
      case (let span, false) = high.subtractingReportingOverflow(low),
      span < 1 << 40
    {
      (cardinality, origin, usesBits, unknown) = (Int(span) + 2, low, false, 0)
    } else {
      (cardinality, origin, usesBits, unknown) = (nil, 0, true, column.unusedWord)
    }
  }

  func words(_ positions: Range<Int>, _ rows: BatchRows) -> [UInt64] {
    let vector = column.gather(isPositional ? .range(positions) : rows)
    var words: [UInt64]
    switch vector.best.payload {
    case .integers(let values):
      words =
        usesBits
        ? values.map { UInt64(bitPattern: $0) } : values.map { UInt64(bitPattern: $0 &- origin &+ 1) }
    case .reals(let values):
      words = values.map { ($0 == 0 ? 0 : $0).bitPattern }
    case .codes(let codes, _):
      words = codes.map { UInt64($0) + 1 }
    }
    if let missing = vector.best.missing {
      for row in missing.indices where missing[row] { words[row] = unknown }
    }
    return words
  }

  /// The column of the figures behind words.
  func column(of words: [UInt64]) -> Column {
    let figures = figures ?? []
    return Column(kind: column.kind, values: words.map { $0 == unknown ? .unknown : figures[Int($0) - 1] })
  }
}

extension GroupKeys {
  /// Whether the different values of all keys are counted, and putting those of dictionaries in order is no more
  /// work than grouping so many rows.
  func canBeOrdered(rows: Int) -> Bool {
    columns.allSatisfy { key in
      guard let cardinality = key.cardinality else { return false }
      return key.column.storage.dictionary == nil || GroupKeys.isWorthSorting(cardinality, rows: rows)
    }
  }

  /// Whether a dictionary of so many texts is put in order for so many rows.
  static func isWorthSorting(_ cardinality: Int, rows: Int) -> Bool { cardinality <= max(1 << 12, 8 * rows) }

  /// Puts the texts of all keys in order, so that whoever asks for their ranks finds them.
  func prepareRanks(_ context: ExecutionContext) throws {
    for column in columns { try column.prepareRanks(context) }
  }
}

extension GroupKeyColumn {
  /// Puts the texts of the dictionary in order on all cores.
  func prepareRanks(_ context: ExecutionContext) throws {
    if figures == nil { _ = try column.storage.dictionary?.ranks(context) }
  }

  /// The place in order of each entry of the dictionary; nil for keys without one.
  var ranks: [UInt32]? {
    guard let figures else { return column.storage.dictionary?.ranks }
    let order = RowOrder([SortColumn(Column(kind: column.kind, values: figures), isDescending: false)])
      .sorted(figures.count)
    var ranks = [UInt32](repeating: 0, count: figures.count)
    for (rank, entry) in order.enumerated() { ranks[Int(entry)] = UInt32(truncatingIfNeeded: rank) }
    return ranks
  }
}

extension Column {
  /// The least and greatest stored whole number; nil for reals, texts and columns without rows.
  var integerRange: (low: Int64, high: Int64)? {
    let zones = best.zones ?? ZoneMap(storage, missing: best.missing)
    guard case .integers(let lows, let highs)? = zones, let low = lows.min(), let high = highs.max(),
      low <= high
    else { return nil }
    return (low, high)
  }

  /// Figures as entries of a dictionary, one for each that differs, and the figure behind each entry. The
  /// column keeps its kind.
  fileprivate func figuresAsEntries(
    _ context: ExecutionContext
  ) throws -> (column: Column, figures: [Value]) {
    // By value rather than as they are written: 0 and −0 are the same number.
    var codeOfFigure: [Value: UInt32] = [:]
    var figures: [Value] = []
    var missing = NullMask(count: count)
    var codes = [UInt32](repeating: 0, count: count)
    for row in 0..<count {
      if row % GroupKeyColumn.figuresAtOnce == 0 { try context.cancellation.check() }
      let value = value(at: row)
      if value.isUnknown {
        missing.setNull(row)
        continue
      }
      let code = codeOfFigure[value] ?? UInt32(truncatingIfNeeded: figures.count)
      if Int(code) == figures.count {
        codeOfFigure[value] = code
        figures.append(value)
      }
      codes[row] = code
    }
    let dictionary = TextDictionary(figures.map { $0.text() })
    return (Column(kind: kind, .narrowest(codes: codes, dictionary), missing: missing), figures)
  }

  /// The bits of a value that the column does not hold.
  fileprivate var unusedWord: UInt64 {
    guard case .int64(let values) = storage, let (low, high) = integerRange else {
      return Double.nan.bitPattern
    }
    if low > .min { return UInt64(bitPattern: low - 1) }
    if high < .max { return UInt64(bitPattern: high + 1) }
    let used = Set(values)
    var candidate: Int64 = 0
    while used.contains(candidate) { candidate += 1 }
    return UInt64(bitPattern: candidate)
  }
}
