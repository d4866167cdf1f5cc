import TallyDiagnostics

/// `join places on place = name`
public struct JoinSyntax: Sendable, Hashable {
  public let kind: JoinKind
  public let table: NameSyntax
  /// Empty where no `on` says them, which planning answers with the columns that both sides have.
  public let keys: [JoinKeySyntax]
  /// `natural join`: asked for by every column that both sides have.
  public let isNatural: Bool
  public let span: Span

  public init(
    kind: JoinKind, table: NameSyntax, keys: [JoinKeySyntax], isNatural: Bool = false, span: Span
  ) {
    self.kind = kind
    self.table = table
    self.keys = keys
    self.isNatural = isNatural
    self.span = span
  }
}

/// `place = name`, `source`
public struct JoinKeySyntax: Sendable, Hashable {
  /// A column of the rows so far.
  public let left: NameSyntax
  /// A column of the joined table; nil where it has the same name.
  public let right: NameSyntax?

  public init(left: NameSyntax, right: NameSyntax? = nil) {
    self.left = left
    self.right = right
  }

  public var span: Span { right.map { left.span.joined(with: $0.span) } ?? left.span }
}

/// Which rows a join gives.
public enum JoinKind: String, Sendable, Hashable, CaseIterable {
  /// `join`: every row so far, beside its matches.
  case left
  /// The rows that have a match, beside it.
  case inner
  /// The rows that have a match, as they are.
  case semi
  /// The rows that have none.
  case anti
  /// Every row so far, and behind them the rows of the table that match none.
  case full

  /// As it is typed: `inner join`.
  public var words: String { self == .left ? "join" : "\(rawValue) join" }

  /// Whether the answer has columns of the joined table.
  public var showsRight: Bool { self != .semi && self != .anti }
}

extension JoinSyntax {
  var formatted: String {
    let on = keys.isEmpty ? "" : " on " + keys.map(\.formatted).joined(separator: ", ")
    return "\(isNatural ? "natural " : "")\(kind.words) \(table.formatted)\(on)"
  }
}

extension JoinKeySyntax {
  var formatted: String { right.map { "\(left.formatted) = \($0.formatted)" } ?? left.formatted }
}
