import TallyColumns
import TallyDiagnostics
import TallyLessons
import TallyPlanning
import TallySyntax

/// What a statement answers, as far as lessons judge it.
enum LessonAnswer {
  /// Rows of a question.
  case table(Table)
  /// What a command tells: `why`
  case told(String)
  /// Rows that a script expects something of, and whether they are so.
  case expected(Table, holds: Bool)

  /// How it differs from another; nil where it comes to the same.
  func difference(from wanted: LessonAnswer, of task: LessonTask) -> AnswerDifference? {
    switch (self, wanted) {
    case (.table(let table), .table(let wanted)):
      AnswerDifference(
        of: table, from: wanted, orderMatters: task.orderMatters, namesMatter: task.namesMatter)
    case (.told(let text), .told(let wanted)): text == wanted ? nil : .rows
    case (.expected(let table, let holds), .expected(let wanted, let shouldHold)):
      holds == shouldHold ? AnswerDifference(of: table, from: wanted) : .rows
    default: .rows
    }
  }

  func isSame(as other: LessonAnswer, of task: LessonTask) -> Bool {
    difference(from: other, of: task) == nil
  }

  /// The same with each figure as exact as its lower bound, its best or its upper one: how it is read by somebody who
  /// drops a bound. Nil where nothing has bounds.
  var withoutBounds: LessonAnswer? {
    guard case .table(let table) = self, table.columns.contains(where: \.isBounded) else { return nil }
    let columns = table.columns.map { column -> Column in
      guard column.isBounded else { return column }
      return Column(
        kind: column.kind,
        figures: (0..<column.count).map { row in
          column.figure(at: row).flatMap { ($0.low ?? $0.best ?? $0.high).map(Figure.init(exactly:)) }
        })
    }
    return .table(Table(name: table.name, fields: table.fields, columns: columns, rowCount: table.rowCount))
  }
}

extension Session {
  /// What a statement that was run answers; nil where it is nothing to be judged.
  func lessonAnswer(_ source: SourceText, _ outcome: Outcome) -> LessonAnswer? {
    switch outcome.result {
    case .answer(let answer), .writing(let answer, _), .picture(let answer, _, _):
      return asksQuestion(source) ? .table(answer.table) : nil
    case .text(let text): return .told(text)
    case .expectation(let report):
      return answerExpected(source).map { .expected($0, holds: report.failure == nil) }
    default: return nil
    }
  }

  /// The answer of which something is expected.
  private func answerExpected(_ source: SourceText) -> Table? {
    var clock = StageClock()
    guard case .expectation(let expectation)? = try? Parser.statement(source, vocabulary: vocabulary),
      let plan = try? plan(expectation.query, source, &clock)
    else { return nil }
    return try? executor.run(PlanRewriter().rewritten(plan)).table
  }

  private func asksQuestion(_ source: SourceText) -> Bool {
    if source.text.drop(while: \.isWhitespace).first == "|" { return true }
    if case .query? = try? Parser.statement(source, vocabulary: vocabulary) { return true }
    return false
  }
}
