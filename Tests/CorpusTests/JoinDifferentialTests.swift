import NaiveEvaluator
import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

@Suite struct JoinDifferentialTests {
  /// Random joins of two random tables, and questions of what comes out: the engine, in small batches on
  /// several threads, gives what holding every row against every other gives.
  @Test(arguments: 0..<4) func engineAgreesWithNaiveEvaluator(_ part: Int) throws {
    var failures = 0
    for number in 0..<250 where failures < 3 {
      let seed = UInt64(part * 1_000_000 + number)
      guard let problem = try JoinProblem(seed: seed).difference() else { continue }
      failures += 1
      Issue.record("seed \(seed): \(problem)")
    }
  }
}

/// One random join with its tables.
private struct JoinProblem {
  let text: String
  let tables: [Table]
  let executor: Executor
  let isRewritten: Bool

  init(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var maker = TableMaker(chance: SeededGenerator(seed: chance.next()))
    tables = [maker.table(), maker.table().renamed("others")]
    executor = Executor(
      workers: Workers(count: Int.random(in: 1...3, using: &chance)),
      batchRows: Int.random(in: 1...7, using: &chance))
    isRewritten = chance.oneIn(2)
    let kind = chance.pick(["", "", "inner ", "semi ", "anti ", "full "])
    let join = "\(kind)join others on \(JoinProblem.keys(&chance))"
    let filter = chance.pick(["", "", " where n > 0", " where f > 3", " where t is not unknown"])
    let showsRight = kind != "semi " && kind != "anti "
    let again =
      chance.oneIn(4) ? " | \(chance.pick(["", "inner "]))join others on \(JoinProblem.keys(&chance))" : ""
    let further = chance.pick(showsRight ? JoinProblem.ofBoth : JoinProblem.ofLeft)
    text = "things\(filter) | \(join)\(again) | \(further)"
  }

  private static func keys(_ chance: inout SeededGenerator) -> String {
    let one = [
      "n", "x", "r", "t", "u", "d", "m", "l", "b", "n = r", "r = n", "x = r", "r = x", "d = m", "m = d",
      "t = u",
      "n = x",
    ]
    return chance.oneIn(4) ? "\(chance.pick(one)), \(chance.pick(one))" : chance.pick(one)
  }

  private static let ofLeft = [
    "list n, x, r, t", "count", "sum n, count by u", "list t, f, h sort n limit 3", "where b | count",
  ]

  private static let ofBoth =
    ofLeft + [
      "list n, x, t, [others.n], [others.x], [others.t]", "list [others.f], [others.g], [others.h], d, m, b",
      "list [others.r], [others.d], [others.m], [others.l], [others.b], [others.u]",
      "count by u, [others.u]", "sum [others.n], sum n, count by [others.b]",
      "sum [others.f], max [others.t]",
      "where [others.n] > 0 | list n, [others.n]", "where [others.n] > n | count",
      "list distinct t, [others.u]",
      "list n, [others.d] sort [others.d] down, [others.t], n limit 4", "count distinct [others.t] by b",
      "add both = n + [others.n] | list both | count by both", "list [others.n] as k | sum k",
    ]

  /// What is wrong, with all that is needed to see it; nil where nothing is.
  func difference() throws -> String? {
    let source = SourceText(text)
    let plan: QueryPlan
    do {
      guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
        return told("no query")
      }
      plan = try Planner.plan(query, source: source, catalog: Catalog(tables: tables))
    } catch let diagnostic as Diagnostic {
      return told(DiagnosticRenderer().render(diagnostic, in: source))
    }
    do {
      let answer = try executor.run(isRewritten ? PlanRewriter().rewritten(plan) : plan)
      let naive = try NaiveEvaluator().answer(of: plan)
      return AnswerComparison.difference(answer.table, naive).map { told("\($0)\n\(plan.outline)") }
    } catch is NaiveEvaluator.NotCovered {
      return nil
    } catch let diagnostic as Diagnostic {
      do {
        _ = try NaiveEvaluator(stopsEarly: false).rows(of: plan)
        return told("\(diagnostic.message), and naively nothing is wrong")
      } catch {
        return nil
      }
    } catch is NaiveEvaluator.Overflow {
      return told("an answer, and naively an overflow")
    }
  }

  private func told(_ what: String) -> String {
    let shown = tables.map { table in
      let rows = (0..<table.rowCount).map { row in
        table.columns.map { $0.value(at: row).text() }.joined(separator: " | ")
      }
      return ([table.fields.map(\.name).joined(separator: " | ")] + rows).joined(separator: "\n")
    }
    return "\(what)\n\(text)\n\(shown.joined(separator: "\n\n"))"
  }
}
