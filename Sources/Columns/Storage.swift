/// The values of a column, as narrow as they allow.
///
/// Whole numbers, dates, times, durations and yes/no are integers of the narrowest width that holds
/// them all; text is codes into a dictionary, of the narrowest width that counts its entries, unless
/// nearly every value differs. What stands at an unknown row is a valid value that means nothing.
public enum Storage: Sendable {
  case int8([Int8])
  case int16([Int16])
  case int32([Int32])
  case int64([Int64])
  case real([Double])
  case code8([UInt8], TextDictionary)
  case code16([UInt16], TextDictionary)
  case code32([UInt32], TextDictionary)
  /// Row i holds entry i; entries may repeat.
  case plain(TextDictionary)
}

extension Storage {
  public var count: Int {
    switch self {
    case .int8(let values): values.count
    case .int16(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    case .real(let values): values.count
    case .code8(let codes, _): codes.count
    case .code16(let codes, _): codes.count
    case .code32(let codes, _): codes.count
    case .plain(let dictionary): dictionary.count
    }
  }

  /// The dictionary, for text.
  public var dictionary: TextDictionary? {
    switch self {
    case .code8(_, let dictionary), .code16(_, let dictionary), .code32(_, let dictionary),
      .plain(let dictionary):
      dictionary
    default: nil
    }
  }

  /// What is stored at a row as a whole number: the value, or the code of a text. 0 for reals.
  public func integer(at row: Int) -> Int64 {
    switch self {
    case .int8(let values): Int64(values[row])
    case .int16(let values): Int64(values[row])
    case .int32(let values): Int64(values[row])
    case .int64(let values): values[row]
    case .real: 0
    case .code8(let codes, _): Int64(codes[row])
    case .code16(let codes, _): Int64(codes[row])
    case .code32(let codes, _): Int64(codes[row])
    case .plain: Int64(row)
    }
  }

  /// Whole numbers in the narrowest width that holds them.
  /// - Complexity: O(n), two passes.
  public static func narrowest(_ values: [Int64]) -> Storage {
    var low: Int64 = 0
    var high: Int64 = 0
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    if low >= Int8.min, high <= Int8.max { return .int8(values.map { Int8(truncatingIfNeeded: $0) }) }
    if low >= Int16.min, high <= Int16.max { return .int16(values.map { Int16(truncatingIfNeeded: $0) }) }
    if low >= Int32.min, high <= Int32.max { return .int32(values.map { Int32(truncatingIfNeeded: $0) }) }
    return .int64(values)
  }

  /// Codes in the narrowest width that counts the dictionary's entries.
  public static func narrowest(codes: [UInt32], _ dictionary: TextDictionary) -> Storage {
    if dictionary.count <= 1 << 8 {
      return .code8(codes.map { UInt8(truncatingIfNeeded: $0) }, dictionary)
    }
    if dictionary.count <= 1 << 16 {
      return .code16(codes.map { UInt16(truncatingIfNeeded: $0) }, dictionary)
    }
    return .code32(codes, dictionary)
  }
}
