import TallyDiagnostics

extension Parser {
  /// Reads `select … from … where … group by … order by … limit …` and gives the message that holds the
  /// Tally line to type instead. What is not that simple gets the message without a line.
  mutating func selectInTally() throws -> Diagnostic {
    let span = current.span
    var reader = self
    reader.readsSQL = true
    guard let stage = try? reader.selectStage() else { return SyntaxDiagnostics.select(span, tally: nil) }
    return SyntaxDiagnostics.select(span, tally: QuerySyntax(stages: [stage]).formatted)
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
    while !current.endsStatement { try selectClause(into: &stage) }

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
    case "from": stage.from = try name("a table")
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
