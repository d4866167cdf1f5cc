import TallyColumns

/// Counts, sums and extremes of stored columns for many groups. The words that are kept of a group lie side by
/// side, so that all that a row changes is in a line or two of the cache.
struct GroupLedger: Sendable {
  let layout: LedgerLayout
  /// The records of all groups, end to end.
  private(set) var words: [Int64] = []
  /// How many groups there is a record of.
  private(set) var count = 0

  init(_ layout: LedgerLayout) {
    self.layout = layout
  }

  mutating func grow(to count: Int) {
    guard count > self.count else { return }
    let added = count - self.count
    if layout.beginning.allSatisfy({ $0 == 0 }) {
      words.append(contentsOf: repeatElement(0, count: added * layout.width))
    } else {
      for _ in 0..<added { words.append(contentsOf: layout.beginning) }
    }
    self.count = count
  }

  /// How many rows a group has.
  func rows(_ group: Int) -> Int64 { words[group * layout.width] }

  /// The groups that have rows.
  var presentGroups: [Int] { (0..<count).filter { rows($0) > 0 } }

  // MARK: - Taking in rows

  /// - Parameters:
  ///   - rows: of the columns.
  ///   - groups: the group of each of them, below `count`.
  mutating func add(_ columns: [Column], _ rows: BatchRows, _ groups: [UInt32]) {
    add(columns, rows, groups, layout.entries)
  }

  private mutating func add(
    _ columns: [Column], _ rows: BatchRows, _ groups: [UInt32],
    _ entries: [(entry: LedgerLayout.Entry, offset: Int)]
  ) {
    let width = layout.width
    words.withUnsafeMutableBufferPointer { words in
      groups.withUnsafeBufferPointer { groups in
        guard let base = words.baseAddress, let groups = groups.baseAddress else { return }
        for (entry, offset) in entries {
          let cells = LedgerCells(base: base + offset, width: width, groups: groups)
          cells.add(entry, columns, rows)
        }
      }
    }
  }

  /// Takes in rows that all are of the group 0. What most questions ask of one group is kept in registers.
  mutating func add(_ columns: [Column], _ rows: BatchRows) {
    var rest: [(entry: LedgerLayout.Entry, offset: Int)] = []
    for (entry, offset) in layout.entries {
      switch entry {
      case .rows: words[offset] += Int64(rows.count)
      case .wholeSum(let index): words[offset] &+= columns[index].wholeSum(rows)
      case .realSum(let index):
        var sum = CompensatedSum(words: (words[offset], words[offset + 1]))
        columns[index].add(rows, to: &sum)
        (words[offset], words[offset + 1]) = sum.words
      case .known, .least, .greatest, .squares, .products: rest.append((entry, offset))
      }
    }
    guard !rest.isEmpty else { return }
    add(columns, rows, [UInt32](repeating: 0, count: rows.count), rest)
  }

  // MARK: - Taking in another ledger

  /// - Parameter map: the group here of each group there; nil where they are the same.
  mutating func merge(_ other: GroupLedger, _ map: [Int]?) {
    let width = layout.width
    for group in 0..<other.count {
      let (from, to) = (group * width, (map?[group] ?? group) * width)
      guard other.words[from] > 0 else { continue }
      for (entry, offset) in layout.entries { merge(entry, other.words, from + offset, to + offset) }
    }
  }

  private mutating func merge(_ entry: LedgerLayout.Entry, _ other: [Int64], _ from: Int, _ to: Int) {
    switch entry {
    case .rows, .known, .wholeSum: words[to] &+= other[from]
    case .squares: for place in 0..<2 { words[to + place] &+= other[from + place] }
    case .products: for place in 0..<6 { words[to + place] &+= other[from + place] }
    case .least: words[to] = min(words[to], other[from])
    case .greatest: words[to] = max(words[to], other[from])
    case .realSum:
      var sum = CompensatedSum(words: (words[to], words[to + 1]))
      sum.add(CompensatedSum(words: (other[from], other[from + 1])))
      (words[to], words[to + 1]) = sum.words
    }
  }
}

/// One entry in the records of all groups, to be reckoned with for the rows of a batch.
private struct LedgerCells {
  let base: UnsafeMutablePointer<Int64>
  /// Words from one record to the next.
  let width: Int
  /// The group of each position.
  let groups: UnsafePointer<UInt32>

  @inline(__always)
  private func cell(_ position: Int) -> UnsafeMutablePointer<Int64> { base + Int(groups[position]) &* width }

