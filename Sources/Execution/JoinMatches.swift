import TallyColumns
import TallyWorkers

/// Which rows of the right side have the key of each row of the left side.
struct JoinMatches: Sendable {
  /// The numbers of the keys of the left rows.
  private let left: [UInt32]
  /// The right rows by the numbers of their keys, those of one number together and in their order.
  private let ordered: [UInt32]
  /// Where the right rows of each number begin; one more than there are numbers.
  private let starts: [UInt32]
  /// How many right rows there are.
  let rightCount: Int

  /// Left rows a thread takes at once.
  private static let pieceRows = 1 << 14

  /// - Complexity: O(right rows + numbers).
  init(_ keys: JoinKeys, _ context: ExecutionContext) throws {
    left = keys.left
    rightCount = keys.right.count
    var starts = [UInt32](repeating: 0, count: keys.count + 1)
    try context.cancellation.check()
    for number in keys.right where number != RowOrigins.none { starts[Int(number) + 1] += 1 }
    for number in 0..<keys.count { starts[number + 1] += starts[number] }
    try context.cancellation.check()
    var next = starts
    var ordered = [UInt32](repeating: 0, count: Int(starts[keys.count]))
    for (row, number) in keys.right.enumerated() where number != RowOrigins.none {
      ordered[Int(next[Int(number)])] = UInt32(truncatingIfNeeded: row)
      next[Int(number)] += 1
    }
    self.starts = starts
    self.ordered = ordered
  }

  /// The right rows of a left row, as a run of `ordered`.
  @inline(__always)
  private func run(_ position: Int) -> Range<Int> {
    let number = left[position]
    guard number != RowOrigins.none else { return 0..<0 }
    return Int(starts[Int(number)])..<Int(starts[Int(number) + 1])
  }

  func isMatched(_ position: Int) -> Bool { !run(position).isEmpty }

  /// How many rows come out for each run of left rows, and the most that any one has.
  /// - Parameter keepsUnmatched: whether a left row without a match comes out as well.
  func sizes(keepsUnmatched: Bool, _ context: ExecutionContext) throws -> (pieces: [Int], most: Int) {
    let pieces = (left.count + JoinMatches.pieceRows - 1) / JoinMatches.pieceRows
    let sizes = try context.workers.map(pieces, cancellation: context.cancellation) { piece in
      var (size, most) = (0, 0)
      for position in positions(piece) {
        let matches = run(position).count
        most = max(most, matches)
        size += keepsUnmatched ? max(1, matches) : matches
      }
      return (size, most)
    }
    return (sizes.map(\.0), sizes.map(\.1).max() ?? 0)
  }

  private func positions(_ piece: Int) -> Range<Int> {
    piece * JoinMatches.pieceRows..<min((piece + 1) * JoinMatches.pieceRows, left.count)
  }

  /// The only right row of each left row; `RowOrigins.none` where there is none.
  func onlyMatches(_ context: ExecutionContext) throws -> [UInt32] {
    try context.workers.fill(
      left.count, pieceCount: JoinMatches.pieceRows, cancellation: context.cancellation
    ) { range, rows in
      for position in range { rows[position] = run(position).first.map { ordered[$0] } ?? RowOrigins.none }
    }
  }

  /// The pairs of left positions and right rows, in the order of the left, then of the right.
  /// - Parameter pieces: what `sizes` gave.
  func pairs(
    _ pieces: [Int], keepsUnmatched: Bool, _ context: ExecutionContext
  ) throws -> (left: [UInt32], right: [UInt32]) {
    var offsets = [0]
    for size in pieces { offsets.append(offsets[offsets.count - 1] + size) }
    let count = offsets[pieces.count]
    let starts = offsets
    var lefts: [UInt32] = []
    // Both are filled in one pass: the one within the other's room.
    let rights: [UInt32] = try [UInt32](unsafeUninitializedCapacity: count) { rights, rightCount in
      let right = SharedRows(rights)
      lefts = try [UInt32](unsafeUninitializedCapacity: count) { lefts, leftCount in
        let left = SharedRows(lefts)
        context.cancellation.begin(rows: self.left.count)
        _ = try context.workers.map(pieces.count, cancellation: context.cancellation) { piece in
          try context.cancellation.check(passing: positions(piece).count)
          try fill(piece, from: starts[piece], left, right, keepsUnmatched: keepsUnmatched, context)
        }
        leftCount = count
      }
      rightCount = count
    }
    return (lefts, rights)
  }

  private func fill(
    _ piece: Int, from start: Int, _ left: SharedRows, _ right: SharedRows, keepsUnmatched: Bool,
    _ context: ExecutionContext
  ) throws {
    guard let lefts = left.base, let rights = right.base else { return }
    var place = start
    var nextCheck = start + (1 << 20)
    for position in positions(piece) {
      let id = UInt32(truncatingIfNeeded: position)
      let matches = run(position)
      for match in matches {
        lefts[place] = id
        rights[place] = ordered[match]
        place += 1
      }
      if matches.isEmpty, keepsUnmatched {
        lefts[place] = id
        rights[place] = RowOrigins.none
        place += 1
      }
      // A few rows with many matches are as much work as many with few.
      if place >= nextCheck {
        try context.cancellation.check()
        nextCheck = place + (1 << 20)
      }
    }
  }

  /// How often the rows of each right row's matches are met: whether any left row that is surely there
  /// matches it, and whether any other does.
  /// - Parameters:
  ///   - isSure: for a left position whether its row surely belongs.
  func rightMatches(isSure: (Int) -> Bool) -> (sure: [Bool], open: [Bool]) {
    var sure = [Bool](repeating: false, count: starts.count - 1)
    var open = sure
    for (position, number) in left.enumerated() where number != RowOrigins.none {
      if isSure(position) { sure[Int(number)] = true } else { open[Int(number)] = true }
    }
    var result = (
      sure: [Bool](repeating: false, count: rightCount), open: [Bool](repeating: false, count: rightCount)
    )
    for number in sure.indices where sure[number] || open[number] {
      for match in Int(starts[number])..<Int(starts[number + 1]) {
        result.sure[Int(ordered[match])] = sure[number]
        result.open[Int(ordered[match])] = open[number]
      }
    }
    return result
  }
}

/// Row numbers that several threads write, none of them the same.
private struct SharedRows: @unchecked Sendable {
  let base: UnsafeMutablePointer<UInt32>?

  init(_ buffer: UnsafeMutableBufferPointer<UInt32>) {
    base = buffer.baseAddress
  }
}
