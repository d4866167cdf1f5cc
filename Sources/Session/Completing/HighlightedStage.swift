import TallyColumns
import TallyFunctions
import TallyPlanning
import TallySyntax

/// The words of one stage of a query, each with the part it plays; what they mean is told once the whole stage
/// has been read, as it may be the last word that says which table all of them are about.
struct HighlightedStage {
  private(set) var reader: StageReader
  private let vocabulary: Vocabulary
  private var words: [(token: Token, role: Role)] = []
  /// Names given in the stage, in lower case.
  private var given: Set<String> = []
  /// What the reader knew before the word just read. The reader itself would share its lists, which it then has to
  /// copy with each word that it adds to them.
  private var before: Before

  private struct Before {
    let expects: StageReader.Expectation
    let part: StageReader.Part
    let previous: Token?
    let table: String?
    let joinedTable: String?
    let tableBehindVerb: String?
    /// The column at the left of the present test.
    let subject: String?
    let columnCount: Int

    init(_ reader: StageReader) {
      expects = reader.expects
      part = reader.part
      previous = reader.previous
      table = reader.table
      joinedTable = reader.joinedTable
      tableBehindVerb = reader.tableBehindVerb
      subject = reader.frame.subject
      columnCount = reader.columnNames.count
    }
  }

  enum Role: Equatable {
    case verb, keyword, function
    case table(String)
    /// A new name for a column.
    case given
    case column
    /// Right of a comparison with a column, whose name is known where there is nothing else on its left.
    case compared(String?, withJoined: Bool)
    /// A word that has been passed over.
    case other
  }

  init(vocabulary: Vocabulary, isTable: @escaping (String) -> Bool) {
    self.vocabulary = vocabulary
    reader = StageReader(vocabulary: vocabulary, isTable: isTable)
    before = Before(reader)
  }

  /// Takes in a name or a word, before it is read.
  mutating func note(_ token: Token) {
    words.append((token, .other))
  }

  mutating func read(_ token: Token) {
    before = Before(reader)
    reader.read(CollectionOfOne(token))
    mendPrevious(token)
    guard let last = words.last, last.token == token, let name = token.name else { return }
    let role = role(of: token, name)
    if role == .given { given.insert(name.lowercased()) }
    words[words.count - 1].role = role
  }

  /// What has just been read may change what the word before it was.
  private mutating func mendPrevious(_ token: Token) {
    guard let index = words.lastIndex(where: { $0.token.span.end <= token.span.start }),
      before.previous == words[index].token, let name = words[index].token.name
    else { return }
    let previous = words[index].role
    if token.isSymbol(.openParenthesis), previous == .column, reader.frame.function == name.lowercased() {
      words[index].role = .function
    } else if token.keyword == "of", previous == .column, reader.columnNames.count < before.columnCount {
      words[index].role = .keyword
    } else if previous == .verb,
      reader.columnNames.dropFirst(before.columnCount).first == name.lowercased(),
      reader.columnNames.count - before.columnCount > (readsColumn(token) ? 1 : 0)
    {
      // The word of an aggregate that is of nothing.
      words[index].role = .column
    }
  }

  /// Whether the token just read has been taken for a column.
  private func readsColumn(_ token: Token) -> Bool {
    guard let name = token.name, reader.columnNames.count > before.columnCount else { return false }
    return reader.columnNames.last == name
  }

  private func role(of token: Token, _ name: String) -> Role {
    if before.expects == .table || reader.table != before.table || reader.joinedTable != before.joinedTable
      || reader.tableBehindVerb != before.tableBehindVerb
    {
      return isClause(token) ? .keyword : .table(name)
    }
    if before.expects == .newName { return .given }
    if readsColumn(token) { return .column }
    if before.expects == .compared {
      return .compared(before.subject, withJoined: before.part == .joinKeys)
    }
    guard let keyword = token.keyword else { return .other }
    if before.expects == .stage || before.expects == .operand || before.expects == .argument("count") {
      if vocabulary.aggregates.contains(keyword) || Highlighter.heads.contains(keyword) { return .verb }
    }
    return Highlighter.words.contains(keyword) ? .keyword : .other
  }

  private func isClause(_ token: Token) -> Bool { token.keyword.map(Keywords.beginsClause) ?? false }

  // MARK: - What they mean

