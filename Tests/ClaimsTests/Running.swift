import TallyClaims
import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers

/// The answer of a question over tables that are in memory.
func run(_ question: String, _ catalog: Catalog) throws -> Table { try answer(question, catalog).table }

/// The answer with what it notes.
func answer(_ question: String, _ catalog: Catalog) throws -> Answer {
  let source = SourceText(question)
  guard case .query(let query) = try Parser.statement(source, vocabulary: .standard) else {
    throw Asking.NoAnswer(question: question)
  }
  let executor = Executor(workers: Workers(count: 1), settler: Settler())
  var catalog = catalog
  catalog.findsValues = { try executor.differentValues(of: $1, over: $0) }
  return try executor.run(try Planner.plan(query, source: source, catalog: catalog))
}
