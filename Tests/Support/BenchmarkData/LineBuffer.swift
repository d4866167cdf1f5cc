/// Lines of CSV as bytes, written by hand: what a chunk of rows is made in.
public struct LineBuffer: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  private static let comma = UInt8(ascii: ",")
  private static let zero = UInt8(ascii: "0")

  /// Ends a cell.
  @inline(__always)
  mutating func endCell() { bytes.append(LineBuffer.comma) }

  /// Ends the line in place of its last comma.
  @inline(__always)
  mutating func endLine() {
    if let last = bytes.indices.last, bytes[last] == LineBuffer.comma { bytes.removeLast() }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A whole number, with zeros before it where it has fewer digits.
  @inline(__always)
  mutating func append(_ number: Int, digits: Int = 1) {
    var rest = number.magnitude
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { text in
      var start = 20
      while rest > 0 || 20 - start < min(digits, 20) {
        start -= 1
        text[start] = LineBuffer.zero + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }
  }

  /// A number of millionths as a decimal, without zeros at its end.
  @inline(__always)
  mutating func append(millionths: Int) {
    append(millionths / 1_000_000)
    var (rest, digits) = (millionths % 1_000_000, 6)
    guard rest != 0 else { return }
    while rest % 10 == 0 { (rest, digits) = (rest / 10, digits - 1) }
    bytes.append(UInt8(ascii: "."))
    append(rest, digits: digits)
  }

  /// Text that needs no quotes.
  @inline(__always)
  mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Text that needs no quotes.
  @inline(__always)
  mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  /// Text as a cell, in quotes where RFC 4180 wants them.
  mutating func append(quoting text: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard text.contains(where: { $0 == quote || $0 == LineBuffer.comma || $0 == 0x0A || $0 == 0x0D }) else {
      return bytes.append(contentsOf: text)
    }
    bytes.append(quote)
    for byte in text {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
