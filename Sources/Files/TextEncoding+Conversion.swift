extension TextEncoding {
  /// Bytes of this encoding as UTF-8. What is no character becomes U+FFFD.
  /// - Complexity: O(n).
  func converted(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    switch self {
    case .utf8: Array(bytes)
    case .utf16LittleEndian: TextEncoding.fromUTF16(bytes, low: 0, high: 1)
    case .utf16BigEndian: TextEncoding.fromUTF16(bytes, low: 1, high: 0)
    case .windows1252: TextEncoding.fromWindows1252(bytes)
    }
  }

  private static func fromUTF16(_ bytes: UnsafeBufferPointer<UInt8>, low: Int, high: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 2)
    let unit = { (index: Int) -> UInt32? in
      index + 1 < bytes.count ? UInt32(bytes[index + low]) | UInt32(bytes[index + high]) << 8 : nil
    }
    var index = 0
    while let first = unit(index) {
      index += 2
      var scalar = first
      if first & 0xFC00 == 0xD800, let second = unit(index), second & 0xFC00 == 0xDC00 {
        scalar = 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
        index += 2
      }
      append(scalar, to: &result)
    }
    // Half a unit at the end.
    if index < bytes.count { append(0xFFFD, to: &result) }
    return result
  }

  private static func fromWindows1252(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
      } else {
        append(byte < 0xA0 ? upperControls[Int(byte) - 0x80] : UInt32(byte), to: &result)
      }
    }
    return result
  }

  /// The characters of 0x80 to 0x9F, as the Encoding Standard of WHATWG lists them.
  private static let upperControls: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private static func append(_ value: UInt32, to result: inout [UInt8]) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
