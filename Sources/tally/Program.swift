import TallyDiagnostics
import TallyFiles
import TallyRendering
import TallySession
import TallyTerminal
import TallyWorkers

/// What the command line asks for: answers, a script, or a shell.
struct Program {
  let arguments: Arguments

  static let version = "0.1.0"

  init(_ arguments: Arguments) {
    self.arguments = arguments
  }

  func run() -> ExitStatus {
    if arguments.help {
      StandardStreams.writeLine(Arguments.helpText)
      return .fine
    }
    if arguments.version {
      StandardStreams.writeLine("tally \(Program.version)")
      return .fine
    }
    guard let task = task() else { return .usage }
    InterruptSignal.install()
    let progress = Progress()
    let session = makeSession(progress)
    let runner = StatementRunner(
      session: session, output: makeOutput(progress), keepsGoing: arguments.keepGoing)
    if case .format(let scripts) = task.kind { return format(scripts, runner) }
    let paths = task.paths.isEmpty ? [ShippedData.path].compactMap { $0 } : task.paths
    // In a shell all is read at once, so that questions have their answers at once; who asks only so much
    // waits only for that.
    let isDeferred = if case .shell = task.kind { false } else { true }
    for path in paths {
      do {
        try runner.watched { try session.open(path, isDeferred: isDeferred) }
      } catch {
        return runner.tell(error)
      }
    }
    runner.tellNotes()
    switch task.kind {
    case .queries(let queries): return answer(queries, runner)
    case .script(let path): return runScript(path, runner)
    case .input: return runInput(runner)
    case .format(let scripts): return format(scripts, runner)
    case .shell: return Shell(runner: runner, paths: paths, readsStartUpFile: !arguments.noStartUpFile).run()
    }
  }

  // MARK: - What is asked for

  private struct Task {
    enum Kind {
      case queries([String])
      case script(String)
      /// A script on standard input.
      case input
      case shell
      /// Scripts to be written in the canonical way; none is the one on standard input.
      case format([String])
    }

    let kind: Kind
    let paths: [String]
  }

  /// Nil, with a message, where the words of the command line do not fit together.
  private func task() -> Task? {
    let paths = arguments.paths
    if paths.first == "run" {
      guard paths.count > 1, arguments.queries.isEmpty else {
        StandardStreams.tell("error: \"run\" wants a script\n\(Arguments.synopsis)")
        return nil
      }
      return Task(kind: .script(paths[1]), paths: Array(paths.dropFirst(2)))
    }
    if paths.first == "format", arguments.queries.isEmpty {
      let scripts = Array(paths.dropFirst())
      if !scripts.isEmpty || !arguments.writesFiles { return Task(kind: .format(scripts), paths: []) }
    }
    if arguments.writesFiles {
      StandardStreams.tell("error: \"--write\" is for \"format\" and its scripts\n\(Arguments.synopsis)")
      return nil
    }
    if !arguments.queries.isEmpty { return Task(kind: .queries(arguments.queries), paths: paths) }
    return Task(kind: TerminalTraits.isTerminal(0) ? .shell : .input, paths: paths)
  }

  private func makeSession(_ progress: Progress) -> Session {
    let cancellation = Cancellation(progress: progress) { InterruptSignal.isRaised }
    var options = CSVOptions()
    options.hasHeader = !arguments.noHeader
    options.isLenient = arguments.lenient
    options.separator = arguments.separator
    let session = Session(
      opener: TableOpener(options: options, cancellation: cancellation), today: SystemClock.today,
      cancellation: cancellation)
    session.change { settings in
      settings.format = arguments.format
      settings.showsTiming = arguments.time
    }
    for parameter in arguments.parameters { session.setParameter(parameter.name, to: parameter.text) }
    return session
  }

  private func makeOutput(_ progress: Progress) -> Output {
    let isTerminal = TerminalTraits.isTerminal(1)
    let colors = { (descriptor: Int32) -> Bool in
      switch arguments.color {
      case .always: true
      case .never: false
      case .auto: TerminalTraits.supportsColor(descriptor)
      }
    }
    return Output(
      write: StandardStreams.write, tell: StandardStreams.tell,
      width: { isTerminal ? TerminalSize(descriptor: 1)?.columns ?? 80 : nil },
      usesColor: colors(1), messagesUseColor: colors(2), watch: makeWatch(progress))
  }

  /// Shows how far work has come, where somebody sits at a terminal that can move its cursor.
  private func makeWatch(_ progress: Progress) -> WorkWatch? {
    guard TerminalTraits.isTerminal(1), TerminalTraits.isTerminal(2), TerminalTraits.movesCursor() else {
      return nil
    }
    let line = ProgressLine { progress.reading.sentence }
    return WorkWatch(
      begin: {
        // What is left of the work before would be told of this one.
        progress.reset()
        line.begin()
      }, end: line.end)
  }

  // MARK: - Without a shell

  private func answer(_ queries: [String], _ runner: StatementRunner) -> ExitStatus {
    var worst = ExitStatus.fine
    for query in queries {
      let result = runner.runScript(SourceText(query))
      if result.status != .fine { worst = result.status }
      if result.quits || (worst != .fine && !arguments.keepGoing) || worst == .interrupted { break }
    }
    return worst
  }

  private func runScript(_ path: String, _ runner: StatementRunner) -> ExitStatus {
    do {
      return runner.runScript(SourceText(try TextFile.read(path), name: path)).status
    } catch {
      return runner.tell(error)
    }
  }

  private func format(_ scripts: [String], _ runner: StatementRunner) -> ExitStatus {
    if scripts.isEmpty {
      guard let text = StandardStreams.readAll() else { return .interrupted }
      return runner.format(SourceText(text, name: "standard input"), writesTo: nil)
    }
    var worst = ExitStatus.fine
    for path in scripts {
      do {
        let text = SourceText(try TextFile.read(path), name: path)
        let status = runner.format(text, writesTo: arguments.writesFiles ? path : nil)
        if status != .fine { worst = status }
      } catch {
        worst = runner.tell(error)
      }
    }
    return worst
  }

  private func runInput(_ runner: StatementRunner) -> ExitStatus {
    guard let text = StandardStreams.readAll() else { return .interrupted }
    return runner.runScript(SourceText(text, name: "standard input")).status
  }
}
