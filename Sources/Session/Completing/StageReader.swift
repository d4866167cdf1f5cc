import TallySyntax

/// Follows the tokens of one stage, however unfinished, and knows at each what may come next.
///
/// The parser reads what is whole and well-formed; this reads what people are in the middle of typing.
struct StageReader {
  /// What may come next.
  enum Expectation: Equatable {
    /// A verb, a clause or a table.
    case stage
    /// A value over the rows, or over groups where `isOverRows` is false.
    case operand
    /// What an aggregate is of.
    case argument(String)
    /// The part of 1 that a quantile is asked for.
    case fraction(String)
    /// The `of` or `and` of an aggregate that has them: `quantile 0.9 of x`, `correlation of x and y`.
    case link(String, aggregate: String)
    /// A date behind `month of`.
    case date
    /// The right side of a test of the column `subject`.
    case compared
    /// More of the stage behind a finished value.
    case continuation
    case table, number, newName
    /// Whose word is taken.
    case source
    /// One of a few words.
    case words([String])
  }

  enum Part: Equatable {
    case nothing, answers, list, topKeys, topAnswer, table
    case kept, added, dropped, renamed, tallied
    /// Up to the joined table, and the keys behind `on`.
    case join, joinKeys
    case from, condition, keys, order, rowCount
    case policy, authority, raw
  }

  /// What parentheses open.
  fileprivate enum Enclosure { case stage, group, call, options }

  /// What is known between two parentheses.
  struct Frame {
    fileprivate var enclosure: Enclosure
    /// Whether values here are of rows rather than of groups.
    var isOverRows: Bool
    /// The column at the left of the test, where it is nothing but a column.
    var subject: String?
    /// Whether the present test has its right side or at least its operator.
    var isTested = false
    /// Whether the left side is more than a name.
    var isCompound = false
    /// `and` or `or`, once one has been used.
    var connective: String?
    /// The function whose parentheses these are, and which of its arguments is being read.
    var function: String?
    var argument = 0
    /// The aggregate whose parentheses these are.
    var aggregate: String?
  }

  private let vocabulary: Vocabulary
  private let isTable: (String) -> Bool
  private var frames = [Frame(enclosure: .stage, isOverRows: true)]
  private(set) var previous: Token?
  /// Whether the value just read is what an aggregate is of.
  private var hasReadArgument = false
  /// The correlation of which only the first column has been read, with the parentheses it stands in.
  private var openPair: (aggregate: String, depth: Int)?

  private(set) var expects = Expectation.stage
  private(set) var part = Part.nothing
  /// The part that the stage begins with.
  private(set) var head = Part.nothing
  private(set) var usedClauses: Set<String> = []
  /// Names that can only be columns.
  private(set) var columnNames: [String] = []
  /// The table behind `from`, or the stage's own first word.
  private(set) var table: String?
  /// The table behind `join`.
  private(set) var joinedTable: String?
  /// The name behind `list` or `count`, where it is a table's.
  private(set) var tableBehindVerb: String?
  /// Whether nothing has been read of the present list yet.
  private(set) var isAtListStart = false
  /// The end of an order that rows are kept from.
  private(set) var keptEnd: KeptEnd?
  /// Where the words of a sort begin, the clause's word included.
  private(set) var sortStart: Int?

  init(vocabulary: Vocabulary, isTable: @escaping (String) -> Bool) {
    self.vocabulary = vocabulary
    self.isTable = isTable
  }

  /// The innermost parentheses the reader is in, or the stage itself.
  var frame: Frame {
    get { frames[frames.count - 1] }
    set { frames[frames.count - 1] = newValue }
  }

  /// Whether a correlation goes on with `and` here.
  var wantsSecond: Bool { expects == .continuation && openPair?.depth == frames.count }
  /// Whether the cursor stands behind a test of being the same as something, or as one of several things.
  var testsSameness: Bool {
    isAmongOptions || previous?.keyword == "in"
      || [.equal, .identical, .notEqual].contains { previous?.isSymbol($0) == true }
  }
  var isInParentheses: Bool { frames.count > 1 }
  var isAmongOptions: Bool { frame.enclosure == .options }
  var isAggregated: Bool { head == .answers || head == .topAnswer }

  // MARK: - Reading

  mutating func read(_ tokens: some Sequence<Token>) {
    for token in tokens { read(token) }
  }

