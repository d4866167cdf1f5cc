/// One thing that a program's output asks of a terminal.
enum ScreenAction: Equatable {
  case print(Unicode.Scalar)
  case control(UInt8)
  /// `ESC [` marker numbers final, as in `ESC [ ? 2004 h`.
  case sequence(final: UInt8, marker: UInt8?, numbers: [Int])
  /// Titles, character sets and the like.
  case ignored
}

/// Cuts output into actions (ECMA-48); a sequence that is not complete stays as the rest.
struct ScreenParser {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// What has not been cut yet.
  var rest: [UInt8] { Array(bytes[position...]) }

  /// The next action, or nil when the rest is empty or incomplete.
  mutating func next() -> ScreenAction? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    if byte == 0x1B { return escape() }
    if byte < 0x20 || byte == 0x7F {
      position += 1
      return .control(byte)
    }
    return character()
  }

  private mutating func character() -> ScreenAction? {
    let lead = bytes[position]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard position + length <= bytes.count else { return nil }
    let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
    position += length
    return text.unicodeScalars.first.map(ScreenAction.print) ?? .ignored
  }

  private mutating func escape() -> ScreenAction? {
    guard position + 1 < bytes.count else { return nil }
    switch bytes[position + 1] {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "]"): return skip(through: 0x07)
    case UInt8(ascii: "("), UInt8(ascii: ")"): return skip(3)
    default: return skip(2)
    }
  }

  private mutating func controlSequence() -> ScreenAction? {
    let start = position + 2
    guard let end = bytes[start...].firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
    var parameters = bytes[start..<end]
    var marker: UInt8?
    if let first = parameters.first, (0x3C...0x3F).contains(first) {
      marker = first
      parameters = parameters.dropFirst()
    }
    position = end + 1
    // A blank before the final byte, as in `ESC [ 6 SP q`, belongs to that.
    if parameters.last == 0x20 { parameters = parameters.dropLast() }
    let numbers = String(decoding: parameters, as: UTF8.self).split(separator: ";").map { Int($0) ?? 0 }
    return .sequence(final: bytes[end], marker: marker, numbers: numbers)
  }

  private mutating func skip(through terminator: UInt8) -> ScreenAction? {
    guard let end = bytes[position...].firstIndex(of: terminator) else { return nil }
    position = end + 1
    return .ignored
  }

  private mutating func skip(_ length: Int) -> ScreenAction? {
    guard position + length <= bytes.count else { return nil }
    position += length
    return .ignored
  }
}
