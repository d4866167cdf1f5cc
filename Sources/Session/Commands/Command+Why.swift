import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyFunctions
import TallyPlanning
import TallySyntax

extension Command {
  static let why = Command(
    "why", usage: "why [ROW | QUERY]",
    "where the last answer comes from, or one row of it, or a question: claims, sources, what was left out",
    examples: [
      Example(
        "why sum approaching according to Klitschko",
        "assault on Kyiv · strike drone: approaching 21+\n  Kyiv: 21+, single\n    Vitalii Klitschko: 21+")
    ],
    shape: .rowOrQuery, completes: .query
  ) { syntax, source, session in
    try session.readAll()
    let evidence: Evidence
    if let query = syntax.query {
      let plan = try Planner.plan(
        query, source: source, catalog: session.catalog, vocabulary: session.vocabulary)
      evidence = try session.evidence(of: plan, row: nil)
      session.lastPlan = plan
    } else {
      guard let plan = session.lastPlan else { throw SessionDiagnostics.nothingToExplain(syntax.span) }
      let row = syntax.arguments.first.flatMap { Int($0.text) }
      do {
        evidence = try session.evidence(of: plan, row: row)
      } catch is RowsNotApart {
        throw SessionDiagnostics.rowsNotApart(syntax.arguments.first?.span)
      } catch let error as NoSuchRow {
        throw SessionDiagnostics.noSuchRow(error, syntax.arguments.first?.span)
      }
    }
    return Outcome(.text(evidence.lines.joined(separator: "\n")))
  }
}

extension Command {
  static let notes = Command(
    "notes", usage: "notes", "everything the last answer rests on",
    examples: [Example("notes", "the last answer has no notes")]
  ) { _, _, session in
    let notes = session.lastNotes
    return Outcome(
      .text(notes.isEmpty ? "the last answer has no notes" : notes.map { "- \($0)" }.joined(separator: "\n")))
  }
}

extension Session {
  /// Where the answer of a plan comes from.
  func evidence(of plan: QueryPlan, row: Int?) throws -> Evidence {
    let reader = CSVReader(opener.options)
    let cancellation = opener.cancellation
    // A file that is gone by now has no lines to tell; the rows are told all the same.
    return try executor.why(plan, row: row) { path, rows in
      (try? reader.lines(ofRows: rows, in: path, cancellation: cancellation)) ?? [:]
    }
  }

  /// The tables, and where a question asks of them `why` and `last` as two more: `why | list source, figure`.
  func catalog(for query: QuerySyntax) throws -> Catalog {
    var catalog = catalog
    if let last = lastAnswer, catalog.table(named: Table.lastAnswerName) == nil {
      catalog.name(last.renamed(Table.lastAnswerName))
    }
    guard query.asksWhy, catalog.table(named: "why") == nil, let plan = lastPlan
    else { return catalog }
    catalog.name(try evidence(of: plan, row: nil).table)
    return catalog
  }
}

extension QuerySyntax {
  /// Whether the rows it asks of are the evidence of the question before.
  var asksWhy: Bool { stages.first?.from?.text.lowercased() == "why" }
}
