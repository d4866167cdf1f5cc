import TallyDiagnostics

/// A name as typed.
public struct NameSyntax: Sendable, Hashable {
  public let text: String
  /// Written `[like this]`: surely a name, never text.
  public let isBracketed: Bool
  public let span: Span

  public init(_ text: String, isBracketed: Bool = false, span: Span) {
    self.text = text
    self.isBracketed = isBracketed
    self.span = span
  }
}

/// A value to be worked out, or a condition. Each case shows the text it stands for.
public indirect enum ExpressionSyntax: Sendable, Hashable {
  /// `casualties`
  case name(NameSyntax)
  /// `$city`
  case variable(String, Span)
  /// `"New York"`
  case text(String, Span)
  /// `15`, `2.5`
  case number(String, Span)
  /// `2025-05-24`, `2025-05`
  case date(String, Span)
  /// `7h`
  case duration(String, Span)
  /// `15+`
  case atLeast(ExpressionSyntax, Span)
  /// `~250`
  case about(ExpressionSyntax, Span)
  /// `10..20`, `..20`, `2025-05-23..2025-05-25`
  case range(low: ExpressionSyntax?, high: ExpressionSyntax?, Span)
  /// `-x`
  case negation(ExpressionSyntax, Span)
  /// `a + b`
  case arithmetic(ArithmeticOperator, ExpressionSyntax, ExpressionSyntax)
  /// `round(x, 1)`
  case call(NameSyntax, [ExpressionSyntax], Span)
  /// `sum casualties`, `count distinct city`, `count`, `quantile 0.9 of price`
  case aggregate(AggregateSyntax)
  /// `month of date`
  case level(NameSyntax, ExpressionSyntax)
  /// `every month of date`, as a key: months without rows are groups, too
  case every(ExpressionSyntax, Span)
  /// `running released`, `rank of killed`
  case window(WindowKind, ExpressionSyntax, Span)
  /// `a >= b`
  case comparison(ComparisonOperator, ExpressionSyntax, ExpressionSyntax)
  /// `city in (Kyiv, Odesa)`, `date in 2025-05`, `x not in 1..5`
  case membership(ExpressionSyntax, [ExpressionSyntax], isNegated: Bool, Span)
  /// `city contains "iv"`, `city matches "^K"`
  case textTest(TextTest, ExpressionSyntax, ExpressionSyntax, isNegated: Bool)
  /// `start to end`
  case span(ExpressionSyntax, ExpressionSyntax)
  /// `when during 2025-05`, `when touches 2025-05-24`
  case spanTest(SpanTest, ExpressionSyntax, ExpressionSyntax, isNegated: Bool)
  /// `casualties is disputed`
  case disputeTest(ExpressionSyntax, isNegated: Bool, Span)
  /// `killed is unknown`
  case unknownTest(ExpressionSyntax, isNegated: Bool, Span)
  /// `a and b and c`
  case logical(Connective, [ExpressionSyntax])
  /// `not a`
  case not(ExpressionSyntax, Span)
  /// `(a)`
  case parenthesized(ExpressionSyntax, Span)
}

public enum ArithmeticOperator: String, Sendable, Hashable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
  case power = "^"
}

public enum ComparisonOperator: String, Sendable, Hashable, CaseIterable {
  /// Without regard to case.
  case equal = "="
  /// Exactly, case included.
  case identical = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

public enum TextTest: String, Sendable, Hashable, CaseIterable {
  case contains
  case startsWith = "starts with"
  case endsWith = "ends with"
  /// A regular expression is found somewhere in the text.
  case matches
}

/// What looks at other rows than its own, in the order in which they stand.
public enum WindowKind: String, Sendable, Hashable, CaseIterable {
  /// The sum of all rows up to this one.
  case running
  /// The value of the row before.
  case previous
  /// The value of the row behind.
  case next
  /// 1 for the greatest value; equal values share a rank.
  case rank
  /// The part of the sum of all rows.
  case share

  /// Whether it is written with `of`: `rank of killed`.
  public var takesOf: Bool { self == .rank || self == .share }
}

/// How a stretch of time lies to another.
public enum SpanTest: String, Sendable, Hashable, CaseIterable {
  /// All of it inside.
  case during
  /// Any of it inside.
  case touches
}

public enum Connective: String, Sendable, Hashable {
  case and, or
}

/// `sum casualties`, `count distinct city`, `count`, `quantile 0.9 of price`, `correlation of x and y`
public struct AggregateSyntax: Sendable, Hashable {
  public let name: NameSyntax
  public let isDistinct: Bool
  /// The `0.9` of `quantile 0.9 of price`.
  public let fraction: ExpressionSyntax?
  public let argument: ExpressionSyntax?
  /// The `y` of `correlation of x and y`.
  public let second: ExpressionSyntax?
  public let span: Span

  public init(
    name: NameSyntax, isDistinct: Bool, fraction: ExpressionSyntax? = nil, argument: ExpressionSyntax?,
    second: ExpressionSyntax? = nil, span: Span
  ) {
    self.name = name
    self.isDistinct = isDistinct
    self.fraction = fraction
    self.argument = argument
    self.second = second
    self.span = span
  }
}

extension ExpressionSyntax {
  /// The words of the statement it was read from.
  public var span: Span {
    switch self {
    case .name(let name): name.span
    case .variable(_, let span), .text(_, let span), .number(_, let span), .date(_, let span),
      .duration(_, let span), .atLeast(_, let span), .about(_, let span), .range(_, _, let span),
      .negation(_, let span), .call(_, _, let span), .membership(_, _, _, let span),
      .unknownTest(_, _, let span), .disputeTest(_, _, let span), .every(_, let span),
      .window(_, _, let span), .not(_, let span), .parenthesized(_, let span):
      span
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
      .textTest(_, let left, let right, _), .span(let left, let right), .spanTest(_, let left, let right, _):
      left.span.joined(with: right.span)
    case .aggregate(let aggregate): aggregate.span
    case .level(let name, let argument): name.span.joined(with: argument.span)
    case .logical(_, let operands):
      operands.dropFirst().reduce(operands.first?.span ?? Span(0, 0)) { $0.joined(with: $1.span) }
    }
  }

  /// The expression inside any parentheses.
  public var unwrapped: ExpressionSyntax {
    if case .parenthesized(let inner, _) = self { inner.unwrapped } else { self }
  }

  /// The expressions directly inside.
  public var children: [ExpressionSyntax] {
    switch self {
    case .name, .variable, .text, .number, .date, .duration: []
    case .atLeast(let inner, _), .about(let inner, _), .negation(let inner, _), .not(let inner, _),
      .parenthesized(let inner, _), .unknownTest(let inner, _, _), .disputeTest(let inner, _, _),
      .every(let inner, _), .window(_, let inner, _), .level(_, let inner):
      [inner]
    case .range(let low, let high, _): [low, high].compactMap { $0 }
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
      .textTest(_, let left, let right, _), .span(let left, let right), .spanTest(_, let left, let right, _):
      [left, right]
    case .call(_, let arguments, _): arguments
    case .aggregate(let aggregate):
      [aggregate.fraction, aggregate.argument, aggregate.second].compactMap { $0 }
    case .membership(let subject, let options, _, _): [subject] + options
    case .logical(_, let operands): operands
    }
  }

  /// Whether an aggregate stands anywhere inside.
  public var holdsAggregate: Bool {
    if case .aggregate = self { return true }
    return children.contains { $0.holdsAggregate }
  }
}
