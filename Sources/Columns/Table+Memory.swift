extension Table {
  /// Bytes that the rows take in memory: values, the texts they are codes of, marks of unknown rows, and ranges
  /// to skip by. A dictionary that several columns share counts once; what is worked out of one later, such as
  /// the order of its texts, does not count.
  /// - Complexity: O(columns).
  public var byteCount: Int {
    var seen: Set<ObjectIdentifier> = []
    var bytes = 0
    for column in columns {
      bytes += column.byteCountOfRows
      guard let dictionary = column.storage.dictionary,
        seen.insert(ObjectIdentifier(dictionary)).inserted
      else { continue }
      bytes += dictionary.byteCount
    }
    return bytes
  }
}

extension TextDictionary {
  /// Bytes of the texts, and of where each begins.
  public var byteCount: Int { bytes.count + offsets.count * MemoryLayout<Int>.stride }
}

extension Column {
  /// Without the dictionary of texts.
  fileprivate var byteCountOfRows: Int {
    let parts = [best] + (bounds.map { [$0.low, $0.high] } ?? [])
    return parts.reduce(0) { sum, part in
      sum + part.storage.byteCountOfRows + (part.missing?.words.count ?? 0) * MemoryLayout<UInt64>.stride
        + (part.zones?.count ?? 0) * 2 * MemoryLayout<Int64>.stride + (part.sketch?.byteCount ?? 0)
    }
  }
}

extension Storage {
  fileprivate var byteCountOfRows: Int {
    switch self {
    case .int8(let values): values.count
    case .int16(let values): values.count * 2
    case .int32(let values): values.count * 4
    case .int64(let values): values.count * 8
    case .real(let values): values.count * 8
    case .code8(let codes, _): codes.count
    case .code16(let codes, _): codes.count * 2
    case .code32(let codes, _): codes.count * 4
    case .plain: 0
    }
  }
}
