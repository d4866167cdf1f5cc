import TallyDiagnostics

// What scripts say beside their questions: what they want to be told, and what they expect.

/// `param city = Kyiv`, `param since date`
public struct ParameterSyntax: Sendable, Hashable {
  public let name: NameSyntax
  /// What its values are; nil where its default tells.
  public let kind: ParameterKind?
  /// What it is where nobody says otherwise; nil where somebody has to.
  public let value: LiteralSyntax?
  public let span: Span
}

/// What the values of a parameter are.
public enum ParameterKind: String, Sendable, Hashable, CaseIterable {
  case text
  /// A number or a figure.
  case number
  /// A day, a month or a year, or today.
  case date
  case time
  case duration
  /// Yes or no.
  case boolean
}

/// A value as it is written, by the rules that cells of files are read by: `15+`, `Kyiv`, `"New York"`, `95.1 %`
public struct LiteralSyntax: Sendable, Hashable {
  /// Without its quotes.
  public let text: String
  public let isQuoted: Bool
  public let span: Span

  public init(_ text: String, isQuoted: Bool = false, span: Span) {
    self.text = text
    self.isQuoted = isQuoted
    self.span = span
  }
}

/// `expect sum casualties where city = Kyiv gives 15+`
public struct ExpectationSyntax: Sendable, Hashable {
  /// What is expected of an answer.
  public enum Test: Sendable, Hashable {
    /// `gives 14, 250`, `gives 264 within 2 %`
    case gives([LiteralSyntax], tolerance: LiteralSyntax?)
    /// `within 250..280`
    case within(LiteralSyntax)
    /// `rows:`, `no rows:`
    case rows(isNegated: Bool)
  }

  public let query: QuerySyntax
  public let test: Test
  public let span: Span
}

extension ExpectationSyntax {
  /// Words behind the query that say what is expected of it.
  public static let words = ["gives", "within"]
}
