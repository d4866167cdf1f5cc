import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPermissions
import TallyPlanning
import TallySyntax

extension Session {
  /// What can stand at a cursor: verbs, clauses, tables, columns of the table in question, values of the
  /// column in question.
  /// - Parameters:
  ///   - text: what has been typed, however unfinished; of several statements the one at the cursor counts.
  ///   - cursor: a UTF-8 offset in the text.
  /// - Complexity: bounded for tables of any size: only so many rows and texts of a column are looked at.
  public func completions(of text: String, at cursor: Int) -> CompletionList {
    guard let place = CompletionCursor(text, at: cursor, vocabulary: vocabulary) else {
      return CompletionList(replaced: cursor..<cursor, candidates: [])
    }
    // Of large tables not all columns that go across are offered, but Tab does not wait for them.
    var catalog = catalog
    catalog.findsValues = { [executor] in
      try executor.differentValues(of: $1, over: $0, rowLimit: ColumnValues.rowLimit)
    }
    var completer = Completer(
      text: text, cursor: place, catalog: catalog, vocabulary: vocabulary, permissions: permissions)
    completer.offerStatement()
    return completer.list
  }
}

/// Collects the candidates for one cursor, the likeliest first.
struct Completer {
  let text: String
  let cursor: CompletionCursor
  let catalog: Catalog
  let vocabulary: Vocabulary
  let permissions: Permissions
  private let folded: String
  private var candidates: [Candidate] = []
  private var offered: Set<String> = []
  /// The stretch a candidate takes the place of, where it is not the piece at the cursor.
  var replaced: Range<Int>?

  init(
    text: String, cursor: CompletionCursor, catalog: Catalog, vocabulary: Vocabulary, permissions: Permissions
  ) {
    self.text = text
    self.cursor = cursor
    self.catalog = catalog
    self.vocabulary = vocabulary
    self.permissions = permissions
    folded = cursor.typed.lowercased()
  }

  /// The candidates as the line editor takes them.
  ///
  /// Inside a word only what stands before the cursor is replaced, unless the whole word is a candidate.
  var list: CompletionList {
    var range = replaced ?? cursor.replaced
    let word = folded + cursor.restOfWord.lowercased()
    if !cursor.restOfWord.isEmpty, candidates.contains(where: { $0.label.lowercased() == word }) {
      range = range.lowerBound..<(range.upperBound + cursor.restOfWord.utf8.count)
    }
    return CompletionList(replaced: range, candidates: candidates)
  }

  var isEmpty: Bool { candidates.isEmpty }

  /// Whether some of the word at the cursor has been typed.
  var isBegun: Bool { !folded.isEmpty }

  // MARK: - Offering

  /// Whether a name begins with what is typed, ignoring case.
  func matches(_ name: String) -> Bool { folded.isEmpty || name.lowercased().hasPrefix(folded) }

  /// Adds a candidate, each only once.
  mutating func add(_ candidate: Candidate) {
    if offered.insert(candidate.text).inserted { candidates.append(candidate) }
  }

  /// Words of the language, for which nothing may have been opened.
  mutating func offer(_ words: some Sequence<String>, _ kind: String, appendsSpace: Bool = true) {
    guard cursor.opening == .nothing else { return }
    for word in words where matches(word) { add(Candidate(word, kind: kind, appendsSpace: appendsSpace)) }
  }

  /// Names of columns and tables, in brackets where they need them or where one has been opened.
  mutating func offer(name: String, alsoCalled other: String? = nil, typed: String? = nil, _ kind: String) {
    let isBracketed = cursor.opening == .bracket
    guard isBracketed || cursor.opening == .nothing else { return }
    guard matches(name) || other.map(matches) == true else { return }
    let text =
      isBracketed ? NameSyntax.bracketed(name) : typed ?? NameSyntax.typed(name, vocabulary: vocabulary)
    add(Candidate(text, label: name, kind: kind))
  }

  mutating func offerTables() {
    for table in catalog.tables { offer(name: table.name, "table") }
  }

  /// `$name`, for values named by `let`.
  mutating func offerVariables() {
    guard cursor.opening == .dollar || folded.isEmpty, cursor.opening == .nothing || cursor.opening == .dollar
    else { return }
    for name in catalog.values.keys.sorted() where matches(name) { add(Candidate("$" + name, kind: "value")) }
  }

  // MARK: - Statements

  /// Finds out what kind of statement the cursor is in.
  mutating func offerStatement() {
    let tokens = cursor.before
    guard let first = tokens.first, let word = first.keyword else {
      return offerQuery(tokens, isStatement: true)
    }
    if let command = Command.named(word), vocabulary.commands[word] != nil,
      tokens.dropFirst().first?.isSymbol(.bar) != true
    {
      return offerArguments(of: command, behind: first)
    }
    if word == "let", tokens.dropFirst().first?.isSymbol(.bar) != true {
      guard tokens.count > 2, tokens[2].isSymbol(.equal) else {
        return tokens.count == 2 ? offer(["="], "word") : ()
      }
      return offerQuery(Array(tokens.dropFirst(3)), isStatement: false)
    }
    offerQuery(tokens, isStatement: true)
  }

  /// The stages of a query, of which the cursor is in the last.
  mutating func offerQuery(_ tokens: [Token], isStatement: Bool) {
    if let into = tokens.last, into.keyword == "into", tokens.count > 1 {
      return offerFiles(from: into.span.end)
    }
    let bar = tokens.lastIndex { $0.isSymbol(.bar) }
    let stage = bar.map { tokens[($0 + 1)...] } ?? tokens[...]
    let rest = cursor.after.prefix { !$0.isSymbol(.bar) }
    let catalog = catalog
    var reader = StageReader(vocabulary: vocabulary) { catalog.table(named: $0) != nil }
    reader.read(stage)
    var whole = reader
    whole.readPlaceholder()
    whole.read(rest)
    let queryStart = tokens.first?.span.start ?? cursor.replaced.lowerBound
    let reach = ColumnReach(
      catalog: catalog, vocabulary: vocabulary, text: text, queryStart: queryStart,
      stageStart: bar.map { tokens[$0].span.start }, earlier: bar.map { tokens[..<$0] } ?? [],
      rest: Array(rest),
      stage: whole)
    StageCompleter(reader: reader, whole: whole, reach: reach, isFirstStage: bar == nil).offer(
      isStatement: isStatement, to: &self)
  }
}
