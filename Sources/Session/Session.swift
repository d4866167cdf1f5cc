import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers

/// A conversation with a set of tables: what names mean, and how answers are wanted.
public final class Session {
  public internal(set) var catalog: Catalog
  public internal(set) var settings = Settings()
  /// The words of the language with those of the commands.
  public let vocabulary: Vocabulary
  let opener: TableOpener
  /// Files that scripts run from here are inside of, innermost last.
  var runningScripts: [String] = []
  let executor: Executor

  /// - Parameters:
  ///   - opener: reads files and folders.
  ///   - today: days since 1970-01-01.
  ///   - cancellation: asked while queries run.
  public init(opener: TableOpener = TableOpener(), today: Int64, cancellation: Cancellation = .never) {
    self.opener = opener
    catalog = Catalog(today: today)
    executor = Executor(cancellation: cancellation)
    vocabulary = Vocabulary.standard.adding(commands: Command.shapes)
  }

  /// Adds the tables of a file or a folder.
  /// - Throws: `FileError`; nothing is added then.
  public func open(_ path: String) throws {
    for table in try opener.tables(at: path) { catalog.add(table) }
  }

  /// The whole journey of one statement, from text to what is shown.
  ///
  /// Text is read into a tree; the tree is planned against the tables; the plan is run over their
  /// columns; what comes out is shown by whoever asked.
  /// - Throws: a `Diagnostic` that points into `source`, a `FileError`, or `Cancelled`.
  public func run(_ source: SourceText) throws -> Outcome {
    var clock = StageClock()
    guard let syntax = try clock.parse({ try Parser.statement(source, vocabulary: vocabulary) }) else {
      return Outcome(.nothing)
    }
    switch syntax {
    case .query(let query):
      let plan = try clock.plan { try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary) }
      let answer = try clock.run { try executor.run(plan) }
      return Outcome(.answer(answer), clock)
    case .binding(let binding):
      return try bind(binding, source, &clock)
    case .command(let command):
      return try Command.run(command, source, self)
    }
  }

  /// `let NAME = …`: a table, or a value where the answer is one.
  private func bind(_ binding: BindingSyntax, _ source: SourceText, _ clock: inout StageClock) throws -> Outcome {
    let plan = try clock.plan {
      switch binding.bound {
      case .query(let query): try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
      case .value(let value): try Planner.value(of: value, source: source, catalog: catalog, vocabulary: vocabulary)
      }
    }
    let answer = try clock.run { try executor.run(plan) }
    if answer.isSingleFigure, let value = answer.table.columns.first?.values.first {
      catalog.name(value, binding.name.text)
    }
    if case .query = binding.bound { catalog.add(answer.table.renamed(binding.name.text)) }
    return Outcome(.nothing, clock)
  }
}