  func add(_ entry: LedgerLayout.Entry, _ columns: [Column], _ rows: BatchRows) {
    switch entry {
    case .rows:
      for position in 0..<rows.count { cell(position).pointee &+= 1 }
    case .known(let index):
      rows.forEach(besides: columns[index].best.missing) { position, _ in cell(position).pointee &+= 1 }
    case .wholeSum(let index):
      each(columns[index], rows) { cell, value in cell.pointee &+= value }
    case .realSum(let index):
      each(real: columns[index], rows) { cell, value in
        var sum = CompensatedSum(words: (cell[0], cell[1]))
        sum.add(value)
        (cell[0], cell[1]) = sum.words
      }
    case .least(let index):
      each(columns[index], rows) { cell, value in cell.pointee = min(cell.pointee, value) }
      each(real: columns[index], rows) { cell, value in
        cell.pointee = min(cell.pointee, SortColumn.word(value))
      }
    case .greatest(let index):
      each(columns[index], rows) { cell, value in cell.pointee = max(cell.pointee, value) }
      each(real: columns[index], rows) { cell, value in
        cell.pointee = max(cell.pointee, SortColumn.word(value))
      }
    case .squares(let index):
      each(columns[index], rows) { cell, value in
        cell[0] &+= value
        cell[1] &+= value &* value
      }
    case .products(let x, let y):
      addProducts(columns[x], columns[y], rows)
    }
  }

  /// Calls for each row in which a column of whole numbers is known; does nothing for others.
  @inline(__always)
  private func each(
    _ column: Column, _ rows: BatchRows, _ body: (UnsafeMutablePointer<Int64>, Int64) -> Void
  ) {
    switch column.storage {
    case .int8(let values): each(values, column.best.missing, rows) { body($0, Int64($1)) }
    case .int16(let values): each(values, column.best.missing, rows) { body($0, Int64($1)) }
    case .int32(let values): each(values, column.best.missing, rows) { body($0, Int64($1)) }
    case .int64(let values): each(values, column.best.missing, rows, body)
    case .real, .code8, .code16, .code32, .plain: return
    }
  }

  /// The same for a column of reals.
  @inline(__always)
  private func each(
    real column: Column, _ rows: BatchRows, _ body: (UnsafeMutablePointer<Int64>, Double) -> Void
  ) {
    guard case .real(let values) = column.storage else { return }
    each(values, column.best.missing, rows, body)
  }

  @inline(__always)
  private func each<Value>(
    _ values: [Value], _ missing: NullMask?, _ rows: BatchRows,
    _ body: (UnsafeMutablePointer<Int64>, Value) -> Void
  ) {
    values.withUnsafeBufferPointer { values in
      rows.forEach(besides: missing) { position, row in body(cell(position), values[row]) }
    }
  }

  /// Both columns are widened first, as there are too many pairs of widths for a loop each.
  private func addProducts(_ x: Column, _ y: Column, _ rows: BatchRows) {
    guard case .integers(let xs) = x.storage.gather(rows), case .integers(let ys) = y.storage.gather(rows)
    else {
      return
    }
    let isMissing = [x.best.missing, y.best.missing].compactMap { $0?.gather(rows) }
    xs.withUnsafeBufferPointer { xs in
      ys.withUnsafeBufferPointer { ys in
        for position in 0..<xs.count where !isMissing.contains(where: { $0[position] }) {
          let (x, y) = (xs[position], ys[position])
          let cell = cell(position)
          cell[0] &+= 1
          cell[1] &+= x
          cell[2] &+= y
          cell[3] &+= x &* x
          cell[4] &+= y &* y
          cell[5] &+= x &* y
        }
      }
    }
  }
}

extension Column {
  /// The sum of the known whole numbers of some rows.
  fileprivate func wholeSum(_ rows: BatchRows) -> Int64 {
    switch storage {
    case .int8(let values): sum(values, rows)
    case .int16(let values): sum(values, rows)
    case .int32(let values): sum(values, rows)
    case .int64(let values): sum(values, rows)
    case .real, .code8, .code16, .code32, .plain: 0
    }
  }

  @inline(__always)
  private func sum<Value: FixedWidthInteger>(_ values: [Value], _ rows: BatchRows) -> Int64 {
    var sum: Int64 = 0
    values.withUnsafeBufferPointer { values in
      rows.forEach(besides: best.missing) { _, row in sum &+= Int64(truncatingIfNeeded: values[row]) }
    }
    return sum
  }

  /// Adds the known reals of some rows up.
  fileprivate func add(_ rows: BatchRows, to sum: inout CompensatedSum) {
    guard case .real(let values) = storage else { return }
    var local = sum
    values.withUnsafeBufferPointer { values in
      rows.forEach(besides: best.missing) { _, row in local.add(values[row]) }
    }
    sum = local
  }
}

extension CompensatedSum {
  /// The sum as it stands in a ledger.
  @inline(__always)
  init(words: (Int64, Int64)) {
    self.init(
      sum: Double(bitPattern: UInt64(bitPattern: words.0)),
      lost: Double(bitPattern: UInt64(bitPattern: words.1)))
  }

  @inline(__always)
  var words: (Int64, Int64) {
    (Int64(bitPattern: sum.bitPattern), Int64(bitPattern: lost.bitPattern))
  }
}
