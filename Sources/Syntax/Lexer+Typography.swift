import TallyDiagnostics

/// Signs as word processors and web pages set them, which are no part of words.
extension Lexer {
  /// A sign with what is typed for it.
  struct TypographicSign {
    let sign: String
    let meaning: Meaning

    enum Meaning {
      case operation(String)
      case quote
    }
  }

  private static let signs: [TypographicSign] =
    [("≥", ">="), ("≤", "<="), ("≠", "!="), ("−", "-"), ("×", "*"), ("÷", "/")]
    .map { TypographicSign(sign: $0.0, meaning: .operation($0.1)) }
    + ["“", "”", "„", "«", "»", "‘", "‚"].map { TypographicSign(sign: $0, meaning: .quote) }

  /// The sign at the cursor, if one stands there.
  func typographicSign() -> TypographicSign? {
    guard let first = byte(at: 0), first == 0xE2 || first == 0xC2 || first == 0xC3 else { return nil }
    return Lexer.signs.first { sign in
      sign.sign.utf8.enumerated().allSatisfy { byte(at: $0.offset) == $0.element }
    }
  }

  /// Goes past the sign, or past the text it opens, and says what to type instead.
  mutating func refuse(_ sign: TypographicSign) throws(Diagnostic) -> Token {
    let start = position
    position += sign.sign.utf8.count
    switch sign.meaning {
    case .operation(let symbol):
      throw SyntaxDiagnostics.foreignOperator(sign.sign, symbol, Span(start, position), in: source)
    case .quote:
      let content = position
      while let byte = byte(at: 0), byte != UInt8(ascii: "\n") {
        if let close = typographicSign(), case .quote = close.meaning {
          let text = slice(from: content)
          position += close.sign.utf8.count
          throw SyntaxDiagnostics.typographicQuotes(text, Span(start, position), in: source)
        }
        position += 1
      }
      throw SyntaxDiagnostics.typographicQuotes(slice(from: content), Span(start, position), in: source)
    }
  }
}
