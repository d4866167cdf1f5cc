import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyRendering
import TallySyntax
import TallyWorkers

/// Runs statements and shows what they give: at the prompt one by one, in a script one after the other.
public struct StatementRunner {
  public let session: Session
  public let output: Output
  /// Whether a script goes on behind a statement that failed.
  public let keepsGoing: Bool
  /// Where what scripts expect is gathered, which is then all that is told of them; nil where answers are shown.
  public let checks: CheckList?

  /// The longest lines of prose, in columns.
  private static let proseWidth = 79

  public init(session: Session, output: Output, keepsGoing: Bool = false, checks: CheckList? = nil) {
    self.session = session
    self.output = output
    self.keepsGoing = keepsGoing
    self.checks = checks
  }

  /// What running gives: how it ended, and whether the session is over.
  public struct Result: Sendable {
    public var status: ExitStatus
    public var quits = false
    /// Whether the question before is to be edited.
    public var edits = false
  }

  /// Runs all statements of a text, up to the first that fails unless told to go on.
  /// - Parameter headings: shown above answers; nil for none.
  public func runScript(_ source: SourceText, headings: ScriptHeadings? = nil) -> Result {
    var worst = ExitStatus.fine
    for statement in Script.commentedStatements(in: source, vocabulary: session.vocabulary) {
      headings?.begin(statement)
      let result = runStatement(statement.source, headings: headings)
      if result.quits || result.edits {
        return Result(status: worst, quits: result.quits, edits: result.edits)
      }
      if result.status != .fine {
        worst = result.status
        if !keepsGoing || result.status == .interrupted { break }
      }
    }
    return Result(status: worst)
  }

  /// Runs one statement and shows what it gives, or what is wrong with it.
  public func runStatement(_ source: SourceText, headings: ScriptHeadings? = nil) -> Result {
    do {
      let begun = ContinuousClock.now
      let outcome = try watched { try session.run(source) }
      if let checks, let result = check(outcome, of: source, checks) { return result }
      let result = try show(outcome, of: source, begun, headings)
      // In a lesson it is asked of other tables.
      if session.hasPrompt, session.runningScripts.isEmpty, session.desk.run == nil {
        session.remember(source)
      }
      try show(remark: outcome.remark)
      return result
    } catch {
      if let checks, !(error is Cancelled) {
        checks.add(source, failure: error)
        return Result(status: .queryFailed)
      }
      if let diagnostic = error as? Diagnostic {
        output.tell(messages.render(diagnostic, in: (try? session.meant(by: source)) ?? source))
        return Result(status: .queryFailed)
      }
      return Result(status: tell(error))
    }
  }

  /// Says what kept a file from being read, or work from being finished.
  public func tell(_ error: any Error) -> ExitStatus {
    switch error {
    case let error as FileError:
      output.tell(error.rendered(by: messages))
      return error.isOfWriting ? .queryFailed : .unreadableInput
    case let diagnostic as Diagnostic:
      output.tell(messages.render(diagnostic, in: SourceText("")))
      return .queryFailed
    case is Cancelled:
      output.tell("stopped")
      return .interrupted
    case let error as OutputError:
      output.tell("error: the answer could not be written: \(error.reason)")
      return .queryFailed
    default:
      output.tell("error: \(error)")
      return .queryFailed
    }
  }

  var messages: DiagnosticRenderer {
    let width = output.width()
    return DiagnosticRenderer(
      usesColor: output.messagesUseColor, width: width ?? 100, breaksLines: width != nil)
  }

  private func show(
    _ outcome: Outcome, of source: SourceText, _ begun: ContinuousClock.Instant, _ headings: ScriptHeadings?
  ) throws -> Result {
    if outcome.isShown { try show(headings) }
    if !outcome.isWritten { ringBehindWork(since: begun) }
    switch outcome.result {
    case .answer(let answer):
      try show(answer)
      showTiming(outcome.timing, rows: answer.table.rowCount)
    case .writing(let answer, let file):
      let replaces = try watched { try write(answer, to: file) }
      ringBehindWork(since: begun)
      tellOf(answer, in: file, replaces: replaces)
      showTiming(outcome.timing, rows: answer.table.rowCount)
    case .picture(let answer, let picture, nil):
      try show(picture, of: answer)
      showTiming(outcome.timing, rows: answer.table.rowCount)
    case .picture(let answer, let picture, let file?):
      let replaces = try watched { try write(picture, of: answer, to: file) }
      ringBehindWork(since: begun)
      tellOf(answer, in: file, isPicture: true, replaces: replaces)
      showTiming(outcome.timing, rows: answer.table.rowCount)
    case .explanation(let explanation):
      try show(text: renderer.lines(of: explanation.tree).joined(separator: "\n") + "\n")
    case .trace(let trace, let waits):
      try show(trace, waits: waits)
    case .text(let text):
      // Names in it are those of files and columns, which may be anything.
      let isOnScreen = output.width() != nil
      try show(text: (isOnScreen ? VisibleText.of(text, keepsLines: true) : text) + "\n")
    case .script(let script, let given):
      return try runFile(script, given, headings: headings ?? ScriptHeadings())
    case .demo(let performance):
      try play(performance)
    case .asks(let request):
      return try ask(request)
    case .expectation(let report):
      return try show(report, at: source.origin)
    case .nothing:
      showTiming(outcome.timing, rows: nil)
    case .edit:
      return Result(status: .fine, edits: true)
    case .quit:
      return Result(status: .fine, quits: true)
    }
    if session.settings.showsNotes { renderer.noteLines(outcome.notes).forEach(output.tell) }
    tellNotes()
    return Result(status: .fine)
  }

