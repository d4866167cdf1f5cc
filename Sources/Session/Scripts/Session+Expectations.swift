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
  /// What the answer rests on.
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
    let report = ExpectationReport(
      text: expectation.formatted,
      failure: try ExpectedAnswer(answer, keyCount: plan.keyCount ?? 0).failure(of: expectation),
      notes: answer.notes)
    return Outcome(.expectation(report), clock)
  }
}
