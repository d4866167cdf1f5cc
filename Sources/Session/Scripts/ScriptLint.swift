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
    /// The number of the statement.
    fileprivate let number: Int
  }

  /// A name that the script gives.
  private struct Declaration {
    let name: NameSyntax
    let isParameter: Bool
    let statement: SourceText
    let number: Int
  }

  private let session: Session
  private var found: [Finding] = []
  private var declarations: [Declaration] = []
  /// The number of the last statement in which each name stands, those of parameters with their dollar sign.
  private var lastUses: [String: Int] = [:]
  private var statementCount = 0
  /// Parameters, in lower case, of which nobody has said what they are.
  private var openParameters: Set<String> = []
  /// Tables and values, in lower case, that are made of those.
  private var openNames: Set<String> = []

  init(_ session: Session) {
    self.session = session
  }

  /// What there is to be told, in the order of the statements.
  var findings: [Finding] {
    let unused = declarations.filter { !isUsed($0) }.map { declaration in
      Finding(
        diagnostic: LintDiagnostics.unused(declaration.name, isParameter: declaration.isParameter),
        statement: declaration.statement, number: declaration.number)
    }
    return (found + unused).enumerated().sorted { a, b in
      (a.element.number, a.offset) < (b.element.number, b.offset)
    }.map(\.element)
  }

  private func isUsed(_ declaration: Declaration) -> Bool {
    let name = declaration.name.text.lowercased()
    let uses = [lastUses["$" + name], declaration.isParameter ? nil : lastUses[name]].compactMap { $0 }
    return uses.contains { $0 > declaration.number }
  }

  /// - Throws: `Cancelled`; what is wrong with a statement is a finding.
  mutating func read(_ script: SourceText) throws {
    for source in Script.statements(in: script, vocabulary: session.vocabulary) {
      try session.executor.cancellation.check()
      let statement = NamedStatement(source)
      statementCount += 1
      for name in statement.words { lastUses[name] = statementCount }
      for name in statement.parameters { lastUses["$" + name] = statementCount }
      do {
        try read(statement)
      } catch let diagnostic as Diagnostic {
        add(diagnostic, statement)
      } catch let error as FileError {
        let span = Span(0, source.text.utf8.count)
        add(
          Diagnostic(error.diagnostic.id, "\(error.path): \(error.diagnostic.message)", at: span), statement)
      }
    }
  }

  private mutating func read(_ statement: NamedStatement) throws {
    // A line that begins with a bar goes on from the question before, and other habits are what they mean.
    let source = try session.meant(by: statement.source)
    guard let syntax = try Parser.statement(source, vocabulary: session.vocabulary) else { return }
    let isOpen =
      !openParameters.union(openNames).isDisjoint(with: statement.parameters)
      || !openNames.isDisjoint(with: statement.words)
    switch syntax {
    case .query(let query):
      try look(at: query, source, isOpen: isOpen)
      if let answer = try session.run(source).answer, !isOpen { lookAtRows(of: answer, query, source) }
    case .expectation(let expectation):
      try look(at: expectation.query, source, isOpen: isOpen || expectation.expectsNothing)
    case .binding(let binding):
      declare(binding.name, isParameter: false, statement)
      if case .query(let query) = binding.bound { try look(at: query, source, isOpen: isOpen) }
      if let table = session.catalog.loadedTables.first(where: {
        TextOrder.isSame($0.name, binding.name.text)
      }) {
        add(LintDiagnostics.hidesTable(binding.name, table), statement)
      }
      _ = try session.run(source)
      if isOpen { openNames.insert(binding.name.text.lowercased()) }
    case .parameter(let parameter):
      declare(parameter.name, isParameter: true, statement)
      guard case .asks(let request) = try session.run(source).result else { break }
      // Something of its kind stands for it, so that the questions can be planned.
      _ = session.take(request.kind.example, for: request)
      openParameters.insert(request.name.lowercased())
    case .command(let command):
      try read(command, source, isOpen: isOpen)
    }
  }

  /// Commands that change what names mean are run; the others would only show something.
  private mutating func read(_ command: CommandSyntax, _ source: SourceText, isOpen: Bool) throws {
    switch command.name.text.lowercased() {
    case "load", "use", "role":
      _ = try session.run(source)
    case "run":
      guard case .script(let script, let given) = try session.run(source).result else { return }
      var inner = self
      try session.inside(script, given) { try inner.read(script) }
      self = inner
    default:
      if let query = command.query { try look(at: query, source, isOpen: isOpen) }
    }
  }

  private mutating func declare(_ name: NameSyntax, isParameter: Bool, _ statement: NamedStatement) {
    declarations.append(
      Declaration(name: name, isParameter: isParameter, statement: statement.source, number: statementCount))
  }

  private mutating func add(_ diagnostic: Diagnostic, _ statement: NamedStatement) {
    add(diagnostic, statement.source)
  }

  private mutating func add(_ diagnostic: Diagnostic, _ source: SourceText) {
    found.append(Finding(diagnostic: diagnostic, statement: source, number: statementCount))
  }

  // MARK: - Queries

  /// - Parameter isOpen: whether its conditions say nothing, as they are of something that nobody has said.
  private mutating func look(at query: QuerySyntax, _ source: SourceText, isOpen: Bool) throws {
    for (number, stage) in query.stages.enumerated() {
      let plan = try plan(query.stages[...number], source)
      let columns =
        number == 0
        ? plan.relation.tablesRead.flatMap { $0.table.fields.map(\.name) }
        : try self.plan(query.stages[..<number], source).fields.map(\.name)
      lookAtNames(of: stage, among: columns, source)
      if !isOpen, stage.condition != nil { try lookAtCondition(of: query, stage: number, plan, source) }
    }
  }

  /// New names that are those of columns, which they hide from what stands behind.
  private mutating func lookAtNames(of stage: StageSyntax, among columns: [String], _ source: SourceText) {
    let named: [NamedExpressionSyntax] =
      switch stage.head {
      case .answers(let columns), .list(let columns, _, _): columns + stage.keys
      case .add(let add): add.columns
      default: stage.keys
      }
    for column in named {
      guard let alias = column.alias, columns.contains(where: { TextOrder.isSame($0, alias.text) }) else {
        continue
      }
      // `upper(place) as place` gives the same thing in other letters.
      let words = NamedStatement(SourceText(column.expression.formatted)).words
      if !words.contains(alias.text.lowercased()) { add(LintDiagnostics.hidesColumn(alias), source) }
    }
  }

  /// Whether a condition leaves no row of those that come to it, not even one that may match.
  private mutating func lookAtCondition(
    of query: QuerySyntax, stage number: Int, _ plan: QueryPlan, _ source: SourceText
  ) throws {
    let stage = query.stages[number]
    let count = AggregateSyntax(
      name: NameSyntax("count", span: stage.span), isDistinct: false, argument: nil, span: stage.span)
    var asked = StageSyntax(span: stage.span)
    asked.head = .answers([NamedExpressionSyntax(.aggregate(count))])
    asked.from = stage.from
    if number == 0, asked.from == nil, let table = plan.relation.tablesRead.first?.table {
      asked.from = NameSyntax(table.name, isBracketed: true, span: stage.span)
    }
    let before = query.stages[..<number]
    guard let all = try self.count(before + [asked], source), all > 0 else { return }
    asked.condition = stage.condition
    asked.keepsMaybe = true
    if try self.count(before + [asked], source) == 0, let condition = asked.condition {
      add(LintDiagnostics.matchesNothing(condition.span), source)
    }
  }

  /// Whether an aggregate counts rows that a join has made stand several times.
  private mutating func lookAtRows(of answer: Answer, _ query: QuerySyntax, _ source: SourceText) {
    for case .repeated(_, _, _, let words) in answer.executionNotes {
      add(LintDiagnostics.multiplied(words, query.span), source)
    }
  }

  private func plan(_ stages: ArraySlice<StageSyntax>, _ source: SourceText) throws -> QueryPlan {
    var clock = StageClock()
    return try session.plan(QuerySyntax(stages: Array(stages)), source, &clock)
  }

  /// How many rows there are at the most; nil where that is no number.
  private func count(_ stages: ArraySlice<StageSyntax>, _ source: SourceText) throws -> Int64? {
    let answer = try session.executor.run(PlanRewriter().rewritten(plan(stages, source)))
    let value = answer.table.rowCount == 1 ? answer.table.columns.first?.value(at: 0) : nil
    switch value {
    case .whole(let count)?: return count
    case .figure(let figure, _)?: if case .whole(let high)? = figure.high { return high } else { return nil }
    default: return nil
    }
  }
}

extension ExpectationSyntax {
  /// Whether no row is to match: `expect no rows: …`, `expect count where killed > 1000 gives 0`
  fileprivate var expectsNothing: Bool {
    switch test {
    case .rows(let isNegated): isNegated
    case .gives(let values, _): values.allSatisfy { $0.isUnknown || Value(literal: $0.text) == .whole(0) }
    case .within: false
    }
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
