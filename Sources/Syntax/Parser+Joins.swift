import TallyDiagnostics

extension Parser {
  /// Whether a join begins at the cursor, with the words for it that are known from elsewhere.
  var beginsJoin: Bool {
    guard let keyword = current.keyword else { return false }
    if keyword == "join" { return !peek().isSymbol(.bar) }
    return JoinWords.all.contains(keyword)
      && (peek().keyword == "join" || (peek().keyword == "outer" && peek(2).keyword == "join"))
  }

  /// `["inner" | "semi" | "anti" | "full"] "join" TABLE "on" key {"," key}`
  mutating func joinHead() throws -> HeadSyntax {
    .join(try join())
  }

  /// What is written as elsewhere is read to its end and answered with the words to use here, or taken for
  /// them where a `select` is read.
  mutating func join() throws -> JoinSyntax {
    let start = current.span
    var habit: JoinHabit?
    let words = try joinWords(&habit)
    if current.keyword.map(Keywords.beginsClause) == true, peek().beginsOperand {
      throw SyntaxDiagnostics.expected("a table", found: current, in: source)
    }
    let table = try name("a table")
    let alias = try joinAlias(&habit)
    let tables = [table, alias].compactMap { $0?.text }
    let keys = try joinKeys(of: tables, &habit)
    let span = start.joined(with: previous.span)
    let join = JoinSyntax(kind: words.kind, table: table, keys: keys, isNatural: words.isNatural, span: span)
    if readsSQL {
      guard !words.isRight, !words.isCross, !words.isNatural else {
        throw SyntaxDiagnostics.unexpectedToken(current, in: source)
      }
      return join
    }
    if words.isRight { throw rightJoin(join, start) }
    if words.isCross { throw SyntaxDiagnostics.crossJoin(start.joined(with: words.end), join, in: source) }
    if let habit { throw SyntaxDiagnostics.joinHabit(habit, join, in: source) }
    return join
  }

  // MARK: - Words before the table

  private mutating func joinWords(_ habit: inout JoinHabit?) throws -> JoinWords {
    var words = JoinWords(end: current.span)
    let start = current.span
    while let keyword = current.keyword, keyword != "join" {
      words.read(keyword)
      advance()
    }
    words.end = current.span
    advance()
    if words.isOuterAlone {
      habit = JoinHabit(.outer, start.joined(with: words.end))
    }
    return words
  }

  /// `places p`, `places as p`
  private mutating func joinAlias(_ habit: inout JoinHabit?) throws -> NameSyntax? {
    let start = current.span
    if skipKeyword("as") {
      let alias = try name("a name")
      habit = habit ?? JoinHabit(.alias, start.joined(with: alias.span))
      return alias
    }
    guard let word = current.keyword, word != "on", word != "using", let next = peek().keyword,
      next == "on" || (next == "using" && peek(2).isSymbol(.openParenthesis))
    else { return nil }
    let alias = try name("a name")
    habit = habit ?? JoinHabit(.alias, alias.span)
    return alias
  }

  // MARK: - Keys

  private mutating func joinKeys(of tables: [String], _ habit: inout JoinHabit?) throws -> [JoinKeySyntax] {
    if isKeyword("using"), peek().isSymbol(.openParenthesis) {
      habit = habit ?? JoinHabit(.using, current.span)
      advance()
      return try parenthesized { parser in
        try parser.list { JoinKeySyntax(left: try $0.name("a column")) }
      }
    }
    guard skipKeyword("on") else {
      if current.keyword.map(continuesStatement) == false, current.beginsOperand {
        throw SyntaxDiagnostics.expectedWord("on", found: current, in: source)
      }
      return []
    }
    skipNewlines()
    if current.isSymbol(.openParenthesis) {
      habit = habit ?? JoinHabit(.parentheses, current.span)
      let (keys, inner) = try parenthesized { parser -> ([JoinKeySyntax], JoinHabit?) in
        var inner: JoinHabit?
        return (try parser.joinKeyList(of: tables, &inner), inner)
      }
      habit = habit ?? inner
      return keys
    }
    return try joinKeyList(of: tables, &habit)
  }

  private mutating func joinKeyList(of tables: [String], _ habit: inout JoinHabit?) throws -> [JoinKeySyntax]
  {
    var keys = [try joinKey(of: tables, &habit)]
    while true {
      if current.isSymbol(.comma) {
        let comma = current.span
        advance()
        skipNewlines()
        if current.keyword.map(Keywords.beginsClause) == true, peek().beginsOperand {
          throw SyntaxDiagnostics.commaBeforeClause(comma, current, in: source)
        }
      } else if isKeyword("and") {
        habit = habit ?? JoinHabit(.and, current.span)
        advance()
      } else {
        return keys
      }
      keys.append(try joinKey(of: tables, &habit))
    }
  }

