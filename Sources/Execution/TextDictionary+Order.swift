import TallyColumns
import TallyWorkers

extension TextDictionary {
  /// Entries that a thread folds at once.
  private static let pieceEntries = 1 << 14

  /// For each code its place in text order, as `ranks` has it, worked out on all cores.
  /// - Throws: `Cancelled`; a `Diagnostic` where there is no memory for it.
  /// - Complexity: O(n log n) at the first call, O(1) after it.
  func ranks(_ context: ExecutionContext) throws -> [UInt32] {
    try ranks {
      // Folded texts, and two copies of their heads.
      try context.reserve(bytes.count + 2 * count * MemoryLayout<FoldedTexts.Head>.stride, 1, for: .sorting)
      let pieceCount = TextDictionary.pieceEntries
      let pieces = try context.workers.map(
        (count + pieceCount - 1) / pieceCount, cancellation: context.cancellation
      ) { FoldedTexts.Piece(self, $0 * pieceCount..<min(($0 + 1) * pieceCount, count)) }
      let folded = FoldedTexts(self, pieces, pieceCount: pieceCount)
      let order = try context.sorted(count, folded.head, by: folded.isBefore)
      return try ranks(inOrder: order, context)
    }
  }

  /// The ranks of entries that stand in order: one more wherever the text is another than the one before.
  private func ranks(inOrder order: [FoldedTexts.Head], _ context: ExecutionContext) throws -> [UInt32] {
    let pieceCount = TextDictionary.pieceEntries
    let isNew: [Bool] = try context.workers.fill(
      count, pieceCount: pieceCount, cancellation: context.cancellation, counting: .nothing
    ) { range, isNew in
      for place in range {
        isNew[place] =
          place > 0 && !isEntry(Int(order[place - 1].code), sameAs: Int(order[place].code))
      }
    }
    let starts = try isNew.countsBefore(pieceCount, context)
    var ranks = [UInt32](repeating: 0, count: count)
    try ranks.withUnsafeMutableBufferPointer { ranks in
      guard let base = ranks.baseAddress else { return }
      let shared = SharedPlaces(base: base)
      _ = try context.workers.map(starts.count, cancellation: context.cancellation) { piece in
        var rank = UInt32(truncatingIfNeeded: starts[piece])
        for place in piece * pieceCount..<min((piece + 1) * pieceCount, count) {
          if isNew[place] { rank &+= 1 }
          shared.base[Int(order[place].code)] = rank
        }
      }
    }
    return ranks
  }
}

extension [Bool] {
  /// How many are true before each run of so many.
  func countsBefore(_ pieceCount: Int, _ context: ExecutionContext) throws -> [Int] {
    let pieces = (count + pieceCount - 1) / pieceCount
    let counts = try context.workers.map(pieces, cancellation: context.cancellation) { piece in
      self[piece * pieceCount..<Swift.min((piece + 1) * pieceCount, count)].count { $0 }
    }
    var starts: [Int] = []
    var start = 0
    for count in counts {
      starts.append(start)
      start += count
    }
    return starts
  }
}
