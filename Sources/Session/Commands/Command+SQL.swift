import TallyDiagnostics
import TallyDialects
import TallyFunctions
import TallyPlanning
import TallySyntax

extension Command {
  static let sql = Command(
    "sql", usage: "sql [\(Dialect.allCases.map(\.rawValue).joined(separator: "|"))] QUERY",
    "a question in SQL, for SQLite unless another dialect is named",
    examples: [
      Example(
        "sql list weapon where launched >= 100",
        """
        SELECT "weapon"
        FROM "strikes"
        WHERE "launched" >= 100;
        """)
    ],
    shape: .choiceAndQuery(Dialect.allCases.map(\.rawValue)), completes: .choiceAndQuery
  ) { syntax, source, session in
    guard let query = syntax.query else { return Outcome(.nothing) }
    var clock = StageClock()
    let plan = try session.plan(query, source, &clock)
    let dialect = syntax.arguments.first.flatMap { Dialect(rawValue: $0.text) } ?? .sqlite
    do {
      let translation = try SQLTranslation(plan, as: dialect)
      return Outcome(.text(translation.text), notes: translation.notes)
    } catch let problem as Diagnostic where problem.span == nil {
      // What no single word is to blame for is about the question.
      throw Diagnostic(problem.id, problem.message, at: query.span, help: problem.help, fix: problem.fix)
    }
  }
}
