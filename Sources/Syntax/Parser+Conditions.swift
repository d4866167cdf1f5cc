import TallyDiagnostics

extension Parser {
  /// The condition of a `where`.
  mutating func condition() throws -> ExpressionSyntax {
    let condition = try expression()
    if current.isSymbol(.comma) {
      throw SyntaxDiagnostics.commaBetweenConditions(current.span, in: source)
    }
    return condition
  }

  /// `test {("and" | "or") test}`; mixing the two needs parentheses.
  mutating func expression() throws -> ExpressionSyntax {
    try nested { try $0.connected() }
  }

  private mutating func connected() throws -> ExpressionSyntax {
    var operands = [try test()]
    var connectives: [(Connective, Span)] = []
    while let word = current.keyword, let connective = Connective(rawValue: word) {
      connectives.append((connective, current.span))
      try advancePastOperator()
      operands.append(try test())
    }
    guard let first = connectives.first else { return operands[0] }
    if readsSQL { return Parser.grouped(operands, connectives.map(\.0)) }
    if let other = connectives.first(where: { $0.0 != first.0 }) {
      throw SyntaxDiagnostics.mixedConnectives(
        other.1, operands: operands.map(\.span), connectives: connectives.map(\.0), in: source)
    }
    return .logical(first.0, operands)
  }

  private static let wordsAfterNot: [String?] = [
    "in", "contains", "starts", "ends", "matches", "during", "touches", "between", "like", "ilike",
  ]

  /// `["not"] value [comparison value | in … | contains … | is …]`
  private mutating func test() throws -> ExpressionSyntax {
    skipNewlines()
    if isKeyword("not"), peek().beginsOperand {
      let start = current.span
      advance()
      let inner = try nested { try $0.test() }
      return .not(inner, start.joined(with: inner.span))
    }
    if isKeyword("not"), peek().kind == .end {
      throw SyntaxDiagnostics.expected("a condition", found: peek(), in: source)
    }
    var left = try rangeValue()
    if skipKeyword("to") { left = .span(left, try rangeValue()) }
    if case .symbol(let symbol) = current.kind, let comparison = ComparisonOperator(rawValue: symbol.rawValue)
    {
      return try self.comparison(comparison, left)
    }
    let isNegated = isKeyword("not") && Parser.wordsAfterNot.contains(peek().keyword)
    if isNegated { advance() }
    switch current.keyword {
    case "in":
      return try membership(of: left, isNegated: isNegated)
    case "contains":
      advance()
      return try textTest(.contains, left, isNegated: isNegated)
    case "matches":
      advance()
      return try textTest(.matches, left, isNegated: isNegated)
    case "starts", "ends":
      return try edgeTest(left, isNegated: isNegated)
    case "during", "touches":
      return try spanTest(left, isNegated: isNegated)
    case "is":
      return try isTest(left)
    case "between":
      return try between(left, isNegated: isNegated)
    case "like", "ilike":
      return try like(left, isNegated: isNegated)
    default:
      return left
    }
  }

  private mutating func comparison(
    _ comparison: ComparisonOperator, _ left: ExpressionSyntax
  ) throws -> ExpressionSyntax {
    let symbol = current
    advance()
    skipNewlines()
    if case .symbol(let second) = current.kind, ComparisonOperator(rawValue: second.rawValue) != nil {
      throw SyntaxDiagnostics.doubledComparison(symbol.span.joined(with: current.span), in: source)
    }
    let right = try rangeValue()
    try refuseUnquotedWords(after: right)
    if case .symbol(let second) = current.kind, ComparisonOperator(rawValue: second.rawValue) != nil {
      throw SyntaxDiagnostics.chainedComparison(current.span, middle: right, in: source)
    }
    return .comparison(comparison, left, right)
  }

  /// `in (a, b)`, `in 1..5`, `in 2025-05`
  private mutating func membership(of subject: ExpressionSyntax, isNegated: Bool) throws -> ExpressionSyntax {
    advance()
    skipNewlines()
    let options: [ExpressionSyntax]
    if current.isSymbol(.openParenthesis) {
      let open = current.span
      let listed = try parenthesized { parser in
        try parser.list { parser in
          let option = try parser.rangeValue()
          try parser.refuseUnquotedWords(after: option)
          return option
        }
      }
      // A list of one keeps its parentheses: `in (Kyiv)` is a list, `in Kyiv` is not.
      options = listed.count == 1 ? [.parenthesized(listed[0], open.joined(with: previous.span))] : listed
    } else {
      let option = try rangeValue()
      try refuseUnquotedWords(after: option)
      options = [option]
    }
    return .membership(
      subject, options, isNegated: isNegated, subject.span.joined(with: previous.span))
  }

  /// `starts with x`, `ends with x`
  private mutating func edgeTest(_ left: ExpressionSyntax, isNegated: Bool) throws -> ExpressionSyntax {
    let word = current
    advance()
    guard skipKeyword("with") else {
      throw SyntaxDiagnostics.expectedWord("with", found: current, in: source)
    }
    return try textTest(word.keyword == "starts" ? .startsWith : .endsWith, left, isNegated: isNegated)
  }

  private mutating func textTest(
    _ test: TextTest, _ left: ExpressionSyntax, isNegated: Bool
  ) throws -> ExpressionSyntax {
    skipNewlines()
    let right = try rangeValue()
    try refuseUnquotedWords(after: right)
    return .textTest(test, left, right, isNegated: isNegated)
  }

  /// `during 2025-05`, `touches 2025-05-23..2025-05-25`
  private mutating func spanTest(_ left: ExpressionSyntax, isNegated: Bool) throws -> ExpressionSyntax {
    let test = SpanTest(rawValue: current.keyword ?? "") ?? .touches
    advance()
    skipNewlines()
    return .spanTest(test, left, try rangeValue(), isNegated: isNegated)
  }

  /// `is unknown`, `is not unknown`, `is disputed`; `is null` is read as unknown.
  private mutating func isTest(_ left: ExpressionSyntax) throws -> ExpressionSyntax {
    let start = current.span
    advance()
    let isNegated = skipKeyword("not")
    let verb = start.joined(with: previous.span)
    if skipKeyword("disputed") {
      return .disputeTest(left, isNegated: isNegated, left.span.joined(with: previous.span))
    }
    guard let word = current.keyword, ["unknown", "null", "blank", "known"].contains(word) else {
      throw SyntaxDiagnostics.expectedUnknown(current, after: verb, isNegated: isNegated, in: source)
    }
    advance()
    return .unknownTest(
      left, isNegated: isNegated != (word == "known"), left.span.joined(with: previous.span))
  }

  /// `New York` without quotes reads as two words; say so where it happens.
  private func refuseUnquotedWords(after value: ExpressionSyntax) throws {
    switch value {
    case .name(let name) where !name.isBracketed: break
    case .number, .duration:
      // A verb behind a number is a verb in the wrong place rather than a part of a text.
      if current.keyword.map({ Keywords.heads.contains($0) || vocabulary.aggregates.contains($0) }) == true {
        return
      }
    default: return
    }
    guard let word = current.keyword, !continuesStatement(word), word != "between", word != "like"
    else { return }
    var span = value.span
    var offset = 0
    while let word = peek(offset).keyword, !continuesStatement(word) {
      span = span.joined(with: peek(offset).span)
      offset += 1
    }
    throw SyntaxDiagnostics.unquotedText(span, in: source)
  }
}