  /// Goes on as if the piece at the cursor had been read.
  mutating func readPlaceholder() {
    switch expects {
    case .stage, .continuation: break
    case .operand, .argument, .date, .compared, .fraction: readOperand(nil)
    case .table, .newName, .words, .link, .source: expects = .continuation
    case .number: readNumber()
    }
    previous = nil
  }

  private mutating func read(_ token: Token) {
    if let word = bareAggregate, !Self.beginsArgument(token) {
      // The word of an aggregate that is of nothing names a column: `sort first`.
      expects = .operand
      readOperand(word)
    }
    switch token.kind {
    case .word(let word): read(word: word, token)
    case .bracketed(let name): readName(name, isBracketed: true)
    case .symbol(let symbol): read(symbol, token)
    case .number where part == .kept && keptEnd == nil: break
    case .number: expects == .number ? readNumber() : readOperand(nil)
    case .variable where expects == .number: readNumber()
    case .text, .date, .duration, .variable: readOperand(nil)
    case .invalid, .newline, .end: break
    }
    previous = token
  }

  private mutating func read(word: String, _ token: Token) {
    let keyword = word.lowercased()
    if expects == .table || expects == .newName { return readName(word, isBracketed: false) }
    if readLink(keyword) { return }
    if !isInParentheses, beginClause(keyword, token) || beginKeys(keyword) { return }
    switch expects {
    case .stage: begin(keyword, word)
    case .argument where Self.followsArgument.contains(keyword): goOn(with: keyword)
    case .operand, .argument, .compared, .date, .fraction: readValue(keyword, word)
    case .continuation, .words, .link: goOn(with: keyword)
    case .source: expects = .continuation
    case .table, .newName, .number: break
    }
  }

  /// Words behind `count` that are not what is counted.
  private static let followsArgument = Set(Keywords.tests + Keywords.connectives + ["as"])

  /// Words that go on with a stage and are no value.
  private static let goingOn = followsArgument.union(
    Keywords.clauses + Keywords.clauseSynonyms + Keywords.directions.keys + ["per", "draw", "into"])

  /// The aggregate just read, where it can be a name.
  private var bareAggregate: String? {
    switch expects {
    case .argument(let word), .fraction(let word), .link("of", let word):
      previous?.keyword == word && vocabulary.aggregateShapes[word] != .rows ? word : nil
    default: nil
    }
  }

  private static func beginsArgument(_ token: Token) -> Bool {
    switch token.kind {
    case .word(let word): !goingOn.contains(word.lowercased())
    case .symbol(let symbol): symbol == .openParenthesis || symbol == .tilde || symbol == .range
    case .invalid, .newline, .end: true
    default: true
    }
  }

  // MARK: - Clauses

  private mutating func beginClause(_ keyword: String, _ token: Token) -> Bool {
    if keyword == "by" {
      if previous?.keyword == "group" || previous?.keyword == "sort" || previous?.keyword == "order" {
        expects = .operand
        return true
      }
      if part == .topKeys {
        (part, head) = (.topAnswer, .topAnswer)
        return startList(overRows: false)
      }
    }
    guard
      let clause = ["group": "by", "order": "sort"][keyword]
        ?? (Keywords.clauses.contains(keyword) ? keyword : nil)
    else { return false }
    usedClauses.insert(clause)
    switch clause {
    case "from": (part, expects) = (.from, .table)
    case "where":
      part = .condition
      return startList(overRows: true)
    case "by", "across":
      part = .keys
      return startList(overRows: true)
    case "sort":
      part = .order
      sortStart = token.span.start
      return startList(overRows: !isAggregated)
    case "using": (part, expects) = (.policy, .words(PolicySyntax.words))
    case "according": (part, expects) = (.authority, .words(["to"]))
    case "raw": (part, expects) = (.raw, .continuation)
    default: (part, expects) = (.rowCount, .number)
    }
    return true
  }

  /// `per place`, behind what is kept or added.
  private mutating func beginKeys(_ keyword: String) -> Bool {
    guard keyword == "per", part == .kept || part == .added else { return false }
    part = .keys
    return startList(overRows: true)
  }

  private mutating func startList(overRows: Bool) -> Bool {
    frames = [Frame(enclosure: .stage, isOverRows: overRows)]
    openPair = nil
    expects = .operand
    isAtListStart = true
    return true
  }

