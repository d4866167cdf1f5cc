import TallyDiagnostics
import TallyExecution
import TallyPictures
import TallyPlanning
import TallySyntax

// Answers that are drawn.

extension Session {
  /// The plan of a query, drawn where it says so, or where its file holds a picture.
  func plan(_ query: QuerySyntax, for file: AnswerFile?, _ source: SourceText, _ clock: inout StageClock)
    throws -> QueryPlan
  {
    let plan = try plan(query, source, &clock)
    guard file?.isPicture == true, let destination = query.destination else { return plan }
    guard let drawn = plan.drawnPlainly else { throw SessionDiagnostics.plainlyNothing(destination) }
    return drawn
  }

  /// What is shown or written of an answer: its rows, or the picture of them.
  func result(_ answer: Answer, _ plan: QueryPlan, of query: QuerySyntax, _ file: AnswerFile?) throws
    -> Outcome.Result
  {
    guard let drawn = plan.picture else { return file.map { .writing(answer, $0) } ?? .answer(answer) }
    let picture = try Picture(
      drawn, of: answer.table, title: QuerySyntax(stages: query.stages).formatted,
      unknownWord: answer.unknownWord, cancellation: executor.cancellation)
    return .picture(answer, picture, file)
  }
}
