import TallyColumns
import TallyWorkers

/// Which rows of the right side have the key of each row of the left side.
struct JoinMatches: Sendable {
  /// The numbers of the keys of the left rows.
  private let left: [UInt32]
  /// The right rows by the numbers of their keys, those of one number together and in their order. Where no number has
  /// more than one, a place for each number; `RowOrigins.none` where it has no row.
  private let ordered: [UInt32]
  /// Where the right rows of each number begin, one more than there are numbers; nil where none has more than one.
  private let starts: [UInt32]?
  /// How many right rows there are.
  let rightCount: Int

  /// Left rows a thread takes at once.
  private static let pieceRows = 1 << 14

  /// - Complexity: O(right rows + numbers), on all cores where no key of the right stands twice.
  init(_ keys: JoinKeys, _ context: ExecutionContext) throws {
    left = keys.left
    rightCount = keys.right.count
    if let only = try JoinMatches.rowsOfNumbers(keys, context) {
      (ordered, starts) = (only, nil)
      return
    }
    var starts = [UInt32](repeating: 0, count: keys.count + 1)
    let cancellation = context.cancellation
    try cancellation.forEachRun(of: keys.right.indices) { run in
      for number in keys.right[run] where number != RowOrigins.none { starts[Int(number) + 1] += 1 }
    }
    try cancellation.forEachRun(of: 0..<keys.count) { run in
      for number in run { starts[number + 1] += starts[number] }
    }
    var next = starts
    var ordered = [UInt32](repeating: 0, count: Int(starts[keys.count]))
    try cancellation.forEachRun(of: keys.right.indices) { run in
      for row in run where keys.right[row] != RowOrigins.none {
        let number = Int(keys.right[row])
        ordered[Int(next[number])] = UInt32(truncatingIfNeeded: row)
        next[number] += 1
      }
    }
    self.starts = starts
    self.ordered = ordered
  }

  /// The right row of each number; nil where one has several. Each thread looks for those of a range of numbers among
  /// all rows.
  private static func rowsOfNumbers(_ keys: JoinKeys, _ context: ExecutionContext) throws -> [UInt32]? {
    let threads = min(context.workers.count, 8)
    var isUnique = true
    let rows = try [UInt32](unsafeUninitializedCapacity: keys.count) { rows, count in
      count = keys.count
      guard let base = rows.baseAddress else { return }
      adviseLargePages(base, bytes: keys.count * MemoryLayout<UInt32>.stride)
      let places = SharedPlaces(base: base)
      let areUnique = try context.workers.map(threads, cancellation: context.cancellation) { thread in
        let numbers = keys.count * thread / threads..<keys.count * (thread + 1) / threads
        (places.base + numbers.lowerBound).initialize(repeating: RowOrigins.none, count: numbers.count)
        let (low, width) = (
          UInt32(truncatingIfNeeded: numbers.lowerBound), UInt32(truncatingIfNeeded: numbers.count)
        )
        return try keys.right.withUnsafeBufferPointer { right in
          for start in stride(from: 0, to: right.count, by: 1 << 18) {
            try context.cancellation.check()
            for row in start..<min(start + 1 << 18, right.count) where right[row] &- low < width {
              let number = Int(right[row])
              if places.base[number] != RowOrigins.none { return false }
              places.base[number] = UInt32(truncatingIfNeeded: row)
            }
          }
          return true
        }
      }
      isUnique = areUnique.allSatisfy { $0 }
    }
    return isUnique ? rows : nil
  }

  /// Whether no left row has more than one match, whatever the left rows are.
  var haveOneAtMost: Bool { starts == nil }

  /// The right rows of a left row, as a run of `ordered`.
  @inline(__always)
  private func run(_ position: Int) -> Range<Int> {
    let number = left[position]
    return number == RowOrigins.none ? 0..<0 : run(ofNumber: Int(number))
  }

  @inline(__always)
  private func run(ofNumber number: Int) -> Range<Int> {
    guard let starts else { return number..<(ordered[number] == RowOrigins.none ? number : number + 1) }
    return Int(starts[number])..<Int(starts[number + 1])
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
      if starts == nil {
        left.withUnsafeBufferPointer { left in
          ordered.withUnsafeBufferPointer { ordered in
            for position in range {
              let number = left[position]
              rows[position] = number == RowOrigins.none ? number : ordered[Int(number)]
            }
          }
        }
        return
      }
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
  func rightMatches(
    _ context: ExecutionContext, isSure: (Int) -> Bool
  ) throws -> (sure: [Bool], open: [Bool]) {
    let count = starts.map { $0.count - 1 } ?? ordered.count
    var sure = [Bool](repeating: false, count: count)
    var open = sure
    try context.cancellation.forEachRun(of: left.indices) { run in
      for position in run where left[position] != RowOrigins.none {
        let number = Int(left[position])
        if isSure(position) { sure[number] = true } else { open[number] = true }
      }
    }
    var result = (
      sure: [Bool](repeating: false, count: rightCount), open: [Bool](repeating: false, count: rightCount)
    )
    try context.cancellation.forEachRun(of: sure.indices) { numbers in
      for number in numbers where sure[number] || open[number] {
        for match in run(ofNumber: number) {
          result.sure[Int(ordered[match])] = sure[number]
          result.open[Int(ordered[match])] = open[number]
        }
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
