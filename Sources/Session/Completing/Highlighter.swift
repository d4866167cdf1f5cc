import TallyDiagnostics
import TallyFunctions
import TallyPlanning
import TallySyntax

extension Session {
  /// What each piece of a text is, for colouring it while it is typed.
  /// - Parameters:
  ///   - text: one or more statements, however unfinished.
  ///   - cursor: a UTF-8 offset. The word that ends there is still being typed: it is never held for unknown.
  /// - Returns: spans in order that do not touch blanks outside of texts and comments; none for a text longer
  ///   than `Highlighter.byteLimit`.
  /// - Complexity: O(n), and for each of a query's first `Highlighter.planLimit` bars the plan of the stages before
  ///   it; no values of any column are looked at.
  public func highlights(of text: String, cursor: Int) -> [HighlightedSpan] {
    guard text.utf8.count <= Highlighter.byteLimit else { return [] }
    var catalog = catalog
    catalog.findsValues = nil
    var highlighter = Highlighter(text: text, cursor: cursor, catalog: catalog, vocabulary: vocabulary)
    return highlighter.spans()
  }
}

/// Tells what the tokens of a text are: it reads statement after statement as completion does, and asks which
/// columns are in reach of each stage once all of the stage has been read.
struct Highlighter {
  /// Longer texts are not coloured, in bytes.
  static let byteLimit = 1 << 14
  /// How many bars of a query have the stages before them planned, which tells the columns behind them. Behind later
  /// ones no name is held for unknown.
  static let planLimit = 16

  let text: String
  let cursor: Int
  let catalog: Catalog
  let vocabulary: Vocabulary
  let tokens: [Token]
  private(set) var position = 0
  /// Whether the query that is read is one that something is expected of.
  private var isExpecting = false
  /// How often stages were planned.
  private(set) var planCount = 0
  private var found: [HighlightedSpan] = []
  /// Names that statements further up give to tables and values, in lower case.
  private var named: Set<String> = []

  init(text: String, cursor: Int, catalog: Catalog, vocabulary: Vocabulary) {
    self.text = text
    self.cursor = cursor
    self.catalog = catalog
    self.vocabulary = vocabulary
    tokens = Lexer.tokens(in: SourceText(text))
  }

