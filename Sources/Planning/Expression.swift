import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

/// A checked expression: every name is a column, every type fits.
public struct Expression: Sendable {
  public internal(set) var node: Node
  public let type: ValueType
  /// The words it was planned from, for what can only go wrong while it runs.
  public let span: Span
  /// What people call it: the column as it was asked for, or the one that it makes; nil where nobody named it.
  public internal(set) var field: Field?

  public indirect enum Node: Sendable {
    /// Column i of the input.
    case column(Int)
    case constant(Value)
    case call(ScalarFunction, [Expression])
    /// A condition as a value: yes, no, or unknown where it is maybe.
    case condition(Predicate)
  }

  public init(_ node: Node, _ type: ValueType, _ span: Span, field: Field? = nil) {
    self.node = node
    self.type = type
    self.span = span
    self.field = field
  }
}

/// A checked condition. Of each row it is yes, no, or maybe where an unknown or an open bound leaves it open.
public indirect enum Predicate: Sendable {
  /// The value lies between two inclusive ends, an absent one open. Equality, order and periods against
  /// constants are all ranges.
  case range(Expression, low: Number?, high: Number?)
  /// Two expressions of comparable kinds.
  case comparison(ComparisonOperator, Expression, Expression)
  /// A test of a text against constants, asked once per entry of the dictionary.
  case text(TextMatch, Expression)
  case isUnknown(Expression)
  /// The row is one of several claims of a figure, column by column, that do not meet.
  case isDisputed(column: Int, SettlingPlan)
  /// A yes/no expression.
  case isTrue(Expression)
  /// What is so for every row.
  case always(Bool)
  case and([Predicate])
  case or([Predicate])
  case not(Predicate)
}

extension Predicate {
  /// The values that the condition asks of; those that are only asked whether they are known left out.
  public var comparedValues: [Expression] {
    switch self {
    case .range(let subject, _, _), .text(_, let subject), .isTrue(let subject): [subject]
    case .comparison(_, let left, let right): [left, right]
    case .isUnknown, .isDisputed, .always: []
    case .and(let inner), .or(let inner): inner.flatMap(\.comparedValues)
    case .not(let inner): inner.comparedValues
    }
  }
}

extension Expression {
  /// Whether a condition may be left open by bounds.
  public func isLeftOpen(by isBounded: (Expression) -> Bool) -> Bool {
    guard case .condition(let predicate) = node else { return false }
    return predicate.comparedValues.contains { isBounded($0) || $0.isLeftOpen(by: isBounded) }
  }
}

extension ScalarFunction {
  /// Whether it is `if`, which goes by a condition.
  public var isChoice: Bool { if case .choice(.condition) = kernel { true } else { false } }
}

/// What a text is held against.
public struct TextMatch: Sendable {
  public enum Operation: String, Sendable {
    /// One of the texts, ignoring case.
    case equals = "="
    /// One of the texts exactly.
    case identical = "=="
    case contains, startsWith, endsWith
    /// The only text is a regular expression, as `TextPattern` reads it.
    case matches
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  public let operation: Operation
  public let texts: [String]
  /// What the column is called, where the left side is one; for notes.
  public let columnName: String?

  public init(_ operation: Operation, _ texts: [String], columnName: String? = nil) {
    self.operation = operation
    self.texts = texts
    self.columnName = columnName
  }
}
