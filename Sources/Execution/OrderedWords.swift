import TallyColumns

extension Vector.Lane {
  /// The values as whole numbers that are ordered as they are, but for texts, of which they are the codes.
  var orderedWords: [Int64] {
    switch payload {
    case .integers(let values): values
    case .reals(let values): values.map(SortColumn.word)
    case .codes(let codes, _): codes.map(Int64.init)
    }
  }
}

extension Column {
  /// The values behind such words, nil where there is none.
  /// - Parameter dictionary: what the codes are of, for texts.
  init(kind: Kind, orderedWords words: [Int64?], _ dictionary: TextDictionary?) {
    var missing = NullMask(count: words.count)
    for (row, word) in words.enumerated() where word == nil { missing.setNull(row) }
    switch kind {
    case .real:
      self.init(kind: kind, .real(words.map { $0.map(SortColumn.real) ?? 0 }), missing: missing)
    case .text:
      let codes = words.map { UInt32(truncatingIfNeeded: $0 ?? 0) }
      self.init(kind: kind, .narrowest(codes: codes, dictionary ?? TextDictionary([""])), missing: missing)
    default:
      self.init(kind: kind, .narrowest(words.map { $0 ?? 0 }), missing: missing)
    }
  }
}