  /// Verbs that work on the columns of rows.
  private static let columnVerbs: [String: Part] = [
    "keep": .kept, "add": .added, "drop": .dropped, "rename": .renamed, "tally": .tallied,
  ]

  private mutating func begin(_ keyword: String, _ word: String) {
    if keyword == "list" || keyword == "show" || keyword == "distinct" {
      part = .list
      _ = startList(overRows: true)
    } else if let verb = StageReader.columnVerbs[keyword] {
      part = verb
      _ = startList(overRows: true)
      if verb == .added || verb == .renamed { expects = .newName }
      if verb == .kept { expects = .words(KeptEnd.allCases.map(\.rawValue)) }
    } else if keyword == "top" {
      (part, expects) = (.topKeys, .number)
    } else if keyword == "join" {
      (part, expects) = (.join, .table)
    } else if Keywords.joinKinds.contains(keyword), !isTable(word) {
      (part, expects) = (.join, .words(["join"]))
    } else if !vocabulary.aggregates.contains(keyword), isTable(word) {
      (part, table, expects) = (.table, word, .continuation)
    } else {
      part = .answers
      _ = startList(overRows: false)
      readValue(keyword, word)
    }
    head = part
  }

  private mutating func readNumber() {
    if part == .topKeys { _ = startList(overRows: true) } else { expects = .continuation }
  }

  // MARK: - Values

  private mutating func readValue(_ keyword: String, _ word: String) {
    if keyword == "distinct", expects == .argument("count") || (part == .list && isAtListStart) { return }
    if keyword == "not", expects == .operand { return }
    if part == .added, expects == .operand {
      if WindowKind(rawValue: keyword) != nil { return }
      if keyword == "of", previous?.keyword.flatMap(WindowKind.init)?.takesOf == true { return }
    }
    if let shape = vocabulary.aggregateShapes[keyword], expects != .compared {
      switch shape {
      case .fraction: expects = .fraction(keyword)
      case .pair: expects = .link("of", aggregate: keyword)
      case .rows, .column: expects = .argument(keyword)
      }
      return
    }
    readName(word, isBracketed: false)
  }

  /// The `of` and `and` inside an aggregate, which mean something else elsewhere.
  private mutating func readLink(_ keyword: String) -> Bool {
    switch expects {
    case .link(keyword, let aggregate):
      if keyword == "of", vocabulary.aggregateShapes[aggregate] == .pair {
        openPair = (aggregate, frames.count)
      }
      expects = .argument(aggregate)
      return true
    case .continuation where keyword == "and":
      guard let pair = openPair, pair.depth == frames.count else { return false }
      openPair = nil
      expects = .argument(pair.aggregate)
      return true
    default:
      return false
    }
  }

  private mutating func readName(_ name: String, isBracketed: Bool) {
    switch expects {
    case .table where part == .join:
      (joinedTable, expects) = (name, .words(["on"]))
    case .table:
      (table, expects) = (name, .continuation)
    case .newName:
      expects = .continuation
    case .stage where isBracketed && isTable(name):
      (part, head, table, expects) = (.table, .table, name, .continuation)
    case .operand where part == .list && isAtListStart && !isBracketed && isTable(name),
      .argument("count") where part == .answers && !isInParentheses && !isBracketed && isTable(name):
      tableBehindVerb = name
      readOperand(nil)
    default:
      readOperand(name)
    }
  }

  private mutating func readOperand(_ name: String?) {
    if case .argument = expects { hasReadArgument = true } else { hasReadArgument = false }
    if case .fraction(let aggregate) = expects {
      expects = .link("of", aggregate: aggregate)
      return
    }
    switch expects {
    case .compared:
      if frame.enclosure != .options { frame.isTested = true }
    case .operand, .argument, .date:
      if let name {
        columnNames.append(name)
        if !frame.isTested { frame.subject = expects == .date || frame.isCompound ? nil : name }
      } else if !frame.isTested {
        (frame.subject, frame.isCompound) = (nil, true)
      }
    default:
      if expects == .stage {
        (part, head) = (.answers, .answers)
        _ = startList(overRows: false)
      }
    }
    isAtListStart = false
    expects = .continuation
  }

