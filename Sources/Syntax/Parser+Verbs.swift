import TallyDiagnostics

// Verbs that choose rows and columns: keep, drop, rename.

extension Parser {
  /// `"keep" [INT] ("highest" | "lowest" | "latest" | "earliest" | "first" | "last") [expression] ["per" keys]`
  mutating func keepHead() throws -> KeepSyntax {
    let start = current.span
    advance()
    let count = beginsCount ? try count(after: "keep") : nil
    let word = current
    guard let end = word.keyword.flatMap(KeptEnd.init) else {
      throw keepWithoutEnd(from: start, count)
    }
    advance()
    if count == nil, current.kind == .number, let number = Int(source[current.span]),
      peek().beginsOperand || peek().endsClause
    {
      throw SyntaxDiagnostics.countBehindEnd(number, word.span.joined(with: current.span), end, in: source)
    }
    var expression: ExpressionSyntax?
    if beginsValue {
      let value = try self.expression()
      guard end.takesExpression else {
        throw SyntaxDiagnostics.keptInPlace(end, word.span.joined(with: value.span), value, in: source)
      }
      expression = value
    }
    let keys = try perKeys()
    return KeepSyntax(
      count: count, end: end, expression: expression, keys: keys, span: start.joined(with: previous.span))
  }

  /// What is wrong where the word is missing that says which rows are kept.
  private func keepWithoutEnd(from start: Span, _ count: CountSyntax?) -> Diagnostic {
    let found = current
    if case .invalid(let diagnostic) = found.kind { return diagnostic }
    if count == nil, found.isSymbol(.minus) {
      return SyntaxDiagnostics.expectedCount(after: "keep", found: found, in: source)
    }
    // `keep where killed > 1`, `keep if killed > 1`
    if count == nil, found.keyword == "where" || found.keyword == "if" {
      return SyntaxDiagnostics.keptByCondition(start.joined(with: found.span), in: source)
    }
    return SyntaxDiagnostics.expectedEnd(found, verb: count == nil ? start : nil, in: source)
  }

  /// `"drop" column {"," column}`
  mutating func dropHead() throws -> HeadSyntax {
    let start = current.span
    advance()
    if isKeyword("table"), peek().beginsOperand { throw SyntaxDiagnostics.tablesStay(start) }
    if isKeyword("where") || isKeyword("if"), peek().beginsOperand {
      let word = current.span
      advance()
      throw SyntaxDiagnostics.droppedByCondition(
        start.joined(with: word), try condition(), whole: start.joined(with: previous.span), in: source)
    }
    let columns = try list { try $0.column() }
    return .drop(columns, start.joined(with: previous.span))
  }

  /// `"rename" NAME "=" column {"," NAME "=" column}`
  mutating func renameHead() throws -> HeadSyntax {
    let start = current.span
    advance()
    let renamings = try list { parser -> RenamingSyntax in
      parser.skipNewlines()
      guard parser.peek().isSymbol(.equal) else { throw try parser.renameWithoutEqual() }
      let name = try parser.name("a new name")
      parser.advance()
      return RenamingSyntax(name: name, column: try parser.column())
    }
    return .rename(renamings, start.joined(with: previous.span))
  }

  /// What is wrong where no = stands behind the first name: perhaps `rename weapon as arms` is meant.
  private mutating func renameWithoutEqual() throws -> Diagnostic {
    guard current.kind != .end else {
      throw SyntaxDiagnostics.expected("a new name", found: current, in: source)
    }
    let column = try column()
    let found = current
    if found.keyword == "as" || found.keyword == "to" { advance() }
    let name = current.kind == .end ? nil : try? name("a new name")
    return SyntaxDiagnostics.renameWithoutEqual(column, found: found, name, in: source)
  }

  /// `["per" key {"," key}]`
  mutating func perKeys() throws -> [KeySyntax] {
    guard skipKeyword("per") else { return [] }
    skipNewlines()
    return try list { try $0.namedExpression() }
  }

  /// The name of a column, or words that an answer is called by: `sum killed`, `month of date`.
  private mutating func column() throws -> ExpressionSyntax {
    skipNewlines()
    switch current.kind {
    case .word, .bracketed: return try nested { try $0.primary() }
    default: return .name(try name("a column"))
    }
  }

  /// `2`, `$few`
  private var beginsCount: Bool {
    if case .variable = current.kind { return true }
    return current.kind == .number
  }

  /// Whether a value stands at the cursor rather than more of the statement.
  private var beginsValue: Bool {
    current.beginsOperand && current.keyword.map(continuesStatement) != true
  }
}

extension Token {
  /// Whether what stands before is over.
  fileprivate var endsClause: Bool {
    endsStatement || isSymbol(.bar) || keyword.map(Keywords.continuesStatement) == true
  }
}
