import TallyDiagnostics
import TallyFiles
import TallyPermissions
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
      return StandardStreams.show(Arguments.helpText)
    }
    if arguments.version {
      return StandardStreams.show("tally \(Program.version)")
    }
    if arguments.manual { return StandardStreams.show(ManualPage.text) }
    if let shell = arguments.completions { return StandardStreams.show(shell.script) }
    guard let task = ProgramTask(arguments) else { return .usage }
    let permissions = permissions(task)
    permissions.seal()
    InterruptSignal.install()
    let progress = Progress()
    let session = makeSession(progress, permissions, task)
    let runner = StatementRunner(
      session: session, output: makeOutput(progress, pager: pager(task, permissions)),
      keepsGoing: arguments.keepGoing)
    if case .format(let scripts) = task.kind { return format(scripts, runner) }
    // In a shell all is read at once, so that questions have their answers at once; who asks only so much
    // waits only for that.
    let isDeferred = !task.isShell
    for path in task.paths {
      do {
        try runner.watched { try session.open(path, isDeferred: isDeferred) }
      } catch {
        return runner.tell(error)
      }
    }
    runner.tellNotes()
    switch task.kind {
    case .queries(let queries): return answer(queries, runner)
    case .script(let path): return runScript(path, task, runner)
    case .check(let path): return checkScript(path, task, runner)
    case .lint(let path): return lintScript(path, runner)
    case .input: return runInput(runner)
    case .format(let scripts): return format(scripts, runner)
    case .shell:
      let shell = Shell(runner: runner, readsStartUpFile: !arguments.noStartUpFile) {
        applyOptions(to: session)
      }
      return shell.run()
    }
  }

  // MARK: - The session

  /// What the session may do: in safe mode, read what the command line names.
  private func permissions(_ task: ProgramTask) -> Permissions {
    guard arguments.isSafe else { return .everything }
    let data = task.paths.map(HomeFolder.expanded).flatMap { DataFolder.whatIsRead(opening: $0) }
    return .safe(naming: task.scripts + data + shippedPaths)
  }

  /// What demos and lessons read, which everybody may.
  private var shippedPaths: [String] {
    guard let folder = ShippedData.folder else { return [] }
    return ["\(folder)/Demos", "\(folder)/Lessons"]
      + DataFolder.whatIsRead(opening: "\(folder)/\(Session.shippedData)")
  }

  private func makeSession(_ progress: Progress, _ permissions: Permissions, _ task: ProgramTask) -> Session {
    let cancellation = Cancellation(progress: progress) { InterruptSignal.isRaised }
    var options = CSVOptions(permissions: permissions)
    options.hasHeader = !arguments.noHeader
    options.isLenient = arguments.lenient
    options.separator = arguments.separator
    let session = Session(
      opener: TableOpener(options: options, cancellation: cancellation), today: SystemClock.today,
      cancellation: cancellation)
    session.shippedFolder = ShippedData.folder
    session.findLessons(lessonBook(permissions))
    applyOptions(to: session)
    for parameter in arguments.parameters + task.parameters {
      session.setParameter(parameter.name, to: parameter.text)
    }
    return session
  }

  /// The shipped lessons, and where what is done of them is kept.
  private func lessonBook(_ permissions: Permissions) -> LessonBook {
    let file = permissions.writePermit.flatMap { StateFile.standard("lessons", $0) }
    return LessonBook(
      folder: ShippedData.folder.map { "\($0)/Lessons" },
      data: ShippedData.folder.map { "\($0)/\(Session.shippedData)" },
      record: file.map { file in LessonRecord(read: file.read, change: file.change) })
  }

  /// Sets what the command line says; the rest stays as it is.
  private func applyOptions(to session: Session) {
    session.change { settings in
      if let format = arguments.format { settings.format = format }
      if arguments.time { settings.showsTiming = true }
    }
  }

  /// What is longer than the screen is read in a program where somebody types; not in scripts, and not in safe mode.
  private func pager(_ task: ProgramTask, _ permissions: Permissions) -> Pager? {
    guard task.isShell else { return nil }
    return permissions.programPermit.flatMap(ScreenPager.make)
  }

  private func makeOutput(_ progress: Progress, pager: Pager?) -> Output {
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
      height: { isTerminal ? TerminalSize(descriptor: 1)?.rows : nil },
      usesColor: colors(1), messagesUseColor: colors(2),
      usesUnicode: TerminalTraits.showsUnicode(), thousands: isTerminal ? thousandsMark : .comma,
      pager: pager,
      typedLook: TypedLook(
        prompt: TypedText.prompt, comment: TypedText.numbers(.comment), numbers: TypedText.numbers),
      keys: makeKeys(),
      ask: TerminalTraits.isTerminal(0) && TerminalTraits.isTerminal(2) ? StandardStreams.ask : nil,
      ring: TerminalTraits.isTerminal(2) ? StandardStreams.ring : nil, watch: makeWatch(progress))
  }

  /// As numbers are written where the person at the terminal lives.
  private var thousandsMark: ThousandsMark {
    NumberLocale.thousandsSeparator().map(ThousandsMark.init(localeSeparator:)) ?? .comma
  }

  /// Keys that go on from step to step, where somebody sits at a terminal that can move its cursor.
  private func makeKeys() -> KeyWaiting? {
    guard TerminalTraits.isTerminal(0), TerminalTraits.isTerminal(1), TerminalTraits.movesCursor() else {
      return nil
    }
    return KeyWaiting { body in
      try SingleKeys.reading { wait in
        try body { atMost in
          switch wait(atMost) {
          case .character(let character): .character(character)
          case .interrupt: .interrupt
          case .end: .end
          case nil: nil
          }
        }
      }
      // ^C has been heard.
      InterruptSignal.clear()
    }
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

  private func runInput(_ runner: StatementRunner) -> ExitStatus {
    do {
      return runner.runScript(try Program.standardInput()).status
    } catch {
      return runner.tell(error)
    }
  }

  /// The script on standard input. Who types it, as answers go into a file, sees no prompt.
  static func standardInput() throws -> SourceText {
    if TerminalTraits.isTerminal(0), TerminalTraits.isTerminal(2) {
      StandardStreams.tell("type questions, and ^D behind the last")
    }
    return SourceText(try StandardStreams.readAll(), name: "standard input")
  }
}
