import TallyDiagnostics

extension Parser {
  /// `stage = table | head {clause} | clause {clause}`
  mutating func stage() throws -> StageSyntax {
    let start = current.span
    var stage = StageSyntax(span: start)
    switch current.kind {
    case .invalid(let diagnostic):
      throw diagnostic
    case .end, .newline, .symbol(.semicolon), .symbol(.bar):
      throw SyntaxDiagnostics.expected("a question", found: current, in: source)
    case .bracketed where endsTableStage(peek()):
      stage.from = try name("a table")
    case .word(let word):
      try head(word.lowercased(), into: &stage)
    default:
      stage.head = .answers(try list { try $0.namedExpression() })
    }
    while try clause(into: &stage) {}
    stage.span = start.joined(with: previous.span)
    return stage
  }

  /// Whether the next token ends a stage that is nothing but a table.
  private func endsTableStage(_ token: Token) -> Bool {
    if token.keyword == "into", case .text = peek(2).kind { return true }
    if token.keyword == "draw" { return true }
    if isExpecting, let word = token.keyword, ExpectationSyntax.words.contains(word) { return true }
    return token.isSymbol(.bar) || token.endsStatement || token.keyword.map(Keywords.beginsClause) == true
  }

  private mutating func head(_ keyword: String, into stage: inout StageSyntax) throws {
    let next = peek()
    switch keyword {
    case "list", "show":
      stage.head = try listHead()
    case "distinct" where !next.isSymbol(.bar):
      stage.head = try listHead()
    case "top":
      stage.head = .top(try topHead())
    case "add" where next.beginsOperand:
      stage.head = .add(try addHead())
    case "keep" where !next.isSymbol(.bar):
      stage.head = .keep(try keepHead())
    case "drop" where !next.isSymbol(.bar):
      stage.head = try dropHead()
    case "rename" where !next.isSymbol(.bar):
      stage.head = try renameHead()
    case "tally":
      let start = current.span
      advance()
      let figure = try nested { try $0.rangeValue() }
      stage.head = .tally(figure, start.joined(with: figure.span))
    case "select":
      throw try selectInTally()
    case _ where beginsJoin:
      stage.head = try joinHead()
    case _ where Keywords.beginsClause(keyword):
      break
    // The answer before, and not the last of something.
    case "last" where endsTableStage(next) && next.keyword != "from":
      stage.from = try name("a table")
    case _ where vocabulary.aggregates.contains(keyword):
      stage.head = .answers(try list { try $0.namedExpression() })
    case "today" where next.endsStatement:
      stage.head = .answers([try namedExpression()])
    case _ where endsTableStage(next) && next.keyword != "from":
      stage.from = try name("a table")
    case _ where continuesExpression(next):
      stage.head = .answers(try list { try $0.namedExpression() })
    default:
      throw SyntaxDiagnostics.unknownVerb(current, next: next, vocabulary, in: source)
    }
  }

