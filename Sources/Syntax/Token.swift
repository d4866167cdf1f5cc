import TallyDiagnostics

/// The smallest piece of a statement that means something.
public struct Token: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `casualties`, `where`, `Kyiv`
    case word(String)
    /// `[affected region]`
    case bracketed(String)
    /// `"New York"` or `'New York'`
    case text(String)
    /// `15`, `2.5`, `1e6`
    case number
    /// `2025-05-24`, `2025-05`, `2025-05-24T07:30`
    case date
    /// `7h`, `1h30m`
    case duration
    /// `$city`
    case variable(String)
    case symbol(Symbol)
    /// What is no token, with the reason.
    case invalid(Diagnostic)
    /// The end of a line.
    case newline
    /// The end of the text.
    case end
  }

  public enum Symbol: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case identical = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case modulo = "%"
    case power = "^"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case comma = ","
    case bar = "|"
    case semicolon = ";"
    case tilde = "~"
    case range = ".."
    case colon = ":"
  }

  public let kind: Kind
  public let span: Span

  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

extension Token {
  /// The word in lower case, for comparing with keywords; nil for other tokens.
  public var keyword: String? {
    if case .word(let word) = kind { word.lowercased() } else { nil }
  }

  public func isSymbol(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }

  /// Whether the token can begin a value or a name.
  var beginsOperand: Bool {
    switch kind {
    case .word, .bracketed, .text, .number, .date, .duration, .variable: true
    case .symbol(let symbol): [.openParenthesis, .minus, .tilde, .range].contains(symbol)
    case .newline, .end, .invalid: false
    }
  }

  /// Whether the token stands between the sides of a test.
  var continuesTest: Bool {
    if let keyword { return Keywords.tests.contains(keyword) }
    if case .symbol(let symbol) = kind { return ComparisonOperator(rawValue: symbol.rawValue) != nil }
    return false
  }

  /// Whether a statement is over here.
  var endsStatement: Bool {
    switch kind {
    case .newline, .end, .symbol(.semicolon): true
    default: false
    }
  }
}
