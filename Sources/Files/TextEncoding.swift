import TallyWorkers

/// How the characters of a file are written as bytes.
enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16 LE"
  case utf16BigEndian = "UTF-16 BE"
  case windows1252 = "Windows-1252"

  /// Bytes that are enough to know UTF-16 by.
  static let headBytes = 4096

  /// What the beginning of a file says of its encoding, and how many bytes a byte-order mark takes.
  ///
  /// UTF-16 is known by its mark or by the zero bytes that ASCII has in it; all else may be UTF-8. What turns
  /// out not to be is Windows-1252, which has a character for every byte.
  static func mark(of head: UnsafeBufferPointer<UInt8>) -> (encoding: TextEncoding, length: Int) {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return (unmarkedUTF16(head) ?? .utf8, 0)
  }

  /// UTF-16 without a mark: zeros in at least a tenth of the high bytes, as its separators and digits
  /// have them, and hardly any in the low ones.
  private static func unmarkedUTF16(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let pairs = min(bytes.count, headBytes) / 2
    var evenZeros = 0
    var oddZeros = 0
    for pair in 0..<pairs {
      if bytes[pair * 2] == 0 { evenZeros += 1 }
      if bytes[pair * 2 + 1] == 0 { oddZeros += 1 }
    }
    let least = max(2, pairs / 10)
    if oddZeros >= least, evenZeros <= oddZeros / 8 { return .utf16LittleEndian }
    if evenZeros >= least, oddZeros <= evenZeros / 8 { return .utf16BigEndian }
    return nil
  }

  private static let pieceBytes = 4 << 20

  /// Whether bytes in memory are UTF-8.
  static func isUTF8(
    _ buffer: ByteBuffer, _ workers: Workers, _ cancellation: Cancellation
  ) throws -> Bool {
    let bytes = buffer.bytes
    var cuts = Array(stride(from: 0, to: bytes.count, by: pieceBytes)) + [bytes.count]
    // A character must not be cut; four bytes on there is an end of one, or an error anyway.
    for index in cuts.indices.dropFirst().dropLast() {
      var moved = 0
      while moved < 4, cuts[index] < bytes.count, bytes[cuts[index]] & 0xC0 == 0x80 {
        cuts[index] += 1
        moved += 1
      }
    }
    let pieces = cuts
    return try workers.map(pieces.count - 1, cancellation: cancellation) { piece in
      let part = UnsafeBufferPointer(rebasing: buffer.bytes[pieces[piece]..<pieces[piece + 1]])
      return isUTF8(part)
    }.allSatisfy { $0 }
  }

  /// Whether a stretch of text that cuts no character is UTF-8.
  static func isUTF8(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    (try? UTF8Span(validating: part.span)) != nil
  }
}