  mutating func spans() -> [HighlightedSpan] {
    while token.kind != .end { readStatement() }
    let comments = Lexer.comments(in: SourceText(text)).map { HighlightedSpan($0.start..<$0.end, .comment) }
    return (found + comments).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  // MARK: - Tokens

  /// The token to be read; the last one, `end`, is never passed.
  var token: Token { tokens[min(position, tokens.count - 1)] }

  private var next: Token { tokens[min(position + 1, tokens.count - 1)] }

  private mutating func advance() { position = min(position + 1, tokens.count - 1) }

  /// Whether the token is a word that ends at the cursor or has the cursor inside.
  func isBeingTyped(_ token: Token) -> Bool { token.span.start < cursor && cursor <= token.span.end }

  mutating func mark(_ token: Token, _ kind: HighlightedSpan.Kind) {
    guard kind != .unknown || !isBeingTyped(token) else { return }
    found.append(HighlightedSpan(token.span.start..<token.span.end, kind))
  }

  /// Marks what a token is by itself; false for names and words, which are what their place makes of them.
  mutating func markPlain(_ token: Token) -> Bool {
    switch token.kind {
    case .word, .bracketed:
      return false
    case .text:
      mark(token, .text)
    case .number, .date, .duration:
      mark(token, .number)
    case .variable(let name):
      let key = name.lowercased()
      mark(token, catalog.values[key] != nil || named.contains(key) ? .value : .unknown)
    case .invalid:
      markInvalid(token)
    case .symbol, .newline, .end:
      break
    }
    return true
  }

  /// A quote or bracket that is still open where the cursor stands is one that is being typed.
  private mutating func markInvalid(_ token: Token) {
    guard isBeingTyped(token) else { return mark(token, .invalid) }
    switch SourceText(text)[token.span].first {
    case "\"", "'": mark(token, .text)
    case "[": mark(token, .column)
    default: break
    }
  }

  // MARK: - Statements

  private mutating func readStatement() {
    if token.kind == .newline || token.isSymbol(.semicolon) { return advance() }
    guard let word = token.keyword, !next.isSymbol(.bar) else { return readQuery() }
    switch word {
    case "let": return readBinding()
    case "param": return readParameter()
    case "expect": return readExpectation()
    default: break
    }
    guard let command = Command.named(word), vocabulary.commands[word] != nil,
      command.shape != .alone || endsLine(next)
    else { return readQuery() }
    mark(token, .verb)
    advance()
    readArguments(of: command)
  }

  private mutating func readBinding() {
    mark(token, .verb)
    advance()
    switch token.kind {
    case .word(let name), .bracketed(let name):
      mark(token, .value)
      advance()
      if token.isSymbol(.equal) { advance() }
      readQuery()
      named.insert(name.lowercased())
    default:
      readQuery()
    }
  }

  /// `param since date = 2025-05-01`
  private mutating func readParameter() {
    mark(token, .verb)
    advance()
    if let name = token.name {
      mark(token, .value)
      named.insert(name.lowercased())
      advance()
    }
    if let word = token.keyword, !token.isSymbol(.equal) {
      mark(token, ParameterKind(rawValue: word) == nil ? .unknown : .keyword)
      advance()
    }
    readLiterals()
  }

  /// `expect no rows: list where killed > 100`, `expect count from places gives 12`
  private mutating func readExpectation() {
    mark(token, .verb)
    advance()
    let wantsRows = token.keyword == "rows" || (token.keyword == "no" && next.keyword == "rows")
    if wantsRows {
      while token.keyword == "no" || token.keyword == "rows" {
        mark(token, .keyword)
        advance()
      }
      if token.isSymbol(.colon) { advance() }
    }
    isExpecting = !wantsRows
    readQuery()
    isExpecting = false
    readLiterals()
  }

  /// Values as they are written, to the end of the line; lone words among them are texts.
  private mutating func readLiterals() {
    while !endsLine(token) {
      if let word = token.keyword {
        mark(token, ExpectationSyntax.words.contains(word) ? .keyword : .value)
      } else {
        _ = markPlain(token)
      }
      advance()
    }
  }

  private mutating func readArguments(of command: Command) {
    switch command.shape {
    case .nothing, .alone, .words:
      readWords(of: command)
    case .choiceAndQuery(let choices):
      if let word = token.keyword, choices.contains(word) {
        mark(token, .keyword)
        advance()
      }
      readQuery()
    case .query, .rowOrQuery:
      readQuery()
    }
  }

  /// Words of commands are no part of the language; those that name tables and columns are marked as such.
  private mutating func readWords(of command: Command) {
    while !endsLine(token) {
      // A column may have its table before it: `describe strikes.launched`
      let isDot = command.completes == .tablesAndColumns && SourceText(text)[token.span] == "."
      if !isDot, !markPlain(token), let kind = kind(ofWord: token, of: command) { mark(token, kind) }
      advance()
    }
  }

  private func kind(ofWord token: Token, of command: Command) -> HighlightedSpan.Kind? {
    guard let name = token.name else { return nil }
    switch command.completes {
    case .tables: return isTable(name) ? .table : catalog.tables.isEmpty ? nil : .unknown
    case .tablesAndColumns:
      if isTable(name) { return .table }
      if name.lowercased() == "in" { return .keyword }
      return isWordOfColumn(name) ? .column : catalog.tables.isEmpty ? nil : .unknown
    case .columns:
      if isTable(name) { return .table }
      return catalog.tables.contains { $0.columnIndex(named: name) != nil } ? .column : nil
    default: return nil
    }
  }

  /// Whether a column is called so, or has the word in its name, or is written with its table before it.
  private func isWordOfColumn(_ word: String) -> Bool {
    let word = word.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return catalog.tables.contains { table in
      table.fields.contains { field in
        let name = field.name.lowercased()
        return name == word || name.split(separator: " ").contains { $0 == word }
      }
    }
  }

  private func isTable(_ name: String) -> Bool {
    catalog.table(named: name) != nil || named.contains(name.lowercased())
  }

  private func endsLine(_ token: Token) -> Bool {
    switch token.kind {
    case .newline, .end, .symbol(.semicolon): true
    default: false
    }
  }

  // MARK: - Queries

  private mutating func readQuery() {
    let start = token.span.start
    let first = position
    let (catalog, named) = (catalog, named)
    let isTable = { (name: String) in
      catalog.table(named: name) != nil || named.contains(name.lowercased())
    }
    var bar: Token?
    var barCount = 0
    while true {
      let stageStart = position
      var stage = HighlightedStage(vocabulary: vocabulary, isTable: isTable)
      while !token.isSymbol(.bar), !isOver(stage.reader, since: first, isBehindBar: bar != nil) {
        if token.kind == .newline {
          // Where a query goes on behind a newline it does so behind more of them: nobody looks ahead from each.
          while token.kind == .newline { advance() }
          continue
        }
        if !markPlain(token) { stage.note(token) }
        stage.read(token)
        advance()
      }
      if barCount > 0, barCount <= Highlighter.planLimit { planCount += 1 }
      let reach =
        barCount > Highlighter.planLimit
        ? ColumnReach(
          unplanned: stage.reader, catalog: catalog, vocabulary: vocabulary, text: text, queryStart: start)
        : ColumnReach(
          catalog: catalog, vocabulary: vocabulary, text: text, queryStart: start,
          stageStart: bar?.span.start, earlier: tokens[first..<stageStart], rest: [], stage: stage.reader)
      for (token, kind) in stage.kinds(in: reach, isTable: isTable) { mark(token, kind) }
      guard token.isSymbol(.bar) else { return }
      bar = token
      barCount += 1
      advance()
    }
  }

  /// Whether the query ends before the token: with its line, unless something must follow, or the next line
  /// goes on with it.
  private func isOver(_ reader: StageReader, since first: Int, isBehindBar: Bool) -> Bool {
    if isExpecting, let word = token.keyword, ExpectationSyntax.words.contains(word) { return true }
    switch token.kind {
    case .end, .symbol(.semicolon): return true
    case .newline where !reader.isInParentheses: break
    default: return false
    }
    switch reader.expects {
    case .continuation, .argument("count"): break
    case .stage: return !isBehindBar
    default: return false
    }
    let ahead = tokens[position...].first { $0.kind != .newline } ?? token
    if ahead.isSymbol(.bar) { return false }
    guard ahead.keyword.map(Keywords.beginsClause) == true else { return true }
    return indentation(of: ahead) <= indentation(of: tokens[first])
  }

  /// Blanks between the start of the line and a token that is its first.
  private func indentation(of token: Token) -> Int {
    text.utf8.prefix(token.span.start).reversed().prefix { $0 != UInt8(ascii: "\n") }.count
  }
}

extension Token {
  /// What the token names, where it is a name or a word.
  var name: String? {
    switch kind {
    case .word(let name), .bracketed(let name): name
    default: nil
    }
  }
}
