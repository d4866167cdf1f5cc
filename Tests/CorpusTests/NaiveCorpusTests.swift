import NaiveEvaluator
import Referee
import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySession
import TallySyntax
import Testing

@Suite struct NaiveCorpusTests {
  /// The naive evaluator gives the corpus the answers that the engine gives.
  @Test(arguments: CorpusFile.queries) func engineAgreesWithNaiveEvaluator(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    for source in file.statements(session.vocabulary) {
      let statement = try #require(try Parser.statement(source, vocabulary: session.vocabulary))
      if let plan = try StageText.plan(statement, source, session) {
        // Claims that are to be settled have referees of their own.
        if let naive = try answer(of: plan) {
          let answer = try Executor().run(plan).table
          let ruling = Ruling(rows: naive.rows, isTightest: naive.isTightest)
          let problem = AnswerComparison().problem(answer, ruling, against: "naive")
          #expect(problem?.what == nil, "\(source.text)\n\(plan.outline)")
        }
      }
      _ = try session.run(source)
    }
  }

  /// Nil where the naive evaluator does not cover the question.
  private func answer(of plan: QueryPlan) throws -> NaiveEvaluator.Answer? {
    do {
      return try NaiveEvaluator().answer(of: plan)
    } catch is NaiveEvaluator.NotCovered {
      return nil
    }
  }
}
