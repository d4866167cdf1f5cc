import Referee
import TallyClaims
import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySession
import TallySyntax
import TallyWorkers
import Testing

/// A rewritten plan gives what the plan gives as it was written: rows, their order, notes, mistakes.
@Suite struct RewritingTests {
  @Test(arguments: CorpusFile.queries) func corpusIsAnsweredAlike(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    for source in file.statements(session.vocabulary) {
      let statement = try #require(try Parser.statement(source, vocabulary: session.vocabulary))
      if let plan = try StageText.plan(statement, source, session) {
        #expect(difference(plan, Executor(settler: Settler())) == nil, "\(source.text)")
      }
      _ = try session.run(source)
    }
  }

  /// Random stages one behind the other, over random tables.
  @Test(arguments: 0..<8) func randomQueriesAreAnsweredAlike(_ part: Int) throws {
    var (changed, failures) = (0, 0)
    for number in 0..<250 where failures < 3 {
      let seed = UInt64(part * 1_000_000 + number)
      let tested = Case(seed: seed)
      let plan = try Question.plan(tested.question.text, catalog: tested.set.catalog)
      if PlanRewriter().rewritten(plan).outline != plan.outline { changed += 1 }
      let executor = Executor(workers: Workers(count: 2), batchRows: tested.batchRows)
      if let difference = difference(plan, executor) {
        failures += 1
        Issue.record("seed \(seed): \(tested.question.text)\n\(difference)")
      }
    }
    #expect(changed > 25, "\(changed) rewritten")
  }

  private func difference(_ plan: QueryPlan, _ executor: Executor) -> String? {
    let rewritten = PlanRewriter().rewritten(plan)
    let before = told { try executor.run(plan) }
    let after = told { try executor.run(rewritten) }
    let watched = told { try executor.trace(rewritten).answer }
    let explained = executor.explanation(of: rewritten, writtenAs: plan)
    if explained.inputs.isEmpty { return "nothing is explained of\n\(plan.outline)" }
    if before == after, after == watched { return nil }
    return "\(plan.outline)\n\(before)\nrewritten\n\(rewritten.outline)\n\(after)\nwatched\n\(watched)"
  }

  /// An answer with all that is said of it, or the mistake in its place.
  private func told(_ answer: () throws -> Answer) -> String {
    do {
      let answer = try answer()
      let rows = (0..<answer.table.rowCount).map { row in
        answer.table.columns.map { $0.value(at: row).text() }.joined(separator: " | ")
      }
      return ([answer.table.fields.map(\.name).joined(separator: " | ")] + rows + answer.notes)
        .joined(separator: "\n")
    } catch let diagnostic as Diagnostic {
      return "\(diagnostic.id) at \(diagnostic.span.map { "\($0.start)..\($0.end)" } ?? "-")"
    } catch {
      return "\(error)"
    }
  }
}
