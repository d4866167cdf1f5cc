import TallyDiagnostics

/// Writes trees in the one canonical way: clauses in their order, spaces around operators, texts in
/// double quotes, quotes and brackets only where they are needed. Formatting twice changes nothing.
extension StatementSyntax {
  public var formatted: String {
    switch self {
    case .query(let query): query.formatted
    case .binding(let binding): binding.formatted
    case .parameter(let parameter): parameter.formatted
    case .expectation(let expectation): expectation.formatted
    case .command(let command): command.formatted
    }
  }

  /// What stands behind the query that it holds.
  var formattedEnd: String {
    if case .expectation(let expectation) = self { expectation.formattedEnd } else { "" }
  }
}

extension ParameterSyntax {
  public var formatted: String {
    let words = ["param \(name.formatted)", kind?.rawValue, value.map { "= \($0.formatted)" }]
    return words.compactMap { $0 }.joined(separator: " ")
  }
}

extension LiteralSyntax {
  public var formatted: String {
    isQuoted ? quoted(text) : text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension ExpectationSyntax {
  public var formatted: String {
    if case .rows(let isNegated) = test {
      return "expect \(isNegated ? "no " : "")rows: \(query.formatted)"
    }
    return "expect \(query.formatted)\(formattedEnd)"
  }

  /// ` gives 15+`
  var formattedEnd: String {
    switch test {
    case .rows: ""
    case .within(let bounds): " within \(bounds.formatted)"
    case .gives(let values, let tolerance):
      " gives \(values.map(\.formatted).joined(separator: ", "))"
        + (tolerance.map { " within \($0.formatted)" } ?? "")
    }
  }
}

extension BindingSyntax {
  public var formatted: String {
    switch bound {
    case .query(let query): "let \(name.formatted) = \(query.formatted)"
    case .value(let value): "let \(name.formatted) = \(value.formatted)"
    }
  }
}

extension CommandSyntax {
  public var formatted: String {
    let words = arguments.map { $0.isBracketed ? quoted($0.text) : $0.text }
    return ([name.text.lowercased()] + words + [query?.formatted].compactMap { $0 }).joined(separator: " ")
  }
}

extension QuerySyntax {
  public var formatted: String {
    stages.map(\.formatted).joined(separator: " | ") + formattedEnd
  }

  /// What stands behind the last stage: ` draw bars into "killed.svg"`
  var formattedEnd: String {
    (drawing.map { " " + $0.formatted } ?? "") + (destination.map { " into \(quoted($0.path))" } ?? "")
  }
}

extension DrawSyntax {
  public var formatted: String { kind.map { "draw \($0.rawValue)" } ?? "draw" }
}

extension StageSyntax {
  public var formatted: String {
    var words: [String] = []
    if let head { words.append(head.formatted) }
    if let from {
      words.append(head == nil && isOnlyTable ? from.formatted : "from \(from.formatted)")
    }
    if let condition { words.append("where \(keepsMaybe ? "maybe " : "")\(condition.formatted)") }
    if !keys.isEmpty { words.append("by \(keys.formattedList)") }
    if let across { words.append("across \(across.formatted)") }
    if !order.isEmpty { words.append("sort " + order.map(\.formatted).joined(separator: ", ")) }
    if let limit { words.append("limit \(limit.formatted)") }
    if let skip { words.append("skip \(skip.formatted)") }
    if let policy { words.append("using \(policy.formatted)") }
    if let authority { words.append("according to \(authority.formatted)") }
    if isRaw { words.append("raw") }
    return words.joined(separator: " ")
  }

  private var isOnlyTable: Bool {
    condition == nil && keys.isEmpty && across == nil && order.isEmpty && limit == nil && skip == nil
      && policy == nil && authority == nil && !isRaw
  }
}

extension HeadSyntax {
  public var formatted: String {
    switch self {
    case .answers(let answers):
      return answers.formattedList
    case .list(let columns, let isDistinct, _):
      let verb = isDistinct ? "list distinct" : "list"
      return columns.isEmpty ? verb : "\(verb) \(columns.formattedList)"
    case .top(let top):
      return "top \(top.count.formatted) \(top.keys.formattedList) by \(top.answer.formatted)"
    case .add(let add):
      let columns = add.columns.map { "\($0.alias?.formatted ?? "") = \($0.expression.formatted)" }
      return
        "add \(columns.joined(separator: ", "))\(add.keys.isEmpty ? "" : " per \(add.keys.formattedList)")"
    case .keep(let keep):
      let words = [
        "keep", keep.count?.formatted, keep.end.rawValue, keep.expression?.formatted,
        keep.keys.isEmpty ? nil : "per \(keep.keys.formattedList)",
      ]
      return words.compactMap { $0 }.joined(separator: " ")
    case .drop(let columns, _):
      return "drop " + columns.map(\.formatted).joined(separator: ", ")
    case .rename(let renamings, _):
      return "rename "
        + renamings.map { "\($0.name.formatted) = \($0.column.formatted)" }.joined(separator: ", ")
    case .join(let join):
      return join.formatted
    case .tally(let figure, _):
      return "tally \(figure.formatted)"
    }
  }
}

extension NamedExpressionSyntax {
  public var formatted: String {
    alias.map { "\(expression.formatted) as \($0.formatted)" } ?? expression.formatted
  }
}

extension [NamedExpressionSyntax] {
  var formattedList: String { map(\.formatted).joined(separator: ", ") }
}

extension SortSyntax {
  var formatted: String { expression.formatted + (isDescending ? " down" : "") }
}

extension NameSyntax {
  /// The name, in brackets where it would otherwise not read as one.
  public var formatted: String {
    let readsAsWord = !text.isEmpty && !isBracketed
    return readsAsWord ? text : NameSyntax.bracketed(text)
  }

  /// A column's or table's name as it has to be typed.
  public static func typed(_ text: String, vocabulary: Vocabulary) -> String {
    let word = text.lowercased()
    let tokens = Lexer.tokens(in: SourceText(text))
    let isWord = tokens.count == 2 && tokens[0].kind == .word(text)
    let isTaken = vocabulary.aggregates.contains(word) || Keywords.continuesStatement(word)
    return isWord && !isTaken ? text : bracketed(text)
  }

  /// A name in brackets, as any column can be typed.
  public static func bracketed(_ text: String) -> String {
    "[" + text.split(separator: "]", omittingEmptySubsequences: false).joined(separator: "]]") + "]"
  }
}

extension ExpressionSyntax {
  public var formatted: String {
    switch self {
    case .name(let name): return name.formatted
    case .variable(let name, _): return "$" + name
    case .text(let text, _): return quoted(text)
    case .number(let text, _), .date(let text, _), .duration(let text, _): return text
    case .atLeast(let number, _): return number.formatted + "+"
    case .about(let number, _): return "~" + number.formatted
    case .range(let low, let high, _): return (low?.formattedEnd ?? "") + ".." + (high?.formattedEnd ?? "")
    case .negation(let inner, _):
      // Two dashes side by side would begin a comment.
      let text = inner.formattedOperand
      return text.hasPrefix("-") ? "- " + text : "-" + text
    case .arithmetic(let operation, let left, let right):
      return "\(left.formatted) \(operation.rawValue) \(right.formatted)"
    case .call(let name, let arguments, _):
      return "\(name.text.lowercased())(\(arguments.map(\.formatted).joined(separator: ", ")))"
    case .aggregate(let aggregate): return aggregate.formatted
    case .level(let name, let argument): return "\(name.text.lowercased()) of \(argument.formatted)"
    case .window(let kind, let argument, _):
      return "\(kind.rawValue) \(kind.takesOf ? "of " : "")\(argument.formatted)"
    case .every(let level, _): return "every \(level.formatted)"
    case .comparison(let comparison, let left, let right):
      return "\(left.formatted) \(comparison.rawValue) \(right.formatted)"
    case .membership(let subject, let options, let isNegated, _):
      return "\(subject.formatted) \(isNegated ? "not in" : "in") \(formattedOptions(options))"
    case .textTest(let test, let left, let right, let isNegated):
      return "\(left.formatted) \(isNegated ? "not " : "")\(test.rawValue) \(right.formatted)"
    case .span(let start, let end): return "\(start.formatted) to \(end.formatted)"
    case .spanTest(let test, let subject, let period, let isNegated):
      return "\(subject.formatted) \(isNegated ? "not " : "")\(test.rawValue) \(period.formatted)"
    case .disputeTest(let subject, let isNegated, _):
      return "\(subject.formatted) is \(isNegated ? "not disputed" : "disputed")"
    case .unknownTest(let subject, let isNegated, _):
      return "\(subject.formatted) is \(isNegated ? "not unknown" : "unknown")"
    case .logical(let connective, let operands):
      return operands.map(\.formatted).joined(separator: " \(connective.rawValue) ")
    case .not(let inner, _): return "not \(inner.formatted)"
    case .parenthesized(let inner, _): return "(\(inner.formatted))"
    }
  }

  /// As an end of a range, which sums and products are not read into.
  private var formattedEnd: String {
    if case .arithmetic = self { "(\(formatted))" } else { formatted }
  }

  /// Behind a sign, which would be read into the low end of a range.
  private var formattedOperand: String {
    if case .range = self { "(\(formatted))" } else { formatted }
  }

  private func formattedOptions(_ options: [ExpressionSyntax]) -> String {
    if options.count == 1 { return options[0].formatted }
    return "(" + options.map(\.formatted).joined(separator: ", ") + ")"
  }
}

extension AggregateSyntax {
  /// `sum casualties`; also what a column that holds the answer is called.
  public var formatted: String {
    let words = [
      name.text.lowercased(), isDistinct ? "distinct" : nil, fraction?.formatted,
      fraction != nil || second != nil ? "of" : nil, argument.map(written),
      second.map { "and \(written($0))" },
    ]
    return words.compactMap { $0 }.joined(separator: " ")
  }

  /// An argument that is worked out for each row stands in parentheses, and in one pair of them: `sum (a - b)`.
  private func written(_ argument: ExpressionSyntax) -> String {
    let argument = argument.unwrapped
    return argument.isPrimary ? argument.formatted : "(\(argument.formatted))"
  }
}

extension ExpressionSyntax {
  /// Whether it stands by itself, so that nothing beside it can be read into it.
  public var isPrimary: Bool {
    switch self {
    case .name, .variable, .text, .number, .date, .duration, .atLeast, .call, .aggregate, .level,
      .parenthesized:
      true
    default: false
    }
  }
}

/// A text as it has to be typed right of a comparison: in quotes unless it is one word that means nothing
/// else there.
public func typedText(_ text: String, vocabulary: Vocabulary) -> String {
  let word = text.lowercased()
  let isTaken =
    vocabulary.functions.contains(word) || vocabulary.levels.contains(word)
    || ["unknown", "null"].contains(word)
  return NameSyntax.typed(text, vocabulary: vocabulary) == text && !isTaken ? text : quoted(text)
}

/// A text in double quotes, as it has to be typed.
public func quoted(_ text: String) -> String {
  "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
