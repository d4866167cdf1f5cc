import TallyDiagnostics

extension Parser {
  /// `"lowest" | "highest" | "latest" | "earliest" | "trust" source {">" source}`
  mutating func policy() throws -> PolicySyntax {
    skipNewlines()
    let token = current
    if case .invalid(let diagnostic) = token.kind { throw diagnostic }
    if let word = token.keyword, let policy = PolicySyntax.plain.first(where: { $0.key == word })?.value {
      advance()
      return policy
    }
    guard skipKeyword("trust") else { throw SyntaxDiagnostics.unknownPolicy(token, in: source) }
    var sources = [try authority()]
    while skipSymbol(.greater) { sources.append(try authority()) }
    return .trust(sources)
  }

  /// A source: a text, or words up to the next clause.
  mutating func authority() throws -> AuthoritySyntax {
    skipNewlines()
    let token = current
    switch token.kind {
    case .invalid(let diagnostic):
      throw diagnostic
    case .text(let text), .bracketed(let text):
      advance()
      return AuthoritySyntax(text: text, span: token.span)
    case .variable(let name):
      advance()
      return AuthoritySyntax(text: name, isVariable: true, span: token.span)
    case .word:
      var span = token.span
      advance()
      while let word = current.keyword, !Keywords.beginsClause(word) {
        span = span.joined(with: current.span)
        advance()
      }
      return AuthoritySyntax(text: String(source[span]), span: span)
    default:
      throw SyntaxDiagnostics.expected("a source", found: token, in: source)
    }
  }
}
