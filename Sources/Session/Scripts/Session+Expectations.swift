import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax

/// How an expectation turned out.
public struct ExpectationReport: Sendable, Hashable {
  /// The expectation in the canonical way.
  public let text: String
  /// What is otherwise than expected; nil where nothing is.
  public let failure: Diagnostic?
  /// What the answer rests on, where it is otherwise than expected, or where rows may match that do not count.
  public let notes: [String]
}

extension Session {
  /// `expect sum casualties where city = Kyiv gives 15+`: asks the question and holds its answer against what is
  /// expected. The answer is not `last`.
  func examine(_ expectation: ExpectationSyntax, _ source: SourceText, _ clock: inout StageClock) throws
    -> Outcome
  {
    let plan = try plan(expectation.query, source, &clock)
    let rewritten = clock.plan { PlanRewriter().rewritten(plan) }
    let answer = try clock.run { try executor.run(rewritten) }
    clock.reads(rewritten)
    let test = try expectation.test.mapLiterals { try spelled($0, source) }
    let expected = ExpectedAnswer(
      answer, keyCount: plan.keyCount ?? 0, in: source, cancellation: executor.cancellation)
    let failure = try expected.failure(of: test, about: expectation.query.span)
    // Rows that may match are told of, whatever comes of it.
    let isOpen = answer.executionNotes.contains { if case .mayMatch = $0 { true } else { false } }
    let report = ExpectationReport(
      text: expectation.formatted, failure: failure, notes: failure != nil || isOpen ? answer.notes : [])
    return Outcome(.expectation(report), clock)
  }
}

extension ExpectationSyntax.Test {
  /// The same with something done to each value in it.
  fileprivate func mapLiterals(_ change: (LiteralSyntax) throws -> LiteralSyntax) rethrows -> Self {
    switch self {
    case .rows: self
    case .within(let bounds): .within(try change(bounds))
    case .gives(let values, let tolerance):
      .gives(try values.map(change), tolerance: try tolerance.map(change))
    }
  }
}
