/// Numbers the texts of a dictionary so that those have the same number that are the same without regard
/// to case, as `=` has it, and finds the numbers of another dictionary's texts.
///
/// Texts of ASCII are folded and found byte by byte; others are compared as Unicode has it, in which a
/// letter and its accent may be one character or two.
public struct CaseClasses: Sendable {
  /// For each entry its number.
  public let numbers: [UInt32]
  /// How many numbers there are.
  public let count: Int
  private let plain: TextInterner
  /// The number of each text in `plain`.
  private let plainNumbers: [UInt32]
  private let others: [String: UInt32]
  private static let textsAtOnce = 1 << 13

  /// - Parameter check: called every now and then; what it throws ends the work.
  /// - Complexity: O(bytes of the dictionary).
  public init(_ dictionary: TextDictionary, check: () throws -> Void = {}) rethrows {
    var plain = TextInterner(minimumCapacity: dictionary.count)
    var plainNumbers: [UInt32] = []
    var others: [String: UInt32] = [:]
    var count: UInt32 = 0
    var folded: [UInt8] = []
    numbers = try (0..<dictionary.count).map { code in
      if code % CaseClasses.textsAtOnce == 0 { try check() }
      if let other = CaseClasses.fold(dictionary, code, into: &folded) {
        if let known = others[other] { return known }
        others[other] = count
      } else {
        let found = Int(folded.withUnsafeBufferPointer { plain.intern($0) })
        if found < plainNumbers.count { return plainNumbers[found] }
        plainNumbers.append(count)
      }
      count += 1
      return count - 1
    }
    self.count = Int(count)
    self.plain = plain
    self.plainNumbers = plainNumbers
    self.others = others
  }

  /// The numbers of some entries of another dictionary; nil for texts that are not here.
  /// - Complexity: O(bytes of the entries).
  public func numbers(of dictionary: TextDictionary, _ codes: Range<Int>) -> [UInt32?] {
    var folded: [UInt8] = []
    return codes.map { code in
      if let other = CaseClasses.fold(dictionary, code, into: &folded) { return others[other] }
      return folded.withUnsafeBufferPointer { plain.code(of: $0) }.map { plainNumbers[Int($0)] }
    }
  }

  /// The folded text of an entry: in `folded` where it is ASCII, or else what is returned.
  private static func fold(_ dictionary: TextDictionary, _ code: Int, into folded: inout [UInt8]) -> String? {
    let entry = dictionary.bytes[dictionary.offsets[code]..<dictionary.offsets[code + 1]]
    folded.removeAll(keepingCapacity: true)
    folded.append(contentsOf: entry)
    let isASCII = folded.withUnsafeMutableBufferPointer { bytes in
      var all: UInt8 = 0
      for index in 0..<bytes.count {
        let byte = bytes[index]
        all |= byte
        // Capitals have one bit less.
        bytes[index] = byte | (byte &- 0x41 < 26 ? 0x20 : 0)
      }
      return all < 0x80
    }
    if isASCII { return nil }
    folded.removeAll(keepingCapacity: true)
    let text = String(decoding: entry, as: UTF8.self).lowercased()
    for scalar in text.unicodeScalars {
      guard let byte = ascii(scalar) else { return text }
      folded.append(byte)
    }
    return nil
  }

  /// A scalar that is ASCII, or that Unicode has for the same as one (UnicodeData's singletons).
  private static func ascii(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x37E: UInt8(ascii: ";")
    case 0x1FEF: UInt8(ascii: "`")
    case let value where value < 0x80: UInt8(value)
    default: nil
    }
  }
}
