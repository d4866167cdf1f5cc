import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyLessons
import TallyPermissions
import TallyPlanning
import TallySyntax

/// Collects the candidates for one cursor, the likeliest first.
struct Completer {
  let text: String
  let cursor: CompletionCursor
  let catalog: Catalog
  let vocabulary: Vocabulary
  let permissions: Permissions
  /// What names have to go with.
  let pattern: TypedPattern
  let rowCounts: RowCountCache
  /// What demos there are.
  let demoNames: [String]
  /// The shipped lessons.
  var lessons: [LessonShelf.Entry] = []
  private var candidates: [(candidate: Candidate, score: Int)] = []
  private var offered: Set<String> = []
  private var omitted = 0
  /// The stretch a candidate takes the place of, where it is not the piece at the cursor.
  var replaced: Range<Int>?

  init(
    text: String, cursor: CompletionCursor, pattern: TypedPattern, catalog: Catalog, vocabulary: Vocabulary,
    permissions: Permissions, rowCounts: RowCountCache, demoNames: [String]
  ) {
    self.text = text
    self.cursor = cursor
    self.pattern = pattern
    self.catalog = catalog
    self.vocabulary = vocabulary
    self.permissions = permissions
    self.rowCounts = rowCounts
    self.demoNames = demoNames
  }

  /// The candidates as the line editor takes them, those that go best with what is typed first.
  var list: CompletionList {
    let ranked = candidates.enumerated().sorted { a, b in
      (b.element.score, a.offset) < (a.element.score, b.offset)
    }
    return CompletionList(
      replaced: replaced ?? cursor.replaced, candidates: ranked.map(\.element.candidate), omitted: omitted)
  }

  var isEmpty: Bool { candidates.isEmpty }

  /// Whether some of the word at the cursor has been typed.
  var isBegun: Bool { !pattern.isEmpty }

  // MARK: - Offering

  /// Whether a name goes with what is typed, ignoring case.
  func matches(_ name: String) -> Bool { pattern.score(name) != nil }

  /// Adds a candidate, each only once.
  mutating func add(_ candidate: Candidate, score: Int = 0) {
    if offered.insert(candidate.text).inserted { candidates.append((candidate, score)) }
  }

  /// Knows of candidates that are too many to be listed.
  mutating func omit(_ count: Int) { omitted += count }

  /// Words of the language, for which nothing may have been opened.
  mutating func offer(_ words: some Sequence<String>, _ kind: String, appendsSpace: Bool = true) {
    guard cursor.opening == .nothing else { return }
    for word in words {
      guard let score = pattern.score(word) else { continue }
      add(Candidate(word, kind: kind, appendsSpace: appendsSpace), score: score)
    }
  }

  /// Names of columns and tables, in brackets where they need them or where one has been opened.
  mutating func offer(
    name: String, alsoCalled other: String? = nil, typed: String? = nil, _ kind: String, remark: String? = nil
  ) {
    let isBracketed = cursor.opening == .bracket
    guard isBracketed || cursor.opening == .nothing else { return }
    guard let score = [name, other].compactMap({ $0.flatMap(pattern.score) }).max() else { return }
    let text =
      isBracketed ? NameSyntax.bracketed(name) : typed ?? NameSyntax.typed(name, vocabulary: vocabulary)
    add(Candidate(text, label: name, kind: kind, remark: remark), score: score)
  }

  mutating func offerTables() {
    for table in catalog.tables {
      // An aggregate is called so too, but not where a table stands.
      let isLast = table.name == Table.lastAnswerName
      offer(name: table.name, typed: isLast ? table.name : nil, "table")
    }
  }

  /// `$name`, for values named by `let`.
  mutating func offerVariables() {
    guard cursor.opening == .dollar || (pattern.isEmpty && cursor.opening == .nothing) else { return }
    for (name, value) in catalog.values.sorted(by: { $0.key < $1.key }) {
      guard let score = pattern.score(name) else { continue }
      add(Candidate("$" + name, kind: "parameter", remark: value.text(.readable)), score: score)
    }
  }

  // MARK: - Statements

  /// Finds out what kind of statement the cursor is in.
  mutating func offerStatement() {
    let tokens = cursor.before
    guard let first = tokens.first, let word = first.keyword else {
      return offerQuery(tokens, isStatement: true)
    }
    if let command = Command.named(word), vocabulary.commands[word] != nil, command.shape != .alone,
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
    if tokens.dropFirst().first?.isSymbol(.bar) != true {
      if word == "param" { return offerParameter(tokens.count) }
      if word == "expect" { return offerExpectation(Array(tokens.dropFirst())) }
    }
    offerQuery(tokens, isStatement: true)
  }

  /// `param NAME KIND`
  private mutating func offerParameter(_ count: Int) {
    if count == 2 { offer(["="] + ParameterKind.allCases.map(\.rawValue), "word") }
    if count == 3 { offer(["="], "word") }
  }

  /// `expect no rows: QUERY`, `expect QUERY gives VALUE`
  private mutating func offerExpectation(_ tokens: [Token]) {
    if tokens.contains(where: { $0.keyword == "gives" }) { return offer(["within"], "word") }
    if tokens.contains(where: { $0.keyword == "within" }) { return }
    if tokens.isEmpty { offer(["no rows:", "rows:"], "word") }
    let colon = tokens.firstIndex { $0.isSymbol(.colon) }
    offerQuery(colon.map { Array(tokens[($0 + 1)...]) } ?? tokens, isStatement: false)
    if !tokens.isEmpty, colon == nil { offer(ExpectationSyntax.words, "word") }
  }

  /// The stages of a query, of which the cursor is in the last.
  mutating func offerQuery(_ tokens: [Token], isStatement: Bool) {
    if let into = tokens.last, into.keyword == "into", tokens.count > 1 {
      return offerFiles(from: into.span.end)
    }
    if offerPictures(tokens) { return }
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
