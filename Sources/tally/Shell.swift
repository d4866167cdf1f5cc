import TallyDiagnostics
import TallyRendering
import TallySession
import TallySyntax
import TallyTerminal

/// The loop at the prompt: read, run, show, again.
struct Shell {
  let runner: StatementRunner
  let readsStartUpFile: Bool
  /// Says again what the command line says, which goes before what a start-up file sets.
  let applyOptions: () -> Void

  private var session: Session { runner.session }

  func run() -> ExitStatus {
    greet()
    if readsStartUpFile, !session.permissions.isSafe, let file = StartUpFile() {
      file.run(runner)
      applyOptions()
    }
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
    let names = tables.prefix(12).map(\.name).joined(separator: ", ") + (tables.count > 12 ? ", …" : "")
    var greeting = [
      "tally \(Program.version) · \(tables.count) \(tables.count == 1 ? "table" : "tables"): \(names)",
      "Ask, such as \"\(session.firstQuestion)\"; \"help\" shows how, ^D leaves.",
    ]
    if session.permissions.isSafe {
      greeting.append(
        "Safe mode: nothing is written or started, and no other files are read; \"help safe\" tells more.")
    }
    for text in greeting {
      Paragraph(text, lead: "", width: runner.output.width()).lines.forEach(StandardStreams.writeLine)
    }
  }

  private func makeEditor() -> LibeditEditor? {
    let session = session
    var configuration = EditorConfiguration(
      programName: "tally", prompt: "tally> ", usesColor: runner.output.usesColor,
      permissions: session.permissions,
      history: session.permissions.writePermit.flatMap { HistoryFile.standard($0) },
      isComplete: { Parser.isComplete(SourceText($0), vocabulary: session.vocabulary) },
      complete: { session.completions(of: $0, at: $1) })
    configuration.highlight = { session.highlights(of: $0, cursor: $1) }
    return LibeditEditor(configuration)
  }
}