  /// Whether the token goes on with an expression that a name has begun.
  private func continuesExpression(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(let symbol):
      switch symbol {
      case .plus, .minus, .times, .divide, .modulo, .power, .openParenthesis, .comma: true
      default: false
      }
    case .word(let word): word.lowercased() == "of" || word.lowercased() == "as"
    default: false
    }
  }

  private mutating func listHead() throws -> HeadSyntax {
    let start = current.span
    if !isKeyword("distinct") { advance() }  // `distinct city` is `list distinct city`
    let isDistinct = isKeyword("distinct") && (peek().beginsOperand || endsTableStage(peek()))
    if isDistinct { advance() }
    if current.isSymbol(.times) { advance() }  // `list *` lists all columns, as `list` does
    let span = start.joined(with: previous.span)
    guard current.beginsOperand, current.keyword.map(continuesStatement) != true else {
      if case .invalid(let diagnostic) = current.kind { throw diagnostic }
      return .list([], isDistinct: isDistinct, span)
    }
    return .list(try list { try $0.namedExpression() }, isDistinct: isDistinct, span)
  }

  /// `"add" NAME "=" expression {"," …} ["per" keys]`
  private mutating func addHead() throws -> AddSyntax {
    let start = current.span
    advance()
    let columns = try list { parser -> NamedExpressionSyntax in
      let name = try parser.name("a name for the new column")
      guard parser.skipSymbol(.equal) else {
        throw SyntaxDiagnostics.addWithoutEqual(name, found: parser.current, in: parser.source)
      }
      return NamedExpressionSyntax(try parser.expression(), alias: name)
    }
    let keys = try perKeys()
    return AddSyntax(columns: columns, keys: keys, span: start.joined(with: previous.span))
  }

  /// `"top" INT key {"," key} "by" answer`
  private mutating func topHead() throws -> TopSyntax {
    let start = current.span
    advance()
    let count = try count(after: "top")
    skipNewlines()
    let keys = try list { try $0.namedExpression() }
    guard skipKeyword("by") else {
      let isAnswer = current.keyword.map(vocabulary.aggregates.contains) == true
      throw SyntaxDiagnostics.topWithoutBy(
        keys.last?.span ?? start, found: current, isAnswer: isAnswer, in: source)
    }
    skipNewlines()
    let answer = try namedExpression()
    return TopSyntax(count: count, keys: keys, answer: answer, span: start.joined(with: answer.span))
  }

  /// `["every"] expression ["as" NAME]`
  private mutating func key() throws -> KeySyntax {
    let start = current.span
    let isPeriod = peek().keyword.map(vocabulary.levels.contains) ?? false
    guard isKeyword("every"), isPeriod else {
      if isKeyword("every"), peek().beginsOperand, peek().keyword.map(continuesStatement) != true {
        throw SyntaxDiagnostics.everyWithoutLevel(start, Span(start.start, peek().span.start), in: source)
      }
      return try namedExpression()
    }
    advance()
    let key = try namedExpression()
    return KeySyntax(.every(key.expression, start.joined(with: key.expression.span)), alias: key.alias)
  }

  /// `expression ["as" NAME]`
  mutating func namedExpression() throws -> NamedExpressionSyntax {
    let expression = try expression()
    guard skipKeyword("as") else { return NamedExpressionSyntax(expression) }
    if current.keyword.map(Keywords.beginsClause) == true, peek().beginsOperand {
      throw SyntaxDiagnostics.expected("a name", found: current, in: source)
    }
    return NamedExpressionSyntax(expression, alias: try name("a name"))
  }

  /// Reads one clause into the stage; false where none stands.
  private mutating func clause(into stage: inout StageSyntax) throws -> Bool {
    skipNewlinesBeforeIndentedClause()
    let token = current
    if token.endsStatement || token.isSymbol(.bar) || token.keyword.map(endsStages) == true { return false }
    guard let keyword = token.keyword else {
      if case .invalid(let diagnostic) = token.kind { throw diagnostic }
      throw SyntaxDiagnostics.unexpectedInStage(token, next: peek(), stage, vocabulary, in: source)
    }
    switch keyword {
    case "from":
      try refuseSecond(stage.from != nil, token)
      advance()
      stage.from = try name("a table")
    case "where":
      try refuseSecond(stage.condition != nil, token, first: stage.condition?.span)
      advance()
      skipNewlines()
      if isKeyword("maybe"), peek().beginsOperand {
        advance()
        stage.keepsMaybe = true
      }
      stage.condition = try condition()
    case "by", "group":
      try refuseSecond(!stage.keys.isEmpty, token, first: keyword == "by" ? stage.keys.last?.span : nil)
      advance()
      if keyword == "group", !skipKeyword("by") {
        throw SyntaxDiagnostics.expectedWord("by", found: current, in: source)
      }
      skipNewlines()
      stage.keys = try list { try $0.key() }
    case "across":
      try refuseSecond(stage.across != nil, token)
      advance()
      skipNewlines()
      let key = try self.key()
      if let alias = key.alias {
        throw SyntaxDiagnostics.acrossNamed(Span(key.expression.span.end, alias.span.end), in: source)
      }
      if current.isSymbol(.comma) { throw SyntaxDiagnostics.acrossSeveral(current.span) }
      stage.across = key.expression
    case "sort", "order":
      try refuseSecond(!stage.order.isEmpty, token)
      advance()
      _ = skipKeyword("by")
      skipNewlines()
      stage.order = try list { try $0.sortItem() }
    case "limit":
      try refuseSecond(stage.limit != nil, token)
      advance()
      stage.limit = try count(after: "limit")
    case "skip":
      try refuseSecond(stage.skip != nil, token)
      advance()
      stage.skip = try count(after: "skip")
    case "using":
      try refuseSecond(stage.policy != nil, token)
      advance()
      stage.policy = try policy()
    case "according":
      try refuseSecond(stage.authority != nil, token)
      advance()
      _ = skipKeyword("to")
      stage.authority = try authority()
    case "raw":
      try refuseSecond(stage.isRaw, token)
      advance()
      stage.isRaw = true
    case "having":
      throw SyntaxDiagnostics.having(token.span, in: source)
    default:
      throw SyntaxDiagnostics.unexpectedInStage(token, next: peek(), stage, vocabulary, in: source)
    }
    return true
  }

  private func refuseSecond(_ isSecond: Bool, _ token: Token, first: Span? = nil) throws {
    guard isSecond else { return }
    let end = first.flatMap { $0.end == previous.span.end ? $0.end : nil }
    throw SyntaxDiagnostics.clauseTwice(token, directlyAfter: end, in: source)
  }

  /// `expression ["down" | "up"]`
  private mutating func sortItem() throws -> SortSyntax {
    let expression = try expression()
    guard let word = current.keyword, let isDescending = Keywords.directions[word] else {
      return SortSyntax(expression: expression, isDescending: false)
    }
    advance()
    return SortSyntax(expression: expression, isDescending: isDescending)
  }
}
