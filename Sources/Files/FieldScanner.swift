/// Finds where fields end: the structure of CSV (RFC 4180), a field at a time, in a stretch of a text.
///
/// A quote opens a quoted field only where a field begins; anywhere else in an unquoted field it is a
/// character like any other. CR, LF and CR LF all end a record.
struct FieldScanner: @unchecked Sendable {
  static var quote: UInt8 { UInt8(ascii: "\"") }
  static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  static var carriageReturn: UInt8 { UInt8(ascii: "\r") }

  let base: UnsafePointer<UInt8>
  /// Where the bytes end; at least eight more can be loaded from there.
  let end: Int
  let separator: UInt8
  private let separatorPattern: UInt64

  /// - Parameter count: bytes to scan; at least eight more can be loaded behind them.
  init(_ base: UnsafePointer<UInt8>, count: Int, separator: UInt8) {
    self.base = base
    end = count
    self.separator = separator
    separatorPattern = FieldScanner.pattern(separator)
  }

  @inline(__always)
  func isNewline(_ byte: UInt8) -> Bool {
    byte == FieldScanner.lineFeed || byte == FieldScanner.carriageReturn
  }

  @inline(__always)
  func isStructural(_ byte: UInt8) -> Bool {
    byte == separator || isNewline(byte)
  }

  /// The first separator or line break at or after `start`, or the end of the text.
  @inline(__always)
  func endOfUnquoted(from start: Int) -> Int {
    var index = start
    while index < end {
      let word = load(index)
      let found =
        FieldScanner.zeroBytes(word ^ separatorPattern)
        | FieldScanner.zeroBytes(word ^ FieldScanner.pattern(FieldScanner.lineFeed))
        | FieldScanner.zeroBytes(word ^ FieldScanner.pattern(FieldScanner.carriageReturn))
      if found != 0 { return min(index + found.trailingZeroBitCount / 8, end) }
      index += 8
    }
    return end
  }

  /// The quote that closes the quoted text in which `start` lies, or nil when nothing does.
  func closingQuote(from start: Int) -> Int? {
    var index = start
    while let found = nextQuote(from: index, to: end) {
      guard found + 1 < end, base[found + 1] == FieldScanner.quote else { return found }
      index = found + 2
    }
    return nil
  }

  /// The first quote from `start` to before `limit`, whatever it means there.
  @inline(__always)
  func nextQuote(from start: Int, to limit: Int) -> Int? {
    var index = start
    while index < limit {
      let found = FieldScanner.zeroBytes(load(index) ^ FieldScanner.pattern(FieldScanner.quote))
      if found != 0 {
        let place = index + found.trailingZeroBitCount / 8
        return place < limit ? place : nil
      }
      index += 8
    }
    return nil
  }

  /// The first byte past the line break at `index`.
  @inline(__always)
  func afterNewline(_ index: Int) -> Int {
    let isTwoBytes =
      base[index] == FieldScanner.carriageReturn && index + 1 < end
      && base[index + 1] == FieldScanner.lineFeed
    return index + (isTwoBytes ? 2 : 1)
  }

  /// The end of the field that begins at `start`, quoted or not, with all irregularities let pass.
  func endOfField(from start: Int) -> Int {
    guard start < end, base[start] == FieldScanner.quote else { return endOfUnquoted(from: start) }
    guard let close = closingQuote(from: start + 1) else { return end }
    return endOfUnquoted(from: close + 1)
  }

  @inline(__always)
  private func load(_ index: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private static func pattern(_ byte: UInt8) -> UInt64 {
    UInt64(byte) &* 0x0101_0101_0101_0101
  }

  /// The top bit of each zero byte, exact for the lowest one (Sean Anderson, "Bit Twiddling Hacks").
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
