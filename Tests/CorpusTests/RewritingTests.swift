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
    var (planned, changed, failures) = (0, 0, 0)
    for number in 0..<250 where failures < 3 {
      let seed = UInt64(part * 1_000_000 + number)
      var chance = SeededGenerator(seed: seed)
      var tables = TableMaker(chance: SeededGenerator(seed: chance.next()))
      var queries = PipelineMaker(chance: SeededGenerator(seed: chance.next()))
      let open = [tables.table(), tables.table().renamed("others")]
      let source = SourceText(queries.query())
      guard let plan = try? plan(source, open) else { continue }
      planned += 1
      if PlanRewriter().rewritten(plan).outline != plan.outline { changed += 1 }
      let executor = Executor(workers: Workers(count: 2), batchRows: Int.random(in: 1...7, using: &chance))
      if let difference = difference(plan, executor) {
        failures += 1
        Issue.record("seed \(seed): \(source.text)\n\(difference)")
      }
    }
    // Stages that cannot be meant together are passed over; these are those that are left.
    #expect(planned > 90 && changed > 25, "\(planned) planned, \(changed) rewritten")
  }

  private func plan(_ source: SourceText, _ tables: [Table]) throws -> QueryPlan? {
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return nil }
    return try Planner.plan(query, source: source, catalog: Catalog(tables: tables))
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

/// Makes queries of several stages for the tables of `TableMaker`, so that steps stand on all others.
private struct PipelineMaker {
  var chance: SeededGenerator

  mutating func query() -> String {
    var stages = [chance.pick(PipelineMaker.beginnings)]
    for _ in 0..<Int.random(in: 1...4, using: &chance) {
      stages.append(filled(chance.pick(PipelineMaker.stages)))
    }
    return stages.joined(separator: " | ")
  }

  private mutating func filled(_ template: String) -> String {
    var text = template
    while text.contains("@") {
      text.replace("@", with: chance.pick(PipelineMaker.conditions), maxReplacements: 1)
    }
    while text.contains("#") {
      text.replace("#", with: chance.pick(PipelineMaker.columns), maxReplacements: 1)
    }
    return text
  }

  private static let columns = ["n", "x", "r", "t", "u", "d", "m", "l", "b", "f", "g", "h"]

  private static let beginnings = [
    "things", "things", "things", "from things where n > 0", "from things where t = Kyiv",
    "list n, t, u, b, x, r, f from things", "list distinct n, t, b, x, u from things",
    "list n, x, t, u, n + 1 as k, b from things", "count as k, sum n as n, max x as x by t, u, b from things",
  ]

  private static let stages = [
    "where @", "where @", "where @", "where (@) and (@)", "where (@) and (@) and (@)", "where (@) or (@)",
    "where maybe @", "where not (@)", "sort #", "sort # down, #", "sort # limit 3",
    "sort #, # limit 2 skip 1",
    "limit 4", "list distinct #, #, n", "list n, t, u, b, x", "list n, x, t, u as v, b",
    "list t, n, n * x as y",
    "keep 2 highest n per t", "keep first per b", "keep lowest f", "keep 3 last", "drop x, r", "rename k = n",
    "list n, t, u, b, if(n > 1, n, x) as x", "list n, t, b, coalesce(x, n) as x, replace(u, k, z) as u",
    "first n, last t by b", "median n, quantile 0.9 of x by t", "correlation of n and x",
    "join others on n", "join others on t = u", "inner join others on n, b", "semi join others on x",
    "anti join others on u", "full join others on n", "join others on d | where [others.n] > 0",
    "inner join others on n | where [others.b] and b and [others.t] = Kyiv | list n, t, u, b, x",
    "join others on n | list n, t, b, x, [others.t] as u", "join others on b | count, sum n",
    "add p = previous n", "add s = running n, q = rank of # per t", "add k = n + 1", "add k = x + x",
    "count, sum n", "count as k, sum n as n by t, b", "sum #", "count by #",
  ]

  private static let conditions = [
    "n > 0", "n = 2", "n in 0..5", "x > 1", "x + 1 > n", "b", "b = no", "t = Kyiv", "t = Nowhere", "u == zz",
    "t contains k", "r > 0", "f > 2", "g < 5", "n is unknown", "t is not unknown", "d = 2025", "2 > 1",
    "1 > 2",
    "lower(t) = kyiv", "length(t) > 3", "part(t, \" \", 2) = York", "if(b, n, x) > 1", "t matches \"^k\"",
    "n = x", "2 + 3 > 4", "n > 2 * 3", "k > 1", "yes", "l > 1h",
  ]
}
