import CKernels
import TallyColumns

extension ColumnBuilder {
  /// A cell that is not of the kind that was tried.
  struct Misfit {
    let kind: CellKind
    let row: Int
  }

  /// Reads the column's cells of a block as the present kind, and keeps all of them or none.
  mutating func read(_ cells: CellReader) -> Misfit? {
    let rules = rules
    switch kind {
    case .blank: return readBlanks(cells)
    case .text: return readTexts(cells)
    case .boolean: return readWholes(cells) { rules.boolean($0).map { $0 ? 1 : 0 } }
    case .whole:
      return readWholes(cells, with: tally_read_wholes) { CellScanner.whole($0) }
    case .date: return readWholes(cells) { LiteralScanner.date($0) }
    case .duration: return readWholes(cells) { LiteralScanner.duration($0) }
    case .time: return readTimes(cells)
    case .real: return readReals(cells)
    case .wholeFigure: return readFigures(cells) { CellScanner.wholeFigure($0) }
    case .realFigure: return readFigures(cells) { CellScanner.realFigure($0) }
    case .durationFigure: return readFigures(cells) { CellScanner.durationFigure($0) }
    }
  }

  private mutating func readBlanks(_ cells: CellReader) -> Misfit? {
    readCells(cells, into: cells.scratch.wholes(cells.rowCount), unknownAs: 0) { _ in nil }
  }

  @inline(__always)
  private mutating func readWholes(
    _ cells: CellReader, with kernel: CellKernel<Int64>? = nil, _ scan: (Bytes) -> Int64?
  ) -> Misfit? {
    let values = cells.scratch.wholes(cells.rowCount)
    let misfit = readCells(cells, into: values, unknownAs: 0, with: kernel, scan)
    if misfit == nil, isComplete { wholes.append(values) }
    return misfit
  }

  private mutating func readTimes(_ cells: CellReader) -> Misfit? {
    var dateCount = 0
    let misfit = readWholes(cells) { cell in
      if let time = LiteralScanner.time(cell) { return time }
      guard let day = LiteralScanner.date(cell) else { return nil }
      dateCount += 1
      return day &* Moment.perDay
    }
    if misfit == nil { notes.dateCount += dateCount }
    return misfit
  }

  private mutating func readReals(_ cells: CellReader) -> Misfit? {
    let values = cells.scratch.reals(cells.rowCount)
    let misfit = readCells(cells, into: values, unknownAs: 0, with: tally_read_reals) { CellScanner.real($0) }
    if misfit == nil, isComplete { reals.append(values) }
    return misfit
  }

  private mutating func readFigures(_ cells: CellReader, _ scan: (Bytes) -> FigureCell?) -> Misfit? {
    let values = UnsafeMutableBufferPointer<FigureCell>.allocate(capacity: cells.rowCount)
    defer { values.deallocate() }
    let misfit = readCells(cells, into: values, unknownAs: .unknown, scan)
    if misfit == nil, isComplete { figures.append(values) }
    return misfit
  }

  private mutating func readTexts(_ cells: CellReader) -> Misfit? {
    guard isComplete else { return nil }
    let places = cells.places(ofColumn: position)
    let codes = cells.scratch.codes(cells.rowCount)
    let mayMiss = rules.missing != nil
    withUnsafeTemporaryAllocation(of: Bytes.self, capacity: TextInterner.batchCount) { batch in
      // The texts of a batch stand one behind the other, those of the rows from `first` on.
      var count = 0
      var first = 0
      for row in 0..<cells.rowCount {
        let (cell, isCopied) = cells.text(at: places[row])
        let isUnknown = CellScanner.isBlank(cell) || mayMiss && rules.isMissing(cell)
        if !isUnknown, !isCopied {
          batch.initializeElement(at: count, to: cell)
          count += 1
        }
        // A copy stays only until the next one is made, so it does not wait for a batch.
        guard isUnknown || isCopied || count == batch.count else { continue }
        texts.intern(Texts(rebasing: batch[..<count]), into: codes, at: first)
        count = 0
        first = row + 1
        if isUnknown {
          codes[row] = 0
          unknown.insert(rowCount + row)
        } else if isCopied {
          codes[row] = texts.intern(cell)
        }
      }
      texts.intern(Texts(rebasing: batch[..<count]), into: codes, at: first)
    }
    texts.append(codes)
    return nil
  }

  /// Reads up to 64 cells of the plainest form; says which are of another, as `tally_read_wholes` does.
  typealias CellKernel<Value> = (
    UnsafePointer<UInt8>, UnsafePointer<tally_cells>, Int, Int, UnsafeMutablePointer<Value>
  ) -> UInt64

  /// The loop behind every kind but text: `scan` gives the value of a cell, or nil when it is none of
  /// the kind. Blank cells are unknown, and so are words such as NA.
  /// - Parameter kernel: reads the cells that it can before `scan` is asked; the same of them as `scan` would.
  @inline(__always)
  private mutating func readCells<Value>(
    _ cells: CellReader, into values: UnsafeMutableBufferPointer<Value>, unknownAs zero: Value,
    with kernel: CellKernel<Value>? = nil, _ scan: (Bytes) -> Value?
  ) -> Misfit? {
    let mayMiss = rules.mayMiss
    var unknownRows: [Int] = []
    var placeholders: [String] = []
    let column = cells.places(ofColumn: position)
    var places = column.places
    for first in stride(from: 0, to: cells.rowCount, by: 64) {
      let count = min(64, cells.rowCount - first)
      var unread = UInt64.max >> UInt64(64 - count)
      if let kernel, !mayMiss, let start = values.baseAddress {
        unread = kernel(cells.base, &places, first, count, start + first)
      }
      while unread != 0 {
        let row = first + unread.trailingZeroBitCount
        unread &= unread - 1
        let cell = cells.cell(at: column[row])
        if !mayMiss, let value = scan(cell) {
          values.initializeElement(at: row, to: value)
          continue
        }
        let trimmed = CellScanner.trimmed(cell)
        if !trimmed.isEmpty, !rules.isMissing(cell) {
          if let value = scan(trimmed) {
            values.initializeElement(at: row, to: value)
            continue
          }
          guard rules.isPlaceholder(trimmed) else { return Misfit(kind: CellKind(of: trimmed), row: row) }
          placeholders.append(String(decoding: trimmed, as: UTF8.self))
        }
        values.initializeElement(at: row, to: zero)
        unknownRows.append(rowCount + row)
      }
    }
    notes.add(placeholders)
    guard isComplete else { return nil }
    for row in unknownRows { unknown.insert(row) }
    return nil
  }
}

private typealias Texts = UnsafeBufferPointer<Bytes>
