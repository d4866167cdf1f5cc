import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyPlanning
import TallySyntax

/// Looks for what runs and is hardly meant: names that nothing asks for, names that hide columns, conditions that
/// nothing can meet, sums of rows that a join has made stand several times.
///
/// A script is read from its first statement to its last, as running it would, but nothing is shown or written.
/// Conditions and joins are tried on the data that is open.
struct ScriptLint {
  /// Something found, and the statement that it points into.
  struct Finding {
    let diagnostic: Diagnostic
    let statement: SourceText
  }

  private let session: Session
  private(set) var findings: [Finding] = []
  /// Parameters, in lower case, of which nobody has said what they are.
  private var open: Set<String> = []

  init(_ session: Session) {
    self.session = session
  }

  /// - Throws: `Cancelled`; what is wrong with a statement is a finding.
  mutating func read(_ script: SourceText) throws {
    let statements = Script.statements(in: script, vocabulary: session.vocabulary).map(ReadStatement.init)
    for (number, statement) in statements.enumerated() {
      do {
        try read(statement, behind: statements[(number + 1)...])
      } catch let diagnostic as Diagnostic {
        findings.append(Finding(diagnostic: diagnostic, statement: statement.source))
      } catch let error as FileError {
        findings.append(Finding(diagnostic: error.diagnostic, statement: statement.source))
      }
    }
  }

  private mutating func read(_ statement: ReadStatement, behind rest: ArraySlice<ReadStatement>) throws {
    let source = statement.source
    guard let syntax = try Parser.statement(source, vocabulary: session.vocabulary) else { return }
    switch syntax {
    case .query(let query):
      try look(at: query, statement)
    case .expectation(let expectation):
      let isOfNone = if case .rows(isNegated: true) = expectation.test { true } else { false }
      try look(at: expectation.query, statement, expectsNone: isOfNone)
    case .binding(let binding):
      if case .query(let query) = binding.bound { try look(at: query, statement) }
      let name = binding.name
      if !rest.contains(where: { $0.asks(for: name.text) }) {
        add(LintDiagnostics.unused("let", name), statement)
      }
      if let table = session.catalog.loadedTables.first(where: { TextOrder.isSame($0.name, name.text) }) {
        add(LintDiagnostics.hidesTable(name, table), statement)
      }
      if !isOpen(statement) { _ = try session.run(source) }
    case .parameter(let parameter):
      if !rest.contains(where: { $0.asks(for: parameter.name.text, isParameter: true) }) {
        add(LintDiagnostics.unused("param", parameter.name), statement)
      }
      guard case .asks(let request) = try session.run(source).result else { break }
      // Something of its kind stands for it, so that the questions can be planned.
      session.setParameter(request.name, to: request.kind.example)
      open.insert(request.name.lowercased())
    case .command:
      try run(statement)
    }
  }

  /// Commands that change what names mean are run; the others would only show something.
  private mutating func run(_ statement: ReadStatement) throws {
    guard case .command(let command)? = try Parser.statement(statement.source, vocabulary: session.vocabulary)
    else { return }
    switch command.name.text.lowercased() {
    case "load", "use", "role": _ = try session.run(statement.source)
    case "run":
      guard case .script(let script, let given) = try session.run(statement.source).result else { return }
      if let chain = session.scriptChain(to: script.name ?? "", deepest: 16) {
        throw SessionDiagnostics.scriptInsideItself(chain)
      }
      session.runningScripts.append(script.name ?? "")
      let outside = session.givenParameters
      for parameter in given { session.setParameter(parameter.name, to: parameter.text) }
      defer {
        session.runningScripts.removeLast()
        session.givenParameters = outside
      }
      try read(script)
    default:
      if let query = command.query { try look(at: query, statement) }
    }
  }

  private mutating func add(_ diagnostic: Diagnostic, _ statement: ReadStatement) {
    findings.append(Finding(diagnostic: diagnostic, statement: statement.source))
  }

  /// Whether a statement asks for a parameter of which nobody has said what it is.
  private func isOpen(_ statement: ReadStatement) -> Bool { !open.isDisjoint(with: statement.parameters) }

  // MARK: - Queries

