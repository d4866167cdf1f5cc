import TallyDiagnostics
import TallyFiles
import TallySession
import TallySyntax
import TallyTerminal

/// The loop at the prompt: read, run, show, again.
struct Shell {
  let runner: StatementRunner
  let paths: [String]
  let readsStartUpFile: Bool

  private var session: Session { runner.session }

  func run() -> ExitStatus {
    greet()
    if readsStartUpFile { runStartUpFile() }
    guard let editor = makeEditor() else {
      StandardStreams.tell(
        "error: this terminal cannot be used for editing lines; questions are read from a pipe, too")
      return .usage
    }
    while true {
      switch editor.readStatement() {
      case .interrupted:
        continue
      case .endOfInput:
        return .fine
      case .statement(let text):
        // A ^C that comes from here on is meant for the query.
        editor.remember(text)
        if runner.runScript(SourceText(text)).quits { return .fine }
      }
    }
  }

  private func greet() {
    let tables = session.catalog.tables
    let names = tables.prefix(12).map(\.name).joined(separator: ", ")
    StandardStreams.writeLine(
      """
      tally \(Program.version) · \(tables.count) \(tables.count == 1 ? "table" : "tables"): \(names)\(tables.count > 12 ? ", …" : "")
      Ask, such as "\(session.firstQuestion)"; "help" shows how, ^D leaves.
      """)
  }

  /// Runs the start-up file; a broken one is told of and does not lock anybody out.
  private func runStartUpFile() {
    guard let path = StartUpFile.path else { return }
    do {
      _ = runner.runScript(SourceText(try TextFile.read(path), name: path))
    } catch {
      StandardStreams.tell("the start-up file was not run:")
      _ = runner.tell(error)
    }
  }

  private func makeEditor() -> LibeditEditor? {
    let session = session
    return LibeditEditor(
      EditorConfiguration(
        programName: "tally", prompt: "tally> ", usesColor: TerminalTraits.supportsColor(1),
        history: HistoryFile.standard(),
        isComplete: { Parser.isComplete(SourceText($0), vocabulary: session.vocabulary) },
        complete: { session.completions(of: $0, at: $1) }))
  }
}
