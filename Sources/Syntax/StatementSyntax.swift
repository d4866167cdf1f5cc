import TallyDiagnostics

/// One statement of a script or of the prompt.
public enum StatementSyntax: Sendable, Hashable {
  /// `sum casualties where city=Kyiv`
  case query(QuerySyntax)
  /// `let kyiv = from casualties where city=Kyiv`
  case binding(BindingSyntax)
  /// `describe casualties`
  case command(CommandSyntax)

  public var span: Span {
    switch self {
    case .query(let query): query.span
    case .binding(let binding): binding.span
    case .command(let command): command.span
    }
  }
}

/// `let NAME = …`
public struct BindingSyntax: Sendable, Hashable {
  public enum Bound: Sendable, Hashable {
    case query(QuerySyntax)
    case value(ExpressionSyntax)
  }

  public let name: NameSyntax
  public let bound: Bound
  public let span: Span
}

/// A command with what follows its name.
public struct CommandSyntax: Sendable, Hashable {
  public let name: NameSyntax
  /// Words and quoted texts, for commands that take words.
  public let arguments: [NameSyntax]
  /// The query, for commands that take one.
  public let query: QuerySyntax?
  public let span: Span
}

/// Stages joined by `|`: each works on what the one before it gives.
public struct QuerySyntax: Sendable, Hashable {
  public let stages: [StageSyntax]

  public init(stages: [StageSyntax]) {
    self.stages = stages
  }

  public var span: Span {
    stages.dropFirst().reduce(stages.first?.span ?? Span(0, 0)) { $0.joined(with: $1.span) }
  }
}

/// A head and its clauses, in the order in which they act rather than the one in which they were typed.
public struct StageSyntax: Sendable, Hashable {
  /// What is asked; nil where only clauses stand, which pass rows on.
  public var head: HeadSyntax?
  public var from: NameSyntax?
  public var condition: ExpressionSyntax?
  public var keys: [KeySyntax] = []
  public var order: [SortSyntax] = []
  public var limit: CountSyntax?
  public var skip: CountSyntax?
  public var span: Span

  public init(span: Span) {
    self.span = span
  }
}

extension StageSyntax {
  /// Whether no clause has been read yet.
  var isOnlyHead: Bool {
    from == nil && condition == nil && keys.isEmpty && order.isEmpty && limit == nil && skip == nil
  }
}

extension HeadSyntax {
  /// Where its words end, as UTF-8 offset.
  public var end: Int {
    switch self {
    case .answers(let answers): answers.last?.span.end ?? 0
    case .list(let columns, _, let span): columns.last?.span.end ?? span.end
    case .top(let top): top.span.end
    }
  }
}

public enum HeadSyntax: Sendable, Hashable {
  /// `sum launched, sum destroyed`
  case answers([NamedExpressionSyntax])
  /// `list city, killed`
  case list([NamedExpressionSyntax], isDistinct: Bool, Span)
  /// `top 5 city by sum casualties`
  case top(TopSyntax)
}

/// `top 5 city by sum casualties`
public struct TopSyntax: Sendable, Hashable {
  public let count: CountSyntax
  public let keys: [KeySyntax]
  public let answer: NamedExpressionSyntax
  public let span: Span

  public init(count: CountSyntax, keys: [KeySyntax], answer: NamedExpressionSyntax, span: Span) {
    self.count = count
    self.keys = keys
    self.answer = answer
    self.span = span
  }
}

/// `EXPRESSION`, `EXPRESSION as NAME`
public struct NamedExpressionSyntax: Sendable, Hashable {
  public let expression: ExpressionSyntax
  public let alias: NameSyntax?

  public init(_ expression: ExpressionSyntax, alias: NameSyntax? = nil) {
    self.expression = expression
    self.alias = alias
  }

  public var span: Span {
    alias.map { expression.span.joined(with: $0.span) } ?? expression.span
  }
}

/// A key to group by: `city`, `month of date as month`
public typealias KeySyntax = NamedExpressionSyntax

/// `killed down`
public struct SortSyntax: Sendable, Hashable {
  public let expression: ExpressionSyntax
  public let isDescending: Bool

  public init(expression: ExpressionSyntax, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}

/// A number of rows: `limit 10`
public struct CountSyntax: Sendable, Hashable {
  public let value: Int
  public let span: Span
}
