import TallyClaims
import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyPlanning
import TallySyntax
import TallyWorkers

/// A conversation with a set of tables: what names mean, and how answers are wanted.
public final class Session {
  /// What names mean. Of tables that are still to be read it has what is known so far; see `plan` and `readAll`.
  public internal(set) var catalog: Catalog
  public internal(set) var settings = Settings()
  /// The words of the language with those of the commands.
  public let vocabulary: Vocabulary
  let opener: TableOpener
  /// Tables that are still to be read, by their names in lower case.
  var openTables: [String: OpenTable] = [:]
  /// Files that scripts run from here are inside of, innermost last.
  var runningScripts: [String] = []
  let executor: Executor
  /// What the last answer rests on, for `notes`.
  var lastNotes: [String] = []
  /// What was asked last, for `why`.
  var lastPlan: QueryPlan?
  /// Its words, which a line that begins with a bar goes on from.
  var lastQuestion: String?

  /// - Parameters:
  ///   - opener: reads files and folders.
  ///   - today: days since 1970-01-01.
  ///   - cancellation: asked while queries run.
  public init(opener: TableOpener = TableOpener(), today: Int64, cancellation: Cancellation = .never) {
    self.opener = opener
    catalog = Catalog(today: today)
    let executor = Executor(cancellation: cancellation, settler: Settler())
    self.executor = executor
    catalog.findsValues = { try executor.differentValues(of: $1, over: $0) }
    vocabulary = Vocabulary.standard.adding(commands: Command.shapes)
  }

  /// Adds the tables of a file or a folder.
  /// - Parameter isDeferred: whether columns of CSV files are read when something asks for them.
  /// - Throws: `FileError`; nothing is added then.
  public func open(_ path: String, isDeferred: Bool = false) throws {
    let folder = try opener.open(path, isDeferred: isDeferred)
    try add(folder.tables, from: folder)
    for table in folder.openTables where !table.isComplete {
      openTables[table.table.name.lowercased()] = table
    }
  }

  /// Adds tables, and takes their list of places and of events for its own where they have one.
  /// - Throws: `FileError` where one takes the place of a table that cannot be read; `Cancelled`.
  func add(_ tables: [Table], from folder: DataFolder) throws {
    for table in tables {
      try readAll(named: table.name)
      catalog.add(table)
    }
    catalog.places = folder.places ?? catalog.places
    catalog.events = folder.events ?? catalog.events
  }

  /// Runs one statement.
  /// - Throws: a `Diagnostic` that points into `source`, its fix tried out; a `FileError`; or `Cancelled`.
  public func run(_ source: SourceText) throws -> Outcome {
    do {
      return try journey(of: source)
    } catch let diagnostic as Diagnostic {
      throw withFixThatRuns(diagnostic)
    }
  }

  /// The whole journey of one statement, from text to what is shown.
  ///
  /// Text is read into a tree; the tree is planned against the tables; the plan is rewritten into one with less
  /// work and run over their columns; what comes out is shown by whoever asked.
  private func journey(of source: SourceText) throws -> Outcome {
    if let last = lastQuestion, source.text.drop(while: \.isWhitespace).first == "|" {
      return try run(SourceText("\(last) \(source.text)", name: source.name, origin: source.origin))
    }
    var clock = StageClock()
    guard let syntax = try clock.parse({ try Parser.statement(source, vocabulary: vocabulary) }) else {
      return Outcome(.nothing)
    }
    switch syntax {
    case .query(let query):
      let plan = try plan(query, source, &clock)
      let rewritten = clock.plan { PlanRewriter().rewritten(plan) }
      let answer = try clock.run { try executor.run(rewritten) }
      clock.reads(rewritten)
      if !query.asksWhy { lastPlan = plan }
      lastQuestion = source.text
      lastNotes = answer.notes
      return Outcome(.answer(answer), clock)
    case .binding(let binding):
      return try bind(binding, source, &clock)
    case .command(let command):
      return try Command.run(command, source, self)
    }
  }

  /// Names a value that scripts may ask for, and that no `let` changes: `--set city=Kyiv`.
  public func setParameter(_ name: String, to text: String) {
    catalog.setParameter(name, to: text)
  }

  /// Changes how answers are shown.
  public func change(_ body: (inout Settings) -> Void) {
    body(&settings)
  }

  /// A question that the open tables can answer, for a newcomer to begin with.
  public var firstQuestion: String {
    for table in catalog.tables {
      let number = table.columns.indices.first {
        table.columns[$0].kind.isNumber && table.columns[$0].kind != .boolean
      }
      guard let number else { continue }
      let name = NameSyntax.typed(table.fields[number].name, vocabulary: vocabulary)
      return catalog.tables.count == 1
        ? "sum \(name)" : "sum \(name) from \(NameSyntax.typed(table.name, vocabulary: vocabulary))"
    }
    return catalog.tables.first.map { "count from \(NameSyntax.typed($0.name, vocabulary: vocabulary))" }
      ?? "help"
  }

  /// The answer of a query that the shell itself asks.
  func answer(_ query: String) throws -> Answer {
    guard case .answer(let answer) = try run(SourceText(query)).result else {
      return Answer(table: Table(name: "", fields: [], columns: []))
    }
    return answer
  }

  /// `let NAME = …`: a table, or a value where the answer is one.
  private func bind(_ binding: BindingSyntax, _ source: SourceText, _ clock: inout StageClock) throws
    -> Outcome
  {
    let plan =
      switch binding.bound {
      case .query(let query):
        try plan(query, source, &clock)
      case .value(let value):
        try clock.plan {
          try Planner.value(of: value, source: source, catalog: catalog, vocabulary: vocabulary)
        }
      }
    let isGiven = catalog.parameters[binding.name.text.lowercased()] != nil
    if isGiven, case .value = binding.bound {
      return Outcome(.nothing, notes: [given(binding.name.text)], clock)
    }
    let rewritten = clock.plan { PlanRewriter().rewritten(plan) }
    let answer = try clock.run { try executor.run(rewritten) }
    clock.reads(rewritten)
    if answer.isSingleFigure, let value = answer.table.columns.first?.values.first {
      catalog.name(value, binding.name.text)
    }
    if case .query = binding.bound {
      try readAll(named: binding.name.text)
      catalog.name(answer.table.renamed(binding.name.text))
    }
    return Outcome(.nothing, notes: isGiven && answer.isSingleFigure ? [given(binding.name.text)] : [], clock)
  }

  private func given(_ name: String) -> String {
    "$\(name) stays \(catalog.parameters[name.lowercased()] ?? ""), as given by --set"
  }
}
