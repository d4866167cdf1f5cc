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
    ends = .allocate(capacity: rowCapacity * width)
  }

  deinit {
    starts.deallocate()
    ends.deallocate()
  }

  func removeAll() { rowCount = 0 }

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

  private func grow() {
    let capacity = rowCapacity * 2
    let newStarts = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    let newEnds = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * width)
    newStarts.moveInitialize(from: starts, count: rowCount)
    newEnds.moveInitialize(from: ends, count: rowCount * width)
    starts.deallocate()
    ends.deallocate()
    (starts, ends, rowCapacity) = (newStarts, newEnds, capacity)
  }
}
