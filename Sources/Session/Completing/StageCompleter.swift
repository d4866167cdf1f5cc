import TallyColumns
import TallyFunctions
import TallyPlanning
import TallySyntax

/// What can come next in one stage of a query.
struct StageCompleter {
  /// The stage up to the cursor.
  let reader: StageReader
  /// The whole stage, for the clauses that it has already.
  let whole: StageReader
  let reach: ColumnReach
  let isFirstStage: Bool

  /// - Parameter isStatement: whether a command could stand where the stage begins.
  func offer(isStatement: Bool, to completer: inout Completer) {
    switch reader.expects {
    case .stage:
      offerBeginning(isStatement: isStatement, to: &completer)
    case .operand:
      offerOperand(to: &completer)
    case .argument(let aggregate):
      offerArgument(of: aggregate, to: &completer)
    case .link(let word, _):
      completer.offer([word], "word")
    case .date:
      offerColumns(to: &completer) { $0.kind == .date || $0.kind == .time }
    case .compared:
      offerRightSide(to: &completer)
    case .continuation:
      offerContinuation(to: &completer)
    case .table:
      completer.offerTables()
    case .words(let words):
      completer.offer(words, "word")
    case .number, .fraction:
      completer.offerVariables()
    case .source:
      ColumnValues.offerSources(of: reach.tables, to: &completer)
      completer.offerVariables()
    case .newName:
      break
    }
  }

  // MARK: - Beginnings and ends

  private func offerBeginning(isStatement: Bool, to completer: inout Completer) {
    completer.offer(Aggregate.all.map(\.name) + Keywords.heads, "verb")
    if !completer.cursor.typed.isEmpty {
      completer.offer(Keywords.joinKinds.map { "\($0) join" }, "verb")
    }
    let clauses = Keywords.clauses.filter { clause in
      clause != "by" && clause != "across" && !Keywords.claimClauses.contains(clause)
        && (isFirstStage || clause != "from")
    }
    completer.offer(clauses, "clause")
    if !isFirstStage, completer.isBegun { completer.offer(["draw"], "clause") }
    if isFirstStage { completer.offerTables() }
    if isFirstStage && isStatement {
      completer.offer(Command.all.map(\.name) + Keywords.statements, "command")
    }
    offerFunctions(to: &completer)
  }

  private func offerContinuation(to completer: inout Completer) {
    if reader.wantsSecond { return completer.offer(["and"], "word") }
    switch reader.part {
    case .joinKeys where !reader.frame.isTested:
      completer.offer(["="], "word")
      offerClauses(to: &completer)
    case .condition:
      offerTests(to: &completer)
    case _ where isInConditionOfCall:
      offerTests(to: &completer)
    case .order where !reader.isInParentheses:
      let isDirected = reader.previous?.keyword.map { Keywords.directions[$0] != nil } ?? false
      if !isDirected { completer.offer(["down", "up"], "word") }
      offerClauses(to: &completer)
    case .topKeys where !reader.isInParentheses:
      completer.offer(["by", "as"], "word")
    case .kept, .added:
      guard !reader.isInParentheses else { return }
      offerClauses(to: &completer)
      completer.offer(["per"], "word")
    case .answers, .list, .topAnswer, .keys:
      guard !reader.isInParentheses else { return }
      offerClauses(to: &completer)
      completer.offer(["as"], "word")
    default:
      offerClauses(to: &completer)
    }
  }

  private func offerClauses(to completer: inout Completer) {
    guard !reader.isInParentheses else { return }
    let isGrouped = whole.head == .answers
    let clauses = Keywords.clauses.filter { clause in
      !whole.usedClauses.contains(clause) && (isFirstStage || !Keywords.claimClauses.contains(clause))
        && (isGrouped || (clause != "by" && clause != "across"))
        && (clause != "from" || (isFirstStage && whole.table == nil && whole.tableBehindVerb == nil))
    }
    completer.offer(clauses, "clause")
    // Nobody who has yet to finish a question needs it.
    if completer.isBegun { completer.offer(["draw", "into"], "clause") }
  }

  /// Whether the cursor is in an argument that is a condition: `if(city …`.
  private var isInConditionOfCall: Bool {
    guard let function = reader.frame.function.flatMap(ScalarFunction.named) else { return false }
    return function.parameter(at: reader.frame.argument) == .condition
  }

  /// Behind a value in a condition: how it is tested, or, once it is, what goes on.
  private func offerTests(to completer: inout Completer) {
    guard !reader.isAmongOptions else { return }
    let frame = reader.frame
    let type = frame.subject.flatMap(reach.type)
    if !frame.isTested {
      if type?.kind == .text { completer.offer(["contains", "starts with", "ends with", "matches"], "word") }
      completer.offer(["in", "is unknown", "is not unknown", "not in"], "word")
    }
    if frame.isTested || type?.kind == .boolean {
      completer.offer(frame.connective.map { [$0] } ?? ["and", "or"], "word")
      offerClauses(to: &completer)
    }
  }

  // MARK: - Values

