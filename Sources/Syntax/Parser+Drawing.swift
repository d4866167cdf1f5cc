import TallyDiagnostics

// What stands behind the last stage of a query: how its answer is drawn.

extension Parser {
  /// `["draw" [KIND]]`
  ///
  /// - Parameter bar: the `|` that stands before it, which may be left out.
  mutating func drawing(behind bar: Span?) throws -> DrawSyntax? {
    skipNewlinesBeforeIndentedClause()
    guard isKeyword("draw") else { return nil }
    let word = current.span
    advance()
    let kind = try pictureKind(behind: bar?.joined(with: word) ?? word)
    let span = word.joined(with: previous.span)
    if !current.endsStatement, current.keyword.map(endsStages) != true {
      if case .invalid(let diagnostic) = current.kind { throw diagnostic }
      let drawing = DrawSyntax(kind: kind, span: bar?.joined(with: span) ?? span)
      throw SyntaxDiagnostics.behindDraw(current, drawing, upTo: endOfStatement, in: source)
    }
    return DrawSyntax(kind: kind, span: span)
  }

  /// The word that says which picture; nil where none stands.
  private mutating func pictureKind(behind draw: Span) throws -> PictureKind? {
    guard let word = current.keyword, word != "into", !Keywords.beginsClause(word) else { return nil }
    let token = current
    guard let kind = PictureKind(rawValue: word) else {
      throw SyntaxDiagnostics.unknownPicture(token, behind: draw, next: peek(), in: source)
    }
    advance()
    return kind
  }

  /// `draw bars of sum killed by city`: what is drawn stands first.
  mutating func refuseDrawFirst() throws {
    guard isKeyword("draw"), !peek().isSymbol(.bar) else { return }
    let word = current.span
    advance()
    let kind = current.keyword.flatMap(PictureKind.init)
    if kind != nil { advance() }
    if isKeyword("of") { advance() }
    // A table called so is asked as any other: `draw where n > 1`.
    if kind == nil, current.keyword.map(Keywords.beginsClause) == true {
      throw SyntaxDiagnostics.drawFirst(word, nil, of: nil, in: source)
    }
    let rest = String(source[Span(current.span.start, max(current.span.start, endOfStatement))])
    let begins = current.keyword.map { word in
      Keywords.heads.contains(word) || Keywords.beginsClause(word) || vocabulary.aggregates.contains(word)
        || word == "select"
    }
    let asks = begins == true || peek().isSymbol(.bar) || current.endsStatement
    throw SyntaxDiagnostics.drawFirst(word, kind, of: asks ? rest : "list \(rest)", in: source)
  }
}
