import TallyDiagnostics

/// The wording of everything that can be wrong with a statement's form, in alphabetical order.
enum SyntaxDiagnostics {
  /// `across weapon as arms`
  static func acrossNamed(_ alias: Span, in source: SourceText) -> Diagnostic {
    Diagnostic("across-named", "columns across are called by their values", at: alias)
      .fixing(alias, in: source, with: "")
  }

  /// `across weapon, side`
  static func acrossSeveral(_ comma: Span) -> Diagnostic {
    Diagnostic(
      "across-several", "columns go across by one thing", at: comma,
      help: "further ones go behind \"by\"")
  }

  static func addWithoutEqual(_ name: NameSyntax, found: Token, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "add-without-equal", "\"add \(name.text)\" wants = and what the new column holds", at: found.span,
      help: "such as: add total = running released", needsMoreInput: found.kind == .end)
    return found.beginsOperand
      ? diagnostic.fixing(Span(found.span.start, found.span.start), in: source, with: "= ") : diagnostic
  }

  /// `sum killed by city draw bars | where sum killed > 2`
  /// - Parameter drawing: with the bar before it, where one stands.
  static func behindDraw(
    _ found: Token, _ drawing: DrawSyntax, upTo end: Int, in source: SourceText
  ) -> Diagnostic {
    let rest = source[Span(found.span.start, max(found.span.start, end))]
    return Diagnostic(
      "behind-draw", "nothing goes behind \"draw\" but \"into\" and a file", at: found.span
    )
    .fixing(
      Span(drawing.span.start, max(drawing.span.end, end)), in: source,
      with: "\(rest) \(drawing.formatted)")
  }

  /// - Parameter condition: what to write instead, where it is plain.
  static func between(_ word: Span, _ condition: ExpressionSyntax?, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "sql-between", "\"between\" is written as a range", at: word,
      help: "a range is low..high, both included")
    guard let condition else { return diagnostic }
    return diagnostic.fixing(condition.span, in: source, with: condition.formatted)
  }

  static func chainedComparison(
    _ symbol: Span, middle: ExpressionSyntax, in source: SourceText
  ) -> Diagnostic {
    Diagnostic("chained-comparison", "comparisons do not chain", at: symbol)
      .fixing(Span(symbol.start, symbol.start), in: source, with: "and \(source[middle.span]) ")
  }

  /// - Parameter end: where the clause before it ends, if that is the first of the two.
  static func clauseTwice(_ token: Token, directlyAfter end: Int?, in source: SourceText) -> Diagnostic {
    let word = source[token.span]
    let diagnostic = Diagnostic(
      "clause-twice", "\"\(word)\" is given twice", at: token.span,
      help: token.keyword == "where"
        ? "join conditions with \"and\"" : "each clause stands once in a stage; a second one goes after a |")
    guard let end else { return diagnostic }
    return token.keyword == "where"
      ? diagnostic.fixing(token.span, in: source, with: "and")
      : diagnostic.fixing(Span(end, token.span.end), in: source, with: ",")
  }

  static func commaBeforeClause(_ comma: Span, _ clause: Token, in source: SourceText) -> Diagnostic {
    Diagnostic("comma-before-clause", "no comma stands before \"\(source[clause.span])\"", at: comma)
      .fixing(comma, in: source, with: "")
  }

  static func commaBetweenConditions(_ comma: Span, in source: SourceText) -> Diagnostic {
    Diagnostic("comma-between-conditions", "conditions are joined with \"and\" or \"or\"", at: comma)
      .fixing(comma, in: source, with: " and")
  }

  static func commandTakesNothing(_ name: NameSyntax, found: Token, in source: SourceText) -> Diagnostic {
    Diagnostic("command-takes-nothing", "nothing goes behind \"\(name.text)\"", at: found.span)
      .suggesting(name.text.lowercased())
  }

  /// `keep highest 2 killed`
  static func countBehindEnd(_ count: Int, _ span: Span, _ end: KeptEnd, in source: SourceText) -> Diagnostic
  {
    Diagnostic("count-behind-end", "the number of rows stands before \"\(end.rawValue)\"", at: span)
      .fixing(span, in: source, with: "\(count) \(end.rawValue)")
  }

  static func countStar(_ name: NameSyntax, _ star: Span, in source: SourceText) -> Diagnostic {
    guard name.text.lowercased() == "count" else {
      return Diagnostic(
        "count-star", "\"\(name.text)\" wants a column", at: star, help: "rows are counted by count")
    }
    return Diagnostic("count-star", "rows are counted by \"count\" alone", at: star)
      .fixing(Span(name.span.start, star.end + 1), in: source, with: name.text.lowercased())
  }

  /// - Parameter words: `cross join`.
  static func crossJoin(_ words: Span, _ join: JoinSyntax, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "cross-join", "rows are joined by keys, never each with every other", at: words,
      help: "\"on\" names the columns that have to be the same"
    )
    .fixing(
      join.span, in: source,
      with: JoinSyntax(kind: .inner, table: join.table, keys: join.keys, span: join.span).formatted)
  }

  static func doubledComparison(_ span: Span, in source: SourceText) -> Diagnostic {
    let joined = source[span].filter { $0 != " " }
    let diagnostic = Diagnostic(
      "doubled-comparison", "two comparisons stand where one belongs", at: span,
      help: "comparisons are = == != < <= > >=")
    guard ComparisonOperator(rawValue: joined) != nil else { return diagnostic }
    return Diagnostic("doubled-comparison", "no blank stands inside \"\(joined)\"", at: span)
      .fixing(span, in: source, with: joined)
  }

  /// `sum killed by city into "killed.svg" draw bars`
  /// - Parameter written: the file, with the word before it.
  static func drawBehindInto(
    _ written: Span, _ draw: Span, upTo end: Int, in source: SourceText
  ) -> Diagnostic {
    let rest = source[Span(draw.start, max(draw.start, end))]
    return Diagnostic("draw-behind-into", "\"draw\" stands before \"into\" and its file", at: draw)
      .fixing(
        Span(written.start, max(written.end, end)), in: source, with: " \(rest)\(source[written])")
  }

  /// `draw bars of sum killed by city`
  /// - Parameter question: what is drawn; empty for what was asked last, nil where that cannot be told.
  static func drawFirst(_ word: Span, _ kind: PictureKind?, of question: String?, in source: SourceText)
    -> Diagnostic
  {
    let diagnostic = Diagnostic(
      "draw-first", "\"draw\" stands behind what is drawn", at: word,
      help: "such as: sum killed by city draw bars")
    guard let question else { return diagnostic }
    let drawing = DrawSyntax(kind: kind, span: word).formatted
    return diagnostic.suggesting("\(question.isEmpty ? "last" : question) \(drawing)")
  }

  /// `drop where killed > 1`
  static func droppedByCondition(
    _ words: Span, _ condition: ExpressionSyntax, whole: Span, in source: SourceText
  ) -> Diagnostic {
    Diagnostic("dropped-by-condition", "\"drop\" leaves columns out; rows are chosen by \"where\"", at: words)
      .fixing(whole, in: source, with: "where not (\(condition.formatted))")
  }

  /// `every place`
  static func everyWithoutLevel(_ word: Span, _ upToKey: Span, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "every-without-level", "\"every\" wants a step of the calendar", at: word,
      help: "such as: by every month of date"
    )
    .fixing(upToKey, in: source, with: "")
  }

  /// `expect count by city into "x.csv" gives 3`
  static func expectedFile(_ file: Span) -> Diagnostic {
    Diagnostic("expected-file", "what is expected goes into no file", at: file)
  }

  /// `expect count by city draw bars gives 3`
  static func expectedPicture(_ drawing: Span) -> Diagnostic {
    Diagnostic("expected-picture", "what is expected is not drawn", at: drawing)
  }

  static func expected(_ what: String, found: Token, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "expected", "expected \(what), found \(description(of: found, in: source))", at: found.span,
      needsMoreInput: found.kind == .end)
  }

  static func expectedCount(after keyword: String, found: Token, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "expected-count", "\"\(keyword)\" takes a number of rows, found \(description(of: found, in: source))",
      at: found.span, needsMoreInput: found.kind == .end)
    if found.kind == .end { return diagnostic }
    if found.isSymbol(.minus) || found.kind == .number {
      return Diagnostic(diagnostic.id, diagnostic.message, at: found.span, help: "such as \(keyword) 10")
    }
    if let number = found.keyword.flatMap({ numberWords[$0] }) {
      return diagnostic.fixing(found.span, in: source, with: String(number))
    }
    return diagnostic.fixing(Span(found.span.start, found.span.start), in: source, with: "10 ")
  }

  private static let numberWords = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "fifty": 50, "hundred": 100,
  ]

  /// - Parameter verb: the `keep` that the word stands right behind; nil behind a number of rows.
  static func expectedEnd(_ found: Token, verb: Span?, in source: SourceText) -> Diagnostic {
    let ends = KeptEnd.allCases.map(\.rawValue)
    let diagnostic = Diagnostic(
      "expected-end",
      "\"keep\" wants \(ends.dropLast().joined(separator: ", ")) or last, found \(description(of: found, in: source))",
      at: found.span, help: "such as: keep 2 highest killed per place", needsMoreInput: found.kind == .end)
    if let word = found.keyword {
      if let end = foreignEnds[word] ?? EditDistance.nearest(to: word, among: ends) {
        return diagnostic.fixing(found.span, in: source, with: end)
      }
      if verb != nil, let number = numberWords[word] {
        return diagnostic.fixing(found.span, in: source, with: String(number))
      }
    }
    guard found.beginsOperand, found.keyword.map(Keywords.continuesStatement) != true else {
      return diagnostic
    }
    guard let verb else {
      return diagnostic.fixing(Span(found.span.start, found.span.start), in: source, with: "highest ")
    }
    return Diagnostic("kept-columns", "\"keep\" keeps rows; columns are chosen by \"list\"", at: verb)
      .fixing(verb, in: source, with: "list")
  }

  /// Words for an end of an order that people bring along from elsewhere.
  private static let foreignEnds = [
    "top": "highest", "largest": "highest", "biggest": "highest", "greatest": "highest", "max": "highest",
    "maximum": "highest", "most": "highest", "bottom": "lowest", "smallest": "lowest", "least": "lowest",
    "min": "lowest", "minimum": "lowest", "newest": "latest", "recent": "latest", "oldest": "earliest",
    "head": "first", "tail": "last",
  ]

  static func expectedUnknown(
    _ found: Token, after verb: Span, isNegated: Bool, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "expected-unknown",
      "after \"is\" stands \"unknown\" or \"not unknown\", found \(description(of: found, in: source))",
      at: found.span, help: "values are compared with =", needsMoreInput: found.kind == .end)
    if found.keyword.map(["empty", "missing", "none", "nothing", "na", "nil"].contains) == true {
      return Diagnostic(diagnostic.id, diagnostic.message, at: found.span).fixing(
        found.span, in: source, with: "unknown")
    }
    return found.beginsOperand
      ? diagnostic.fixing(verb, in: source, with: isNegated ? "!=" : "=") : diagnostic
  }

  /// A word that a two-word verb lacks: `by` behind `group`, `with` behind `starts`.
  static func expectedWord(_ word: String, found: Token, in source: SourceText) -> Diagnostic {
    let diagnostic = expected("\"\(word)\"", found: found, in: source)
    guard found.beginsOperand else { return diagnostic }
    return diagnostic.fixing(Span(found.span.start, found.span.start), in: source, with: word + " ")
  }

  static func expectWithoutGives(found: Token, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "expect-without-gives",
      "\"expect\" wants gives or within behind its question, found \(description(of: found, in: source))",
      at: found.span, help: "such as: expect count from places gives 12, or: expect no rows: QUERY",
      needsMoreInput: found.kind == .end)
  }

  /// - Parameter word: what is typed for it here.
  static func foreignOperator(_ text: String, _ word: String, _ span: Span, in source: SourceText)
    -> Diagnostic
  {
    Diagnostic("foreign-operator", "\"\(text)\" is written \(word) here", at: span)
      .fixing(span, in: source, with: word)
  }

  static func having(_ span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "sql-having", "\"having\" is a second \"where\", after a bar", at: span,
      help: "the answers of the first stage are columns of the next"
    )
    .fixing(span, in: source, with: "| where")
  }

  /// A way of writing a join that is known from elsewhere, and the words to use here.
  static func joinHabit(_ habit: JoinHabit, _ join: JoinSyntax, in source: SourceText) -> Diagnostic {
    let word = source[habit.span]
    let message =
      switch habit.kind {
      case .alias: "a joined table keeps its name"
      case .and: "the keys of a join are listed with commas"
      case .identical: "keys are the same without regard to case, which is written ="
      case .outer: "\"outer join\" is written full join here, or join where all rows so far are meant"
      case .parentheses: "the keys of a join take no parentheses"
      case .qualified: "\"\(word)\" is written without the table before it"
      case .using: "the keys of a join stand behind \"on\""
      }
    let help: String? =
      habit.kind == .qualified
      ? "left of = is a column of the rows so far, right of it one of \(join.table.text)" : nil
    return Diagnostic("join-habit", message, at: habit.span, help: help)
      .fixing(join.span, in: source, with: join.formatted)
  }

  /// What is no plain name among the keys of a join.
  static func joinKey(_ found: Token, _ symbol: Token.Symbol, in source: SourceText) -> Diagnostic {
    let isComparison = ComparisonOperator(rawValue: symbol.rawValue) != nil
    return Diagnostic(
      "join-key",
      isComparison ? "rows are joined where keys are the same" : "the keys of a join are names of columns",
      at: found.span,
      help: isComparison
        ? "what else has to be so goes into a \"where\" behind a bar"
        : "what is worked out is a column first: add key = lower(name) | join places on key")
  }

  /// `keep where killed > 1`
  static func keptByCondition(_ words: Span, in source: SourceText) -> Diagnostic {
    Diagnostic("kept-by-condition", "rows are chosen by \"where\" alone", at: words)
      .fixing(words, in: source, with: "where")
  }

  /// `keep first killed`
  static func keptInPlace(
    _ end: KeptEnd, _ span: Span, _ value: ExpressionSyntax, in source: SourceText
  ) -> Diagnostic {
    let other = end == .first ? "lowest" : "highest"
    return Diagnostic(
      "kept-in-place", "\"\(end.rawValue)\" is by the order in which rows stand, and takes no column",
      at: span,
      help: "by a column it is lowest or highest, by a date earliest or latest"
    )
    .fixing(span, in: source, with: "\(other) \(source[value.span])")
  }

  /// `into killed.csv`
  static func intoWithoutFile(_ found: Token, upTo end: Int, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "into-without-file", "\"into\" wants the name of a file in quotes", at: found.span,
      needsMoreInput: found.kind == .end)
    guard !found.endsStatement else { return diagnostic }
    let text = source[Span(found.span.start, end)].split(separator: " ").joined(separator: " ")
    return diagnostic.fixing(Span(found.span.start, end), in: source, with: quoted(text))
  }

  static func lettersAfterNumber(_ span: Span, in source: SourceText) -> Diagnostic {
    let text = String(source[span])
    let digits = text.filter { $0 != "_" }
    // `1_000`
    let isNumber = digits != text && digits.allSatisfy { $0.isASCII && $0.isNumber }
    return Diagnostic(
      "letters-after-number", "\"\(text)\" is neither a number nor a name", at: span,
      help: isNumber ? nil : "a text takes quotes, a name that begins with a digit takes brackets"
    )
    .fixing(span, in: source, with: isNumber ? digits : quoted(text))
  }

  static func letWithoutEqual(_ name: NameSyntax, found: Token, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "let-without-equal", "\"let \(name.text)\" wants = and a query or a value", at: found.span,
      needsMoreInput: found.kind == .end)
    return found.beginsOperand
      ? diagnostic.fixing(Span(found.span.start, found.span.start), in: source, with: "= ") : diagnostic
  }

  /// - Parameter condition: what to write instead, where the pattern is plain.
  static func like(_ word: Span, _ condition: ExpressionSyntax?, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "sql-like", "\"like\" is written =, contains, starts with, ends with or matches", at: word)
    guard let condition else { return diagnostic }
    return diagnostic.fixing(condition.span, in: source, with: condition.formatted)
  }

  static func missingValue(of subject: String, found: Token, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "missing-value", "\"\(subject)\" wants a value, found \(description(of: found, in: source))",
      at: found.span, needsMoreInput: found.kind == .end)
  }

  static func mixedConnectives(
    _ span: Span, operands: [Span], connectives: [Connective], in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "mixed-connectives", "\"and\" and \"or\" side by side need parentheses", at: span,
      label: "which belongs together?")
    // `and` binds its neighbours, as it does in mathematics and in SQL.
    var groups: [[Span]] = [[operands[0]]]
    for (connective, operand) in zip(connectives, operands.dropFirst()) {
      if connective == .and {
        groups[groups.count - 1].append(operand)
      } else {
        groups.append([operand])
      }
    }
    let texts = groups.map { group in
      let text = group.map { String(source[$0]) }.joined(separator: " and ")
      return group.count > 1 ? "(\(text))" : text
    }
    let whole = operands.dropFirst().reduce(operands[0]) { $0.joined(with: $1) }
    return diagnostic.fixing(whole, in: source, with: texts.joined(separator: " or "))
  }

  static func nestedTooDeeply(_ what: String, _ span: Span) -> Diagnostic {
    Diagnostic("nested-too-deeply", what, at: span, help: "name a part with let and use the name")
  }

  /// `gives 15 + 2`
  static func noLiteral(_ span: Span, of subject: String) -> Diagnostic {
    Diagnostic(
      "no-literal", "\"\(subject)\" wants a value as it is written, not one that is worked out", at: span,
      help: "such as 15, 15+, 10..20, 95.1 %, Kyiv or $name")
  }

  /// `sql mysql list strikes`
  static func noSuchChoice(
    _ span: Span, _ choices: [String], _ command: NameSyntax, in source: SourceText
  ) -> Diagnostic {
    let word = String(source[span])
    let others = choices.dropLast().joined(separator: ", ") + (choices.count > 1 ? " and " : "")
    let near = EditDistance.nearest(to: word.lowercased(), among: choices) ?? choices.first ?? ""
    return Diagnostic(
      "no-such-choice", "\"\(command.text)\" does not know \"\(word)\"", at: span,
      help: "it knows \(others)\(choices.last ?? "")"
    )
    .fixing(span, in: source, with: near)
  }

  static func parameterKind(_ word: Span, in source: SourceText) -> Diagnostic {
    let kinds = ParameterKind.allCases.map(\.rawValue)
    let diagnostic = Diagnostic(
      "parameter-kind", "no kind of parameter is called \"\(source[word])\"", at: word,
      help: "a parameter is \(kinds.dropLast().joined(separator: ", ")) or \(kinds.last ?? "")")
    let typed = source[word].lowercased()
    guard let near = foreignKinds[typed] ?? EditDistance.nearest(to: typed, among: kinds) else {
      // `param city Kyiv`
      return diagnostic.fixing(word, in: source, with: "= \(source[word])")
    }
    return diagnostic.fixing(word, in: source, with: near)
  }

  /// Words for kinds that people bring along from elsewhere.
  private static let foreignKinds = [
    "bool": "boolean", "day": "date", "double": "number", "figure": "number", "float": "number",
    "int": "number", "integer": "number", "month": "date", "string": "text", "timestamp": "time",
    "varchar": "text", "year": "date",
  ]

  static func parameterWithoutEqual(_ name: NameSyntax, found: Token, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "parameter-without-equal", "\"param \(name.text)\" wants = before its value", at: found.span)
    return found.beginsOperand
      ? diagnostic.fixing(Span(found.span.start, found.span.start), in: source, with: "= ") : diagnostic
  }

  /// `places.kind`
  static func qualifiedName(_ name: Span, dot: Span, in source: SourceText) -> Diagnostic {
    Diagnostic(
      "unexpected-character", "a name with a dot in it takes brackets", at: dot,
      help: "a column of a joined table whose name is taken is [table.name]"
    )
    .fixing(name, in: source, with: NameSyntax.bracketed(String(source[name])))
  }

  static func quotedName(_ text: String, _ span: Span, in source: SourceText) -> Diagnostic {
    let lexed = Lexer.tokens(in: SourceText(text))
    let isWord = lexed.count == 2 && lexed[0].kind == .word(text)
    return Diagnostic(
      "quoted-name", "a name takes no quotes", at: span, help: "names with blanks take brackets"
    )
    .fixing(span, in: source, with: isWord ? text : NameSyntax.bracketed(text))
  }

  /// - Parameter tally: the same with the tables the other way round, where that can be told.
  static func rightJoin(_ join: JoinSyntax, tally: String?, at words: Span) -> Diagnostic {
    let diagnostic = Diagnostic(
      "right-join", "the rows that a join keeps are those before it", at: words,
      help: "to keep all rows of \(join.table.text), begin with them")
    return tally.map(diagnostic.suggesting) ?? diagnostic
  }

  /// - Parameter name: the new name, where one follows all the same: `rename weapon as arms`.
  static func renameWithoutEqual(
    _ column: ExpressionSyntax, found: Token, _ name: NameSyntax?, in source: SourceText
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "rename-without-equal", "\"rename\" wants the new name, = and the column", at: found.span,
      help: "such as: rename arms = weapon", needsMoreInput: found.kind == .end)
    guard let name else { return diagnostic }
    return diagnostic.fixing(
      column.span.joined(with: name.span), in: source, with: "\(name.formatted) = \(column.formatted)")
  }

  /// `expect no rows list killed`
  static func rowsWithoutColon(_ rows: Span, in source: SourceText) -> Diagnostic {
    Diagnostic("rows-without-colon", "\"no rows\" wants a colon before its question", at: rows)
      .fixing(rows, in: source, with: "rows:")
  }

  static func secondStatement(_ span: Span) -> Diagnostic {
    Diagnostic("second-statement", "one statement is wanted here, and this is a second", at: span)
  }

  static func select(_ span: Span, tally: String?) -> Diagnostic {
    let diagnostic = Diagnostic(
      "sql-select", "questions begin with what is asked, not with \"select\"", at: span,
      help: tally == nil ? "such as: sum casualties where city = Kyiv" : nil)
    return tally.map(diagnostic.suggesting) ?? diagnostic
  }

  /// `drop table strikes`
  static func tablesStay(_ span: Span) -> Diagnostic {
    Diagnostic(
      "tables-stay", "questions are asked here; tables are never changed", at: span,
      help: "\"drop\" leaves columns out of an answer")
  }

  /// - Parameter isAnswer: whether what was found begins an answer.
  static func topWithoutBy(_ keys: Span, found: Token, isAnswer: Bool, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "top-without-by", "\"top\" wants \"by\" and a figure to rank by", at: found.span,
      help: "top 5 city by sum casualties", needsMoreInput: found.kind == .end)
    return diagnostic.fixing(Span(keys.end, keys.end), in: source, with: isAnswer ? " by" : " by count")
  }

  static func typographicQuotes(_ text: String, _ span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic("typographic-quotes", "a text takes straight quotes", at: span)
      .fixing(span, in: source, with: quoted(text))
  }

  static func unclosedBracket(_ span: Span, in source: SourceText) -> Diagnostic {
    let end = endOfUnclosed(span, in: source, afterFirstWord: true)
    return Diagnostic("unclosed-bracket", "the name's closing ] is missing", at: span)
      .fixing(Span(end, end), in: source, with: "]")
  }

  /// - Parameter end: where the words inside end.
  static func unclosedParenthesis(_ open: Span, found: Token, after end: Int, in source: SourceText)
    -> Diagnostic
  {
    if case .invalid(let diagnostic) = found.kind { return diagnostic }
    if found.kind == .end {
      return Diagnostic(
        "unclosed-parenthesis", "this parenthesis is not closed", at: open, needsMoreInput: true
      )
      .fixing(found.span, in: source, with: ")")
    }
    let diagnostic = Diagnostic(
      "unexpected-in-parentheses",
      "expected ) or more of the expression, found \(description(of: found, in: source))",
      at: found.span)
    guard found.keyword.map(Keywords.beginsClause) == true else { return diagnostic }
    return diagnostic.fixing(Span(end, end), in: source, with: ")")
  }

  static func unclosedText(_ span: Span, quote: Character, in source: SourceText) -> Diagnostic {
    let end = endOfUnclosed(span, in: source, afterFirstWord: false)
    // An open quote that went on to the next row would take all that is typed from then on into the text.
    return Diagnostic(
      "unclosed-text", "the text's closing \(quote) is missing", at: span,
      help: "a text ends in the line it begins in"
    )
    .fixing(Span(end, end), in: source, with: String(quote))
  }

  /// Where an unclosed text or name was probably meant to end: before a word that goes on with the
  /// statement, or else at the end of the line.
  private static func endOfUnclosed(_ span: Span, in source: SourceText, afterFirstWord: Bool) -> Int {
    let text = source[span]
    var end = span.start
    for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0, afterFirstWord || Keywords.continuesStatement(word.lowercased()) || word == "|" {
        return end - 1
      }
      end += word.utf8.count + 1
    }
    return span.end
  }

  static func unexpectedCharacter(_ character: Character, _ span: Span, in source: SourceText) -> Diagnostic {
    switch character {
    case "!":
      Diagnostic("unexpected-character", "\"!\" is written not", at: span).fixing(
        span, in: source, with: "not ")
    case "]", "}":
      Diagnostic("unexpected-character", "\"\(character)\" closes nothing", at: span)
        .fixing(span, in: source, with: "")
    case "?":
      Diagnostic("unexpected-character", "a question takes no question mark", at: span)
        .fixing(span, in: source, with: Span(0, source.text.utf8.count) == span ? "help" : "")
    case "$":
      Diagnostic(
        "unexpected-character", "\"$\" stands right before the name of a value", at: span,
        help: "values are named with: let few = 20, and written $few")
    case ".":
      Diagnostic(
        "unexpected-character", "\".\" means nothing here", at: span,
        help: "a number begins with a digit, as in 0.5; a range is low..high")
    default:
      Diagnostic(
        "unexpected-character", "\"\(character)\" means nothing here", at: span,
        help: "a text with such characters takes quotes, a name brackets")
    }
  }

  /// A word or symbol where a clause, a bar or the end should stand.
  static func unexpectedInStage(
    _ token: Token, next: Token, _ stage: StageSyntax, _ vocabulary: Vocabulary, in source: SourceText
  ) -> Diagnostic {
    let before = Span(token.span.start, token.span.start)
    if token.isSymbol(.closeParenthesis) {
      return Diagnostic("unopened-parenthesis", "this ) closes nothing", at: token.span)
        .fixing(token.span, in: source, with: "")
    }
    if token.isSymbol(.comma) {
      return Diagnostic(
        "unexpected-comma", "nothing before this comma can be listed", at: token.span,
        help: stage.head == nil ? nil : "all that is asked stands first, before from, where and the like")
    }
    let word = source[token.span]
    if let keyword = token.keyword {
      if keyword == "per", let head = stage.head, head.takesPer {
        return Diagnostic(
          "per-out-of-place", "\"per\" stands once, behind all that comes first and before the clauses",
          at: token.span)
      }
      if let clause = foreignClauses[keyword] {
        return Diagnostic("unknown-clause", "\"\(word)\" is written \(clause) here", at: token.span)
          .fixing(token.span, in: source, with: clause)
      }
      if keyword == "not", next.beginsOperand {
        return Diagnostic("not-behind-value", "\"not\" behind a value is written !=", at: token.span)
          .fixing(token.span, in: source, with: "!=")
      }
      if Keywords.heads.contains(keyword) || vocabulary.aggregates.contains(keyword) {
        return Diagnostic(
          "verb-behind-clause", "\"\(word)\" stands first in a stage, before its clauses", at: token.span,
          help: "a further stage begins behind a |"
        )
        .fixing(before, in: source, with: "| ")
      }
      if let near = EditDistance.nearest(
        to: keyword, among: Keywords.clauses + ["and", "or", "down", "up", "draw", "into"])
      {
        return Diagnostic("unknown-clause", "no clause \"\(word)\"", at: token.span)
          .fixing(token.span, in: source, with: near)
      }
    }
    if next.continuesTest, stage.condition == nil, token.beginsOperand {
      return Diagnostic("condition-without-where", "a condition needs \"where\" before it", at: token.span)
        .fixing(before, in: source, with: "where ")
    }
    let diagnostic = Diagnostic(
      "unexpected-word", "expected a clause, a | or the end, found \(description(of: token, in: source))",
      at: token.span, help: "clauses are \(Keywords.clauses.joined(separator: ", "))")
    if token.beginsOperand, let head = stage.head, stage.isOnlyHead {
      return diagnostic.fixing(Span(head.end, head.end), in: source, with: ",")
    }
    // Two words may be one name that lacks its brackets.
    let words = wordBefore(token, in: source).joined(with: token.span)
    guard token.keyword != nil, words != token.span else { return diagnostic }
    return diagnostic.fixing(words, in: source, with: NameSyntax.bracketed(String(source[words])))
  }

  /// The word that stands before a token, one blank apart; the token itself where there is none.
  private static func wordBefore(_ token: Token, in source: SourceText) -> Span {
    let bytes = Array(source.text.utf8.prefix(token.span.start))
    guard bytes.last == UInt8(ascii: " ") else { return token.span }
    var start = bytes.count - 1
    while start > 0, Lexer.isWordByte(bytes[start - 1]) { start -= 1 }
    return start < bytes.count - 1 ? Span(start, bytes.count - 1) : token.span
  }

  /// Words for a clause that people bring along from elsewhere.
  private static let foreignClauses = [
    "filter": "where", "when": "where", "if": "where", "with": "where", "for": "where", "per": "by",
    "offset": "skip", "pivot": "across", "crosstab": "across", "columns": "across",
    "take": "limit",
  ]

  static func unexpectedToken(_ token: Token, in source: SourceText) -> Diagnostic {
    if case .invalid(let diagnostic) = token.kind { return diagnostic }
    return Diagnostic(
      "unexpected-token", "did not expect \(description(of: token, in: source)) here", at: token.span,
      needsMoreInput: token.kind == .end)
  }

  /// `draw pie`
  static func unknownPicture(_ found: Token, behind draw: Span, next: Token, in source: SourceText)
    -> Diagnostic
  {
    let word = String(source[found.span])
    let kinds = PictureKind.allCases.map(\.rawValue)
    if word.lowercased() == "table" {
      return Diagnostic("unknown-picture", "an answer is a table where nothing is drawn", at: found.span)
        .fixing(Span(draw.start, found.span.end), in: source, with: "")
    }
    let diagnostic = Diagnostic(
      "unknown-picture", "nothing is drawn as \"\(word)\"", at: found.span,
      help: "\"draw\" knows \(kinds.dropLast().joined(separator: ", ")) and \(kinds.last ?? "")")
    // `draw bar chart`, `draw heat map`: what stands behind the word belongs to it.
    let isNoun = next.keyword.map(["chart", "charts", "map", "plot", "graph", "line"].contains) == true
    let span = isNoun ? found.span.joined(with: next.span) : found.span
    guard
      let kind = foreignPictures[word.lowercased()]
        ?? EditDistance.nearest(to: word.lowercased(), among: kinds)
    else { return diagnostic }
    return diagnostic.fixing(span, in: source, with: kind)
  }

  /// Words for a picture that people bring along from elsewhere.
  private static let foreignPictures = [
    "area": "line", "bar": "bars", "barchart": "bars", "bargraph": "bars", "boxplot": "histogram",
    "calendar": "heatmap", "chart": "bars", "column": "bars", "columns": "bars", "curve": "line",
    "density": "histogram", "distribution": "histogram", "donut": "bars", "dots": "line", "gantt": "timeline",
    "graph": "line", "heat": "heatmap", "hist": "histogram", "linechart": "line", "lines": "line",
    "matrix": "heatmap", "pie": "bars", "plot": "line", "points": "line", "scatter": "line",
    "series": "line", "sparkline": "spark", "sparklines": "spark", "stacked": "bars", "time": "timeline",
    "trend": "line",
  ]

  static func unknownPolicy(_ found: Token, in source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "unknown-policy",
      "\"using\" wants lowest, highest, latest, earliest or trust, found \(description(of: found, in: source))",
      at: found.span, needsMoreInput: found.kind == .end)
    guard let word = found.keyword else { return diagnostic }
    guard let near = EditDistance.nearest(to: word, among: PolicySyntax.words) else { return diagnostic }
    return diagnostic.fixing(found.span, in: source, with: near == "trust" ? "trust officials" : near)
  }

  static func unknownVerb(
    _ token: Token, next: Token, _ vocabulary: Vocabulary, in source: SourceText
  ) -> Diagnostic {
    let word = String(source[token.span])
    let verbs =
      Keywords.heads + vocabulary.aggregates.sorted() + Keywords.clauses + vocabulary.commands.keys.sorted()
      + Keywords.statements
    let diagnostic = Diagnostic(
      "unknown-verb", "no verb or command \"\(word)\"", at: token.span,
      help: "a question begins with what is asked: sum, count, list, top …")
    if ["insert", "update", "delete", "create", "alter"].contains(word.lowercased()) {
      return Diagnostic(
        "unknown-verb", diagnostic.message, at: token.span,
        help: "questions are asked here; tables are never changed")
    }
    if ["pivot", "crosstab", "spread", "unstack"].contains(word.lowercased()) {
      return Diagnostic(
        "unknown-verb", diagnostic.message, at: token.span,
        help: "columns go across: sum launched by place across weapon")
    }
    if word.lowercased() == "with" {
      return Diagnostic(
        "unknown-verb", diagnostic.message, at: token.span, help: "a query is named with: let NAME = QUERY")
    }
    let foreign = [
      "exclude": "drop", "except": "drop", "remove": "drop", "omit": "drop", "hide": "drop",
      "relabel": "rename", "unique": "distinct", "dedupe": "distinct", "deduplicate": "distinct",
      "mutate": "add", "extend": "add", "derive": "add", "compute": "add", "assign": "add",
      "total": "sum", "add": "sum", "find": "list", "get": "list", "display": "list", "print": "list",
      "how": "count", "filter": "where", "exit": "quit", "bye": "quit", "ls": "tables", "view": "list",
    ]
    if let verb = foreign[word.lowercased()] ?? EditDistance.nearest(to: word, among: verbs) {
      return Diagnostic("unknown-verb", diagnostic.message, at: token.span)
        .fixing(token.span, in: source, with: verb)
    }
    if let verb = next.keyword,
      Keywords.heads.contains(verb) || vocabulary.aggregates.contains(verb)
        || Keywords.joinKinds.contains(verb)
    {
      return Diagnostic(
        "bar-missing", "a | stands between a table and what is asked of it", at: next.span
      )
      .fixing(Span(next.span.start, next.span.start), in: source, with: "| ")
    }
    if case .symbol(let symbol) = next.kind, ComparisonOperator(rawValue: symbol.rawValue) != nil {
      return Diagnostic(
        "condition-without-where", "a condition needs \"where\" before it", at: token.span
      )
      .fixing(Span(token.span.start, token.span.start), in: source, with: "where ")
    }
    return diagnostic
  }

  static func unquotedText(_ span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic("unquoted-text", "a text of several words takes quotes", at: span)
      .fixing(span, in: source, with: quoted(String(source[span])))
  }

  private static func description(of token: Token, in source: SourceText) -> String {
    switch token.kind {
    case .end: "the end"
    case .newline: "the end of the line"
    case .invalid(let diagnostic): diagnostic.message
    default: "\"\(source[token.span])\""
    }
  }
}
