import TallyDiagnostics

/// Reads tokens into statements, one after the other.
///
/// A recursive-descent parser without backtracking: each function is named for the piece of grammar it
/// reads and leaves `index` behind it. A statement ends at a newline or `;`; inside parentheses, and
/// wherever something more must follow, newlines are passed over.
public struct Parser {
  let source: SourceText
  let vocabulary: Vocabulary
  private let tokens: [Token]
  private var index = 0
  private var parenthesisDepth = 0
  private var nesting = 0
  /// Operators and connectives of the outermost expression so far.
  private var operatorCount = 0
  /// How far the statement that is read is indented, in bytes.
  private var indentation = 0
  /// While a query is read that `gives` or `within` can stand behind.
  var isExpecting = false
  /// While a `select …` is read in order to answer it in Tally's words.
  var readsSQL = false
  /// The joins of that `select`.
  var joinsOfSelect: [JoinSyntax] = []

  public init(_ source: SourceText, vocabulary: Vocabulary) {
    self.source = source
    self.vocabulary = vocabulary
    tokens = Lexer.tokens(in: source)
  }

  /// The next statement, or nil at the end of the text.
  /// - Throws: the first `Diagnostic`; `skipStatement` then finds the next statement.
  public mutating func nextStatement() throws -> StatementSyntax? {
    skipBetweenStatements()
    guard current.kind != .end else { return nil }
    indentation = indentation(of: index) ?? 0
    let statement = try self.statement()
    guard current.endsStatement else {
      throw SyntaxDiagnostics.unexpectedToken(current, in: source)
    }
    return statement
  }

  /// Goes to where the next statement begins, or to the end.
  mutating func skipBetweenStatements() {
    parenthesisDepth = 0
    nesting = 0
    isExpecting = false
    while current.endsStatement, current.kind != .end { advance() }
  }

  /// Goes behind the end of the statement that could not be read.
  public mutating func skipStatement() {
    parenthesisDepth = 0
    while !current.endsStatement { advance() }
  }

  /// The only statement of a text.
  public static func statement(_ source: SourceText, vocabulary: Vocabulary) throws -> StatementSyntax? {
    var parser = Parser(source, vocabulary: vocabulary)
    guard let statement = try parser.nextStatement() else { return nil }
    parser.skipBetweenStatements()
    guard parser.current.kind == .end else {
      throw SyntaxDiagnostics.secondStatement(parser.current.span)
    }
    return statement
  }

  /// Whether a text is a whole statement or wants to go on with another line.
  public static func isComplete(_ source: SourceText, vocabulary: Vocabulary) -> Bool {
    var parser = Parser(source, vocabulary: vocabulary)
    do {
      while try parser.nextStatement() != nil {}
      return true
    } catch {
      return (error as? Diagnostic)?.needsMoreInput != true
    }
  }
}

// MARK: - The cursor

extension Parser {
  /// The token at the cursor; newlines are invisible inside parentheses.
  var current: Token {
    var index = index
    while parenthesisDepth > 0, tokens[index].kind == .newline { index += 1 }
    return tokens[index]
  }

  /// The token `offset` places behind the current one, newlines counted.
  func peek(_ offset: Int = 1) -> Token {
    var index = index
    while parenthesisDepth > 0, tokens[index].kind == .newline { index += 1 }
    return tokens[min(index + offset, tokens.count - 1)]
  }

  var previous: Token { tokens[max(0, index - 1)] }

  /// Where the statement at the cursor ends.
  var endOfStatement: Int {
    var index = index
    var depth = parenthesisDepth
    while index < tokens.count - 1, depth > 0 || !tokens[index].endsStatement {
      if tokens[index].isSymbol(.openParenthesis) { depth += 1 }
      if tokens[index].isSymbol(.closeParenthesis) { depth -= 1 }
      index += 1
    }
    return tokens[index].span.start
  }

  mutating func advance() {
    while parenthesisDepth > 0, tokens[index].kind == .newline { index += 1 }
    if index < tokens.count - 1 { index += 1 }
  }

  /// Passes over newlines where the statement cannot be over.
  mutating func skipNewlines() {
    while tokens[index].kind == .newline { index += 1 }
  }

  /// Whether a `|` begins one of the next lines and so goes on with the statement.
  mutating func skipNewlinesBeforeBar() {
    var ahead = index
    while tokens[ahead].kind == .newline { ahead += 1 }
    if tokens[ahead].isSymbol(.bar) { index = ahead }
  }

