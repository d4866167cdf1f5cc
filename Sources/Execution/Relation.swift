import TallyColumns

/// Rows on their way through the operators: columns that are shared, and which of their rows are meant.
///
/// Filtering and sorting only choose row numbers; values are copied as late as possible.
struct Relation: Sendable {
  let columns: [Column]
  let rows: Rows
  /// Rows that are not shown and of which it is open whether they belong here.
  let maybe: [UInt32]
  /// Those of `rows` of which that is open too: groups of which no row is sure, the last of a top 5
  /// whose bounds reach beyond it. They are shown; what is asked of them further on counts them as maybe.
  let doubtful: Set<UInt32>
  /// Which rows of either side the rows of the columns are of, for each join behind them, the first first.
  let origins: [RowOrigins]

  init(
    _ columns: [Column], rows: Rows, maybe: [UInt32] = [], doubtful: Set<UInt32> = [],
    origins: [RowOrigins] = []
  ) {
    self.columns = columns
    self.rows = rows
    self.maybe = maybe
    self.doubtful = doubtful
    self.origins = origins
  }

  init(_ table: Table) {
    self.init(table.columns, rows: .all(table.rowCount))
  }

  /// Whether all rows surely belong here, and no others.
  var isSure: Bool { maybe.isEmpty && doubtful.isEmpty }

  /// The rows that surely belong here, and no others.
  var sure: Relation {
    guard !doubtful.isEmpty else { return Relation(columns, rows: rows) }
    return Relation(columns, rows: .selected(rows.ids.filter { !doubtful.contains($0) }))
  }

  /// The rows of which it is open.
  var open: Relation {
    let shown = doubtful.isEmpty ? [] : rows.ids.filter(doubtful.contains)
    return Relation(columns, rows: .selected(shown + maybe))
  }

  /// The rows cut into batches of at most `size`.
  func batches(of size: Int) -> [Batch] {
    let count = rows.count
    return stride(from: 0, to: count, by: size).map { start in
      let positions = start..<min(start + size, count)
      switch rows {
      case .all: return Batch(columns: columns, rows: .range(positions))
      case .selected(let ids): return Batch(columns: columns, rows: .list(Array(ids[positions])))
      }
    }
  }
}

/// Which rows of the columns, in which order.
enum Rows: Sendable {
  case all(Int)
  case selected([UInt32])

  var count: Int {
    switch self {
    case .all(let count): count
    case .selected(let ids): ids.count
    }
  }

  /// The row number at each position.
  var ids: [UInt32] {
    switch self {
    case .all(let count): (0..<count).map { UInt32(truncatingIfNeeded: $0) }
    case .selected(let ids): ids
    }
  }
}

/// The rows that are worked on at once.
struct Batch: Sendable {
  let columns: [Column]
  let rows: BatchRows

  var count: Int { rows.count }

  func with(_ rows: BatchRows) -> Batch { Batch(columns: columns, rows: rows) }
}

/// A selection vector: row numbers, or a run of them that needs none written out.
enum BatchRows: Sendable {
  case range(Range<Int>)
  case list([UInt32])

  var count: Int {
    switch self {
    case .range(let range): range.count
    case .list(let ids): ids.count
    }
  }

  /// The row number at a position.
  @inline(__always)
  func id(_ position: Int) -> Int {
    switch self {
    case .range(let range): range.lowerBound + position
    case .list(let ids): Int(ids[position])
    }
  }

  /// The row numbers written out.
  var ids: [UInt32] {
    switch self {
    case .range(let range): range.map { UInt32(truncatingIfNeeded: $0) }
    case .list(let ids): ids
    }
  }
}
