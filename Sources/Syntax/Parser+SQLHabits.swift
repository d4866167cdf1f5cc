import TallyDiagnostics

extension Parser {
  /// Reads `select … from … where … group by … order by … limit …` and gives the message that holds the
  /// Tally line to type instead. What is not that simple gets the message without a line.
  mutating func selectInTally() throws -> Diagnostic {
    let span = current.span
    let statement = SourceText(String(source[Span(span.start, endOfStatement)]))
    guard let written = SQLTables(statement).writtenOut else {
      return SyntaxDiagnostics.select(span, tally: nil)
    }
    var reader = Parser(written, vocabulary: vocabulary)
    reader.readsSQL = true
    guard let stages = try? reader.selectStages() else { return SyntaxDiagnostics.select(span, tally: nil) }
    return SyntaxDiagnostics.select(span, tally: QuerySyntax(stages: stages).formatted)
  }

  /// The select's own stage, and one that holds the condition of a `having`.
  private mutating func selectStages() throws -> [StageSyntax] {
    var stage = try selectStage()
    let before = joinedStages(&stage)
    guard skipKeyword("having") else { return before + [stage] }
    var filter = StageSyntax(span: current.span)
    filter.condition = try condition()
    // Order and limit act on what `having` leaves.
    while !current.endsStatement { try selectClause(into: &filter) }
    guard stage.order.isEmpty, stage.limit == nil else {
      throw SyntaxDiagnostics.unexpectedToken(current, in: source)
    }
    stage.skip = nil
    return before + [stage, filter]
  }

  /// The table and its joins as stages of their own, before the one that asks of their rows.
  private func joinedStages(_ stage: inout StageSyntax) -> [StageSyntax] {
    guard !joinsOfSelect.isEmpty else { return [] }
    var table = StageSyntax(span: stage.span)
    table.from = stage.from
    stage.from = nil
    return [table]
      + joinsOfSelect.map { join in
        var joined = StageSyntax(span: join.span)
        joined.head = .join(join)
        return joined
      }
  }

  /// `x between 5 and 10` is `x in 5..10` here.
  mutating func between(_ subject: ExpressionSyntax, isNegated: Bool) throws -> ExpressionSyntax {
    let word = current.span
    advance()
    let low = try additive()
    guard skipKeyword("and") else { throw SyntaxDiagnostics.between(word, nil, in: source) }
    let high = try additive()
    let range = ExpressionSyntax.range(low: low, high: high, low.span.joined(with: high.span))
    let span = subject.span.joined(with: range.span)
    let membership = ExpressionSyntax.membership(subject, [range], isNegated: isNegated, span)
    if readsSQL { return membership }
    throw SyntaxDiagnostics.between(word, membership, in: source)
  }

  /// `city like '%iv%'` is `city contains "iv"` here.
  mutating func like(_ subject: ExpressionSyntax, isNegated: Bool) throws -> ExpressionSyntax {
    let word = current.span
    advance()
    let pattern: String
    switch current.kind {
    case .text(let text), .word(let text): pattern = text
    default: throw SyntaxDiagnostics.like(word, nil, in: source)
    }
    let end = current.span
    let plain = pattern.filter { $0 != "%" }
    let isInside = pattern.dropFirst().dropLast().contains("%")
    advance()
    let isPattern = plain.contains("_") || isInside
    let text = ExpressionSyntax.text(isPattern ? Parser.regularExpression(of: pattern) : plain, end)
    let test: TextTest? =
      switch (pattern.hasPrefix("%"), pattern.hasSuffix("%")) {
      case _ where isPattern: .matches
      case (true, true): .contains
      case (true, false): .endsWith
      case (false, true): .startsWith
      case (false, false): nil
      }
    let condition =
      test.map { .textTest($0, subject, text, isNegated: isNegated) }
      ?? ExpressionSyntax.comparison(isNegated ? .notEqual : .equal, subject, text)
    if readsSQL { return condition }
    throw SyntaxDiagnostics.like(word, condition, in: source)
  }

  /// A pattern of `like` as a regular expression: `k%v_` is `^k.*v.$`.
  private static func regularExpression(of pattern: String) -> String {
    let signs = pattern.map { sign -> String in
      switch sign {
      case "%": ".*"
      case "_": "."
      default: "\\.+*?()|[]{}^$".contains(sign) ? "\\\(sign)" : String(sign)
      }
    }
    return "(?s)^" + signs.joined() + "$"
  }

  /// Operands of mixed connectives, with parentheses where `and` binds its neighbours, as in SQL.
  static func grouped(_ operands: [ExpressionSyntax], _ connectives: [Connective]) -> ExpressionSyntax {
    var groups: [[ExpressionSyntax]] = [[operands[0]]]
    for (connective, operand) in zip(connectives, operands.dropFirst()) {
      if connective == .and {
        groups[groups.count - 1].append(operand)
      } else {
        groups.append([operand])
      }
    }
    if groups.count == 1 { return .logical(.and, operands) }
    return .logical(
      .or,
      groups.map { group in
        guard group.count > 1 else { return group[0] }
        let all = ExpressionSyntax.logical(.and, group)
        return .parenthesized(all, all.span)
      })
  }

  private mutating func selectStage() throws -> StageSyntax {
    let start = current.span
    advance()
    let isDistinct = skipKeyword("distinct")
    var items: [NamedExpressionSyntax] = []
    if !skipSymbol(.times) {
      items = try list { try $0.namedExpression() }
    }
    var stage = StageSyntax(span: start)
    while !current.endsStatement, !isKeyword("having") { try selectClause(into: &stage) }

    let answers = items.filter { $0.expression.holdsAggregate }
    if answers.isEmpty {
      stage.head = .list(items, isDistinct: isDistinct, start)
    } else {
      stage.head = .answers(answers)
      if stage.keys.isEmpty { stage.keys = items.filter { !$0.expression.holdsAggregate } }
    }
    return stage
  }

  private mutating func selectClause(into stage: inout StageSyntax) throws {
    let word = current.keyword
    let found = current
    advance()
    switch word {
    case "from":
      stage.from = try name("a table")
      while beginsJoin { joinsOfSelect.append(try join()) }
    case "where": stage.condition = try condition()
    case "limit": stage.limit = try count(after: "limit")
    case "offset": stage.skip = try count(after: "offset")
    case "group" where skipKeyword("by"):
      stage.keys = try list { try $0.namedExpression() }
    case "order" where skipKeyword("by"):
      stage.order = try list { parser in
        let expression = try parser.expression()
        let isDescending = parser.skipKeyword("desc")
        if !isDescending { _ = parser.skipKeyword("asc") }
        return SortSyntax(expression: expression, isDescending: isDescending)
      }
    default:
      throw SyntaxDiagnostics.unexpectedToken(found, in: source)
    }
  }
}