  /// Whether a clause begins one of the next lines and so goes on with the statement: it does where its line is
  /// indented more than the statement's first.
  mutating func skipNewlinesBeforeIndentedClause() {
    var ahead = index
    while tokens[ahead].kind == .newline { ahead += 1 }
    guard ahead > index, parenthesisDepth == 0,
      tokens[ahead].keyword.map({ Keywords.beginsClause($0) || Keywords.endsStages($0) }) == true,
      let own = indentation(of: ahead), own > indentation
    else { return }
    index = ahead
  }

  /// Bytes before a token that is the first of its line; nil for others.
  private func indentation(of index: Int) -> Int? {
    guard index > 0 else { return tokens[index].span.start }
    let before = tokens[index - 1]
    return before.kind == .newline ? tokens[index].span.start - before.span.end : nil
  }

  func isKeyword(_ word: String) -> Bool { current.keyword == word }

  /// Words that cannot be a value without quotes here, because they go on with the statement.
  func continuesStatement(_ word: String) -> Bool { Keywords.continuesStatement(word) || endsStages(word) }

  /// Whether the word stands behind the last stage here.
  func endsStages(_ word: String) -> Bool {
    Keywords.endsStages(word) || isExpecting && ExpectationSyntax.words.contains(word)
  }

  /// Goes past the word if it is the one asked for.
  mutating func skipKeyword(_ word: String) -> Bool {
    guard isKeyword(word) else { return false }
    advance()
    return true
  }

  mutating func skipSymbol(_ symbol: Token.Symbol) -> Bool {
    guard current.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  /// Runs `body` between parentheses, the first of which is at the cursor.
  mutating func parenthesized<Result>(_ body: (inout Parser) throws -> Result) throws -> Result {
    let open = current.span
    advance()
    parenthesisDepth += 1
    defer { parenthesisDepth -= 1 }
    let result = try body(&self)
    guard current.isSymbol(.closeParenthesis) else {
      throw SyntaxDiagnostics.unclosedParenthesis(open, found: current, after: previous.span.end, in: source)
    }
    advance()
    return result
  }

  /// Runs `body` one level deeper; a hostile nesting is an error rather than an overflow of the stack.
  mutating func nested<Result>(_ body: (inout Parser) throws -> Result) throws -> Result {
    nesting += 1
    defer { nesting -= 1 }
    if nesting == 1 { operatorCount = 0 }
    guard nesting <= 200 else {
      throw SyntaxDiagnostics.nestedTooDeeply("more than 200 levels of parentheses", current.span)
    }
    return try body(&self)
  }

  /// Goes past the operator of a chain. A chain is as deep a tree as it has operators, so there is a limit
  /// to those of an expression, whatever its parentheses.
  mutating func advancePastOperator() throws {
    operatorCount += 1
    guard operatorCount <= 400 else {
      throw SyntaxDiagnostics.nestedTooDeeply("more than 400 operators in an expression", current.span)
    }
    advance()
  }

  /// A name: a word or `[…]`. Any word can be a name where only a name can stand.
  mutating func name(_ what: String) throws -> NameSyntax {
    skipNewlines()
    let token = current
    switch token.kind {
    case .word(let word):
      advance()
      return NameSyntax(word, span: token.span)
    case .bracketed(let text):
      advance()
      return NameSyntax(text, isBracketed: true, span: token.span)
    case .invalid(let diagnostic):
      throw diagnostic
    case .text(let text):
      throw SyntaxDiagnostics.quotedName(text, token.span, in: source)
    default:
      throw SyntaxDiagnostics.expected(what, found: token, in: source)
    }
  }

  /// A number of rows.
  mutating func count(after keyword: String) throws -> CountSyntax {
    skipNewlines()
    let token = current
    if case .invalid(let diagnostic) = token.kind { throw diagnostic }
    if case .variable(let name) = token.kind {
      advance()
      return CountSyntax(amount: .variable(name), span: token.span)
    }
    guard token.kind == .number, let value = Int(source[token.span]) else {
      throw SyntaxDiagnostics.expectedCount(after: keyword, found: token, in: source)
    }
    advance()
    return CountSyntax(amount: .written(value), span: token.span)
  }

  /// `one {, one}`
  mutating func list<Element>(_ one: (inout Parser) throws -> Element) throws -> [Element] {
    var elements = [try one(&self)]
    while current.isSymbol(.comma) {
      let comma = current.span
      advance()
      skipNewlines()
      if current.keyword.map(Keywords.beginsClause) == true, peek().beginsOperand {
        throw SyntaxDiagnostics.commaBeforeClause(comma, current, in: source)
      }
      elements.append(try one(&self))
    }
    return elements
  }
}
