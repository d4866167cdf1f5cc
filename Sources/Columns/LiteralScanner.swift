/// Reads one value written as text, in UTF-8, in the forms that `Value.text` writes.
///
/// Every function reads the whole text and returns nil when it is not that literal from its first byte
/// to its last; spaces around it are the caller's business. Files and queries share these functions, so
/// a cell and a typed constant of the same spelling are the same value.
public enum LiteralScanner {
  public typealias Bytes = UnsafeBufferPointer<UInt8>

  /// `yes`, `no`, `true` or `false` in any case.
  public static func boolean(_ text: Bytes) -> Bool? {
    switch text.count {
    case 2: matches(text, "no") ? false : nil
    case 3: matches(text, "yes") ? true : nil
    case 4: matches(text, "true") ? true : nil
    case 5: matches(text, "false") ? false : nil
    default: nil
    }
  }

  /// Whether a text is a lowercase ASCII word, but for case. Both must have the same length.
  private static func matches(_ text: Bytes, _ word: StaticString) -> Bool {
    for index in 0..<text.count where text[index] | 0x20 != word.utf8Start[index] { return false }
    return true
  }

  /// The value of an ASCII digit, or a number above 9 for any other byte.
  @inlinable @inline(__always)
  static func digit(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "0") }
}

extension LiteralScanner.Bytes {
  /// The bytes from `start` to before `end`, both of which must be inside.
  func part(from start: Int, to end: Int? = nil) -> Self {
    Self(rebasing: self[start..<(end ?? count)])
  }
}
