import TallyColumns
import TallyWorkers

// Texts of several batches, each with a dictionary of its own, as one column.

extension Storage {
  /// Codes of one dictionary as they are; codes of several are given anew in one.
  init(concatenatingTexts lanes: [Vector.Lane], check: () throws -> Void) rethrows {
    let pieces = lanes.compactMap(\.texts)
    guard let first = pieces.first?.dictionary else {
      self = .narrowest(codes: [], TextDictionary([]))
      return
    }
    if pieces.areOfOneDictionary {
      let codes = pieces.flatMap(\.codes)
      // A few rows taken out of a long dictionary get one of their own.
      if first.count <= 1 << 16 || codes.count * 4 > first.count {
        self = .narrowest(codes: codes, first)
        return
      }
    }
    var interner = TextInterner()
    var codes: [UInt32] = []
    for piece in pieces {
      try check()
      var translated: [UInt32: UInt32] = [:]
      for code in piece.codes {
        if let known = translated[code] {
          codes.append(known)
        } else {
          let new = interner.intern(piece.dictionary[Int(code)])
          translated[code] = new
          codes.append(new)
        }
      }
    }
    self = .narrowest(codes: codes, interner.dictionary(from: pieces.origin))
  }
}

extension Column {
  /// Rows that are looked at to see whether their texts differ.
  private static let sampleRows = 1 << 14

  /// The texts of vectors of which nearly all differ, one for each row, put side by side on all cores; nil where
  /// they are few, where many are the same, and where there are none.
  /// - Parameter fewRows: up to so many are given codes whatever they are.
  /// - Throws: `Cancelled`; a `Diagnostic` where there is no memory for it.
  /// - Complexity: O(bytes of the texts).
  init?(differentTexts vectors: [Vector], fewRows: Int = 1 << 17, _ context: ExecutionContext) throws {
    let pieces = vectors.compactMap(\.best.texts)
    let count = pieces.reduce(0) { $0 + $1.codes.count }
    guard count > fewRows, pieces.count == vectors.count, !pieces.areOfOneDictionary,
      pieces.mostDiffer(sampleRows: Column.sampleRows, of: count)
    else { return nil }
    let texts = try TextDictionary(concatenating: pieces, count: count, context)
    self.init(kind: .text, .plain(texts), missing: NullMask(concatenating: vectors.map(\.best)))
  }
}

extension Vector.Lane {
  /// Codes of texts and what they are codes of; nil for numbers.
  fileprivate var texts: (codes: [UInt32], dictionary: TextDictionary)? {
    if case .codes(let codes, let dictionary) = payload { (codes, dictionary) } else { nil }
  }
}

extension [(codes: [UInt32], dictionary: TextDictionary)] {
  fileprivate var areOfOneDictionary: Bool {
    allSatisfy { $0.dictionary === self[0].dictionary }
  }

  /// The dictionary that all texts were taken out of; nil where they were not taken out of one.
  fileprivate var origin: TextDictionary? {
    guard let first = first?.dictionary else { return nil }
    let origin = first.origin ?? first
    return allSatisfy { ($0.dictionary.origin ?? $0.dictionary) === origin } ? origin : nil
  }

  /// Whether of some rows, evenly taken, nearly all have a text of their own.
  fileprivate func mostDiffer(sampleRows: Int, of count: Int) -> Bool {
    let step = Swift.max(1, count / sampleRows)
    var (interner, sample, next, start) = (TextInterner(), 0, 0, 0)
    for piece in self {
      while next < start + piece.codes.count {
        _ = interner.intern(piece.dictionary[Int(piece.codes[next - start])])
        sample += 1
        next += step
      }
      start += piece.codes.count
    }
    return interner.count >= sample / 8 * 7
  }
}

extension TextDictionary {
  /// The text of each code, in order. Lengths are counted first, so that all threads can copy.
  fileprivate convenience init(
    concatenating pieces: [(codes: [UInt32], dictionary: TextDictionary)], count: Int,
    _ context: ExecutionContext
  ) throws {
    let lengths = try context.workers.map(pieces.count, cancellation: context.cancellation) { number in
      pieces[number].dictionary.offsets.withUnsafeBufferPointer { offsets in
        pieces[number].codes.reduce(0) { $0 + offsets[Int($1) + 1] - offsets[Int($1)] }
      }
    }
    var (rows, starts) = ([0], [0])
    for (piece, length) in zip(pieces, lengths) {
      rows.append(rows[rows.count - 1] + piece.codes.count)
      starts.append(starts[starts.count - 1] + length)
    }
    let total = starts[pieces.count]
    try context.reserve(total + (count + 1) * MemoryLayout<Int>.stride, 1, for: .gathering)
    var offsets: [Int] = []
    let bytes = try [UInt8](unsafeUninitializedCapacity: total) { [rows, starts] target, filled in
      let text = target.baseAddress.map(SharedPlaces.init)
      if let text { adviseLargePages(text.base, bytes: total) }
      offsets = try [Int](unsafeUninitializedCapacity: count + 1) { ends, endCount in
        guard let base = ends.baseAddress else { return }
        adviseLargePages(base, bytes: (count + 1) * MemoryLayout<Int>.stride)
        let places = SharedPlaces(base: base)
        base[0] = 0
        _ = try context.workers.map(pieces.count, cancellation: context.cancellation) { number in
          let piece = pieces[number]
          piece.dictionary.copy(
            piece.codes, 0..<piece.codes.count, from: starts[number], to: text?.base,
            places.base + rows[number])
        }
        endCount = count + 1
      }
      filled = total
    }
    self.init(bytes: bytes, offsets: offsets, origin: pieces.origin)
  }
}
