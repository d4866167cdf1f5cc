import TallyDiagnostics

extension Parser {
  /// `"param" NAME [KIND] ["=" LITERAL]`
  mutating func parameter() throws -> ParameterSyntax {
    let start = current.span
    advance()
    let name = try name("a name for the parameter")
    var kind: ParameterKind?
    if case .word(let word) = current.kind {
      kind = ParameterKind(rawValue: word.lowercased())
      guard kind != nil else { throw SyntaxDiagnostics.parameterKind(current.span, in: source) }
      advance()
    }
    var value: LiteralSyntax?
    if skipSymbol(.equal) {
      skipNewlines()
      value = try literal(of: name.text) { $0.endsStatement }
    } else if !current.endsStatement {
      throw SyntaxDiagnostics.parameterWithoutEqual(name, found: current, in: source)
    }
    return ParameterSyntax(name: name, kind: kind, value: value, span: start.joined(with: previous.span))
  }

  /// `"expect" (query "gives" LITERAL {"," LITERAL} ["within" LITERAL] | query "within" LITERAL
  /// | ["no"] "rows" ":" query)`
  mutating func expectation() throws -> ExpectationSyntax {
    let start = current.span
    advance()
    let isNegated = isKeyword("no") && peek().keyword == "rows"
    if isNegated || isKeyword("rows"), peek(isNegated ? 2 : 1).isSymbol(.colon) {
      for _ in 0..<(isNegated ? 3 : 2) { advance() }
      return try expectation(of: try query(), .rows(isNegated: isNegated), since: start)
    }
    if isNegated { throw SyntaxDiagnostics.rowsWithoutColon(peek().span, in: source) }
    isExpecting = true
    let query = try query()
    isExpecting = false
    if skipKeyword("within") {
      return try expectation(of: query, .within(try expected("within")), since: start)
    }
    guard skipKeyword("gives") else {
      throw SyntaxDiagnostics.expectWithoutGives(found: current, in: source)
    }
    var values = [try expected("gives")]
    while skipSymbol(.comma) { values.append(try expected("gives")) }
    let tolerance = skipKeyword("within") ? try expected("within") : nil
    return try expectation(of: query, .gives(values, tolerance: tolerance), since: start)
  }

  private func expectation(
    of query: QuerySyntax, _ test: ExpectationSyntax.Test, since start: Span
  ) throws -> ExpectationSyntax {
    if let drawing = query.drawing { throw SyntaxDiagnostics.expectedPicture(drawing.span) }
    if let destination = query.destination { throw SyntaxDiagnostics.expectedFile(destination.span) }
    return ExpectationSyntax(query: query, test: test, span: start.joined(with: previous.span))
  }

  /// A value behind `gives` or `within`.
  private mutating func expected(_ word: String) throws -> LiteralSyntax {
    skipNewlines()
    return try literal(of: word) { token in
      token.endsStatement || token.isSymbol(.comma) || token.keyword == "within"
    }
  }

  /// A value as it is written, up to a token that ends it.
  /// - Parameter subject: what it is the value of, as messages call it.
  private mutating func literal(of subject: String, endsAt isEnd: (Token) -> Bool) throws -> LiteralSyntax {
    let start = current
    if isEnd(start) { throw SyntaxDiagnostics.missingValue(of: subject, found: start, in: source) }
    if case .text(let text) = start.kind, isEnd(peek()) {
      advance()
      return LiteralSyntax(text, isQuoted: true, span: start.span)
    }
    var span = start.span
    var tokens: [Token] = []
    while !isEnd(current) {
      if case .invalid(let diagnostic) = current.kind, diagnostic.id.hasPrefix("unclosed") {
        throw diagnostic
      }
      span = span.joined(with: current.span)
      tokens.append(current)
      advance()
    }
    let text = String(source[span])
    if LiteralSyntax.unknownWords.contains(text.lowercased()) || LiteralSyntax.isOneValue(tokens) {
      return LiteralSyntax(text, span: span)
    }
    if tokens.allSatisfy({ $0.keyword != nil }) { throw SyntaxDiagnostics.unquotedText(span, in: source) }
    throw SyntaxDiagnostics.noLiteral(span, of: subject)
  }
}

extension LiteralSyntax {
  /// How answers say that nothing is known, in lower case.
  public static let unknownWords = ["unknown", "no report"]

  /// Whether tokens are one value as it is written, such as `-5..10+`, `15 (10..20)`, `~2.5 %`, `>=7h`, rather than
  /// something that is worked out, such as `15 + 2`.
  fileprivate static func isOneValue(_ tokens: [Token]) -> Bool {
    if tokens.count > 1, tokens.contains(where: { $0.keyword != nil }) { return false }
    return tokens.indices.allSatisfy { index in
      let (isFirst, isLast) = (index == 0, index == tokens.count - 1)
      switch tokens[index].kind {
      case .number, .date, .duration, .variable, .word, .invalid, .bracketed: return true
      case .text: return tokens.count == 1
      case .symbol(.minus):
        return isFirst || [.range, .tilde, .openParenthesis].contains { tokens[index - 1].isSymbol($0) }
      case .symbol(.plus), .symbol(.modulo): return isLast || tokens[index + 1].isSymbol(.range)
      case .symbol(let symbol):
        return [
          .tilde, .range, .openParenthesis, .closeParenthesis, .greater, .greaterOrEqual, .less, .lessOrEqual,
          .colon,
        ].contains(symbol)
      case .newline, .end: return false
      }
    }
  }

  /// The names of values in it: `$least..20`
  public var variables: [(name: String, span: Span)] {
    if isQuoted { return [] }
    return Lexer.tokens(in: SourceText(text)).compactMap { token in
      if case .variable(let name) = token.kind { (name, token.span) } else { nil }
    }
  }

  /// The same with names in it written out.
  /// - Parameter spelling: how a value is written; nil where there is none of the name.
  public func resolved(_ spelling: (String) -> String?) -> LiteralSyntax {
    var (resolved, passed) = ("", 0)
    let whole = SourceText(text)
    for (name, place) in variables {
      guard let value = spelling(name) else { continue }
      resolved += whole[Span(passed, place.start)] + value
      passed = place.end
    }
    return LiteralSyntax(resolved + whole[Span(passed, text.utf8.count)], isQuoted: isQuoted, span: span)
  }

  /// Whether it stands for what nobody knows.
  public var isUnknown: Bool { !isQuoted && LiteralSyntax.unknownWords.contains(text.lowercased()) }
}
