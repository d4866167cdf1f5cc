import TallyClaims
import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyPermissions
import TallyPlanning
import TallySyntax
import TallyWorkers

/// A conversation with a set of tables: what names mean, and how answers are wanted.
public final class Session {
  /// What names mean. Of tables that are still to be read it has what is known so far; see `plan` and `readAll`.
  public internal(set) var catalog: Catalog {
    didSet { rowCounts.clear() }
  }
  public internal(set) var settings = Settings() {
    didSet { memory.limit = settings.memoryLimit }
  }
  /// What tables and answers may take.
  let memory: MemoryBudget
  /// The words of the language with those of the commands.
  public let vocabulary: Vocabulary
  let opener: TableOpener
  /// Tables that are still to be read, by their names in lower case.
  var openTables: [String: OpenTable] = [:]
  /// The folder of the data that the program is shipped with, inside of `shippedFolder`.
  public static let shippedData = "kyiv-2025-05-24"
  /// The folder of what the program is shipped with: data, and demos of it; nil where there is none.
  public var shippedFolder: String?
  /// Whether a demo is played here.
  var isOfDemo = false
  /// Whether a person types at a prompt, to whom a text can be brought back.
  public var hasPrompt = false
  /// Files that scripts run from here are inside of, innermost last.
  var runningScripts: [String] = []
  /// The folder that files which questions name go into; nil for where the program was started.
  public var outputFolder: OutputFolder?
  /// What has been typed at the prompt and has run.
  var typedStatements: [String] = []
  /// Scripts that hold what was typed, which may be written anew.
  var savedScripts: Set<String> = []
  let executor: Executor
  /// What the last answer rests on, for `notes`.
  var lastNotes: [String] = []
  /// What was asked last, for `why`.
  var lastPlan: QueryPlan?
  /// Its answer, which `last` names.
  var lastAnswer: Table? {
    didSet { rowCounts.clear() }
  }
  /// Its words, which a line that begins with a bar goes on from.
  var lastQuestion: String?
  /// What people should know of files that have been opened or read, until they are told.
  private var openingNotes: [String] = []
  /// How many rows have each value, as far as completion has asked.
  let rowCounts = RowCountCache()
  private var toldRemarks: Set<String> = []
  /// Lessons: where they are, and the one that is on.
  var desk = LessonDesk()

  /// - Parameters:
  ///   - opener: reads files and folders.
  ///   - today: days since 1970-01-01.
  ///   - cancellation: asked while queries run.
  public init(opener: TableOpener, today: Int64, cancellation: Cancellation = .never) {
    self.opener = opener
    memory = opener.options.memory
    catalog = Catalog(today: today)
    let executor = Executor(cancellation: cancellation, memory: memory, settler: Settler())
    self.executor = executor
    catalog.findsValues = { try executor.differentValues(of: $1, over: $0) }
    vocabulary = Vocabulary.standard.adding(commands: Command.shapes)
  }

  /// A session that may do what its user may.
  public convenience init(today: Int64, cancellation: Cancellation = .never) {
    let options = CSVOptions(permissions: .everything)
    self.init(opener: TableOpener(options: options), today: today, cancellation: cancellation)
  }

  /// What may be done outside of the session. Nothing that is asked in it changes that.
  public var permissions: Permissions { opener.options.permissions }

  /// Adds the tables of a file or a folder.
  /// - Parameter isDeferred: whether columns of CSV files are read when something asks for them.
  /// - Throws: `FileError`; nothing is added then.
  public func open(_ path: String, isDeferred: Bool = false) throws {
    _ = try add(try opener.open(path, isDeferred: isDeferred))
  }

  /// Adds the tables of a folder, and takes its list of places and of events for its own where it has one. A table
  /// takes the place of one that was read from the same file; where another has its name, it gets a new one.
  /// - Parameter name: what the only table is called whatever has that name already; nil for its own name.
  /// - Returns: the tables, as they are called now.
  /// - Throws: `FileError` where one takes the place of a table that cannot be read; `Cancelled`.
  func add(_ folder: DataFolder, as name: String? = nil) throws -> [Table] {
    // What reading took beside the tables is not needed again.
    defer { FreedMemory.giveBack() }
    var added: [Table] = []
    for open in folder.openTables {
      let own = open.table.name
      let open = open.renamed(name ?? catalog.freeName(own, exceptFor: open.table.isSameFile))
      if name == nil, open.table.name != own {
        openingNotes.append(SessionNotes.renamed(open.table, from: own))
      } else if let replaced = catalog.table(named: open.table.name), !replaced.isSameFile(as: open.table) {
        openingNotes.append(SessionNotes.replaced(replaced))
      }
      try readAll(named: open.table.name)
      catalog.add(open.table)
      added.append(open.table)
      if open.isComplete {
        noteRemarks(open.table)
      } else {
        openTables[open.table.name.lowercased()] = open
      }
    }
    catalog.places = folder.places ?? catalog.places
    catalog.events = folder.events ?? catalog.events
    return added
  }

  /// What opening files was remarked on, once.
  public func takeNotes() -> [String] {
    defer { openingNotes = [] }
    return openingNotes
  }

  /// Who asks for files that are not quite right to be read all the same is told what was put right.
  func noteRemarks(_ table: Table) {
    guard opener.options.isLenient else { return }
    for remark in table.remarks.map({ "\(table.name): \($0)" }) where toldRemarks.insert(remark).inserted {
      openingNotes.append(remark)
    }
  }

