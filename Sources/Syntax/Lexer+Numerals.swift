import TallyDiagnostics

extension Lexer {
  /// What begins with a digit: a date, a duration or a number. Dates are tried first, so `2025-05` is a
  /// month; `2025 - 05`, with blanks, is a subtraction.
  mutating func numeral() throws(Diagnostic) -> Token {
    let start = position
    if let length = dateLength() {
      position += length
      try refuseLettersBehind(from: start)
      return Token(.date, Span(start, position))
    }
    if let length = durationLength() {
      position += length
      try refuseLettersBehind(from: start)
      return Token(.duration, Span(start, position))
    }
    position += digitCount(at: 0)
    if byte(at: 0) == UInt8(ascii: "."), digitCount(at: 1) > 0 {
      position += 1 + digitCount(at: 1)
    }
    if let exponent = exponentLength() { position += exponent }
    try refuseLettersBehind(from: start)
    return Token(.number, Span(start, position))
  }

  private func digitCount(at offset: Int) -> Int {
    var count = 0
    while let byte = byte(at: offset + count), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      count += 1
    }
    return count
  }

  private func isByte(_ expected: Unicode.Scalar, at offset: Int) -> Bool {
    byte(at: offset) == UInt8(ascii: expected)
  }

  /// `e6`, `E-3`
  private func exponentLength() -> Int? {
    guard isByte("e", at: 0) || isByte("E", at: 0) else { return nil }
    let sign = isByte("-", at: 1) || isByte("+", at: 1) ? 1 : 0
    let digits = digitCount(at: 1 + sign)
    return digits > 0 ? 1 + sign + digits : nil
  }

  /// `2025-05`, `2025-05-24`, `2025-05-24T07:30`, `…:15.25`, with `Z` or an offset such as `+03:00`.
  private func dateLength() -> Int? {
    guard digitCount(at: 0) == 4, isByte("-", at: 4), digitCount(at: 5) == 2 else { return nil }
    guard isByte("-", at: 7), digitCount(at: 8) == 2 else { return 7 }
    guard isByte("T", at: 10), digitCount(at: 11) == 2, isByte(":", at: 13), digitCount(at: 14) == 2
    else { return 10 }
    var length = 16
    if isByte(":", at: 16), digitCount(at: 17) == 2 {
      length = 19
      if isByte(".", at: 19), digitCount(at: 20) > 0 { length = 20 + digitCount(at: 20) }
    }
    if isByte("Z", at: length) { return length + 1 }
    if isByte("+", at: length) || isByte("-", at: length), digitCount(at: length + 1) == 2,
      isByte(":", at: length + 3), digitCount(at: length + 4) == 2
    {
      return length + 6
    }
    return length
  }

  /// `7h`, `1h30m`, `1.5s`
  private func durationLength() -> Int? {
    var length = 0
    while digitCount(at: length) > 0 {
      var end = length + digitCount(at: length)
      if isByte(".", at: end), digitCount(at: end + 1) > 0 { end += 1 + digitCount(at: end + 1) }
      guard let unit = byte(at: end), "dhms".utf8.contains(unit) else { break }
      length = end + 1
    }
    guard length > 0 else { return nil }
    if let next = byte(at: length), Lexer.isWordByte(next) { return nil }
    return length
  }

  private mutating func refuseLettersBehind(from start: Int) throws(Diagnostic) {
    guard let byte = byte(at: 0), Lexer.isWordByte(byte) else { return }
    while let byte = self.byte(at: 0), Lexer.isWordByte(byte) { position += 1 }
    throw SyntaxDiagnostics.lettersAfterNumber(Span(start, position), in: source)
  }
}
