import TallyColumns
import TallyDiagnostics
import TallyLessons
import TallyPlanning
import TallySyntax

/// What a statement answers, as far as lessons judge it.
enum LessonAnswer {
  /// Rows of a question, and the columns they are sorted by where it says so.
  case table(Table, sortedBy: [String])
  /// What a command tells: `why`
  case told(String)
  /// Rows that a script expects something of, and whether they are so.
  case expected(Table, holds: Bool)

  /// How it differs from another; nil where it comes to the same.
  func difference(from wanted: LessonAnswer, of task: LessonTask) -> AnswerDifference? {
    switch (self, wanted) {
    case (.table(let table, _), .table(let wanted, let keys)):
      AnswerDifference(
        of: table, from: wanted, orderMatters: task.orderMatters, sortedBy: keys,
        namesMatter: task.namesMatter)
    case (.told(let text), .told(let wanted)): text == wanted ? nil : .rows
    case (.expected(let table, let holds), .expected(let wanted, let shouldHold)):
      // Of no rows it does not matter which columns they would have.
      holds != shouldHold
        ? .rows
        : table.rowCount == 0 && wanted.rowCount == 0 ? nil : AnswerDifference(of: table, from: wanted)
    default: .rows
    }
  }

  func isSame(as other: LessonAnswer, of task: LessonTask) -> Bool {
    difference(from: other, of: task) == nil
  }

  /// The same with each figure as exact as its lower bound, or as its best or upper one where it has no lower: how it
  /// is read by somebody who drops a bound. Nil where nothing has bounds.
  var withoutBounds: LessonAnswer? {
    guard case .table(let table, let keys) = self, table.columns.contains(where: \.isBounded) else {
      return nil
    }
    let columns = table.columns.map { column -> Column in
      guard column.isBounded else { return column }
      return Column(
        kind: column.kind,
        figures: (0..<column.count).map { row in
          column.figure(at: row).flatMap { ($0.low ?? $0.best ?? $0.high).map(Figure.init(exactly:)) }
        })
    }
    return .table(
      Table(name: table.name, fields: table.fields, columns: columns, rowCount: table.rowCount),
      sortedBy: keys)
  }
}

extension Session {
  /// What a statement that was run answers; nil where it is nothing to be judged.
  func lessonAnswer(_ source: SourceText, _ outcome: Outcome) -> LessonAnswer? {
    switch outcome.result {
    case .answer(let answer), .writing(let answer, _), .picture(let answer, _, _):
      return asksQuestion(source) ? .table(answer.table, sortedBy: sortKeys(of: source)) : nil
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

  /// What the answer of a question is sorted by, as its columns are called; none where nothing says so.
  private func sortKeys(of source: SourceText) -> [String] {
    guard case .query(let query)? = try? Parser.statement(source, vocabulary: vocabulary),
      let stage = query.stages.last
    else { return [] }
    if !stage.order.isEmpty { return stage.order.map { $0.expression.plainText } }
    guard case .top(let top)? = stage.head else { return [] }
    return [top.answer.alias?.text ?? top.answer.expression.plainText]
  }

  private func asksQuestion(_ source: SourceText) -> Bool {
    if source.goesOn { return true }
    if case .query? = try? Parser.statement(source, vocabulary: vocabulary) { return true }
    return false
  }
}
