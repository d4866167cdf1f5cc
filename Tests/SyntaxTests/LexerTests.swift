import TallyDiagnostics
import TallySyntax
import Testing

@Suite struct LexerTests {
  /// Every token's words are those its span covers.
  @Test func spansCoverTheirWords() {
    let source = SourceText("sum killed where city='Київ' and [a b] >= 15+ -- rest\n$x | 2025-05..7h30m")
    let words = Lexer.tokens(in: source).map { String(source[$0.span]) }
    #expect(
      words == [
        "sum", "killed", "where", "city", "=", "'Київ'", "and", "[a b]", ">=", "15", "+", "\n", "$x", "|",
        "2025-05",
        "..", "7h30m", "",
      ])
  }

  @Test(
    arguments: [
      "7": .number, "007": .number, "2.5": .number, "1e6": .number, "1E-3": .number, "2025": .number,
      "2025-05": .date,
      "2025-05-24": .date, "2025-05-24T07:30": .date, "2025-05-24T07:30:15.25Z": .date,
      "2025-05-24T07:30+03:00": .date,
      "7h": .duration, "1h30m": .duration, "1.5s": .duration, "2d": .duration,
    ] as [String: Token.Kind])
  func numeralIsOneToken(_ text: String, _ kind: Token.Kind) {
    let tokens = Lexer.tokens(in: SourceText(text))
    #expect(tokens.map(\.kind) == [kind, .end])
    #expect(tokens[0].span == Span(0, text.utf8.count))
  }

  @Test(arguments: ["5x", "7hours", "2025-05x", "1e6x", "2ndplace"]) func lettersBehindNumeralAreRefused(
    _ text: String
  ) {
    #expect(identifiers(text) == ["letters-after-number"])
  }

  /// A dash with blanks around it subtracts, one inside a date belongs to it.
  @Test func dashBetweenBlanksSubtracts() {
    #expect(kinds("2025 - 05") == [.number, .symbol(.minus), .number])
    #expect(kinds("2025-05") == [.date])
    #expect(kinds("20-5") == [.number, .symbol(.minus), .number])
  }

  @Test func rangesAreCutFromTheirNumbers() {
    #expect(kinds("1..5") == [.number, .symbol(.range), .number])
    #expect(kinds("1.5..2") == [.number, .symbol(.range), .number])
    #expect(kinds("..5") == [.symbol(.range), .number])
  }

  @Test func textsHoldTheirQuotesTwice() {
    #expect(kinds("\"a \"\"b\"\" c\"") == [.text("a \"b\" c")])
    #expect(kinds("'it''s'") == [.text("it's")])
    #expect(kinds("[a]]b]") == [.bracketed("a]b")])
  }

  @Test func apostropheInsideWordBelongsToIt() {
    #expect(kinds("O'Brien") == [.word("O'Brien")])
  }

  @Test func commentsAndBlanksAreNoTokens() {
    #expect(
      kinds("\u{FEFF}a\u{A0}b -- c\n# d\ne") == [.word("a"), .word("b"), .newline, .newline, .word("e")])
  }

  /// Quotes as word processors set them once made a word that silently matched nothing.
  @Test(arguments: ["“New York”", "„Kyiv“", "«Київ»", "‘Kyiv"]) func typographicQuotesAreRefused(
    _ text: String
  ) {
    #expect(identifiers(text) == ["typographic-quotes"])
  }

  @Test func typographicSignsEndWords() {
    #expect(identifiers("a≥5") == ["foreign-operator"])
    #expect(identifiers("a≠b") == ["foreign-operator"])
  }

  @Test func invalidBytesDoNotStopTheLexer() {
    #expect(identifiers("a @ b \\ c") == ["unexpected-character", "unexpected-character"])
    #expect(kinds("a @ b").last == .word("b"))
  }

  private func kinds(_ text: String) -> [Token.Kind] {
    Lexer.tokens(in: SourceText(text)).dropLast().map(\.kind)
  }

  /// The names of the messages of what is no token.
  private func identifiers(_ text: String) -> [String] {
    Lexer.tokens(in: SourceText(text)).compactMap { token in
      if case .invalid(let diagnostic) = token.kind { diagnostic.id } else { nil }
    }
  }
}