  /// The words that are something, in their order.
  func kinds(in reach: ColumnReach, isTable: (String) -> Bool) -> [(Token, HighlightedSpan.Kind)] {
    words.compactMap { word in
      kind(of: word.token, word.role, in: reach, isTable: isTable).map { (word.token, $0) }
    }
  }

  private func kind(
    of token: Token, _ role: Role, in reach: ColumnReach, isTable: (String) -> Bool
  ) -> HighlightedSpan.Kind? {
    guard let name = token.name else { return nil }
    switch role {
    case .verb: return .verb
    case .keyword: return .keyword
    case .given: return .column
    case .table(let table):
      return isTable(table) || table.lowercased() == Table.lastAnswerName ? .table : .unknown
    case .function:
      return vocabulary.functions.contains(name.lowercased()) ? .function : .unknown
    case .column:
      return column(token, name, in: reach)
    case .compared(let subject, let withJoined):
      return compared(token, name, with: subject, in: reach, withJoined: withJoined)
    case .other:
      if !reach.named(name).isEmpty { return .column }
      return token.keyword.map(vocabulary.levels.contains) == true ? .keyword : nil
    }
  }

  private func column(_ token: Token, _ name: String, in reach: ColumnReach) -> HighlightedSpan.Kind? {
    if isReachable(name, in: reach) { return .column }
    guard let keyword = token.keyword else { return isCertain(token, reach) ? .unknown : .column }
    if Highlighter.values.contains(keyword) { return .value }
    if vocabulary.aggregates.contains(keyword) { return .verb }
    if Highlighter.words.contains(keyword) || vocabulary.levels.contains(keyword) { return .keyword }
    return isCertain(token, reach) ? .unknown : nil
  }

  private func compared(
    _ token: Token, _ name: String, with subject: String?, in reach: ColumnReach, withJoined: Bool
  ) -> HighlightedSpan.Kind? {
    let isJoined = reach.joined.contains { $0.isCalled(name) }
    if withJoined { return isJoined ? .column : .unknown }
    let type = subject.flatMap(reach.type)
    guard let keyword = token.keyword else {
      return isReachable(name, in: reach) || isJoined || !isCertain(token, reach) ? .column : .unknown
    }
    if Highlighter.values.contains(keyword) { return .value }
    if type?.kind == .text { return .value }
    if isReachable(name, in: reach) { return .column }
    if type == nil || vocabulary.aggregates.contains(keyword) || Highlighter.words.contains(keyword) {
      return nil
    }
    return isCertain(token, reach) ? .unknown : nil
  }

  private func isReachable(_ name: String, in reach: ColumnReach) -> Bool {
    let key = name.lowercased()
    if given.contains(key) || !reach.named(name).isEmpty || reach.spans.contains(key) { return true }
    if reader.joinedTable != nil, reach.joined.contains(where: { $0.isCalled(name) }) { return true }
    // `[deals.side]`: a key that a join found on both sides is there once.
    if let dot = key.lastIndex(of: "."), !reach.named(String(key[key.index(after: dot)...])).isEmpty {
      return true
    }
    // `where correlation of sold and price > 0`: an answer by all its words.
    return reach.columns.contains { column in
      column.field.name.contains(" ")
        && column.field.name.lowercased().split(separator: " ").contains { $0 == key }
    }
  }

  /// Whether a name that cannot be found is one that there is not. Names of answers, behind a sort, are made
  /// of words that the reader does not put together.
  private func isCertain(_ token: Token, _ reach: ColumnReach) -> Bool {
    guard reach.isCertain else { return false }
    guard let start = reader.sortStart, reader.isAggregated else { return true }
    return token.span.start < start
  }
}

extension Highlighter {
  /// Words that stand for values of their own.
  static let values: Set<String> = ["today", "yes", "no", "true", "false", "unknown", "null"]

  static let heads = Set(Keywords.heads + Keywords.joinKinds + ["show", "distinct"])

  /// Words of the grammar, wherever they stand.
  static let words = Set(
    Keywords.heads + Keywords.joinKinds + Keywords.clauses + Keywords.clauseSynonyms + Keywords.connectives
      + Keywords.tests + Keywords.directions.keys + KeptEnd.allCases.map(\.rawValue)
      + WindowKind.allCases.map(\.rawValue)
      + [
        "show", "distinct", "on", "of", "as", "per", "with", "into", "left", "outer", "draw", "to", "unknown",
        "null", "known",
        "every", "trust", "maybe",
      ])
}