  private func offerOperand(to completer: inout Completer) {
    guard reader.frame.isOverRows else {
      if reader.part == .order { offerAnswers(to: &completer) }
      completer.offer(Aggregate.all.map(\.name), "verb")
      if reader.part == .topAnswer { offerColumns(to: &completer) { $0.kind != .text } }
      return offerFunctions(to: &completer)
    }
    if reader.part == .joinKeys { return offerJoinKeys(to: &completer) }
    if reader.part == .order, reader.head == .join { offerAnswers(to: &completer) }
    if reader.part == .dropped || reader.part == .renamed { return offerColumns(to: &completer) }
    if reader.part == .kept, !reader.isInParentheses {
      offerColumns(to: &completer, where: reader.keptEnd?.orders ?? { _ in true })
      if reader.isAtListStart { completer.offer(["per"], "word") }
      return offerFunctions(to: &completer)
    }
    if reader.part == .tallied, !reader.isInParentheses {
      return offerColumns(to: &completer) { $0.kind.canBeBounded }
    }
    if reader.part == .added {
      completer.offer(WindowKind.allCases.map { $0.takesOf ? "\($0.rawValue) of" : $0.rawValue }, "word")
    }
    if let aggregate = reader.frame.aggregate.flatMap(Aggregate.named) {
      offerColumns(to: &completer, where: aggregate.accepts)
    } else {
      offerColumns(to: &completer)
    }
    if reader.part == .list, reader.isAtListStart {
      if isFirstStage { completer.offerTables() }
      if reader.previous?.keyword != "distinct" { completer.offer(["distinct"], "word") }
      offerClauses(to: &completer)
    }
    if reader.part == .condition { completer.offer(["not"], "word") }
    completer.offerVariables()
    offerLevels(to: &completer)
    offerFunctions(to: &completer)
  }

  private func offerArgument(of name: String, to completer: inout Completer) {
    guard let aggregate = Aggregate.named(name) else { return }
    offerColumns(to: &completer, where: { aggregate.operation == .count || aggregate.accepts($0) })
    if aggregate.operation == .count {
      if reader.previous?.keyword != "distinct" {
        completer.offer(["distinct"], "word")
        if isFirstStage, reader.part == .answers, !reader.isInParentheses { completer.offerTables() }
        offerClauses(to: &completer)
      }
    }
    offerFunctions(to: &completer)
  }

  private func offerColumns(
    to completer: inout Completer, where isWanted: (ValueType) -> Bool = { _ in true }
  ) {
    for column in reach.columns where isWanted(column.type) { column.offer(to: &completer) }
  }

  /// What the stage's own answers and keys are called, to sort by.
  private func offerAnswers(to completer: inout Completer) {
    for column in reach.answers(before: reader.sortStart) { column.offer(to: &completer) }
  }

  /// Functions are too many to be shown beside what is likelier.
  private func offerFunctions(to completer: inout Completer) {
    guard !completer.cursor.typed.isEmpty, completer.isEmpty else { return }
    guard completer.cursor.opening == .nothing else { return }
    let isCalled = completer.cursor.isBeforeParenthesis
    for function in ScalarFunction.all {
      guard function.name.first?.isLetter == true, let score = completer.pattern.score(function.name) else {
        continue
      }
      completer.add(
        Candidate(
          isCalled ? function.name : function.name + "(", label: function.name, kind: "function",
          appendsSpace: false), score: score)
    }
  }

  private func offerLevels(to completer: inout Completer) {
    guard completer.cursor.typed.isEmpty ? reader.part == .keys : completer.isEmpty else { return }
    guard reach.columns.contains(where: { $0.type.kind == .date || $0.type.kind == .time }) else { return }
    let hasTimes = reach.columns.contains { $0.type.kind == .time }
    let levels = DateLevel.allCases.filter { hasTimes || !$0.needsTime }.map(\.rawValue) + ["weekday"]
    completer.offer(levels.map { $0 + " of" }, "word")
  }

  /// Columns that can be keys: first those of which the joined table has one of the same name.
  private func offerJoinKeys(to completer: inout Completer) {
    let right = reach.joined
    let exact = reach.columns.filter { !$0.type.isBounded }
    let isShared = { (column: ReachableColumn) in
      right.contains { $0.isCalled(column.field.name) && $0.type.isComparable(with: column.type) }
    }
    for column in exact.filter(isShared) + exact { column.offer(to: &completer) }
  }

  /// Right of a comparison: values of a text, words for yes and no, columns of the same kind.
  private func offerRightSide(to completer: inout Completer) {
    if reader.part == .joinKeys {
      let type = reader.frame.subject.flatMap(reach.type)
      for column in reach.joined where !column.type.isBounded {
        if type.map(column.type.isComparable(with:)) ?? true { column.offer(to: &completer) }
      }
      return
    }
    guard let subject = reader.frame.subject, let type = reach.type(of: subject) else {
      completer.offerVariables()
      return offerColumns(to: &completer)
    }
    switch type.kind {
    case .text:
      ColumnValues(of: reach.stored(subject), completer.rowCounts)
        .offerTexts(notNamed: reach.columns.map(\.field.name), to: &completer)
      if completer.cursor.opening == .bracket { offerColumns(to: &completer) { $0.kind == .text } }
    case .boolean:
      completer.offer(["yes", "no"], "value")
    default:
      if reader.testsSameness {
        ColumnValues(of: reach.stored(subject), completer.rowCounts).offerNumbers(to: &completer)
      }
      for column in reach.columns
      where column.type.isComparable(with: type) && column.field.name.lowercased() != subject.lowercased() {
        column.offer(to: &completer)
      }
      if type.kind == .date || type.kind == .time { completer.offer(["today"], "value") }
    }
    completer.offerVariables()
  }
}

extension KeptEnd {
  /// Whether rows can be put in this order by values of a type; by how much there is of something rather
  /// than by texts, which can be in order too.
  fileprivate var orders: (ValueType) -> Bool {
    isOfTime ? { $0.kind == .date || $0.kind == .time } : { $0.kind.canBeBounded }
  }
}

extension ValueType {
  fileprivate func isComparable(with other: ValueType) -> Bool {
    kind == other.kind || (kind.isNumber && other.kind.isNumber)
  }
}