  /// Runs one statement.
  /// - Throws: a `Diagnostic` that points into `source`, its fix tried out; a `FileError`; or `Cancelled`.
  public func run(_ source: SourceText) throws -> Outcome {
    defer { memory.settle() }
    let question = lastQuestion
    do {
      return try judged(journey(of: source), of: source, behind: question)
    } catch let diagnostic as Diagnostic {
      throw mended(diagnostic, in: source)
    }
  }

  /// The whole journey of one statement, from text to what is shown.
  ///
  /// Text is read into a tree; the tree is planned against the tables; the plan is rewritten into one with less
  /// work and run over their columns; what comes out is shown by whoever asked.
  func journey(of source: SourceText) throws -> Outcome {
    let source = try meant(by: source)
    var clock = StageClock()
    guard let syntax = try clock.parse({ try Parser.statement(source, vocabulary: vocabulary) }) else {
      return Outcome(.nothing)
    }
    switch syntax {
    case .query(let query):
      let file = try query.destination.map {
        try AnswerFile($0, of: query, in: source, permissions, folder: outputFolder)
      }
      let plan = try plan(query, for: file, source, &clock)
      let rewritten = clock.plan { PlanRewriter().rewritten(plan) }
      let answer = try clock.run { try executor.run(rewritten) }
      clock.reads(rewritten)
      if !query.asksWhy { lastPlan = plan }
      lastQuestion = String(source[query.question])
      lastNotes = answer.notes
      lastAnswer = answer.table(as: plan)
      return Outcome(try result(answer, plan, of: query, file), clock)
    case .binding(let binding):
      return try keep(binding, source, &clock)
    case .parameter(let parameter):
      return try declare(parameter, source)
    case .expectation(let expectation):
      return try examine(expectation, source, &clock)
    case .command(let command):
      return try Command.run(command, source, self)
    }
  }

  /// The statement that is meant: a line that begins with a bar goes on from the question before, and what people type
  /// who know other shells is what it means here.
  /// - Throws: a `Diagnostic` with the line to type, where that does not run as it stands.
  func meant(by source: SourceText) throws -> SourceText {
    if let last = lastQuestion, source.goesOn {
      return SourceText("\(last) \(source.text)", name: source.name, origin: source.origin)
    }
    guard let meant = try ShellHabit.statement(meantBy: source, catalog) else { return source }
    return SourceText(meant, name: source.name, origin: source.origin)
  }

  /// Gives a parameter that scripts may ask for, and that no `let` changes: `--set city=Kyiv`.
  public func setParameter(_ name: String, to text: String) {
    catalog.give(name, text)
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

  /// The answer of a query that the shell itself asks of a table.
  func answer(_ query: String, over table: Table) throws -> Answer {
    let source = SourceText(query)
    guard case .query(let syntax)? = try Parser.statement(source, vocabulary: vocabulary) else {
      return Answer(table: table)
    }
    let plan = try Planner.plan(
      syntax, source: source, catalog: Catalog(tables: [table], today: catalog.today), vocabulary: vocabulary)
    return try executor.run(PlanRewriter().rewritten(plan))
  }

  /// `let NAME = …`: a table, or a value where the answer is one.
  private func keep(_ binding: BindingSyntax, _ source: SourceText, _ clock: inout StageClock) throws
    -> Outcome
  {
    let plan =
      switch binding.bound {
      case .query(let query):
        if let destination = query.destination {
          throw SessionDiagnostics.intoInside(destination)
        } else if let drawing = query.drawing {
          throw SessionDiagnostics.drawInside(drawing, source)
        } else {
          try plan(query, source, &clock)
        }
      case .value(let value):
        try clock.plan {
          try Planner.value(of: value, source: source, catalog: catalog, vocabulary: vocabulary)
        }
      }
    let isGiven = catalog.given.contains(binding.name.text.lowercased())
    if isGiven, case .value = binding.bound {
      return Outcome(.nothing, notes: [given(binding.name.text)], clock)
    }
    let rewritten = clock.plan { PlanRewriter().rewritten(plan) }
    let answer = try clock.run { try executor.run(rewritten) }
    clock.reads(rewritten)
    if answer.isSingleFigure, let value = answer.table.columns.first?.values.first {
      catalog.name(value, binding.name.text)
    }
    var notes = isGiven && answer.isSingleFigure ? [given(binding.name.text)] : []
    if case .query = binding.bound {
      if let table = catalog.loadedTables.first(where: { TextOrder.isSame($0.name, binding.name.text) }) {
        notes.append(SessionNotes.replaced(table))
      }
      if let lost = plan.lostClaimsNote { notes.append(lost) }
      try readAll(named: binding.name.text)
      catalog.name(answer.table(as: plan).renamed(binding.name.text))
    }
    return Outcome(.nothing, notes: notes, clock)
  }

  private func given(_ name: String) -> String {
    "$\(name) stays \(catalog.parameters[name.lowercased()] ?? ""), as given by --set"
  }
}

extension Table {
  /// Whether both were read from one file, whatever its path was called; true of two that were read from none.
  fileprivate func isSameFile(as other: Table) -> Bool {
    guard path != other.path else { return true }
    guard let path, let otherPath = other.path else { return false }
    return FileNames.areSame(HomeFolder.expanded(path), HomeFolder.expanded(otherPath))
  }
}

extension Answer {
  /// The rows with the parts that their columns play in claims, where they are some.
  func table(as plan: QueryPlan) -> Table {
    var roles = plan.roles
    roles.joinCount = 0
    return table.with(roles)
  }
}
