import TallyDiagnostics

extension Parser {
  /// `sum [".." sum]`, `".." sum`
  mutating func rangeValue() throws -> ExpressionSyntax {
    skipNewlines()
    let start = current.span
    if skipSymbol(.range) {
      let high = try additive()
      return .range(low: nil, high: high, start.joined(with: high.span))
    }
    let low = try additive()
    guard skipSymbol(.range) else { return low }
    guard current.beginsOperand, current.keyword.map(continuesStatement) != true else {
      return .range(low: low, high: nil, start.joined(with: previous.span))
    }
    let high = try additive()
    return .range(low: low, high: high, start.joined(with: high.span))
  }

  /// `product {("+" | "-") product}`
  mutating func additive() throws -> ExpressionSyntax {
    var left = try multiplicative()
    while case .symbol(let symbol) = current.kind, symbol == .plus || symbol == .minus {
      try advancePastOperator()
      left = .arithmetic(symbol == .plus ? .add : .subtract, left, try multiplicative())
    }
    return left
  }

  /// `power {("*" | "/" | "%") power}`
  private mutating func multiplicative() throws -> ExpressionSyntax {
    var left = try unary()
    while case .symbol(let symbol) = current.kind,
      let operation = ArithmeticOperator(rawValue: symbol.rawValue),
      [.multiply, .divide, .modulo].contains(operation)
    {
      try advancePastOperator()
      left = .arithmetic(operation, left, try unary())
    }
    return left
  }

  /// `-x`, `~x`, `x ^ y`; `-2 ^ 2` is −4, as in mathematics.
  private mutating func unary() throws -> ExpressionSyntax {
    skipNewlines()
    let start = current.span
    if skipSymbol(.minus) {
      let inner = try nested { try $0.unary() }
      if case .range(let low?, let high, let span) = inner, span.start == start.end {
        // Written without blanks, the sign belongs to the low end: `-5..10`.
        return .range(low: .negation(low, start.joined(with: low.span)), high: high, start.joined(with: span))
      }
      return .negation(inner, start.joined(with: inner.span))
    }
    if skipSymbol(.tilde) {
      let inner = try nested { try $0.unary() }
      return .about(inner, start.joined(with: inner.span))
    }
    let base = try primary()
    guard skipSymbol(.power) else { return base }
    return .arithmetic(.power, base, try nested { try $0.unary() })
  }

  mutating func primary() throws -> ExpressionSyntax {
    skipNewlines()
    let token = current
    switch token.kind {
    case .invalid(let diagnostic):
      throw diagnostic
    case .text(let text):
      advance()
      return .text(text, token.span)
    case .variable(let name):
      advance()
      return .variable(name, token.span)
    case .number:
      advance()
      return writtenRange(atLeast(.number(String(source[token.span]), token.span)))
    case .duration:
      advance()
      return writtenRange(atLeast(.duration(String(source[token.span]), token.span)))
    case .date:
      advance()
      return writtenRange(.date(String(source[token.span]), token.span))
    case .bracketed(let text):
      advance()
      return .name(NameSyntax(text, isBracketed: true, span: token.span))
    case .word(let word):
      return try wordValue(word)
    case .symbol(.openParenthesis):
      let inner = try parenthesized { try $0.expression() }
      return .parenthesized(inner, token.span.joined(with: previous.span))
    default:
      throw SyntaxDiagnostics.expected("a value", found: token, in: source)
    }
  }

  /// `15+`: the plus stands right behind the number and nothing to add stands right behind the plus.
  private mutating func atLeast(_ number: ExpressionSyntax) -> ExpressionSyntax {
    guard current.isSymbol(.plus), current.span.start == number.span.end else { return number }
    let next = peek()
    guard next.span.start > current.span.end || !next.beginsOperand else { return number }
    let span = number.span.joined(with: current.span)
    advance()
    return .atLeast(number, span)
  }

  /// `10..20` written without blanks is one figure, so that `1 + 10..20` adds to it.
  private mutating func writtenRange(_ low: ExpressionSyntax) -> ExpressionSyntax {
    guard current.isSymbol(.range), current.span.start == low.span.end else { return low }
    var next = peek()
    let isNegative = next.isSymbol(.minus) && peek(2).span.start == next.span.end
    guard next.span.start == current.span.end else { return low }
    let start = next.span
    if isNegative { next = peek(2) }
    var high: ExpressionSyntax
    switch next.kind {
    case .number: high = .number(String(source[next.span]), next.span)
    case .duration: high = .duration(String(source[next.span]), next.span)
    case .date where !isNegative: high = .date(String(source[next.span]), next.span)
    default: return low
    }
    if isNegative {
      high = .negation(high, start.joined(with: next.span))
      advance()
    }
    advance()
    advance()
    return .range(low: low, high: high, low.span.joined(with: next.span))
  }

  /// What begins with a word: an aggregate, a function, a step of the calendar, or a name.
  private mutating func wordValue(_ word: String) throws -> ExpressionSyntax {
    let token = current
    let keyword = word.lowercased()
    let next = peek()
    if let shape = vocabulary.aggregateShapes[keyword] { return try aggregate(shape) }
    advance()
    let name = NameSyntax(word, span: token.span)
    if let kind = WindowKind(rawValue: keyword), let window = try window(kind, token) { return window }
    if vocabulary.levels.contains(keyword), skipKeyword("of") {
      return .level(name, try nested { try $0.primary() })
    }
    if next.isSymbol(.openParenthesis),
      vocabulary.functions.contains(keyword) || next.span.start == token.span.end
    {
      return try call(name)
    }
    return .name(name)
  }

  /// `running x`, `rank of x`; nil where the word is a name.
  private mutating func window(_ kind: WindowKind, _ token: Token) throws -> ExpressionSyntax? {
    if kind.takesOf {
      guard skipKeyword("of") else { return nil }
    } else {
      guard current.beginsOperand, !current.isSymbol(.minus), !current.isSymbol(.range),
        current.keyword.map(continuesStatement) != true
      else { return nil }
    }
    let argument = try nested { try $0.primary() }
    return .window(kind, argument, token.span.joined(with: argument.span))
  }

  private mutating func call(_ name: NameSyntax) throws -> ExpressionSyntax {
    let arguments = try parenthesized { parser -> [ExpressionSyntax] in
      if parser.current.isSymbol(.closeParenthesis) { return [] }
      return try parser.list { try $0.expression() }
    }
    return .call(name, arguments, name.span.joined(with: previous.span))
  }
}
