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

  /// How deep scripts may run scripts.
  private static let deepestScript = 16

  public init(session: Session, output: Output, keepsGoing: Bool = false) {
    self.session = session
    self.output = output
    self.keepsGoing = keepsGoing
  }

  /// What running gives: how it ended, and whether the session is over.
  public struct Result: Sendable {
    public var status: ExitStatus
    public var quits = false
    /// Whether the question before is to be edited.
    public var edits = false
  }

  /// Runs all statements of a text, up to the first that fails unless told to go on.
  public func runScript(_ source: SourceText) -> Result {
    var worst = ExitStatus.fine
    for statement in Script.statements(in: source, vocabulary: session.vocabulary) {
      let result = runStatement(statement)
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
  public func runStatement(_ source: SourceText) -> Result {
    do {
      let outcome = try watched { try session.run(source) }
      return try show(outcome)
    } catch let diagnostic as Diagnostic {
      output.tell(messages.render(diagnostic, in: source))
      return Result(status: .queryFailed)
    } catch {
      return Result(status: tell(error))
    }
  }

  /// Says what kept a file from being read, or work from being finished.
  public func tell(_ error: any Error) -> ExitStatus {
    switch error {
    case let error as FileError:
      output.tell(error.rendered(by: messages))
      return .unreadableInput
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
    DiagnosticRenderer(usesColor: output.messagesUseColor, width: output.width() ?? 100)
  }

  private func show(_ outcome: Outcome) throws -> Result {
    switch outcome.result {
    case .answer(let answer):
      try show(answer)
      showTiming(outcome.timing, rows: answer.table.rowCount)
    case .writing(let answer, let file):
      try write(answer, to: file)
      showTiming(outcome.timing, rows: answer.table.rowCount)
    case .picture(let answer, let picture, let file):
      try file.map { try write(picture, of: answer, to: $0) } ?? show(picture, of: answer)
      showTiming(outcome.timing, rows: answer.table.rowCount)
    case .explanation(let explanation):
      try output.writeText(renderer.lines(of: explanation.tree).joined(separator: "\n") + "\n")
    case .trace(let trace):
      let lines = renderer.lines(of: trace.steps.map(\.sheet))
      try output.writeText(lines.joined(separator: "\n") + "\n\n")
      try show(trace.answer)
    case .text(let text):
      try output.writeText(text + "\n")
    case .script(let path, let text):
      return try runScriptFile(path, text)
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

  /// Tells what people should know of files that have been opened or read.
  public func tellNotes() {
    let notes = session.takeNotes()
    if session.settings.showsNotes { renderer.noteLines(notes).forEach(output.tell) }
  }

  private func show(_ answer: Answer) throws {
    let notes = session.settings.showsNotes ? answer.notes : []
    try renderer.write(
      answer.table, notes: notes, isSingleFigure: answer.isSingleFigure,
      unknownWord: answer.unknownWord, to: output.write)
    if !renderer.options.carriesNotes {
      for line in renderer.noteLines(notes) { output.tell(line) }
    }
  }

  /// Writes an answer to a file, whole or not at all, and tells what the file cannot hold.
  private func write(_ answer: Answer, to file: AnswerFile) throws {
    guard case .table(let format) = file.content else { return }
    let renderer = AnswerRenderer(options: RenderingOptions(format: format))
    try TextFile.write(file.path, file.permit) { sink in
      try renderer.write(
        answer.table, notes: answer.notes, isSingleFigure: answer.isSingleFigure,
        unknownWord: answer.unknownWord, to: sink)
    }
    let rows = answer.table.rowCount
    output.tell(self.renderer.aside("\(Timing.rows(rows)) written to \(file.path)"))
    if session.settings.showsNotes { self.renderer.noteLines(answer.notes).forEach(output.tell) }
  }

  private var renderer: AnswerRenderer {
    AnswerRenderer(
      options: RenderingOptions(
        format: session.settings.format ?? .table, width: output.width(),
        maximumRows: output.width() == nil ? nil : 100,
        usesColor: output.usesColor, usesUnicode: output.usesUnicode))
  }

  private func showTiming(_ timing: Timing?, rows: Int?) {
    guard session.settings.showsTiming, let timing else { return }
    let renderer = AnswerRenderer(options: RenderingOptions(usesColor: output.messagesUseColor))
    output.tell(renderer.aside(timing.text(rows: rows)))
  }

  /// A script runs as if its statements stood here; it cannot run itself without end.
  private func runScriptFile(_ path: String, _ text: String) throws -> Result {
    guard session.runningScripts.count < StatementRunner.deepestScript else {
      throw SessionDiagnostics.scriptInsideItself(path)
    }
    session.runningScripts.append(path)
    defer { session.runningScripts.removeLast() }
    return runScript(SourceText(text, name: path))
  }
}

extension Answer {
  /// What people see where nothing is known: a blank in rows, a word in figures.
  public var unknownWord: String {
    isAggregated ? (isOfClaims ? "no report" : "unknown") : ""
  }
}
