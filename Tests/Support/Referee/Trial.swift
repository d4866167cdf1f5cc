import NaiveEvaluator
import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers

/// One case put to the engine and to the referees.
public struct Trial {
  let referees: [any Referee]
  private let naive = NaiveReferee()

  /// - Parameter referees: whom else to ask, besides the naive evaluator.
  public init(referees: [any Referee] = []) {
    self.referees = [naive] + referees
  }

  /// What came of a case.
  public struct Outcome {
    public var problem: Problem?
    /// Whether the engine ended in an overflow.
    public var isOverflow = false
    /// Who answered.
    public var answered: [String] = []
    /// Who did not, and why not.
    public var declined: [(referee: String, reason: String)] = []
  }

  public func outcome(of tested: Case) -> Outcome {
    var outcome = Outcome()
    do {
      try run(tested, &outcome)
    } catch let problem as Problem {
      outcome.problem = problem
    } catch let declined as Declined {
      outcome.declined.append(("engine", declined.reason))
    } catch {
      outcome.problem = Problem(against: "engine", sort: .rows, what: "\(error)")
    }
    return outcome
  }

  private func run(_ tested: Case, _ outcome: inout Outcome) throws {
    guard let plan = try plan(tested) else {
      // Values that become columns are worked out before there is a plan to ask anybody else.
      outcome.isOverflow = true
      return
    }
    let told = { (problem: Problem) -> Problem in
      var problem = problem
      problem.outline = plan.outline
      return problem
    }
    let small = Executor(workers: Workers(count: tested.threads), batchRows: tested.batchRows)
    let rewritten = PlanRewriter().rewritten(plan)
    guard let answer = try answer(of: rewritten, small), let other = try self.answer(of: plan, Executor())
    else {
      outcome.isOverflow = true
      // The engine may look at more than it needs to.
      switch try naive.overflows(plan) {
      case true?: outcome.answered = [naive.name]
      case false?:
        throw told(
          Problem(against: naive.name, sort: .overflow, what: "an overflow, and \(naive.name): none"))
      case nil: outcome.declined = [(naive.name, "not covered")]
      }
      return
    }
    let comparison = AnswerComparison(rough: tested.question.rough)
    if let problem = comparison.problem(
      answer.table, Ruling(rows: rows(of: other.table)),
      against: "the plan as it was written, and another number of rows at once")
    {
      throw told(problem)
    }
    let isOpen = answer.notes.contains { $0.hasSuffix("may match") || $0.hasSuffix("only perhaps") }
    let isOrderOpen = [ExecutionNote.orderOpen, .windowOpen, .keptOpen].contains {
      answer.notes.contains($0.text)
    }
    for referee in referees {
      do {
        if referee.answersInSQL, isOrderOpen { throw Declined(reason: "an order that is open") }
        let ruling = try referee.ruling(on: plan, of: tested)
        let problem = try problem(
          of: answer.table, plan.relation, ruling, isOpen: isOpen, comparison, against: referee)
        if var problem {
          problem.text = ruling.text
          throw told(problem)
        }
        outcome.answered.append(referee.name)
      } catch let problem as Problem {
        throw problem.outline.isEmpty ? told(problem) : problem
      } catch is NaiveEvaluator.Overflow {
        throw told(
          Problem(against: referee.name, sort: .overflow, what: "an answer, and \(referee.name): an overflow")
        )
      } catch let declined as Declined {
        outcome.declined.append((referee.name, declined.reason))
      }
    }
  }

  /// What divides an answer from a ruling.
  /// - Parameter isOpen: whether rows only may match.
  private func problem(
    of table: Table, _ relation: RelationPlan, _ ruling: Ruling, isOpen: Bool,
    _ comparison: AnswerComparison, against referee: any Referee
  ) throws -> Problem? {
    guard referee.answersInSQL else { return comparison.problem(table, ruling, against: referee.name) }
    let isInOrder = referee.keepsOrder && !relation.isOfUnorderedRows
    if isOpen {
      return try comparison.problemBesideOpenRows(
        table, relation, ruling, isInOrder: isInOrder, against: referee.name)
    }
    let table = table.withoutAnyNumbers
    return isInOrder
      ? comparison.problem(table, ruling, against: referee.name)
      : try comparison.problemInAnyOrder(table, ruling, against: referee.name)
  }

  /// The plan of a question, whose canonical form has to mean the same; nil for an overflow.
  private func plan(_ tested: Case) throws -> QueryPlan? {
    let text = tested.question.text
    guard let plan = try planned(text, tested) else { return nil }
    let formatted = try formatted(text)
    guard let again = try planned(formatted, tested) else { return nil }
    // Headings are as they were typed.
    let steps = { (plan: QueryPlan) in plan.outline.split(separator: "\n").dropFirst() }
    guard try self.formatted(formatted) == formatted, steps(again) == steps(plan) else {
      throw Problem(
        against: "formatter", sort: .reformatted,
        what: "the canonical form means something else: \(formatted)",
        outline: plan.outline)
    }
    return plan
  }

  private func formatted(_ text: String) throws -> String {
    try Parser.statement(SourceText(text), vocabulary: .standard)?.formatted ?? ""
  }

  private func planned(_ text: String, _ tested: Case) throws -> QueryPlan? {
    do {
      return try Question.plan(text, catalog: tested.set.catalog)
    } catch let diagnostic as Diagnostic where diagnostic.id == "overflow" {
      return nil
    } catch let diagnostic as Diagnostic where Trial.refusals.contains(diagnostic.id) {
      throw Declined(reason: diagnostic.id)
    } catch let diagnostic as Diagnostic {
      throw Problem(
        against: "planner", sort: .refused(diagnostic.id),
        what: DiagnosticRenderer().render(diagnostic, in: SourceText(text)))
    }
  }

  /// What the engine may refuse to answer, depending on what is in the tables and what their columns are called.
  private static let refusals: Set<String> = [
    "join-key-with-bounds", "quoted-column", "too-many-across", "too-many-groups",
  ]

  /// Nil for an overflow.
  private func answer(of plan: QueryPlan, _ executor: Executor) throws -> Answer? {
    do {
      return try executor.run(plan)
    } catch let diagnostic as Diagnostic where diagnostic.id == "overflow" {
      return nil
    } catch let diagnostic as Diagnostic where Trial.refusals.contains(diagnostic.id) {
      throw Declined(reason: diagnostic.id)
    } catch let diagnostic as Diagnostic {
      throw Problem(
        against: "engine", sort: .refused(diagnostic.id), what: diagnostic.message, outline: plan.outline)
    }
  }

  private func rows(of table: Table) -> [[Value]] {
    (0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } }
  }
}
