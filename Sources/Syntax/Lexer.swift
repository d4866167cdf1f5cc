import TallyDiagnostics

/// Cuts a text into tokens. Comments (`--` and `#` to the end of the line) and blanks are passed over.
public struct Lexer {
  let source: SourceText
  let bytes: [UInt8]
  var position = 0
  /// Where comments stand, without the ends of their lines.
  private var comments: [Span] = []
  /// What the statement has so far, as far as that decides whether `--steps` is a comment.
  private var beginning = Beginning.nothing

  private enum Beginning {
    case nothing, trace, more
  }

  public init(_ source: SourceText) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  /// All tokens of a text, the last of them `end`.
  ///
  /// What is no token becomes an `invalid` one, so that the statements before it can still be run and a
  /// half-typed line can still be coloured.
  /// - Complexity: O(n).
  public static func tokens(in source: SourceText) -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    while true {
      lexer.skipBlanksAndComments()
      let start = lexer.position
      do {
        guard let token = try lexer.next() else { break }
        lexer.goOn(behind: token)
        tokens.append(token)
      } catch {
        lexer.beginning = .more
        tokens.append(Token(.invalid(error), Span(start, lexer.position)))
      }
    }
    tokens.append(Token(.end, Span(lexer.bytes.count, lexer.bytes.count)))
    return tokens
  }

  /// The comments of a text, in order.
  public static func comments(in source: SourceText) -> [Span] {
    var lexer = Lexer(source)
    while true {
      lexer.skipBlanksAndComments()
      do {
        guard let token = try lexer.next() else { return lexer.comments }
        lexer.goOn(behind: token)
      } catch {
        lexer.beginning = .more
        continue  // what is no token is passed over, as it is in `tokens`
      }
    }
  }

  mutating func next() throws(Diagnostic) -> Token? {
    skipBlanksAndComments()
    guard let byte = byte(at: 0) else { return nil }
    let start = position
    switch byte {
    case UInt8(ascii: "\n"):
      position += 1
      return Token(.newline, Span(start, position))
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try text(quote: byte)
    case UInt8(ascii: "["):
      return try bracketedName()
    case UInt8(ascii: "$"):
      return try variable()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try numeral()
    default:
      if let sign = typographicSign() { return try refuse(sign) }
      if Lexer.isWordByte(byte) { return word() }
      return try symbol()
    }
  }

  private mutating func goOn(behind token: Token) {
    switch token.kind {
    case .newline, .symbol(.semicolon): beginning = .nothing
    case .word(let word) where beginning == .nothing && word.lowercased() == "trace": beginning = .trace
    default: beginning = .more
    }
  }

  /// Whether `--steps` stands here, right behind `trace`: an option as command lines have them, and no comment.
  private var isOfSteps: Bool {
    guard beginning == .trace else { return false }
    let word = Array("--steps".utf8)
    return position + word.count <= bytes.count
      && bytes[position..<(position + word.count)].elementsEqual(word)
      && byte(at: word.count).map(Lexer.isWordByte) != true
  }

  /// The byte `offset` places on; nil past the end.
  func byte(at offset: Int) -> UInt8? {
    let index = position + offset
    return index >= 0 && index < bytes.count ? bytes[index] : nil
  }

  func slice(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipBlanksAndComments() {
    while let byte = byte(at: 0) {
      let next = self.byte(at: 1)
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") {
        position += 1
      } else if byte == 0xC2, next == 0xA0 {
        position += 2  // a no-break space, as pasted from web pages
      } else if position == 0, byte == 0xEF, next == 0xBB, self.byte(at: 2) == 0xBF {
        position += 3  // a byte order mark at the head of a script
      } else if isOfSteps {
        position += 2
      } else if byte == UInt8(ascii: "#") || (byte == UInt8(ascii: "-") && next == UInt8(ascii: "-")) {
        let start = position
        while let byte = self.byte(at: 0), byte != UInt8(ascii: "\n") { position += 1 }
        comments.append(Span(start, position))
      } else {
        return
      }
    }
  }

  /// Letters, digits, `_` and all of Unicode beyond ASCII make words.
  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  private mutating func word() -> Token {
    let start = position
    while let byte = byte(at: 0) {
      if byte >= 0xC2, typographicSign() != nil || (byte == 0xC2 && self.byte(at: 1) == 0xA0) {
        break  // a sign or a no-break space, as pasted from web pages
      } else if Lexer.isWordByte(byte) {
        position += 1
      } else if byte == UInt8(ascii: "'"), let next = self.byte(at: 1), Lexer.isWordByte(next) {
        position += 1  // an apostrophe inside a word: O'Brien
      } else {
        break
      }
    }
    return Token(.word(slice(from: start)), Span(start, position))
  }

  /// A quoted text; the quote itself is written twice inside it. It ends on its own line.
  private mutating func text(quote: UInt8) throws(Diagnostic) -> Token {
    let start = position
    var content: [UInt8] = []
    position += 1
    while let byte = byte(at: 0), byte != UInt8(ascii: "\n") {
      position += 1
      if byte != quote {
        content.append(byte)
      } else if self.byte(at: 0) == quote {
        content.append(quote)
        position += 1
      } else {
        return Token(.text(String(decoding: content, as: UTF8.self)), Span(start, position))
      }
    }
    throw SyntaxDiagnostics.unclosedText(
      Span(start, position), quote: Character(Unicode.Scalar(quote)), in: source)
  }

  /// `[affected region]`; a `]` inside is written twice.
  private mutating func bracketedName() throws(Diagnostic) -> Token {
    let start = position
    var content: [UInt8] = []
    position += 1
    while let byte = byte(at: 0), byte != UInt8(ascii: "\n") {
      position += 1
      if byte != UInt8(ascii: "]") {
        content.append(byte)
      } else if self.byte(at: 0) == UInt8(ascii: "]") {
        content.append(byte)
        position += 1
      } else {
        return Token(.bracketed(String(decoding: content, as: UTF8.self)), Span(start, position))
      }
    }
    throw SyntaxDiagnostics.unclosedBracket(Span(start, position), in: source)
  }

  private mutating func variable() throws(Diagnostic) -> Token {
    let start = position
    position += 1
    guard let byte = byte(at: 0), Lexer.isWordByte(byte) else {
      throw SyntaxDiagnostics.unexpectedCharacter("$", Span(start, position), in: source)
    }
    _ = word()
    let name = String(decoding: bytes[(start + 1)..<position], as: UTF8.self)
    return Token(.variable(name), Span(start, position))
  }

  private mutating func symbol() throws(Diagnostic) -> Token {
    let start = position
    if let next = byte(at: 1), next < 0x80 {
      let pair = String(decoding: [bytes[position], next], as: UTF8.self)
      let known = pair == "<>" ? Token.Symbol.notEqual : Token.Symbol(rawValue: pair)
      if let known {
        position += 2
        return Token(.symbol(known), Span(start, position))
      }
      if pair == "&&" || pair == "||" || pair == "=>" || pair == "=<" || pair == "**" {
        position += 2
        let words = ["&&": "and", "||": "or", "=>": ">=", "=<": "<="]
        throw SyntaxDiagnostics.foreignOperator(pair, words[pair] ?? "^", Span(start, position), in: source)
      }
    }
    let character = Character(Unicode.Scalar(bytes[position]))
    position += 1
    guard let symbol = Token.Symbol(rawValue: String(character)) else {
      if character == ".", let name = qualifiedName(around: start) {
        throw SyntaxDiagnostics.qualifiedName(name, dot: Span(start, position), in: source)
      }
      throw SyntaxDiagnostics.unexpectedCharacter(character, Span(start, position), in: source)
    }
    return Token(.symbol(symbol), Span(start, position))
  }

  /// `places.kind`, around its dot: words stand on either side of it without blanks.
  private func qualifiedName(around dot: Int) -> Span? {
    var (start, end) = (dot, dot + 1)
    while start > 0, Lexer.isWordByte(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, Lexer.isWordByte(bytes[end]) { end += 1 }
    let isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start])
    return start < dot && end > dot + 1 && !isNumber ? Span(start, end) : nil
  }
}
