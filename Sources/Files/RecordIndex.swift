import CKernels

/// Where the cells of a run of records begin and end, in bytes from the run's first.
///
/// The ends stand row by row, `width` a row. A cell begins one byte after the end of the cell before
/// it, the first one at the row's start; a cell that its row does not have ends where the last one does.
final class RecordIndex {
  let width: Int
  private(set) var rowCount = 0
  private var starts: UnsafeMutablePointer<UInt32>
  private var ends: UnsafeMutablePointer<UInt32>
  private var rowCapacity: Int

  init(width: Int) {
    self.width = width
    rowCapacity = max(16, 4096 / max(1, width))
    starts = .allocate(capacity: rowCapacity)
    ends = .allocate(capacity: rowCapacity * width + RecordIndex.slack)
  }

  deinit {
    starts.deallocate()
    ends.deallocate()
  }

  func removeAll() { rowCount = 0 }

  /// Numbers that may be written behind the last end and mean nothing.
  static let slack = 64

  /// Lets `body` write rows into an empty index that has room for `rows`.
  /// - Parameter body: given room for the rows' starts and for their ends; returns how many it wrote.
  func fill(
    rows: Int, _ body: (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>) -> Int
  ) {
    removeAll()
    if rowCapacity < rows { reserve(rows) }
    rowCount = body(starts, ends)
  }

  /// The places of one column's cells, to be gone through row by row.
  func cells(ofColumn column: Int) -> ColumnCells {
    column == 0
      ? ColumnCells(start: starts, startStride: 1, gap: 0, end: ends, endStride: width)
      : ColumnCells(
        start: ends + (column - 1), startStride: width, gap: 1, end: ends + column, endStride: width)
  }

  /// Room for the ends of one more row that starts at `start`; the row counts once it is finished.
  @inline(__always)
  func beginRow(at start: Int) -> UnsafeMutablePointer<UInt32> {
    if rowCount == rowCapacity { grow() }
    starts[rowCount] = UInt32(truncatingIfNeeded: start)
    return ends + rowCount * width
  }

  @inline(__always)
  func finishRow() { rowCount += 1 }

  /// Where a row begins.
  func start(ofRow row: Int) -> Int { Int(starts[row]) }

  /// Where a cell stands; empty for a cell that its row does not have.
  @inline(__always)
  func range(row: Int, column: Int) -> (start: Int, count: Int) {
    let place = row * width + column
    let start = column == 0 ? Int(starts[row]) : Int(ends[place - 1]) + 1
    return (start, max(0, Int(ends[place]) - start))
  }

  private func grow() { reserve(rowCapacity * 2) }

  private func reserve(_ capacity: Int) {
    let newStarts = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    let newEnds = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * width + RecordIndex.slack)
    newStarts.moveInitialize(from: starts, count: rowCount)
    newEnds.moveInitialize(from: ends, count: rowCount * width)
    starts.deallocate()
    ends.deallocate()
    (starts, ends, rowCapacity) = (newStarts, newEnds, capacity)
  }
}

/// Where the cells of one column stand in an indexed run of records. Valid while the index is unchanged.
struct ColumnCells {
  /// The same for kernels.
  let places: tally_cells

  init(
    start: UnsafePointer<UInt32>, startStride: Int, gap: UInt32, end: UnsafePointer<UInt32>, endStride: Int
  ) {
    places = tally_cells(
      starts: start, start_stride: startStride, gap: gap, ends: end, end_stride: endStride)
  }

  /// Where a row's cell begins, and how many bytes it has; none for a cell that its row does not have.
  @inline(__always)
  subscript(row: Int) -> (start: Int, count: Int) {
    let from = Int(places.starts[row &* places.start_stride]) &+ Int(places.gap)
    return (from, max(0, Int(places.ends[row &* places.end_stride]) &- from))
  }
}