  /// Shows what a lesson says: to people behind the answer, and beside answers for machines as a message.
  private func show(remark: [String]) throws {
    guard !remark.isEmpty else { return }
    let width = min(output.width() ?? StatementRunner.proseWidth, StatementRunner.proseWidth)
    let lines = remark.flatMap { text -> [String] in
      let indent = String(text.prefix { $0 == " " })
      return Paragraph(String(text.dropFirst(indent.count)), lead: indent, width: width).lines
    }
    .map { VisibleText.of($0) }
    if renderer.options.format.isForPeople {
      try output.writeText(lines.map { $0 + "\n" }.joined())
    } else {
      lines.forEach(output.tell)
    }
  }

  /// Tells what people should know of files that have been opened or read.
  public func tellNotes() {
    let notes = session.takeNotes()
    if session.settings.showsNotes { renderer.noteLines(notes).forEach(output.tell) }
  }

  /// - Parameter lines: what stands above it.
  func show(_ answer: Answer, below lines: String = "") throws {
    let notes = session.settings.showsNotes ? answer.notes : []
    let renderer = renderer
    let cancellation = session.executor.cancellation
    let write = { (sink: Pager.Sink, behindRows: () -> Void) in
      var lines = lines
      if !lines.isEmpty { try lines.withUTF8 { try sink(UnsafeRawBufferPointer($0)) } }
      try renderer.write(
        answer.table, notes: notes, isSingleFigure: answer.isSingleFigure, unknownWord: answer.unknownWord,
        passing: { _ in try cancellation.check() }, behindRows: behindRows, to: sink)
    }
    if renderer.options.format.isForPeople {
      let isTable = !answer.isSingleFigure && renderer.options.format == .table
      try show(isTable ? renderer.options.fit == .on ? .page : .scroll : .wrap, write)
    } else {
      try write(output.write) {}
    }
    if !renderer.options.carriesNotes {
      let note = renderer.options.format.isForPeople ? output.note : nil
      renderer.noteLines(notes).forEach(note ?? output.tell)
    }
  }

  /// Writes an answer to a file, whole or not at all.
  /// - Returns: whether it stands in the place of another file.
  private func write(_ answer: Answer, to file: AnswerFile) throws -> Bool {
    guard case .table(let format) = file.content else { return false }
    let renderer = AnswerRenderer(options: RenderingOptions(format: format))
    let cancellation = session.executor.cancellation
    cancellation.begin(rows: answer.table.rowCount)
    return try TextFile.write(file.path, file.permit, check: cancellation.check) { sink in
      try renderer.write(
        answer.table, notes: answer.notes, isSingleFigure: answer.isSingleFigure,
        unknownWord: answer.unknownWord, passing: { try cancellation.check(passing: $0) }, to: sink)
    }
  }

  /// Tells what was written to a file, and what the answer rests on.
  /// - Parameters:
  ///   - isPicture: whether it was drawn.
  ///   - replaces: whether the file stands in the place of another.
  private func tellOf(_ answer: Answer, in file: AnswerFile, isPicture: Bool = false, replaces: Bool) {
    let renderer = AnswerRenderer(
      options: RenderingOptions(width: output.width(), usesColor: output.messagesUseColor))
    let rows = Timing.rows(answer.table.rowCount)
    let place = replaces ? ", in the place of what was there" : ""
    output.tell(renderer.aside("\(isPicture ? "a picture of " : "")\(rows) written to \(file.path)\(place)"))
    if session.settings.showsNotes { renderer.noteLines(answer.notes).forEach(output.tell) }
  }

  /// Rings where that is wanted, and the work took as long as is wanted for it.
  private func ringBehindWork(since begun: ContinuousClock.Instant) {
    guard let ring = output.ring, let delay = session.settings.bellDelay else { return }
    if ContinuousClock.now - begun > delay { ring() }
  }

  var renderer: AnswerRenderer {
    AnswerRenderer(
      options: RenderingOptions(
        format: session.settings.format ?? .table, width: output.width(), fit: session.settings.fit,
        maximumRows: output.width() == nil ? nil : pager == nil ? 100 : Pager.mostRows, pageRows: pageRows,
        thousands: session.settings.thousands ?? output.thousands, usesColor: output.usesColor,
        usesUnicode: output.usesUnicode))
  }

  private func showTiming(_ timing: Timing?, rows: Int?) {
    guard session.settings.showsTiming, let timing else { return }
    let renderer = AnswerRenderer(options: RenderingOptions(usesColor: output.messagesUseColor))
    output.tell(renderer.aside(timing.text(rows: rows)))
  }
}

extension Answer {
  /// What people see where nothing is known: a blank in rows, a word in figures.
  public var unknownWord: String {
    isAggregated ? (isOfClaims ? "no report" : "unknown") : ""
  }
}
