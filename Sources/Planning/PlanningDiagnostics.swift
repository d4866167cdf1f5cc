import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

/// The wording of everything that can be wrong with what a query means, in alphabetical order.
enum PlanningDiagnostics {
  /// - Parameter across: what answers were to go across by, where no answer is asked.
  static func acrossWithoutAnswer(
    _ across: ExpressionSyntax, _ stage: StageSyntax, in source: SourceText
  ) -> Diagnostic {
    Diagnostic(
      "across-without-answer", "\"across\" spreads answers over columns, and none is asked", at: across.span
    )
    .fixing(stage.span, in: source, with: counting(stage).formatted)
  }

  /// Where columns that the data have cannot be told.
  static func acrossWithoutData(_ across: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      "across-without-data", "the columns of \"across\" are in the data, which are not at hand",
      at: across.span)
  }

  static func acrossWithTop(
    _ across: ExpressionSyntax, _ top: TopSyntax, _ stage: StageSyntax, in source: SourceText
  ) -> Diagnostic {
    var mended = stage
    mended.head = .answers([top.answer])
    mended.keys = top.keys
    return Diagnostic(
      "across-with-top", "\"top\" ranks by one figure, and \"across\" gives one for each column",
      at: across.span, help: "the answer of a question can be sorted by one of its columns and limited"
    )
    .fixing(stage.span, in: source, with: mended.formatted)
  }

  static func aggregateAsKey(_ key: KeySyntax, clause: String, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "aggregate-as-key", "\"\(source[key.span])\" is an answer, and \"\(clause)\" takes what to group by",
      at: key.span,
      help: "answers stand before \"\(clause)\", with commas between them")
  }

  static func aggregateInList(
    _ item: NamedExpressionSyntax, _ columns: [NamedExpressionSyntax], in source: SourceText
  ) -> Diagnostic {
    let others = columns.filter { !$0.expression.holdsAggregate }.map(\.formatted)
    let answers = columns.filter { $0.expression.holdsAggregate }.map(\.formatted)
    let by = others.isEmpty ? "" : " by " + others.joined(separator: ", ")
    let first = columns.first?.span.start ?? item.span.start
    let last = columns.last?.span.end ?? item.span.end
    let verb = startOfWord(before: first, in: source)
    return Diagnostic(
      "aggregate-in-list", "\"list\" shows rows, and \"\(source[item.span])\" is a figure of many rows",
      at: item.span
    )
    .fixing(Span(verb, last), in: source, with: answers.joined(separator: ", ") + by)
  }

  static func aggregateOfKind(
    _ aggregate: AggregateSyntax, _ argument: ExpressionSyntax, _ kind: Kind, textAmongNumbers: String?,
    in source: SourceText
  ) -> Diagnostic {
    if let textAmongNumbers {
      let text = textAmongNumbers.count > 40 ? textAmongNumbers.prefix(39) + "…" : textAmongNumbers[...]
      return Diagnostic(
        "aggregate-of-kind", "\"\(source[argument.span])\" is text, as \"\(text)\" in it is no number",
        at: argument.span, help: "number(…) takes texts that are none for unknown"
      )
      .fixing(argument.span, in: source, with: "number(\(argument.formatted))")
    }
    let diagnostic = Diagnostic(
      "aggregate-of-kind",
      "\"\(source[argument.span])\" is \(kind.phrase), which has no \(aggregate.name.text.lowercased())",
      at: argument.span)
    switch kind {
    // Of two columns there is none to say how often it differs.
    case _ where aggregate.second != nil: return diagnostic
    case .date, .time:
      return diagnostic.fixing(aggregate.span, in: source, with: "median \(argument.formatted)")
    case .duration: return diagnostic.fixing(aggregate.span, in: source, with: "mean \(argument.formatted)")
    default:
      return diagnostic.fixing(aggregate.span, in: source, with: "count distinct \(argument.formatted)")
    }
  }

  /// `sum(a, b)`
  static func aggregateOfMany(
    _ name: NameSyntax, _ arguments: [ExpressionSyntax], _ span: Span, in source: SourceText
  ) -> Diagnostic {
    let operation = Aggregate.named(name.text.lowercased())?.operation
    if operation == .correlation {
      let pair = AggregateSyntax(
        name: name, isDistinct: false, argument: arguments.first, second: arguments.dropFirst().first,
        span: span)
      return Diagnostic("aggregate-of-many", "\"\(name.text)\" takes two columns", at: span)
        .fixing(span, in: source, with: pair.formatted)
    }
    // `quantile(x, 0.5, 0.9)` asks for several of one column.
    let answers = (operation == .quantile ? Array(arguments.dropFirst()) : arguments).map { argument in
      operation == .quantile
        ? AggregateSyntax(
          name: name, isDistinct: false, fraction: argument, argument: arguments.first, span: span
        ).formatted
        : AggregateSyntax(name: name, isDistinct: false, argument: argument, span: span).formatted
    }
    return Diagnostic(
      "aggregate-of-many", "\"\(name.text)\" takes one column; further answers go behind commas", at: span
    )
    .fixing(span, in: source, with: answers.joined(separator: ", "))
  }

  static func aggregateOverRows(
    _ aggregate: AggregateSyntax, _ scope: Scope, in source: SourceText
  ) -> Diagnostic {
    if aggregate.argument == nil,
      let name = scope.names.first(where: { $0.lowercased() == aggregate.name.text.lowercased() })
    {
      return Diagnostic(
        "aggregate-over-rows",
        "\"\(aggregate.name.text)\" counts rows; the column of that name takes brackets",
        at: aggregate.span
      )
      .fixing(aggregate.span, in: source, with: "[\(name)]")
    }
    return Diagnostic(
      "aggregate-over-rows",
      "\"\(source[aggregate.span])\" is a figure of many rows and cannot stand where one row is asked",
      at: aggregate.span,
      help: "ask it first and go on behind a bar: sum killed by city | where sum killed > 10")
  }

  /// - Parameter name: the aggregate's word as typed.
  static func aggregateWithoutColumn(
    _ name: NameSyntax, _ operation: Aggregate.Operation, _ span: Span, _ scope: Scope, in source: SourceText
  ) -> Diagnostic {
    let fitting = scope.fields.indices.filter { operation.accepts(scope.types[$0]) }
      .map { NameSyntax.typed(scope.fields[$0].name, vocabulary: .standard) }
    let isPair = operation == .correlation
    let diagnostic = Diagnostic(
      "aggregate-without-column", "\"\(name.text)\" wants \(isPair ? "two columns" : "a column")", at: span,
      help: scope.names.isEmpty ? nil : "columns are \(listed(scope.names))")
    guard let first = fitting.first else { return diagnostic }
    switch operation {
    case .quantile: return diagnostic.fixing(span, in: source, with: "quantile 0.5 of \(first)")
    case .correlation:
      guard fitting.count > 1 else { return diagnostic }
      return diagnostic.fixing(span, in: source, with: "\(name.text) of \(first) and \(fitting[1])")
    default: return diagnostic.fixing(span, in: source, with: "\(name.text) \(first)")
    }
  }

  /// A condition about answers, which are there only behind a bar.
  static func answerInCondition(
    _ span: Span, _ word: String, _ stage: StageSyntax, in source: SourceText
  ) -> Diagnostic {
    var asked = stage
    asked.condition = nil
    var kept = StageSyntax(span: stage.span)
    kept.condition = stage.condition
    return Diagnostic(
      "answer-in-condition", "\"\(word)\" is an answer, and \"where\" chooses the rows it is worked out from",
      at: span,
      help: "conditions on answers go behind a bar"
    )
    .fixing(stage.span, in: source, with: "\(asked.formatted) | \(kept.formatted)")
  }

  /// `sum a and b`
  static func answersJoined(_ operands: [ExpressionSyntax], _ span: Span, in source: SourceText) -> Diagnostic
  {
    var asked: AggregateSyntax?
    let answers = operands.map { operand -> String in
      if case .aggregate(let aggregate) = operand { asked = aggregate }
      guard case .name = operand, let asked else { return operand.formatted }
      return AggregateSyntax(
        name: asked.name, isDistinct: asked.isDistinct, fraction: asked.fraction,
        argument: asked.second == nil ? operand : asked.argument, second: asked.second == nil ? nil : operand,
        span: span
      ).formatted
    }
    return Diagnostic("answers-joined", "answers are joined by commas", at: span)
      .fixing(span, in: source, with: answers.joined(separator: ", "))
  }

  static func argumentCount(
    _ function: ScalarFunction, _ count: Int, _ span: Span, in source: SourceText
  ) -> Diagnostic {
    Diagnostic(
      "argument-count", "\(function.name) does not take \(count) \(count == 1 ? "value" : "values")",
      at: span,
      help: "it is written \(function.usage)")
  }

  static func argumentKind(
    _ function: ScalarFunction, _ parameter: ScalarFunction.Parameter, _ argument: Expression,
    in source: SourceText
  ) -> Diagnostic {
    Diagnostic(
      "argument-kind",
      "\"\(source[argument.span])\" is \(argument.type.kind.phrase), and \(shown(function)) wants \(parameter.rawValue)",
      at: argument.span)
  }

  static func arithmeticAgainstText(
    _ right: ExpressionSyntax, _ subject: Expression, in source: SourceText
  ) -> Diagnostic {
    let text = String(source[right.span])
    return Diagnostic(
      "unquoted-text", "\"\(source[subject.span])\" is text, and a text with signs in it takes quotes",
      at: right.span
    )
    .fixing(right.span, in: source, with: quoted(text))
  }

  /// `10..20 - 4`
  static func arithmeticInRange(
    _ low: ExpressionSyntax?, _ end: ExpressionSyntax, _ operation: ArithmeticOperator,
    _ rest: ExpressionSyntax,
    _ span: Span, in source: SourceText
  ) -> Diagnostic {
    Diagnostic("arithmetic-in-range", "a figure that is reckoned with takes parentheses", at: span)
      .fixing(
        span, in: source,
        with: "(\(low?.formatted ?? "")..\(end.formatted)) \(operation.rawValue) \(rest.formatted)")
  }

  /// - Parameter span: where the pattern is written, or the name of the value that holds it.
  static func badPattern(
    _ fault: TextPattern.Fault, _ text: String, at span: Span, in source: SourceText
  ) -> Diagnostic {
    let piece = fault.range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } ?? ""
    let (message, help): (String, String?) =
      switch fault.cause {
      case .badClass: ("\(piece) is no class of characters", "such as [a-z], [[:alpha:]] or \\pL")
      case .badEscape:
        ("\(piece) stands for nothing in a pattern", "a backslash itself is written \\\\")
      case .badGroup:
        (
          "\(piece) means nothing in a pattern",
          "there is (?i), (?-i), (?:…) and (?P<name>…), and no looking ahead"
        )
      case .badRange: ("\(piece) is a range of characters that ends before it begins", nil)
      case .missingBracket: ("this [ is not closed", "a bracket itself is written \\[")
      case .missingParenthesis: ("a ) is missing in the pattern", "a parenthesis itself is written \\(")
      case .nothingToRepeat:
        ("\(piece) has nothing before it to repeat", "the sign itself is written \\\(piece)")
      case .repeatedRepeat: ("\(piece) repeats what repeats already", nil)
      case .repeatedTooOften: ("\(piece) is out of order, or makes more than 1000 times altogether", nil)
      case .tooLarge: ("the pattern is too large: it would take more than 8 MB", nil)
      case .trailingBackslash:
        ("the \\ at the end has nothing behind it", "a backslash itself is written \\\\")
      case .unexpectedParenthesis:
        ("a ) in the pattern closes nothing", "a parenthesis itself is written \\)")
      case .unreadable: ("the pattern cannot be read", nil)
      }
    return Diagnostic("bad-pattern", message, at: patternSpan(fault.range, span, in: source), help: help)
  }

  /// The piece of a quoted text that its bytes in a range stand for; all of what is written where it is no
  /// quoted text. A quote inside stands there twice.
  private static func patternSpan(
    _ range: Range<Int>?, _ span: Span, in source: SourceText
  ) -> Span {
    guard let range, let quote = source[span].utf8.first,
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { return span }
    let written = Array(source[span].utf8.dropFirst().dropLast())
    var starts: [Int] = []
    var position = 0
    while position < written.count {
      starts.append(span.start + 1 + position)
      position += written[position] == quote ? 2 : 1
    }
    starts.append(span.end - 1)
    guard range.upperBound < starts.count else { return span }
    return Span(starts[range.lowerBound], starts[range.upperBound])
  }

  /// `keep 2 highest killed by place`
  static func byForPer(_ key: KeySyntax, _ stage: StageSyntax, in source: SourceText) -> Diagnostic {
    var mended = stage
    mended.keys = []
    switch stage.head {
    case .keep(let keep):
      mended.head = .keep(
        KeepSyntax(
          count: keep.count, end: keep.end, expression: keep.expression, keys: keep.keys + stage.keys,
          span: keep.span))
    case .add(let add):
      mended.head = .add(AddSyntax(columns: add.columns, keys: add.keys + stage.keys, span: add.span))
    default: break
    }
    return Diagnostic(
      "by-for-per", "\"by\" groups answers; rows are taken group by group with \"per\"", at: key.span
    )
    .fixing(stage.span, in: source, with: mended.formatted)
  }

  static func byWithoutAnswer(_ key: KeySyntax, _ stage: StageSyntax, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "by-without-answer", "\"by\" groups answers, and none is asked", at: key.span,
      help: "rows are put in order by sort")
    return diagnostic.fixing(stage.span, in: source, with: counting(stage).formatted)
  }

  /// The same stage with its rows counted.
  private static func counting(_ stage: StageSyntax) -> StageSyntax {
    let count = AggregateSyntax(
      name: NameSyntax("count", span: stage.span), isDistinct: false, argument: nil, span: stage.span)
    var mended = stage
    mended.head = .answers([NamedExpressionSyntax(.aggregate(count))])
    return mended
  }

  /// `join places on place = name by kind`
  static func byWithJoin(_ key: KeySyntax, _ stage: StageSyntax, in source: SourceText) -> Diagnostic {
    var joined = stage
    joined.keys = []
    var asked = StageSyntax(span: stage.span)
    asked.head = .answers([
      NamedExpressionSyntax(
        .aggregate(
          AggregateSyntax(
            name: NameSyntax("count", span: key.span), isDistinct: false, argument: nil, span: key.span)))
    ])
    asked.keys = stage.keys
    return Diagnostic(
      "by-without-answer", "\"by\" groups answers, and a join gives rows", at: key.span,
      help: "what is asked of joined rows goes behind a bar"
    )
    .fixing(stage.span, in: source, with: "\(joined.formatted) | \(asked.formatted)")
  }

  static func byWithTop(_ key: KeySyntax, _ top: TopSyntax, _ stage: StageSyntax, in source: SourceText)
    -> Diagnostic
  {
    var mended = stage
    mended.keys = []
    mended.head = .top(
      TopSyntax(count: top.count, keys: top.keys + stage.keys, answer: top.answer, span: top.span))
    return Diagnostic("by-with-top", "\"top\" has its keys before its \"by\"", at: key.span)
      .fixing(stage.span, in: source, with: mended.formatted)
  }

  static func cannotAdd(
    _ function: ScalarFunction, _ arguments: [Expression], _ span: Span, in source: SourceText
  ) -> Diagnostic {
    let kinds = arguments.map { $0.type.kind.phrase }
    let verb = function.name == "+" ? "added to" : "taken from"
    let (a, b) = function.name == "+" ? (kinds[0], kinds[1]) : (kinds[1], kinds[0])
    return Diagnostic("cannot-add", "\(a) cannot be \(verb) \(b)", at: span)
  }

  /// `if(killed > 10, "many", killed)`
  static func choiceOfKinds(
    _ function: ScalarFunction, _ a: Expression, _ b: Expression, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "choice-of-kinds",
      "\"\(source[a.span])\" is \(a.type.kind.phrase) and \"\(source[b.span])\" is \(b.type.kind.phrase), and \(shown(function)) gives values of one kind",
      at: b.span, help: "text(…) writes any value as text")
    let other = a.type.kind == .text ? b : a
    guard a.type.kind == .text || b.type.kind == .text else { return diagnostic }
    return diagnostic.fixing(other.span, in: source, with: "text(\(source[other.span]))")
  }

  /// A column among the answers: beside keys a number is probably asked for as the answer before it is, as in
  /// `sum killed, injured by city`; anything else is probably what to group by.
  static func columnAmongAnswers(
    _ name: NameSyntax, _ stage: StageSyntax, _ answers: [NamedExpressionSyntax], _ scope: Scope,
    in source: SourceText
  ) -> Diagnostic {
    let diagnostic = columnBesideAggregate(name, in: source)
    let before = answers.last { $0.expression.span.end <= name.span.start && $0.expression.asksFigure }
    if case .aggregate(let aggregate)? = before?.expression.unwrapped, aggregate.argument != nil,
      aggregate.fraction == nil, aggregate.second == nil, !aggregate.isDistinct, !stage.keys.isEmpty,
      let column = scope.index(of: name.text), scope.types[column].kind.canBeBounded
    {
      return diagnostic.fixing(
        name.span, in: source, with: "\(aggregate.name.text) \(source[name.span])")
    }
    let columns = answers.filter { !$0.expression.asksFigure }
    var mended = stage
    mended.head = .answers(answers.filter(\.expression.asksFigure))
    mended.keys += columns
    return Diagnostic(
      diagnostic.id, diagnostic.message, at: name.span, help: "what to group by goes behind \"by\""
    )
    .fixing(stage.span, in: source, with: mended.formatted)
  }

  static func columnBesideAggregate(_ name: NameSyntax, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "column-beside-aggregate",
      "\"\(name.text)\" has a value for each row, and the figure beside it one for many",
      at: name.span,
      help:
        "what is worked out for each row goes in parentheses: sum (a * b); what to group by goes behind \"by\""
    )
  }

  static func columnOrText(_ name: NameSyntax, _ subject: Expression, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "column-or-text", "\"\(name.text)\" is a column and could also be the text", at: name.span,
      help: "the column is written [\(name.text)], the text \(quoted(name.text))"
    )
    .fixing(name.span, in: source, with: quoted(name.text))
  }

  static func comparedWithUnknown(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, isNegated: Bool, in source: SourceText
  ) -> Diagnostic {
    let test = isNegated ? "is not unknown" : "is unknown"
    return Diagnostic(
      "compared-with-unknown", "whether something is unknown is asked with \"is\"", at: right.span
    )
    .fixing(left.span.joined(with: right.span), in: source, with: "\(left.formatted) \(test)")
  }

  /// `correlation of x`
  /// - Parameter second: the column that stands behind it as if it were an answer of its own.
  static func correlationOfOne(
    _ aggregate: AggregateSyntax, _ scope: Scope, followedBy second: NameSyntax?, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "correlation-of-one", "\"\(aggregate.name.text)\" is of two columns", at: aggregate.span,
      help: "such as: correlation of x and y")
    guard let argument = aggregate.argument else { return diagnostic }
    let isOther = { (index: Int) in
      Aggregate.Operation.correlation.accepts(scope.types[index])
        && scope.fields[index].name.lowercased() != argument.plainText.lowercased()
    }
    // `correlation x, y`
    let behind = second.flatMap { scope.index(of: $0.text) }.flatMap { isOther($0) ? $0 : nil }
    guard let other = behind ?? scope.fields.indices.first(where: isOther) else { return diagnostic }
    let name = NameSyntax.typed(scope.fields[other].name, vocabulary: .standard)
    let isWritten = argument.isPrimary
    let span = behind == nil ? aggregate.span : second.map { aggregate.span.joined(with: $0.span) }
    return diagnostic.fixing(
      span ?? aggregate.span, in: source,
      with:
        "\(aggregate.name.text) of \(isWritten ? argument.formatted : "(\(argument.formatted))") and \(name)")
  }

  /// `first 5 from sales`
  static func countedRows(
    _ aggregate: AggregateSyntax, _ count: CountSyntax, _ stage: StageSyntax,
    in source: SourceText
  ) -> Diagnostic {
    let word = aggregate.name.text
    let diagnostic = Diagnostic(
      "counted-rows", "\"\(word)\" gives one value of a column, and \(count.formatted) is no column",
      at: aggregate.span)
    guard stage.keys.isEmpty, let end = KeptEnd(rawValue: word.lowercased()) else { return diagnostic }
    var mended = stage
    mended.head = .keep(
      KeepSyntax(count: count, end: end, expression: nil, keys: [], span: aggregate.span))
    return diagnostic.fixing(stage.span, in: source, with: mended.formatted)
  }

  static func distinctOnlyCounts(_ aggregate: AggregateSyntax, in source: SourceText) -> Diagnostic {
    let argument = aggregate.argument?.formatted ?? ""
    return Diagnostic("distinct-only-counts", "\"distinct\" goes with count and list", at: aggregate.span)
      .fixing(aggregate.span, in: source, with: "count distinct \(argument)")
  }

  /// `join places on place = name where kind = city`
  static func conditionOnJoined(
    _ name: NameSyntax, _ table: Table, _ stage: StageSyntax, in source: SourceText
  ) -> Diagnostic {
    var joined = stage
    joined.condition = nil
    joined.keepsMaybe = false
    var kept = StageSyntax(span: stage.span)
    (kept.condition, kept.keepsMaybe) = (stage.condition, stage.keepsMaybe)
    return Diagnostic(
      "condition-on-joined",
      "\"\(name.text)\" is a column of \(table.name), and \"where\" chooses rows before they are joined",
      at: name.span, help: "conditions on joined rows go behind a bar"
    )
    .fixing(stage.span, in: source, with: "\(joined.formatted) | \(kept.formatted)")
  }

  static func disputeOfKind(_ subject: Expression, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "dispute-of-kind",
      "\"\(source[subject.span])\" is no figure that claims give, so nothing of it is disputed",
      at: subject.span)
  }

  /// - Parameter keys: what the answer goes by.
  static func drawnByMany(
    _ kind: PictureKind, _ span: Span, _ keys: [String], _ query: QuerySyntax, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "drawn-by-many",
      "\"draw \(kind.rawValue)\" has room for two keys, and the answer goes by \(keys.count)",
      at: span, help: "they are \(listed(keys))")
    guard let stage = query.stages.last, stage.keys.count == keys.count else { return diagnostic }
    var mended = stage
    mended.keys = Array(stage.keys.prefix(2))
    return diagnostic.fixing(stage.span, in: source, with: mended.formatted)
  }

  /// `list killed, injured draw histogram`
  static func drawnOfMany(
    _ kind: PictureKind, _ span: Span, _ names: [String], _ query: QuerySyntax, in source: SourceText
  ) -> Diagnostic {
    let others = names.dropFirst().map { NameSyntax.typed($0, vocabulary: .standard) }
    let mended =
      QuerySyntax(
        stages: query.stages, drawing: nil, destination: nil
      ).formatted + " | drop \(others.joined(separator: ", "))"
    return Diagnostic(
      "drawn-of-many", "a \(kind.rawValue) is of one figure, and there are \(names.count)", at: span,
      help: "they are \(listed(names))"
    )
    .suggesting("\(mended) draw \(kind.rawValue)")
  }

  static func droppedEverything(_ span: Span) -> Diagnostic {
    Diagnostic("dropped-everything", "no column would be left", at: span, help: "rows are counted by count")
  }

  static func emptyQuery(_ span: Span) -> Diagnostic {
    Diagnostic("empty-query", "nothing is asked", at: span)
  }

  static func emptyRange(
    _ low: ExpressionSyntax?, _ high: ExpressionSyntax?, _ span: Span, in source: SourceText
  ) -> Diagnostic {
    let ends = [high, low].map { $0?.formatted ?? "" }
    return Diagnostic("empty-range", "the range ends before it begins", at: span)
      .fixing(span, in: source, with: ends.joined(separator: ".."))
  }

  /// `every weekday of date`
  static func everyWithoutPeriod(_ key: ExpressionSyntax, _ level: ExpressionSyntax, in source: SourceText)
    -> Diagnostic
  {
    Diagnostic(
      "every-without-period", "\"every\" fills the gaps between periods, and a weekday is none", at: key.span
    )
    .fixing(key.span, in: source, with: level.formatted)
  }

  static func fractionNotConstant(_ span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "fraction-not-constant", "a quantile wants a number from 0 to 1, found \(source[span])", at: span,
      help: "such as: quantile 0.9 of x; a value named by let is written with a $")
  }

  /// `quantile 90 of x`
  static func fractionOutOfRange(
    _ written: ExpressionSyntax, _ fraction: Double, _ aggregate: AggregateSyntax, in source: SourceText
  ) -> Diagnostic {
    let message =
      "a quantile goes from 0, the least value, to 1, the greatest, and \(source[written.span]) does not"
    guard (2...100).contains(fraction), case .number(let text, let span) = written,
      let part = AggregateSyntax.fraction(ofPercent: text), !source[span].contains("%")
    else { return Diagnostic("fraction-out-of-range", message, at: written.span) }
    return Diagnostic(
      "fraction-out-of-range", "\(text) % is written \(part) in a quantile", at: written.span
    )
    .fixing(span, in: source, with: part)
  }

  static func fromAfterBar(_ name: NameSyntax, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "from-after-bar", "behind a bar the rows are those of the stage before", at: name.span,
      help: "\"from\" stands in the first stage")
  }

  static func functionOfFigures(
    _ function: ScalarFunction, _ argument: Expression, in source: SourceText
  ) -> Diagnostic {
    Diagnostic(
      "function-of-figures",
      "\(function.name) wants exact numbers, and \"\(source[argument.span])\" has bounds",
      at: argument.span
    )
    .fixing(argument.span, in: source, with: "best(\(source[argument.span]))")
  }

  /// `sum killed by city draw heatmap`
  static func heatmapOfOneKey(_ span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "heatmap-of-one-key", "a heatmap is of two keys, or of several figures for each row", at: span,
      help: "such as: count by weekday of date, place draw heatmap"
    )
    .fixing(span, in: source, with: "draw bars")
  }

  static func incomparable(_ a: Expression, _ b: Expression, _ span: Span, in source: SourceText)
    -> Diagnostic
  {
    Diagnostic(
      "incomparable",
      "\"\(source[a.span])\" is \(a.type.kind.phrase) and \"\(source[b.span])\" is \(b.type.kind.phrase)",
      at: span)
  }

  static func inWithoutList(
    _ subject: ExpressionSyntax, _ option: ExpressionSyntax, in source: SourceText
  ) -> Diagnostic {
    Diagnostic("in-without-list", "\"in\" wants a list in parentheses, a range or a period", at: option.span)
      .fixing(option.span, in: source, with: "(\(option.formatted))")
  }

  static func joinKeysMirrored(
    _ left: NameSyntax, _ right: NameSyntax, _ joined: Scope, in source: SourceText
  ) -> Diagnostic {
    Diagnostic(
      "join-keys-mirrored",
      "left of = stands a column of the rows so far, right of it one of \(joined.tableName ?? "the table")",
      at: left.span.joined(with: right.span)
    )
    .fixing(
      left.span.joined(with: right.span), in: source, with: "\(right.formatted) = \(left.formatted)")
  }

  static func joinKeysOfKinds(
    _ left: Expression, _ right: Expression, _ key: JoinKeySyntax, _ joined: Scope, in source: SourceText
  ) -> Diagnostic {
    let (a, b) = (key.left.text, (key.right ?? key.left).text)
    let table = joined.tableName ?? "the table"
    let diagnostic = Diagnostic(
      "join-keys-of-kinds",
      "\"\(a)\" is \(left.type.kind.phrase) and \"\(b)\" of \(table) is \(right.type.kind.phrase), so none are the same",
      at: key.span)
    let isFitting = { (index: Int) in
      !joined.types[index].isBounded && joined.types[index].kind.isJoinable(with: left.type.kind)
    }
    // The column of the same name, or the only one that could be meant.
    let fitting = joined.fields.indices.filter(isFitting)
    let same = fitting.first { TextOrder.isSame(joined.fields[$0].name, a) }
    guard let meant = same ?? (fitting.count == 1 ? fitting[0] : nil) else {
      let names = fitting.map { joined.fields[$0].name }
      return names.isEmpty
        ? diagnostic
        : Diagnostic(
          diagnostic.id, diagnostic.message, at: key.span,
          help: "\(left.type.kind.phrase) in \(table): \(listed(names))")
    }
    let name = NameSyntax.typed(joined.fields[meant].name, vocabulary: .standard)
    return diagnostic.fixing(
      key.span, in: source, with: same == nil ? "\(key.left.formatted) = \(name)" : key.left.formatted)
  }

  static func joinKeyWithBounds(_ key: Expression, in source: SourceText) -> Diagnostic {
    let name = source[key.span]
    return Diagnostic(
      "join-key-with-bounds", "\"\(name)\" has bounds, so it is open which rows have the same", at: key.span,
      help: "a column of its own is exact: add key = best(\(name)) | join … on key")
  }

  static func joinWithoutOn(
    _ join: JoinSyntax, _ left: Scope, _ right: Scope, in source: SourceText
  ) -> Diagnostic {
    let common = left.fields.indices.filter { index in
      right.index(of: left.fields[index].name).map { other in
        !left.types[index].isBounded && !right.types[other].isBounded
          && left.types[index].kind.isJoinable(with: right.types[other].kind)
      } ?? false
    }
    let names = common.map { NameSyntax.typed(left.fields[$0].name, vocabulary: .standard) }
    let table = join.table.formatted
    let diagnostic = Diagnostic(
      "join-without-on", "which columns have to be the same? \"\(join.kind.words) \(table)\" wants \"on\"",
      at: join.span,
      help: names.isEmpty
        ? "columns of \(right.tableName ?? table) are \(listed(right.names)); such as: on place = name"
        : "both have \(listed(common.map { left.fields[$0].name }))")
    guard names.count == 1 || (join.isNatural && !names.isEmpty) else { return diagnostic }
    return diagnostic.fixing(
      join.span, in: source, with: "\(join.kind.words) \(table) on \(names.joined(separator: ", "))")
  }

  /// `keep 2 highest`
  static func keepWithoutColumn(_ keep: KeepSyntax, _ scope: Scope, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "keep-without-column", "\"\(keep.end.rawValue)\" wants a column", at: keep.span,
      help: scope.names.isEmpty ? nil : "columns are \(listed(scope.names))")
    guard let fitting = scope.types.indices.first(where: { scope.types[$0].kind.canBeBounded }) else {
      return diagnostic
    }
    return diagnostic.fixing(keep.span, in: source, with: keep.by(scope.fields[fitting].name).formatted)
  }

  /// `keep latest` where no date is the one that is meant.
  static func keepWithoutTime(_ keep: KeepSyntax, _ times: [String], in source: SourceText) -> Diagnostic {
    guard let first = times.first else {
      return Diagnostic(
        "keep-without-time", "no column is a date or a time", at: keep.span,
        help: "rows are kept by the order in which they stand with first and last")
    }
    return Diagnostic(
      "keep-without-time", "\"\(keep.end.rawValue)\" could be by \(listed(times))", at: keep.span
    )
    .fixing(keep.span, in: source, with: keep.by(first).formatted)
  }

  static func keptByKind(
    _ keep: KeepSyntax, _ value: Expression, _ scope: Scope, in source: SourceText
  ) -> Diagnostic {
    let word = keep.end.rawValue
    if keep.end.isOfTime {
      let other = KeepSyntax(
        count: keep.count, end: keep.end == .latest ? .highest : .lowest, expression: keep.expression,
        keys: keep.keys, span: keep.span)
      return Diagnostic(
        "kept-by-kind",
        "\"\(source[value.span])\" is \(value.type.kind.phrase), and \"\(word)\" is by a date or a time",
        at: value.span
      )
      .fixing(keep.span, in: source, with: HeadSyntax.keep(other).formatted)
    }
    return Diagnostic(
      "kept-by-kind", "\"\(source[value.span])\" is \(value.type.kind.phrase), which has no order",
      at: value.span, help: "rows are chosen by where")
  }

  /// Kinds that a function takes each for itself, but not together.
  static func mixedKinds(
    _ function: ScalarFunction, _ a: Expression, _ b: Expression, _ span: Span, in source: SourceText
  ) -> Diagnostic {
    let kinds =
      "\"\(source[a.span])\" is \(a.type.kind.phrase) and \"\(source[b.span])\" is \(b.type.kind.phrase)"
    let help =
      switch function.name {
      case "*": "a duration is multiplied by a number"
      case "/": "a number is divided by a number, a duration by either"
      default: "all are numbers, or all are durations"
      }
    return Diagnostic("mixed-kinds", kinds, at: span, help: help)
  }

  static func mixedRange(_ span: Span) -> Diagnostic {
    Diagnostic(
      "mixed-range", "both ends of a range are of one kind", at: span, help: "such as 10..20 or 2h..8h")
  }

  /// - Parameter column: the column that has the name; nil where two columns are given it.
  static func nameTaken(
    _ renaming: RenamingSyntax, _ column: String?, _ stage: StageSyntax, in source: SourceText
  ) -> Diagnostic {
    guard let column else {
      return Diagnostic(
        "name-taken", "two columns cannot both be called \"\(renaming.name.text)\"", at: renaming.name.span)
    }
    var dropping = StageSyntax(span: stage.span)
    dropping.from = stage.from
    dropping.head = .drop([.name(NameSyntax(column, isBracketed: true, span: stage.span))], stage.span)
    var renamingStage = stage
    renamingStage.from = nil
    return Diagnostic(
      "name-taken", "there is a column \"\(column)\" already", at: renaming.name.span,
      help: "it can be dropped first"
    )
    .fixing(stage.span, in: source, with: "\(dropping.formatted) | \(renamingStage.formatted)")
  }

  static func nestedAggregate(_ outer: AggregateSyntax, _ scope: Scope, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "nested-aggregate", "a figure of figures takes two stages", at: outer.span,
      help: "such as: sum killed by city | max sum killed")
    guard case .aggregate(let inner)? = outer.argument, inner.argument == nil,
      let name = scope.names.first(where: { $0.lowercased() == inner.name.text.lowercased() })
    else { return diagnostic }
    return diagnostic.fixing(inner.span, in: source, with: "[\(name)]")
  }

  static func noSuchDate(_ text: String, _ span: Span, in source: SourceText) -> Diagnostic {
    let what = text.contains("T") ? "time" : "date"
    let diagnostic = Diagnostic(
      "no-such-date", "there is no \(what) \(text)", at: span,
      help: "dates are written 2025-05-24, times 2025-05-24T07:30")
    guard let last = lastDay(ofMonthIn: text) else { return diagnostic }
    return diagnostic.fixing(span, in: source, with: last)
  }

  /// The last day of the month of a date that goes beyond it.
  private static func lastDay(ofMonthIn text: String) -> String? {
    let parts = text.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1...12).contains(month), day > 28
    else { return nil }
    let last = CalendarDate.dayCount(ofMonth: month, year: year)
    return CalendarDate(year: year, month: month, day: last).description
  }

  static func noSuchDuration(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      "no-such-duration", "there is no duration \(text)", at: span,
      help: "units go from large to small, each once: 2d, 1h30m, 1.5s; the longest is about 290,000 years")
  }

  static func noTableHasAll(_ names: [NameSyntax], _ catalog: Catalog, in source: SourceText) -> Diagnostic {
    let homes = names.map { name in
      catalog.tables.filter { $0.columnIndex(named: name.text) != nil }.map(\.name)
    }
    if let index = homes.firstIndex(of: []) {
      let name = names[index]
      let diagnostic = Diagnostic("unknown-column", "no table has a column \"\(name.text)\"", at: name.span)
      if let table = catalog.table(named: name.text) {
        return Diagnostic(
          "table-as-column", "\"\(name.text)\" is a table, and a column is wanted here", at: name.span,
          help: "its columns are \(listed(table.fields.map(\.name)))")
      }
      // A table that has all the other columns is the likelier home of the misspelt one.
      let others = names.indices.filter { $0 != index && !homes[$0].isEmpty }.map { names[$0].text }
      let likely = catalog.tables.filter { table in others.allSatisfy { table.columnIndex(named: $0) != nil }
      }
      let candidates =
        (likely.isEmpty ? [] : likely.flatMap { $0.fields.map(\.name) })
        + catalog.tables.flatMap { $0.fields.map(\.name) }
      guard let near = EditDistance.nearest(to: name.text, among: candidates) else {
        return Diagnostic(
          "unknown-column", diagnostic.message, at: name.span,
          help: "\"describe\" and a table's name show its columns")
      }
      return diagnostic.fixing(name.span, in: source, with: NameSyntax.typed(near, vocabulary: .standard))
    }
    let places = zip(names, homes).map { "\($0.text) is in \($1.joined(separator: ", "))" }
    return Diagnostic(
      "no-table-has-all", "no table has all of these columns: \(names.map(\.text).joined(separator: ", "))",
      at: names.last?.span, help: places.joined(separator: "; "))
  }

  static func noTables(_ span: Span) -> Diagnostic {
    Diagnostic("no-tables", "no table is loaded", at: span, help: "open a file with: load FILE")
  }

  static func noSuchGroup(
    _ group: Int64, _ pattern: TextPattern, _ argument: Expression, in source: SourceText
  ) -> Diagnostic {
    let count = pattern.groupCount
    let groups = count == 0 ? "no groups" : count == 1 ? "one group" : "\(count) groups"
    return Diagnostic(
      "no-such-group", "the pattern has \(groups) in parentheses, and no group \(group)", at: argument.span,
      help: "group 0 is the whole match"
    )
    .fixing(argument.span, in: source, with: String(count))
  }

  /// - Parameter kind: nil where none was asked for.
  static func nothingToDraw(
    _ kind: PictureKind?, _ span: Span, _ query: QuerySyntax, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "nothing-to-draw", "no column of the answer is an amount that could be drawn", at: span,
      help: "such as: count by city draw bars")
    guard let stage = query.stages.last, case .list(let columns, _, _)? = stage.head,
      (1...2).contains(columns.count)
    else { return diagnostic }
    var mended = counting(stage)
    mended.keys = columns
    mended.order = []
    let end = DrawSyntax(kind: columns.count == 2 && kind == .heatmap ? .heatmap : .bars, span: span)
    return diagnostic.fixing(
      stage.span.joined(with: span), in: source, with: "\(mended.formatted) \(end.formatted)")
  }

  static func notACondition(_ expression: Expression, in source: SourceText) -> Diagnostic {
    let text = source[expression.span]
    let diagnostic = Diagnostic(
      "not-a-condition", "\"\(text)\" is \(expression.type.kind.phrase), and a condition is wanted",
      at: expression.span)
    guard case .column = expression.node else { return diagnostic }
    return diagnostic.fixing(expression.span, in: source, with: "\(text) is not unknown")
  }

  static func notClaims(_ span: Span, _ scope: Scope) -> Diagnostic {
    let table = scope.tableName.map { "table \($0)" } ?? "what the stage before gives"
    return Diagnostic(
      "not-claims", "\(table) does not say whose word its rows are", at: span,
      help: "a data package declares which column is the source")
  }

  static func notALiteral(_ span: Span) -> Diagnostic {
    Diagnostic("not-a-literal", "only written-out numbers can be the ends of a figure", at: span)
  }

  static func numberTooLarge(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      "number-too-large", "\(text) is too large a number", at: span,
      help: "whole numbers reach 9223372036854775807, others about 1.8e308")
  }

  static func patternOfRows(_ function: ScalarFunction, _ argument: Expression) -> Diagnostic {
    Diagnostic(
      "pattern-of-rows",
      "\(function.name) wants one pattern for all rows, in quotes or as the $name of a value",
      at: argument.span)
  }

  /// `percentile 90 of x`
  static func percentile(_ aggregate: AggregateSyntax, in source: SourceText) -> Diagnostic {
    var fraction = aggregate.fraction?.formatted ?? "0.5"
    // What is less than 1 was meant as a part already.
    if case .number(let text, _)? = aggregate.fraction, let number = Double(text), number >= 1,
      let part = AggregateSyntax.fraction(ofPercent: text)
    {
      fraction = part
    }
    let asked = AggregateSyntax(
      name: NameSyntax("quantile", span: aggregate.name.span), isDistinct: false,
      fraction: .number(fraction, aggregate.span), argument: aggregate.argument, span: aggregate.span)
    return Diagnostic(
      "percentile", "a percentile is asked as a quantile, by a part of 1", at: aggregate.name.span
    )
    .fixing(aggregate.span, in: source, with: asked.formatted)
  }

  static func periodAsValue(_ text: String, _ span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic("period-as-value", "\(text) is a whole month, and one day is wanted here", at: span)
      .fixing(span, in: source, with: text + "-01")
  }

  /// `quantile x`
  static func quantileWithoutFraction(_ aggregate: AggregateSyntax, in source: SourceText) -> Diagnostic {
    let asked = AggregateSyntax(
      name: aggregate.name, isDistinct: false, fraction: .number("0.5", aggregate.span),
      argument: aggregate.argument, span: aggregate.span)
    return Diagnostic(
      "quantile-without-fraction",
      "\"\(aggregate.name.text)\" wants the part of the values that lies below it",
      at: aggregate.span, help: "0 is the least value, 0.5 the median, 1 the greatest"
    )
    .fixing(aggregate.span, in: source, with: asked.formatted)
  }

  /// `sum "affected region"`, where that is a column's name
  static func quotedColumn(_ field: Field, _ span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "quoted-column", "in quotes this is a text, and not the column of that name", at: span,
      help: "a column's name is written as it is, or in brackets"
    )
    .fixing(span, in: source, with: NameSyntax.typed(field.name, vocabulary: .standard))
  }

  static func quotedNumber(
    _ text: String, _ span: Span, _ subject: Expression, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "quoted-number", "\"\(source[subject.span])\" is \(subject.type.kind.phrase), and this is text",
      at: span)
    let isNumber = Scan.whole(text) != nil || Scan.real(text) != nil || Scan.duration(text) != nil
    return isNumber ? diagnostic.fixing(span, in: source, with: text) : diagnostic
  }

  /// `rename weapon = arms`
  static func renamedBackwards(_ renaming: RenamingSyntax, in source: SourceText) -> Diagnostic {
    let name = NameSyntax(renaming.column.plainText, isBracketed: true, span: renaming.column.span)
    let new = if case .name(let plain) = renaming.column { plain } else { name }
    return Diagnostic(
      "renamed-backwards", "there is no column \"\(new.text)\"; the new name stands before the =",
      at: renaming.column.span
    )
    .fixing(renaming.span, in: source, with: "\(new.formatted) = \(renaming.name.formatted)")
  }

  static func renamedTwice(_ renaming: RenamingSyntax, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "renamed-twice", "\"\(source[renaming.column.span])\" is given two names", at: renaming.column.span,
      help: "a second column of the same values is made by add")
  }

  static func rowsWithoutVerb(_ answers: [NamedExpressionSyntax], in source: SourceText) -> Diagnostic {
    let span = answers.dropFirst().reduce(answers.first?.span ?? Span(0, 0)) { $0.joined(with: $1.span) }
    return Diagnostic("rows-without-verb", "a question begins with a verb", at: span)
      .fixing(Span(span.start, span.start), in: source, with: "list ")
  }

  static func severalSources(
    _ authority: AuthoritySyntax, _ names: [String], in source: SourceText
  ) -> Diagnostic {
    Diagnostic(
      "several-sources", "\"\(authority.text)\" could be \(names.count) sources", at: authority.span,
      help: "they are \(names.joined(separator: ", "))"
    )
    .fixing(authority.span, in: source, with: quoted(names[0]))
  }

  static func severalTables(
    _ tables: [Table], _ names: [NameSyntax], _ stage: StageSyntax, in source: SourceText
  ) -> Diagnostic {
    let end = stage.head.map(\.end) ?? stage.span.start
    let what =
      names.isEmpty
      ? "no column is named" : "\(names.map(\.text).joined(separator: ", ")) could be any of theirs"
    let insertion = end == 0 ? "from \(tables[0].name) " : " from \(tables[0].name)"
    return Diagnostic(
      "several-tables", "which table? \(what)", at: names.first?.span ?? stage.span,
      help: "tables are \(listed(tables.map(\.name)))"
    )
    .fixing(Span(end, end), in: source, with: insertion)
  }

  /// `share of launched` without groups
  static func shareOfAll(
    _ span: Span, _ answers: [NamedExpressionSyntax], _ stage: StageSyntax, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "share-of-all", "without \"by\" there is one group, and its share is all", at: span,
      help: "such as: share of launched by weapon")
    guard answers.count == 1, case .window(_, let argument, _) = answers[0].expression,
      !argument.holdsAggregate
    else { return diagnostic }
    var mended = stage
    mended.head = .add(
      AddSyntax(
        columns: [
          NamedExpressionSyntax(
            answers[0].expression, alias: answers[0].alias ?? NameSyntax("part", span: span))
        ], keys: [], span: span))
    return diagnostic.fixing(stage.span, in: source, with: mended.formatted)
  }

  static func sortByRowColumn(_ span: Span, names: [String], in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "sort-by-row-column", "groups are sorted by what the answer shows", at: span,
      help: "that is \(listed(names))")
    guard let last = names.last else { return diagnostic }
    return diagnostic.fixing(span, in: source, with: last)
  }

  static func spanAsValue(_ span: Span, _ end: Span) -> Diagnostic {
    Diagnostic(
      "span-as-value", "a stretch of time is asked with \"during\" or \"touches\"", at: span,
      help: "such as: start to end touches 2025-05-24")
  }

  static func tallyOfKind(_ figure: Expression, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "tally-of-kind", "\"\(source[figure.span])\" is \(figure.type.kind.phrase), and tally wants a figure",
      at: figure.span)
  }

  static func textTestOfKind(_ test: TextTest, _ subject: Expression, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "text-test-of-kind",
      "\"\(source[subject.span])\" is \(subject.type.kind.phrase), and \"\(test.rawValue)\" asks of text",
      at: subject.span, help: "numbers and dates are compared with = < > and in")
  }

  static func textTestPattern(
    _ test: TextTest, _ pattern: ExpressionSyntax, in source: SourceText
  ) -> Diagnostic {
    let what = test == .matches ? "one pattern for all rows" : "a text that is written out"
    return Diagnostic(
      "text-test-pattern", "\"\(test.rawValue)\" wants \(what), in quotes or as the $name of a value",
      at: pattern.span)
  }

  static func timeAgainstDate(
    _ text: String, _ span: Span, _ subject: Expression, in source: SourceText
  ) -> Diagnostic {
    Diagnostic("time-against-date", "\"\(source[subject.span])\" has days and no times of day", at: span)
      .fixing(span, in: source, with: String(text.prefix(10)))
  }

  /// - Parameter hasFigures: whether the answer can be drawn as bars.
  static func timelineWithoutDate(_ span: Span, hasFigures: Bool, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "timeline-without-date", "a timeline runs along dates or times, and the answer has none", at: span,
      help: "such as: list event, start, end draw timeline")
    return hasFigures ? diagnostic.fixing(span, in: source, with: "draw bars") : diagnostic
  }

  /// - Parameter count: how many columns there would be; nil where that is beyond counting.
  static func tooManyAcross(
    _ across: ExpressionSyntax, _ count: Int?, most: Int, _ stage: StageSyntax, in source: SourceText
  ) -> Diagnostic {
    var mended = stage
    mended.across = nil
    mended.keys.append(KeySyntax(across))
    let columns = count.map { "\($0) columns" } ?? "hundreds of thousands of columns"
    return Diagnostic(
      "too-many-across", "there would be \(columns), and at most \(most) go across", at: across.span,
      help: "rows can be as many as there are"
    )
    .fixing(stage.span, in: source, with: mended.formatted)
  }

  static func unknownColumn(
    _ name: NameSyntax, _ scope: Scope, _ catalog: Catalog, in source: SourceText
  ) -> Diagnostic {
    let place = scope.tableName.map { "\($0) has" } ?? "there is"
    let message = "\(place) no column \"\(name.text)\""
    let help = scope.names.isEmpty ? nil : "columns are \(listed(scope.names))"
    let diagnostic = Diagnostic("unknown-column", message, at: name.span, help: help)
    let shortNames = scope.fields.compactMap(\.shortName)
    if let near = EditDistance.nearest(to: name.text, among: scope.names + shortNames) {
      return Diagnostic("unknown-column", message, at: name.span)
        .fixing(name.span, in: source, with: NameSyntax.typed(near, vocabulary: .standard))
    }
    if catalog.values[name.text.lowercased()] != nil {
      return Diagnostic(
        "unknown-column", message + "; the value named by let is written with a $", at: name.span
      )
      .fixing(name.span, in: source, with: "$\(name.text)")
    }
    return diagnostic
  }

  static func unknownFunction(_ name: NameSyntax, in source: SourceText) -> Diagnostic {
    let names = ScalarFunction.all.map(\.name) + Aggregate.all.map(\.name)
    let diagnostic = Diagnostic("unknown-function", "no function \"\(name.text)\"", at: name.span)
    guard let near = EditDistance.nearest(to: name.text, among: names) else {
      return Diagnostic(
        "unknown-function", diagnostic.message, at: name.span, help: "\"help functions\" lists them")
    }
    return diagnostic.fixing(name.span, in: source, with: near)
  }

  /// A name right of the = of a join, or a lone one, that the joined table does not have.
  static func unknownJoinColumn(_ key: JoinKeySyntax, _ right: Scope, in source: SourceText) -> Diagnostic {
    let name = key.right ?? key.left
    let table = right.tableName ?? "the table"
    let message = "\(table) has no column \"\(name.text)\""
    let near = EditDistance.nearest(to: name.text, among: right.names)
    guard let near else {
      let how = key.right == nil ? "; two names are written \(name.formatted) = NAME" : ""
      return Diagnostic(
        "unknown-column", message, at: name.span, help: "columns of \(table) are \(listed(right.names))\(how)"
      )
    }
    let typed = NameSyntax.typed(near, vocabulary: .standard)
    return Diagnostic("unknown-column", message, at: name.span)
      .fixing(key.span, in: source, with: "\(key.left.formatted) = \(typed)")
  }

  static func unknownPlace(
    _ name: String, _ span: Span, _ places: Hierarchy, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "unknown-place", "no place \"\(name)\" is known", at: span,
      help: "\"in\" asks what lies inside a place; a list of texts takes parentheses")
    let names = places.entries.flatMap { [$0.name] + $0.also }
    guard let near = EditDistance.nearest(to: name, among: names) else { return diagnostic }
    return Diagnostic("unknown-place", diagnostic.message, at: span)
      .fixing(span, in: source, with: near.contains { !$0.isLetter } ? quoted(near) : near)
  }

  static func unknownSource(
    _ authority: AuthoritySyntax, _ names: [String], in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "unknown-source", "no source \"\(authority.text)\"", at: authority.span,
      help: "sources are \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? " …" : "")")
    let words = names.flatMap { $0.split(separator: " ").map(String.init) }
    guard let near = EditDistance.nearest(to: authority.text, among: names + words) else { return diagnostic }
    return Diagnostic("unknown-source", diagnostic.message, at: authority.span)
      .fixing(authority.span, in: source, with: quoted(near))
  }

  static func unknownInList(_ span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "compared-with-unknown", "whether something is unknown is asked with \"is\"", at: span,
      help: "such as: city in (Kyiv, Odesa) or city is unknown")
  }

  /// A lone word that begins no question and is no table.
  static func unknownStart(
    _ name: NameSyntax, _ catalog: Catalog, _ vocabulary: Vocabulary, in source: SourceText
  ) -> Diagnostic {
    let tables = catalog.tables.map(\.name)
    let message = "no table, verb or command \"\(name.text)\""
    if catalog.tables.contains(where: { $0.columnIndex(named: name.text) != nil }) {
      return Diagnostic(
        "unknown-start", "\"\(name.text)\" is a column, and a question begins with a verb", at: name.span
      )
      .fixing(Span(name.span.start, name.span.start), in: source, with: "list ")
    }
    let candidates =
      tables + vocabulary.commands.keys.sorted() + Keywords.heads + vocabulary.aggregates.sorted()
    if let near = EditDistance.nearest(to: name.text, among: candidates) {
      return Diagnostic("unknown-start", message, at: name.span)
        .fixing(
          name.span, in: source,
          with: tables.contains(near) ? NameSyntax.typed(near, vocabulary: .standard) : near)
    }
    return Diagnostic(
      "unknown-start", message, at: name.span,
      help: tables.isEmpty
        ? "open a file with: load FILE" : "tables are \(listed(tables)); \"help\" shows what can be asked")
  }

  static func unknownTable(_ name: NameSyntax, _ catalog: Catalog, in source: SourceText) -> Diagnostic {
    let names = catalog.tables.map(\.name)
    let diagnostic = Diagnostic(
      "unknown-table", "no table \"\(name.text)\"", at: name.span,
      help: names.isEmpty ? "open a file with: load FILE" : "tables are \(listed(names))")
    guard let near = EditDistance.nearest(to: name.text, among: names) else { return diagnostic }
    return Diagnostic("unknown-table", diagnostic.message, at: name.span)
      .fixing(name.span, in: source, with: NameSyntax.typed(near, vocabulary: .standard))
  }

  static func unknownVariable(
    _ name: String, _ span: Span, _ catalog: Catalog, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "unknown-value", "no value \"$\(name)\"", at: span,
      help: "values are named with let \(name) = 20, or on the command line with --set \(name)=20")
    guard let near = EditDistance.nearest(to: name, among: catalog.values.keys.sorted()) else {
      return diagnostic
    }
    return diagnostic.fixing(span, in: source, with: "$\(near)")
  }

  static func valueIsNoCount(_ name: String, _ span: Span, _ catalog: Catalog) -> Diagnostic {
    let value = catalog.values[name.lowercased()] ?? .unknown
    return Diagnostic(
      "value-is-no-count",
      "$\(name) is \(value.isUnknown ? "unknown" : value.text()), and a number of rows is wanted",
      at: span, help: "a number of rows is whole and not below 0")
  }

  static func windowOfKind(_ kind: WindowKind, _ argument: Expression, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "window-of-kind",
      "\"\(source[argument.span])\" is \(argument.type.kind.phrase), which has no \(kind.rawValue)",
      at: argument.span)
  }

  static func windowOutsideAdd(_ kind: WindowKind, _ span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "window-outside-add", "\"\(kind.rawValue)\" looks at other rows and stands in \"add\"", at: span,
      help: kind == .share
        ? "such as: share of launched by weapon"
        : "such as: sum released by date | add total = running released")
  }

  /// A lone word where the left side wants a number or a date.
  static func wordAgainstKind(
    _ name: NameSyntax, _ subject: Expression, _ scope: Scope, _ catalog: Catalog, in source: SourceText
  ) -> Diagnostic {
    let message =
      "\"\(source[subject.span])\" is \(subject.type.kind.phrase), and there is no column \"\(name.text)\""
    let diagnostic = Diagnostic("word-against-kind", message, at: name.span, help: spelling(of: subject.type))
    if catalog.values[name.text.lowercased()] != nil {
      return Diagnostic(
        "word-against-kind", message, at: name.span, help: "a value named by let is written with a $"
      )
      .fixing(name.span, in: source, with: "$\(name.text)")
    }
    let isDay = ValueStyle.weekdays.contains { $0.lowercased() == name.text.lowercased() }
    if isDay, subject.type.kind == .date || subject.type.kind == .time {
      return diagnostic.fixing(subject.span, in: source, with: "weekday(\(source[subject.span]))")
    }
    if let near = EditDistance.nearest(to: name.text, among: scope.names) {
      return diagnostic.fixing(name.span, in: source, with: NameSyntax.typed(near, vocabulary: .standard))
    }
    return diagnostic
  }

  static func wrongKind(_ subject: Expression, _ span: Span, in source: SourceText) -> Diagnostic {
    let typed = String(source[span])
    let word = typed.hasPrefix("\"") || typed.hasPrefix("'") ? typed : "\"\(typed)\""
    let diagnostic = Diagnostic(
      "wrong-kind", "\"\(source[subject.span])\" is \(subject.type.kind.phrase), which \(word) is not",
      at: span, help: spelling(of: subject.type))
    if subject.type.kind == .duration, Scan.whole(typed) != nil || Scan.real(typed) != nil {
      return diagnostic.fixing(span, in: source, with: "\(typed)h")
    }
    if subject.type.kind == .boolean, let word = ["0": "no", "1": "yes"][typed] {
      return diagnostic.fixing(span, in: source, with: word)
    }
    return diagnostic
  }

  static func wrongKindOfSpan(_ end: Expression, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "wrong-kind-of-span",
      "\"\(source[end.span])\" is \(end.type.kind.phrase), and a stretch of time is of dates or times",
      at: end.span)
  }

  /// How values of a type are typed, where that needs saying.
  private static func spelling(of type: ValueType) -> String? {
    switch type.kind {
    case .date, .time: "a date is written 2025-05-24, a month 2025-05"
    case .duration: "a duration has a unit: 8h, 90m, 2d"
    case .boolean: "the values are yes and no"
    case .whole where type.presentation == .weekday: "days are Monday to Sunday"
    default: nil
    }
  }

  // MARK: - Helpers

  /// A function as it is typed.
  private static func shown(_ function: ScalarFunction) -> String {
    function.name == "negate" ? "-" : function.name
  }

  /// Names with commas, cut where there are many.
  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(12).map { NameSyntax.typed($0, vocabulary: .standard) }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  /// Where the word before an offset begins.
  private static func startOfWord(before offset: Int, in source: SourceText) -> Int {
    let bytes = Array(source.text.utf8.prefix(offset))
    var start = bytes.count
    while start > 0, bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
    while start > 0, bytes[start - 1] != UInt8(ascii: " ") { start -= 1 }
    return start
  }
}

extension KeepSyntax {
  /// The same by a column.
  fileprivate func by(_ column: String) -> HeadSyntax {
    let name = NameSyntax.typed(column, vocabulary: .standard)
    return .keep(
      KeepSyntax(
        count: count, end: end,
        expression: .name(NameSyntax(column, isBracketed: name != column, span: span)), keys: keys, span: span
      ))
  }
}