  /// `NAME ["=" NAME]`
  private mutating func joinKey(of tables: [String], _ habit: inout JoinHabit?) throws -> JoinKeySyntax {
    let (left, leftTable) = try joinName(of: tables, &habit)
    switch current.kind {
    case .symbol(.equal):
      advance()
    case .symbol(.identical):
      habit = habit ?? JoinHabit(.identical, current.span)
      advance()
    case .symbol(let symbol) where symbol == .openParenthesis || symbol.isOperator:
      throw SyntaxDiagnostics.joinKey(current, symbol, in: source)
    default:
      return JoinKeySyntax(left: left)
    }
    let (right, rightTable) = try joinName(of: tables, &habit)
    if case .symbol(let symbol) = current.kind, symbol == .openParenthesis || symbol.isOperator {
      throw SyntaxDiagnostics.joinKey(current, symbol, in: source)
    }
    // Where both say whose they are, or one is the joined table's, the sides are known.
    let isMirrored = leftTable == .joined && rightTable != .joined
    let (a, b) = isMirrored ? (right, left) : (left, right)
    return JoinKeySyntax(left: a, right: habit != nil && a.text.lowercased() == b.text.lowercased() ? nil : b)
  }

  /// Whose column a name says it is.
  private enum JoinSide { case open, rows, joined }

  /// A name; `places.name` and `[places.name]` are told by their ends.
  private mutating func joinName(
    of tables: [String], _ habit: inout JoinHabit?
  ) throws -> (name: NameSyntax, side: JoinSide) {
    let first = try name("a column")
    let isJoined = { (table: String) in tables.contains { $0.lowercased() == table.lowercased() } }
    if first.isBracketed {
      guard let table = tables.first(where: { first.text.lowercased().hasPrefix($0.lowercased() + ".") })
      else { return (first, .open) }
      let own = String(first.text.dropFirst(table.count + 1))
      return (NameSyntax(own, isBracketed: true, span: first.span), .joined)
    }
    guard source[current.span] == ".", current.span.start == first.span.end,
      peek().span.start == current.span.end
    else { return (first, .open) }
    advance()
    let own = try name("a column")
    habit = habit ?? JoinHabit(.qualified, first.span.joined(with: own.span))
    return (own, isJoined(first.text) ? .joined : .rows)
  }

  // MARK: - Right joins

  /// `a | right join b on x = y` is `b | join a on y = x`.
  private func rightJoin(_ join: JoinSyntax, _ start: Span) -> Diagnostic {
    let before = Lexer.tokens(in: SourceText(String(source.text.utf8.prefix(start.start)) ?? ""))
    guard before.count == 3, before[1].isSymbol(.bar) else {
      return SyntaxDiagnostics.rightJoin(join, tally: nil, at: start)
    }
    let rows: NameSyntax
    switch before[0].kind {
    case .word(let word): rows = NameSyntax(word, span: before[0].span)
    case .bracketed(let text): rows = NameSyntax(text, isBracketed: true, span: before[0].span)
    default: return SyntaxDiagnostics.rightJoin(join, tally: nil, at: start)
    }
    let keys = join.keys.map { key in
      key.right.map { JoinKeySyntax(left: $0, right: key.left) } ?? key
    }
    let mirrored = JoinSyntax(kind: .left, table: rows, keys: keys, span: join.span)
    let diagnostic = SyntaxDiagnostics.rightJoin(
      join, tally: "\(join.table.formatted) | \(mirrored.formatted)", at: start)
    guard let fix = diagnostic.fix else { return diagnostic }
    return diagnostic.fixing(Span(before[0].span.start, join.span.end), in: source, with: fix)
  }
}

/// The words that stand before `join`, here and elsewhere.
private struct JoinWords {
  static let all: Set<String> = [
    "inner", "semi", "anti", "full", "left", "right", "outer", "natural", "cross",
  ]

  var kind: JoinKind = .left
  var isNatural = false
  var isRight = false
  var isCross = false
  /// `outer join`, which could be any of three.
  var isOuterAlone = false
  private var isFirst = true
  var end: Span

  init(end: Span) {
    self.end = end
  }

  mutating func read(_ word: String) {
    defer { isFirst = false }
    switch word {
    case "right": isRight = true
    case "cross": isCross = true
    case "natural": isNatural = true
    case "outer":
      if isFirst { (kind, isOuterAlone) = (.full, true) }
    default: kind = JoinKind(rawValue: word) ?? kind
    }
  }
}

/// A way of writing a join that is known from elsewhere.
struct JoinHabit {
  enum Kind { case alias, and, identical, outer, parentheses, qualified, using }

  let kind: Kind
  let span: Span

  init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

extension Token.Symbol {
  /// Whether it stands between two values of an expression or a comparison.
  fileprivate var isOperator: Bool {
    ArithmeticOperator(rawValue: rawValue) != nil || ComparisonOperator(rawValue: rawValue) != nil
  }
}
