import TallyColumns

/// Reads JSON (RFC 8259).
///
/// Written out here because a JSON library would be most of what the program links, and every start
/// would pay for it.
struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  /// Deeper texts than anyone writes would exhaust the stack.
  private static let maximumDepth = 100

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The value of a whole text.
  /// - Throws: `Fault`, with the offset of what is wrong.
  static func value(of bytes: UnsafeBufferPointer<UInt8>) throws -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpaces()
    guard parser.index == bytes.count else { throw parser.fault("there is more after its end") }
    return value
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func fault(_ problem: String) -> Fault {
    Fault(offset: index, diagnostic: FileDiagnostics.badJSON(problem))
  }

  private mutating func skipSpaces() {
    while let byte = next, JSONParser.isSpace(byte) { index += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }

  /// Steps over spaces and the byte, if it is there.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    guard depth < JSONParser.maximumDepth else { throw fault("it is nested too deeply") }
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw fault("it ends too early")
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
    guard bytes[index...].starts(with: word.utf8) else { throw fault("a value was expected here") }
    index += word.utf8.count
    return value
  }

  private mutating func object(depth: Int) throws -> JSONValue {
    index += 1
    var members: [String: JSONValue] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpaces()
      guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes was expected here") }
      let name = try string()
      guard take(UInt8(ascii: ":")) else { throw fault("a colon was expected here") }
      members[name] = try value(depth: depth + 1)
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault("a comma or } was expected here") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws -> JSONValue {
    index += 1
    var values: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(values) }
    repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault("a comma or ] was expected here") }
    return .array(values)
  }

  private mutating func number() throws -> JSONValue {
    let start = index
    while let byte = next, "+-.0123456789Ee".utf8.contains(byte) { index += 1 }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<index])
    guard let value = LiteralScanner.real(text) else {
      index = start
      throw fault("a value was expected here")
    }
    return .number(value)
  }

  private mutating func string() throws -> String {
    index += 1
    // Most texts have no escapes.
    let start = index
    while let byte = next, byte >= UInt8(ascii: " "), byte != UInt8(ascii: "\\") {
      index += 1
      if byte == UInt8(ascii: "\"") {
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<(index - 1)]), as: UTF8.self)
      }
    }
    var text = Array(bytes[start..<index])
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= UInt8(ascii: " ") else { throw fault("a text ends with the line") }
      index += 1
      if byte == UInt8(ascii: "\\") {
        text.append(contentsOf: String(try escaped()).utf8)
      } else {
        text.append(byte)
      }
    }
    guard next == UInt8(ascii: "\"") else { throw fault("a text is never closed") }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// The character of an escape whose backslash has been read.
  private mutating func escaped() throws -> Character {
    guard let byte = next else { throw fault("a text is never closed") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try unicode())
    default: throw fault("there is no such escape")
    }
  }

  /// The character of `\u` and four digits, or of two such that are a surrogate pair.
  private mutating func unicode() throws -> Unicode.Scalar {
    let first = try hexadecimal()
    guard first & 0xFC00 == 0xD800, bytes[index...].starts(with: "\\u".utf8) else {
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    index += 2
    let second = try hexadecimal()
    guard second & 0xFC00 == 0xDC00 else { return "\u{FFFD}" }
    return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws -> UInt32 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, !digits.contains(UInt8(ascii: "+")), !digits.contains(UInt8(ascii: "-")),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits were expected here") }
    index += 4
    return value
  }
}
