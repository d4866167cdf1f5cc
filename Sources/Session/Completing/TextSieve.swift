import TallyColumns

/// Sorts out the texts of a dictionary that may go with what is typed by their bytes, before any of them is made
/// a string.
struct TextSieve {
  /// Longer texts are prose that nobody completes.
  private static let lengthLimit = 120

  private let pattern: TypedPattern
  /// What is typed in lower case.
  private let bytes: [UInt8]
  /// The first character in both cases, where not all of them are ASCII.
  private let heads: [[UInt8]]
  /// Whether what passes goes with it for certain.
  let isExact: Bool

  init(_ pattern: TypedPattern, typed: String) {
    self.pattern = pattern
    bytes = Array(pattern.folded.utf8)
    let isASCII = bytes.allSatisfy { $0 < 0x80 }
    let first = typed.prefix(1)
    heads = isASCII ? [] : [Array(first.lowercased().utf8), Array(first.uppercased().utf8)]
    isExact = pattern.isEmpty || (isASCII && pattern.fit == .beginning)
  }

  /// Whether a text, in UTF-8, may go with it. Empty and very long ones never do, nor such as have several lines.
  func passes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !text.isEmpty, text.count <= TextSieve.lengthLimit, !text.contains(UInt8(ascii: "\n")) else {
      return false
    }
    guard heads.isEmpty else {
      return pattern.fit != .beginning || heads.contains { text.starts(with: $0) }
    }
    switch pattern.fit {
    case .beginning: return begins(text, at: 0)
    case .containing: return (0...max(0, text.count - bytes.count)).contains { begins(text, at: $0) }
    case .scattered: return hasAll(text)
    }
  }

  private func begins(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard text.count - start >= bytes.count else { return false }
    for (index, byte) in bytes.enumerated() where TextSieve.lower(text[start + index]) != byte {
      return false
    }
    return true
  }

  private func hasAll(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var found = 0
    for byte in text where found < bytes.count && TextSieve.lower(byte) == bytes[found] { found += 1 }
    return found == bytes.count
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
