import TallyDiagnostics

extension Parser {
  /// `sum x`, `sum (x * y)`, `sum(x)`, `count`, `count distinct x`; `max(a, b)` is the function.
  ///
  /// The word of an aggregate that is of nothing is a name, but for `count`: `sort first`, `where mode = bus`.
  mutating func aggregate(_ shape: Vocabulary.AggregateShape) throws -> ExpressionSyntax {
    let name = NameSyntax(String(source[current.span]), span: current.span)
    advance()
    if current.isSymbol(.openParenthesis) { return try appliedInParentheses(name, shape) }
    switch shape {
    case .fraction where beginsArgument || beginsNegativeFraction: return try quantile(name)
    case .pair where beginsArgument: return try pair(name)
    default: break
    }
    let isDistinct =
      isKeyword("distinct") && peek().beginsOperand && peek().keyword.map(Keywords.beginsClause) != true
    if isDistinct { advance() }
    var argument: ExpressionSyntax?
    if beginsArgument {
      skipOf()
      argument = try nested { try $0.primary() }
    } else if case .invalid(let diagnostic) = current.kind {
      throw diagnostic
    } else if shape != .rows, !isDistinct {
      return .name(name)
    }
    return .aggregate(
      AggregateSyntax(
        name: name, isDistinct: isDistinct, argument: argument, span: name.span.joined(with: previous.span)))
  }

  /// A name that is also the word of a clause or a test can only be meant as that: `count by city`.
  private var beginsArgument: Bool {
    guard current.beginsOperand, !current.isSymbol(.minus) else { return false }
    return current.keyword.map { continuesStatement($0) || Parser.foreignTests.contains($0) } != true
  }

  /// `-0.5 of`, which no subtraction goes on with.
  private var beginsNegativeFraction: Bool {
    current.isSymbol(.minus) && peek().kind == .number && peek(2).keyword == "of"
  }

  private static let foreignTests = ["between", "like", "ilike"]

  /// `sum of x` is `sum x`; a column may be called `of`.
  private mutating func skipOf() {
    guard isKeyword("of"), peek().beginsOperand, peek().keyword.map(continuesStatement) != true
    else {
      return
    }
    advance()
  }

  /// `quantile 0.9 of x`, `quantile 90 % of x`
  private mutating func quantile(_ name: NameSyntax) throws -> ExpressionSyntax {
    var fraction: ExpressionSyntax?
    var argument: ExpressionSyntax?
    if !isKeyword("of") {
      let value = try nested { try $0.signed() }
      if current.isSymbol(.modulo), peek().keyword == "of", case .number(let text, let span) = value {
        advance()
        fraction = AggregateSyntax.fraction(ofPercent: text).map {
          .number($0, span.joined(with: previous.span))
        }
      }
      if isKeyword("of") {
        fraction = fraction ?? value
      } else if case .name = value {
        argument = value
      } else {
        throw SyntaxDiagnostics.expectedWord("of", found: current, in: source)
      }
    }
    if skipKeyword("of") { argument = try nested { try $0.primary() } }
    return .aggregate(
      AggregateSyntax(
        name: name, isDistinct: false, fraction: fraction, argument: argument,
        span: name.span.joined(with: previous.span)))
  }

  /// A value with or without a sign.
  private mutating func signed() throws -> ExpressionSyntax {
    let start = current.span
    guard skipSymbol(.minus) else { return try primary() }
    let inner = try primary()
    return .negation(inner, start.joined(with: inner.span))
  }

  /// `correlation of x and y`
  private mutating func pair(_ name: NameSyntax) throws -> ExpressionSyntax {
    skipOf()
    let argument = try nested { try $0.primary() }
    let second = skipKeyword("and") ? try nested { try $0.primary() } : nil
    return .aggregate(
      AggregateSyntax(
        name: name, isDistinct: false, argument: argument, second: second,
        span: name.span.joined(with: previous.span)))
  }

  /// `sum(x)`, `quantile(x, 0.9)`, `correlation(x, y)`
  private mutating func appliedInParentheses(
    _ name: NameSyntax, _ shape: Vocabulary.AggregateShape
  ) throws -> ExpressionSyntax {
    let allowsStar = readsSQL
    let source = source
    var (arguments, isDistinct) = try parenthesized { parser -> ([ExpressionSyntax], Bool) in
      if parser.current.isSymbol(.times) {
        guard allowsStar else { throw SyntaxDiagnostics.countStar(name, parser.current.span, in: source) }
        parser.advance()
        return ([], false)
      }
      if parser.current.isSymbol(.closeParenthesis) { return ([], false) }
      let isDistinct = parser.skipKeyword("distinct")
      return (try parser.list { try $0.expression() }, isDistinct)
    }
    var fraction: ExpressionSyntax?
    var second: ExpressionSyntax?
    switch shape {
    case .fraction where arguments.count == 2:
      fraction = arguments.remove(at: arguments[0].isWrittenNumber ? 0 : 1)
    case .fraction where arguments.count == 1 && isKeyword("of"):
      // The parentheses were about the fraction: `quantile (0.9) of x`.
      fraction = arguments[0]
      advance()
      arguments = [try nested { try $0.primary() }]
    case .pair:
      if arguments.count == 1, case .logical(.and, let operands) = arguments[0], operands.count == 2 {
        arguments = operands
      }
      if arguments.count == 2 { second = arguments.removeLast() }
    default: break
    }
    let span = name.span.joined(with: previous.span)
    if arguments.count > 1 { return .call(name, arguments, span) }
    return .aggregate(
      AggregateSyntax(
        name: name, isDistinct: isDistinct, fraction: fraction, argument: arguments.first, second: second,
        span: span))
  }
}

extension ExpressionSyntax {
  /// Whether it stands for one number that is the same for all rows: `0.9`, `$p`.
  fileprivate var isWrittenNumber: Bool {
    switch self {
    case .number, .variable: true
    default: false
    }
  }
}

extension AggregateSyntax {
  /// A number of percent as the part of 1 that it is: `0.9` for `90`, `0.999` for `99.9`. Nil for what is no
  /// plain decimal number.
  public static func fraction(ofPercent text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, text.allSatisfy({ $0 == "." || $0.isASCII && $0.isNumber }) else { return nil }
    let whole = String(repeating: "0", count: max(0, 3 - parts[0].count)) + parts[0]
    let digits = whole.dropLast(2) + "." + whole.suffix(2) + (parts.count == 2 ? parts[1] : "")
    let ending = digits.reversed().drop { $0 == "0" }
    let trimmed = String((ending.first == "." ? ending.dropFirst() : ending).reversed())
    let start = trimmed.drop { $0 == "0" }
    return start.isEmpty || start.first == "." ? "0" + start : String(start)
  }
}