  /// - Parameter expectsNone: whether its conditions are to match nothing.
  private mutating func look(
    at query: QuerySyntax, _ statement: ReadStatement, expectsNone: Bool = false
  ) throws {
    var clock = StageClock()
    let plan = try session.plan(query, statement.source, &clock)
    for stage in query.stages { lookAtNames(of: stage, plan, statement) }
    if isOpen(statement) { return }
    for (number, stage) in query.stages.enumerated() where stage.condition != nil && !expectsNone {
      try lookAtCondition(of: query, stage: number, plan, statement)
    }
    let answer = try session.executor.run(PlanRewriter().rewritten(plan))
    for case .repeated(_, _, _, let words) in answer.executionNotes {
      add(LintDiagnostics.multiplied(words, query.span), statement)
    }
  }

  /// New names that are those of columns, which they hide from what stands behind.
  private mutating func lookAtNames(of stage: StageSyntax, _ plan: QueryPlan, _ statement: ReadStatement) {
    let named: [NamedExpressionSyntax] =
      switch stage.head {
      case .answers(let columns), .list(let columns, _, _): columns + stage.keys
      case .add(let add): add.columns
      default: stage.keys
      }
    for column in named {
      guard let alias = column.alias else { continue }
      // `upper(place) as place` gives the same thing in other letters.
      if column.expression.names(alias.text) { continue }
      let hidden = plan.relation.tablesRead.map(\.table).first { $0.columnIndex(named: alias.text) != nil }
      if let hidden { add(LintDiagnostics.hidesColumn(alias, hidden), statement) }
    }
  }

  /// Whether a condition leaves no row of those that come to it, not even one that may match.
  private mutating func lookAtCondition(
    of query: QuerySyntax, stage number: Int, _ plan: QueryPlan, _ statement: ReadStatement
  ) throws {
    let before = query.stages[..<number]
    var asked = StageSyntax(span: query.stages[number].span)
    asked.head = .answers([
      NamedExpressionSyntax(
        .aggregate(
          AggregateSyntax(
            name: NameSyntax("count", span: asked.span), isDistinct: false, argument: nil, span: asked.span)))
    ])
    asked.from = query.stages[number].from
    if number == 0, asked.from == nil, let table = plan.relation.tablesRead.first?.table {
      asked.from = NameSyntax(table.name, isBracketed: true, span: asked.span)
    }
    guard let all = try count(before + [asked], statement), all > 0 else { return }
    asked.condition = query.stages[number].condition
    asked.keepsMaybe = true
    if try count(before + [asked], statement) == 0, let condition = asked.condition {
      add(LintDiagnostics.matchesNothing(condition.span), statement)
    }
  }

  /// How many rows there are at the most; nil where that is no number.
  private func count(_ stages: ArraySlice<StageSyntax>, _ statement: ReadStatement) throws -> Int64? {
    var clock = StageClock()
    let plan = try session.plan(QuerySyntax(stages: Array(stages)), statement.source, &clock)
    let answer = try session.executor.run(PlanRewriter().rewritten(plan))
    let value = answer.table.rowCount == 1 ? answer.table.columns.first?.value(at: 0) : nil
    switch value {
    case .whole(let count)?: return count
    case .figure(let figure, _)?: if case .whole(let high)? = figure.high { return high } else { return nil }
    default: return nil
    }
  }
}

/// A statement, and the names that stand in it.
private struct ReadStatement {
  let source: SourceText
  /// Names written `$name`, in lower case.
  let parameters: Set<String>
  /// Those of tables and columns among others, in lower case.
  private let words: Set<String>
  private let runsScript: Bool

  init(_ source: SourceText) {
    self.source = source
    let tokens = Lexer.tokens(in: source)
    parameters = Set(
      tokens.compactMap { if case .variable(let name) = $0.kind { name.lowercased() } else { nil } })
    words = Set(tokens.compactMap { $0.name?.lowercased() })
    runsScript = tokens.first?.keyword == "run"
  }

  /// Whether a name stands here, or may stand in a script that is run here.
  /// - Parameter isParameter: whether it is written with a dollar sign only.
  func asks(for name: String, isParameter: Bool = false) -> Bool {
    let key = name.lowercased()
    return runsScript || parameters.contains(key) || !isParameter && words.contains(key)
  }
}

extension ParameterKind {
  /// A value of the kind, for planning with.
  fileprivate var example: String {
    switch self {
    case .text: "?"
    case .number: "1"
    case .date: "2025-05-24"
    case .time: "2025-05-24T07:30"
    case .duration: "1h"
    case .boolean: "yes"
    }
  }
}

extension ExpressionSyntax {
  /// Whether a column's name stands anywhere in it.
  fileprivate func names(_ column: String) -> Bool {
    Lexer.tokens(in: SourceText(formatted)).contains { $0.name?.lowercased() == column.lowercased() }
  }
}
