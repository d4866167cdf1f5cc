typealias Bytes = UnsafeBufferPointer<UInt8>

/// Gives out the cells of an indexed run of records, their quotes taken off.
struct CellReader {
  /// Where the run begins.
  let base: UnsafePointer<UInt8>
  /// The offset of `base` in the text.
  let offset: Int
  let index: RecordIndex
  let scratch: Scratch

  var rowCount: Int { index.rowCount }

  /// The bytes of a cell; they stay only until the next cell is asked for.
  @inline(__always)
  subscript(row: Int, column: Int) -> Bytes {
    let (start, count) = index.range(row: row, column: column)
    let cell = Bytes(start: base + start, count: count)
    return count > 0 && cell[0] == FieldScanner.quote ? scratch.unquoted(cell) : cell
  }

  /// The places of one column's cells, quotes and all.
  func places(ofColumn column: Int) -> ColumnCells { index.cells(ofColumn: column) }

  /// The bytes of the cell at a place, as above.
  @inline(__always)
  func cell(at place: (start: Int, count: Int)) -> Bytes {
    let cell = Bytes(start: base + place.start, count: place.count)
    return place.count > 0 && cell[0] == FieldScanner.quote ? scratch.unquoted(cell) : cell
  }

  /// The bytes of the cell at a place, and whether they are a copy that stays only until the next is made.
  @inline(__always)
  func text(at place: (start: Int, count: Int)) -> (cell: Bytes, isCopied: Bool) {
    let cell = Bytes(start: base + place.start, count: place.count)
    guard place.count > 0, cell[0] == FieldScanner.quote else { return (cell, false) }
    let text = scratch.unquoted(cell)
    return (text, text.baseAddress != cell.baseAddress.map { $0 + 1 })
  }

  /// Where a cell begins in the text.
  func textOffset(row: Int, column: Int) -> Int {
    offset + index.range(row: row, column: column).start
  }
}

/// Memory that a section's reader uses again for every block and cell.
final class Scratch {
  private var textMemory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)
  private var wholeMemory = UnsafeMutableBufferPointer<Int64>.allocate(capacity: 0)
  private var realMemory = UnsafeMutableBufferPointer<Double>.allocate(capacity: 0)
  private var codeMemory = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 0)

  deinit {
    textMemory.deallocate()
    wholeMemory.deallocate()
    realMemory.deallocate()
    codeMemory.deallocate()
  }

  /// Room for a whole number a row; what it held before is gone.
  func wholes(_ count: Int) -> UnsafeMutableBufferPointer<Int64> { Scratch.room(count, in: &wholeMemory) }

  /// Room for a real number a row; what it held before is gone.
  func reals(_ count: Int) -> UnsafeMutableBufferPointer<Double> { Scratch.room(count, in: &realMemory) }

  /// Room for the code of a text a row; what it held before is gone.
  func codes(_ count: Int) -> UnsafeMutableBufferPointer<UInt32> { Scratch.room(count, in: &codeMemory) }

  private static func room<Element>(
    _ count: Int, in memory: inout UnsafeMutableBufferPointer<Element>
  ) -> UnsafeMutableBufferPointer<Element> {
    if memory.count < count {
      memory.deallocate()
      memory = .allocate(capacity: max(count, memory.count * 2))
    }
    return UnsafeMutableBufferPointer(rebasing: memory[..<count])
  }

  /// A cell that begins with a quote, without its quotes: doubled ones are one, and what follows the
  /// closing one stays as it is.
  func unquoted(_ cell: Bytes) -> Bytes {
    let quote = FieldScanner.quote
    guard let first = cell.dropFirst().firstIndex(of: quote) else { return Bytes(rebasing: cell[1...]) }
    if first == cell.count - 1 { return Bytes(rebasing: cell[1..<first]) }
    // Cells are read eight bytes at a time.
    let text = Scratch.room(cell.count + 8, in: &textMemory)
    var count = 0
    var index = 1
    var isInside = true
    while index < cell.count {
      if isInside, cell[index] == quote {
        index += 1
        // One of two stands for itself; one alone closes, and does not stand for anything.
        isInside = index < cell.count && cell[index] == quote
        if !isInside { continue }
      }
      text[count] = cell[index]
      count += 1
      index += 1
    }
    return Bytes(rebasing: Bytes(text)[..<count])
  }
}
