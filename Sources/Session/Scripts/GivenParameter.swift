import TallyDiagnostics
import TallySyntax

/// `city=Odesa`: a value with a name that can be typed behind a dollar sign.
public struct GivenParameter: Sendable, Hashable {
  public let name: String
  public let text: String

  /// Nil where the name is none.
  public init?(_ argument: String) {
    guard let sign = argument.firstIndex(of: "=") else { return nil }
    name = String(argument[..<sign])
    text = String(argument[argument.index(after: sign)...])
    let tokens = Lexer.tokens(in: SourceText("$" + name))
    guard tokens.count == 2, tokens[0].kind == .variable(name) else { return nil }
  }

  /// As it is typed behind `run`, where the value may stand in quotes or be a named one: `city="New York"`, `city=$place`
  /// - Parameter spelling: how a named value is written; nil where there is none of the name.
  init?(typed argument: String, spelling: (String) -> String?) {
    guard let plain = GivenParameter(argument) else { return nil }
    let tokens = Lexer.tokens(in: SourceText(plain.text))
    name = plain.name
    switch tokens.first?.kind {
    case .text(let text)? where tokens.count == 2: self.text = text
    case .variable(let other)? where tokens.count == 2: self.text = spelling(other) ?? plain.text
    default: self.text = plain.text
    }
  }
}
