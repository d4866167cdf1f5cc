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
  let plan = try Planner.plan(query, source: source, catalog: catalog)
  return try Executor(workers: Workers(count: 1), settler: Settler()).run(plan)
}