  private mutating func goOn(with keyword: String) {
    if part == .kept, keptEnd == nil {
      keptEnd = KeptEnd(rawValue: keyword)
      if let keptEnd { expects = keptEnd.takesExpression ? .operand : .continuation }
      return
    }
    switch keyword {
    case "trust" where part == .policy, "to" where part == .authority:
      expects = .source
    case "and", "or":
      frame.connective = keyword
      (frame.isTested, frame.subject, frame.isCompound) = (false, nil, false)
      expects = .operand
    case "in", "contains", "matches":
      frame.isTested = true
      expects = .compared
    case "with" where previous?.keyword == "starts" || previous?.keyword == "ends":
      frame.isTested = true
      expects = .compared
    case "starts", "ends":
      expects = .words(["with"])
    case "is":
      expects = .words(["unknown", "not unknown"])
    case "not":
      expects = .words(
        previous?.keyword == "is" ? ["unknown"] : ["in", "contains", "starts with", "ends with", "matches"])
    case "of":
      // The word before it was a step of the calendar, not a column.
      if !columnNames.isEmpty { columnNames.removeLast() }
      frame.isCompound = true
      expects = previous?.keyword == WindowKind.share.rawValue ? .argument("sum") : .date
    case "as":
      expects = .newName
    case "join" where part == .join:
      expects = .table
    case "on" where part == .join:
      part = .joinKeys
      _ = startList(overRows: true)
    case "unknown", "null", "known":
      frame.isTested = true
      expects = .continuation
    default:
      expects = .continuation
    }
  }

  // MARK: - Symbols

  private mutating func read(_ symbol: Token.Symbol, _ token: Token) {
    switch symbol {
    case .openParenthesis: open()
    case .closeParenthesis: close()
    case .comma: separate()
    case .equal where (part == .added || part == .renamed) && !isInParentheses && expects == .continuation:
      expects = .operand
    case .greater where part == .policy:
      expects = .source
    case .equal, .identical, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      frame.isTested = true
      expects = .compared
    case .plus, .minus, .times, .divide, .modulo, .power, .range:
      operate(symbol, token)
    case .tilde, .bar, .semicolon, .colon:
      break
    }
  }

  private mutating func operate(_ symbol: Token.Symbol, _ token: Token) {
    if symbol == .times, part == .list, isAtListStart { return readOperand(nil) }
    if case .argument = expects, symbol != .minus { expects = .continuation }
    guard expects == .continuation else { return }
    openPair = nil
    let isFigure = previous.map { $0.kind == .number || $0.kind == .duration } ?? false
    if symbol == .plus, isFigure, previous?.span.end == token.span.start { return }  // `15+`
    if !frame.isTested { (frame.isCompound, frame.subject) = (true, nil) }
    expects = .operand
  }

  private mutating func open() {
    var opened = Frame(enclosure: .group, isOverRows: frame.isOverRows)
    if expects == .compared, previous?.keyword == "in" {
      opened.enclosure = .options
      opened.subject = frame.subject
      frames.append(opened)
      return
    }
    switch expects {
    case .argument(let aggregate), .fraction(let aggregate), .link("of", let aggregate):
      opened.isOverRows = true
      opened.aggregate = aggregate
      frames.append(opened)
      expects = .argument(aggregate)
      return
    default: break
    }
    if expects == .continuation {
      // What stood before the parenthesis was a function's name.
      opened.enclosure = .call
      opened.function = previous?.keyword
      opened.isOverRows = frame.isOverRows || hasReadArgument
      if previous?.keyword != nil, !columnNames.isEmpty { columnNames.removeLast() }
    }
    frames.append(opened)
    expects = .operand
  }

  private mutating func close() {
    guard isInParentheses else { return }
    let closed = frames.removeLast()
    if closed.enclosure == .group { frame.isTested = frame.isTested || closed.isTested }
    if closed.enclosure == .options { frame.isTested = true }
    if !frame.isTested { (frame.subject, frame.isCompound) = (nil, true) }
    expects = .continuation
  }

  private mutating func separate() {
    openPair = nil
    switch frame.enclosure {
    case .options: expects = .compared
    case .group: expects = .operand
    case .call:
      (frame.isTested, frame.subject, frame.isCompound, frame.connective) = (false, nil, false, nil)
      frame.argument += 1
      expects = .operand
    case .stage:
      tableBehindVerb = nil
      (frame.isTested, frame.subject, frame.isCompound) = (false, nil, false)
      expects = part == .added || part == .renamed ? .newName : .operand
    }
  }
}
