import TallyDiagnostics

/// One statement of a script or of the prompt.
public enum StatementSyntax: Sendable, Hashable {
  /// `sum casualties where city=Kyiv`
  case query(QuerySyntax)
  /// `let kyiv = from casualties where city=Kyiv`
  case binding(BindingSyntax)
  /// `param city = Kyiv`
  case parameter(ParameterSyntax)
  /// `expect sum casualties where city = Kyiv gives 15+`
  case expectation(ExpectationSyntax)
  /// `describe casualties`
  case command(CommandSyntax)

  public var span: Span {
    switch self {
    case .query(let query): query.span
    case .binding(let binding): binding.span
    case .parameter(let parameter): parameter.span
    case .expectation(let expectation): expectation.span
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
  /// How the answer is drawn; nil where it is a table.
  public let drawing: DrawSyntax?
  /// The file that the answer is written to; nil where it is shown.
  public let destination: DestinationSyntax?

  public init(
    stages: [StageSyntax], drawing: DrawSyntax? = nil, destination: DestinationSyntax? = nil
  ) {
    self.stages = stages
    self.drawing = drawing
    self.destination = destination
  }

  public var span: Span {
    [drawing?.span, destination?.span].compactMap { $0 }.reduce(question) { $0.joined(with: $1) }
  }

  /// What is shown where no file is named: its stages, and how the answer is drawn.
  public var shown: Span { drawing.map { question.joined(with: $0.span) } ?? question }

  /// Where its stages stand.
  public var question: Span {
    stages.dropFirst().reduce(stages.first?.span ?? Span(0, 0)) { $0.joined(with: $1.span) }
  }
}

/// `into "answers/killed.csv"`
public struct DestinationSyntax: Sendable, Hashable {
  public let path: String
  /// Of the path alone.
  public let span: Span
}

/// A head and its clauses, in the order in which they act rather than the one in which they were typed.
public struct StageSyntax: Sendable, Hashable {
  /// What is asked; nil where only clauses stand, which pass rows on.
  public var head: HeadSyntax?
  public var from: NameSyntax?
  public var condition: ExpressionSyntax?
  /// `where maybe …`: rows of which the condition may be so are kept, too.
  public var keepsMaybe = false
  public var keys: [KeySyntax] = []
  /// `across weapon`: a column for each value.
  public var across: ExpressionSyntax?
  public var order: [SortSyntax] = []
  public var limit: CountSyntax?
  public var skip: CountSyntax?
  /// `using lowest`: what decides between claims that do not meet.
  public var policy: PolicySyntax?
  /// `according to Klitschko`: only this source's word counts.
  public var authority: AuthoritySyntax?
  /// `raw`: claims are not settled.
  public var isRaw = false
  public var span: Span

  public init(span: Span) {
    self.span = span
  }
}

extension StageSyntax {
  /// Whether no clause has been read yet.
  var isOnlyHead: Bool {
    from == nil && condition == nil && keys.isEmpty && across == nil && order.isEmpty && limit == nil
      && skip == nil
      && policy == nil && authority == nil && !isRaw
  }
}

extension HeadSyntax {
  /// Where its words end, as UTF-8 offset.
  public var end: Int {
    switch self {
    case .answers(let answers): answers.last?.span.end ?? 0
    case .list(let columns, _, let span): columns.last?.span.end ?? span.end
    case .top(let top): top.span.end
    case .tally(_, let span): span.end
    case .add(let add): add.span.end
    case .keep(let keep): keep.span.end
    case .drop(_, let span), .rename(_, let span): span.end
    case .join(let join): join.span.end
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
  /// `add total = running released per side`
  case add(AddSyntax)
  /// `keep 2 highest killed per place`
  case keep(KeepSyntax)
  /// `drop source, reported`
  case drop([ExpressionSyntax], Span)
  /// `rename arms = weapon`
  case rename([RenamingSyntax], Span)
  /// `join places on place = name`
  case join(JoinSyntax)
  /// `tally casualties`
  case tally(ExpressionSyntax, Span)

  /// Whether `per` and what groups go by can stand at its end.
  var takesPer: Bool {
    switch self {
    case .add, .keep: true
    case .answers, .list, .top, .drop, .rename, .join, .tally: false
    }
  }
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

/// `add total = running released, part = share of released per side`
public struct AddSyntax: Sendable, Hashable {
  /// New columns; the alias is the name.
  public let columns: [NamedExpressionSyntax]
  /// Windows look at rows of the same keys only.
  public let keys: [KeySyntax]
  public let span: Span

  public init(columns: [NamedExpressionSyntax], keys: [KeySyntax], span: Span) {
    self.columns = columns
    self.keys = keys
    self.span = span
  }
}

/// `keep 2 highest killed per place`
public struct KeepSyntax: Sendable, Hashable {
  /// How many rows; one where none is given.
  public let count: CountSyntax?
  public let end: KeptEnd
  /// What rows are held against one another by; nil where that is plain, and where their order decides.
  public let expression: ExpressionSyntax?
  /// So many rows of each of these.
  public let keys: [KeySyntax]
  public let span: Span

  public init(
    count: CountSyntax?, end: KeptEnd, expression: ExpressionSyntax?, keys: [KeySyntax], span: Span
  ) {
    self.count = count
    self.end = end
    self.expression = expression
    self.keys = keys
    self.span = span
  }
}

/// Which end of an order rows are kept from.
public enum KeptEnd: String, Sendable, Hashable, CaseIterable {
  case highest, lowest
  /// By a date or a time.
  case latest, earliest
  /// By the order in which rows stand.
  case first, last

  /// Whether an expression says what the order is by.
  public var takesExpression: Bool { self != .first && self != .last }
  public var isOfTime: Bool { self == .latest || self == .earliest }
}

/// `arms = weapon`
public struct RenamingSyntax: Sendable, Hashable {
  public let name: NameSyntax
  public let column: ExpressionSyntax

  public init(name: NameSyntax, column: ExpressionSyntax) {
    self.name = name
    self.column = column
  }

  public var span: Span { name.span.joined(with: column.span) }
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

/// `lowest`, `trust officials > "the report"`
public enum PolicySyntax: Sendable, Hashable {
  case lowest, highest, latest, earliest
  /// The most trusted first.
  case trust([AuthoritySyntax])

  /// Policies of one word.
  static let plain: KeyValuePairs<String, PolicySyntax> = [
    "lowest": .lowest, "highest": .highest, "latest": .latest, "earliest": .earliest,
  ]
  /// The words that a policy begins with.
  public static let words = plain.map(\.key) + ["trust"]

  public var formatted: String {
    switch self {
    case .lowest: "lowest"
    case .highest: "highest"
    case .latest: "latest"
    case .earliest: "earliest"
    case .trust(let sources): "trust " + sources.map(\.formatted).joined(separator: " > ")
    }
  }
}

/// The name of a source, or whole words of it.
public struct AuthoritySyntax: Sendable, Hashable {
  public let text: String
  /// Whether the text names a value: `$who`.
  public let isVariable: Bool
  public let span: Span

  public init(text: String, isVariable: Bool = false, span: Span) {
    self.text = text
    self.isVariable = isVariable
    self.span = span
  }

  /// In quotes unless it is one plain word.
  public var formatted: String {
    if isVariable { return "$" + text }
    let tokens = Lexer.tokens(in: SourceText(text))
    return tokens.count == 2 && tokens[0].kind == .word(text) ? text : quoted(text)
  }
}

/// A number of rows: `limit 10`, `limit $n`
public struct CountSyntax: Sendable, Hashable {
  public enum Amount: Sendable, Hashable {
    case written(Int)
    /// The name of a value.
    case variable(String)
  }

  public let amount: Amount
  public let span: Span

  public init(amount: Amount, span: Span) {
    self.amount = amount
    self.span = span
  }

  public var formatted: String {
    switch amount {
    case .written(let count): String(count)
    case .variable(let name): "$" + name
    }
  }
}
