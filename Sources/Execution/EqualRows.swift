import TallyColumns
import TallyWorkers

/// For each row the first row that is the same, found on all cores: rows are parted by a hash of what they have, and
/// each part is looked through by one thread.
struct EqualRows: Sendable {
  /// The first row that is the same, itself where it is that one.
  let firsts: [UInt32]

  /// Rows a thread takes at once.
  private static let pieceRows = 1 << 14

  /// Rows that are the same where their tuples are.
  /// - Parameters:
  ///   - width: words in a tuple.
  ///   - write: writes the tuples of the rows at some positions, end to end.
  /// - Complexity: O(rows · width) on average.
  init(
    _ count: Int, width: Int, for use: MemoryUse, _ context: ExecutionContext,
    write: @Sendable (Range<Int>, UnsafeMutablePointer<UInt64>) -> Void
  ) throws {
    let shift = EqualRows.shift(rows: count)
    let rows = try PartedRows(
      count, width: width, parts: PartedRows.parts(of: count), for: use, context, write: write,
      part: { Int(truncatingIfNeeded: KeyTable.hash($0, width) >> shift) })
    firsts = try EqualRows.firsts(rows, context) { tuples, positions, body in
      var table = KeyTable(width: width)
      var firsts: [UInt32] = []
      var numbers = [UInt32](repeating: 0, count: EqualRows.pieceRows)
      for start in stride(from: 0, to: positions.count, by: EqualRows.pieceRows) {
        let range = start..<min(start + EqualRows.pieceRows, positions.count)
        try context.cancellation.check(passing: range.count)
        numbers.withUnsafeMutableBufferPointer { numbers in
          guard let tuples = tuples.baseAddress, let numbers = numbers.baseAddress else { return }
          table.insert(tuples + start * width, rows: range.count, into: numbers)
          for row in range {
            let number = Int(numbers[row - start])
            if number == firsts.count { firsts.append(positions[row]) }
            body(positions[row], firsts[number])
          }
        }
      }
    }
  }

  /// Entries of a dictionary that are the same text.
  /// - Complexity: O(bytes) on average.
  init(entriesOf dictionary: TextDictionary, _ context: ExecutionContext) throws {
    let count = dictionary.count
    let shift = EqualRows.shift(rows: count)
    let rows = try PartedRows(
      count, width: 1, parts: PartedRows.parts(of: count), for: .counting, context,
      write: { range, hashes in
        for (place, code) in range.enumerated() { hashes[place] = dictionary.hash(code) }
      },
      part: { Int(truncatingIfNeeded: $0.pointee >> shift) })
    firsts = try EqualRows.firsts(rows, context) { hashes, codes, body in
      // Numbers of entries of the part plus 1; 0 is an empty slot.
      var size = 32
      while size < 2 * codes.count { size *= 2 }
      var slots = [UInt32](repeating: 0, count: size)
      for start in stride(from: 0, to: codes.count, by: EqualRows.pieceRows) {
        let range = start..<min(start + EqualRows.pieceRows, codes.count)
        try context.cancellation.check(passing: range.count)
        slots.withUnsafeMutableBufferPointer { slots in
          for row in range {
            var slot = Int(truncatingIfNeeded: hashes[row]) & (slots.count - 1)
            while slots[slot] != 0 {
              let other = Int(slots[slot]) - 1
              if hashes[other] == hashes[row],
                dictionary.isEntry(Int(codes[other]), sameAs: Int(codes[row]))
              {
                break
              }
              slot = (slot + 1) & (slots.count - 1)
            }
            if slots[slot] == 0 { slots[slot] = UInt32(truncatingIfNeeded: row + 1) }
            body(codes[row], codes[Int(slots[slot]) - 1])
          }
        }
      }
    }
  }

  /// How far a hash is moved down so that its uppermost bits are the number of a part.
  private static func shift(rows: Int) -> UInt64 {
    UInt64(PartedRows.parts(of: rows).leadingZeroBitCount + 1)
  }

  /// - Parameter find: calls with each row of a part and the first that is the same.
  private static func firsts(
    _ rows: PartedRows, _ context: ExecutionContext,
    _ find:
      @Sendable (
        UnsafeBufferPointer<UInt64>, UnsafeBufferPointer<UInt32>, (UInt32, UInt32) -> Void
      ) throws -> Void
  ) throws -> [UInt32] {
    let count = rows.positions.count
    context.cancellation.begin(rows: count)
    return try [UInt32](unsafeUninitializedCapacity: count) { firsts, initialized in
      guard let base = firsts.baseAddress else { return }
      let shared = SharedPlaces(base: base)
      adviseLargePages(base, bytes: count * MemoryLayout<UInt32>.stride)
      _ = try rows.mapParts(context) { words, positions in
        try find(words, positions) { shared.base[Int($0)] = $1 }
      }
      initialized = count
    }
  }

  /// The rows that are the first of those that are the same, in order.
  func different(_ context: ExecutionContext) throws -> [UInt32] { try numbered(context).different }

  /// A number for each row, in the order in which rows are first met, and the first row of each number.
  func numbered(_ context: ExecutionContext) throws -> (numbers: [UInt32], different: [UInt32]) {
    let (count, pieceRows) = (firsts.count, EqualRows.pieceRows)
    let pieces = (count + pieceRows - 1) / pieceRows
    let different = try context.workers.map(pieces, cancellation: context.cancellation) { piece in
      (piece * pieceRows..<min((piece + 1) * pieceRows, count)).compactMap { row in
        firsts[row] == UInt32(truncatingIfNeeded: row) ? firsts[row] : nil
      }
    }.joined(context)
    // Only the numbers of first rows are looked at.
    var numbers = [UInt32](repeating: 0, count: different.count == count ? 0 : count)
    if different.count == count { return (different, different) }
    for start in stride(from: 0, to: different.count, by: 1 << 18) {
      try context.cancellation.check()
      for number in start..<min(start + 1 << 18, different.count) {
        numbers[Int(different[number])] = UInt32(truncatingIfNeeded: number)
      }
    }
    let numbersOfFirsts = numbers
    return (
      try context.workers.fill(
        count, pieceCount: pieceRows, cancellation: context.cancellation, counting: .nothing
      ) { range, numbers in for row in range { numbers[row] = numbersOfFirsts[Int(firsts[row])] } },
      different
    )
  }
}
