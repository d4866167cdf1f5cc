import TallyDiagnostics

extension Parser {
  /// `statement = query | "let" NAME "=" (query | value) | "param" … | "expect" … | command`
  mutating func statement() throws -> StatementSyntax {
    let token = current
    if token.keyword == "let", !peek().isSymbol(.bar) {
      return .binding(try binding())
    }
    if token.keyword == "param", !peek().isSymbol(.bar) { return .parameter(try parameter()) }
    if token.keyword == "expect", !peek().isSymbol(.bar) { return .expectation(try expectation()) }
    if let word = token.keyword, let shape = vocabulary.commands[word], !peek().isSymbol(.bar),
      shape != .alone || peek().endsStatement
    {
      return .command(try command(shape))
    }
    return .query(try query())
  }

  private mutating func binding() throws -> BindingSyntax {
    let start = current.span
    advance()
    let name = try name("a name for the answer")
    guard skipSymbol(.equal) else {
      throw SyntaxDiagnostics.letWithoutEqual(name, found: current, in: source)
    }
    skipNewlines()
    let bound: BindingSyntax.Bound =
      beginsQuery ? .query(try query()) : .value(try expression())
    return BindingSyntax(name: name, bound: bound, span: start.joined(with: previous.span))
  }

  /// Whether a query stands here rather than a value.
  private var beginsQuery: Bool {
    let next = peek()
    switch current.kind {
    case .bracketed:
      return next.isSymbol(.bar) || next.keyword.map(Keywords.beginsClause) == true
    case .word(let word):
      let keyword = word.lowercased()
      if beginsJoin { return true }
      if Keywords.heads.contains(keyword) || Keywords.beginsClause(keyword) || keyword == "select" {
        return true
      }
      if vocabulary.aggregates.contains(keyword) { return true }
      return next.isSymbol(.bar) || next.endsStatement || next.keyword.map(Keywords.beginsClause) == true
    default:
      return false
    }
  }

  private mutating func command(_ shape: Vocabulary.ArgumentShape) throws -> CommandSyntax {
    let start = current
    let name = try name("a command")
    var arguments: [NameSyntax] = []
    var query: QuerySyntax?
    switch shape {
    case .nothing, .alone:
      guard current.endsStatement else {
        throw SyntaxDiagnostics.commandTakesNothing(name, found: current, in: source)
      }
    case .words:
      arguments = try commandWords()
    case .query:
      query = try self.query()
    case .rowOrQuery:
      if current.kind == .number, peek().endsStatement {
        arguments = try commandWords()
      } else if !current.endsStatement {
        query = try self.query()
      }
    case .choiceAndQuery(let choices):
      arguments = try choice(among: choices, of: name)
      query = try self.query()
    }
    return CommandSyntax(
      name: name, arguments: arguments, query: query, span: start.span.joined(with: previous.span))
  }

  /// The word before a query that says how it is meant; none where the word is a table's name or begins
  /// the query.
  private mutating func choice(among choices: [String], of command: NameSyntax) throws -> [NameSyntax] {
    guard case .word(let word) = current.kind else { return [] }
    let next = peek()
    // `sql duckdb | …`: a table of that name.
    if next.isSymbol(.bar) { return [] }
    if choices.contains(word.lowercased()) {
      defer { advance() }
      return [NameSyntax(word.lowercased(), span: current.span)]
    }
    // Two words at the beginning of a query are a choice that there is not: `sql mysql list strikes`.
    let isVerb = { [vocabulary] (word: String) in
      Keywords.heads.contains(word) || word == "select" || vocabulary.aggregates.contains(word)
    }
    if !isVerb(word.lowercased()), !Keywords.beginsClause(word.lowercased()), let verb = next.keyword,
      isVerb(verb)
    {
      throw SyntaxDiagnostics.noSuchChoice(current.span, choices, command, in: source)
    }
    return []
  }

  /// Words, quoted texts and paths up to the end of the statement. What stands together without blanks
  /// is one argument: `data/attacks.csv`.
  private mutating func commandWords() throws -> [NameSyntax] {
    var arguments: [NameSyntax] = []
    while !current.endsStatement {
      let token = current
      switch token.kind {
      case .invalid(let diagnostic) where diagnostic.id.hasPrefix("unclosed"):
        throw diagnostic
      case .text(let text):
        advance()
        arguments.append(NameSyntax(text, isBracketed: true, span: token.span))
      case .bracketed(let text):
        advance()
        arguments.append(NameSyntax(text, isBracketed: true, span: token.span))
      default:
        var span = token.span
        advance()
        while !current.endsStatement, current.span.start == span.end {
          span = span.joined(with: current.span)
          advance()
        }
        arguments.append(NameSyntax(String(source[span]), span: span))
      }
    }
    return arguments
  }

  /// `query = stage {"|" stage} [["|"] "draw" [KIND]] ["into" TEXT]`
  mutating func query() throws -> QuerySyntax {
    skipNewlines()
    try refuseDrawFirst()
    var stages = [try stage()]
    var bar: Span?
    while true {
      skipNewlinesBeforeBar()
      guard skipSymbol(.bar) else { break }
      bar = previous.span
      guard stages.count < 200 else {
        throw SyntaxDiagnostics.nestedTooDeeply("more than 200 stages in a statement", previous.span)
      }
      skipNewlines()
      if isKeyword("draw") { break }
      bar = nil
      stages.append(try stage())
    }
    let drawing = try drawing(behind: bar)
    let end = previous.span.end
    let destination = try destination()
    if let destination, isKeyword("draw") {
      let written = Span(end, destination.span.end)
      throw SyntaxDiagnostics.drawBehindInto(written, current.span, upTo: endOfStatement, in: source)
    }
    return QuerySyntax(stages: stages, drawing: drawing, destination: destination)
  }

  /// `into "killed.csv"`
  private mutating func destination() throws -> DestinationSyntax? {
    guard skipKeyword("into") else { return nil }
    skipNewlines()
    let token = current
    if case .invalid(let diagnostic) = token.kind { throw diagnostic }
    guard case .text(let path) = token.kind else {
      throw SyntaxDiagnostics.intoWithoutFile(token, upTo: endOfStatement, in: source)
    }
    advance()
    return DestinationSyntax(path: path, span: token.span)
  }
}
