import TallyDiagnostics
import TallySyntax

/// A statement, and the names that stand in it.
struct NamedStatement {
  let source: SourceText
  /// Names written `$name`, in lower case.
  let parameters: Set<String>
  /// Those of tables and columns among others, in lower case.
  let words: Set<String>

  init(_ source: SourceText) {
    self.source = source
    let tokens = Lexer.tokens(in: source)
    parameters = Set(
      tokens.compactMap { if case .variable(let name) = $0.kind { name.lowercased() } else { nil } })
    words = Set(tokens.compactMap { $0.name?.lowercased() })
  }
}
