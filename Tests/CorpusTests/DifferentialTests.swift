import NaiveEvaluator
import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

@Suite struct DifferentialTests {
  /// Random questions on random tables: the engine, in small batches on several threads, gives what the
  /// naive evaluator gives.
  @Test(arguments: 0..<8) func engineAgreesWithNaiveEvaluator(_ part: Int) throws {
    var failures = 0
    for number in 0..<250 where failures < 3 {
      let seed = UInt64(part * 1_000_000 + number)
      guard let problem = try problem(seed: seed) else { continue }
      failures += 1
      Issue.record("\(problem)")
    }
  }

  /// What is wrong with the case of a seed, with all that is needed to see it; nil where nothing is.
  private func problem(seed: UInt64) throws -> String? {
    var chance = SeededGenerator(seed: seed)
    var tables = TableMaker(chance: SeededGenerator(seed: chance.next()))
    var queries = QueryMaker(chance: SeededGenerator(seed: chance.next()))
    let table = tables.table()
    let text = queries.query()
    let executor = Executor(
      workers: Workers(count: Int.random(in: 1...3, using: &chance)),
      batchRows: Int.random(in: 1...7, using: &chance))
    let told = { (what: String) in "seed \(seed): \(what)\n\(text)\n\(describe(table))" }
    let source = SourceText(text)
    let plan: QueryPlan
    do {
      guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
        return told("no query")
      }
      var catalog = Catalog(tables: [table])
      catalog.findsValues = { try executor.differentValues(of: $1, over: $0) }
      plan = try Planner.plan(query, source: source, catalog: catalog)
    } catch let diagnostic as Diagnostic {
      return told(DiagnosticRenderer().render(diagnostic, in: source))
    }
    let answer: Answer
    do {
      answer = try executor.run(plan)
    } catch let diagnostic as Diagnostic {
      do {
        _ = try NaiveEvaluator(stopsEarly: false).rows(of: plan)
        return told("\(diagnostic.message), and naively nothing is wrong")
      } catch is NaiveEvaluator.Overflow {
        return nil
      } catch is NaiveEvaluator.NotCovered {
        return nil
      }
    }
    do {
      let naive = try NaiveEvaluator().answer(of: plan)
      return AnswerComparison.difference(answer.table, naive).map { told("\($0)\n\(plan.outline)") }
    } catch is NaiveEvaluator.NotCovered {
      return nil
    } catch is NaiveEvaluator.Overflow {
      return told("an answer, and naively an overflow")
    }
  }

  private func describe(_ table: Table) -> String {
    let head = table.fields.map(\.name).joined(separator: " | ")
    let rows = (0..<table.rowCount).map { row in
      table.columns.map { $0.value(at: row).text() }.joined(separator: " | ")
    }
    return ([head] + rows).joined(separator: "\n")
  }
}
