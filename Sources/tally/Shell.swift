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
    session.hasPrompt = true
    var last = editor.newestEntry { !isEdit($0) } ?? ""
    var beginning = ""
    // Who presses ^C where there is nothing to drop, and again, wants to leave.
    var vainInterrupts = 0
    while true {
      switch editor.readStatement(beginningWith: beginning) {
      case .interrupted:
        beginning = ""
        vainInterrupts = editor.droppedNothing ? vainInterrupts + 1 : 0
        if vainInterrupts == 2 { StandardStreams.tell("^D leaves, and so does \"quit\"") }
      case .endOfInput:
        return .fine
      case .statement(let text):
        vainInterrupts = 0
        // A ^C that comes from here on is meant for the query.
        editor.remember(text)
        let result = runner.runScript(SourceText(text))
        if result.quits { return .fine }
        beginning = result.edits ? edited(last) : ""
        if !isEdit(text) { last = text }
      }
    }
  }

  /// Whether a line is nothing but the command.
  private func isEdit(_ text: String) -> Bool {
    let words = text.split { $0.isWhitespace || $0 == ";" }
    return words.count == 1 && words[0].lowercased() == "edit"
  }

  /// What the user's editor makes of a text; where nothing comes back, the text as it is.
  private func edited(_ text: String) -> String {
    guard let starting = session.permissions.programPermit, let writing = session.permissions.writePermit
    else { return text }
    defer { InterruptSignal.clear() }
    do {
      return try ExternalEditor(starting, writing).edit(text)
    } catch {
      StandardStreams.tell("error: \(error.sentence)")
      return text
    }
  }

  private func greet() {
    let tables = session.catalog.tables
    let names = tables.prefix(12).map(\.name).joined(separator: ", ") + (tables.count > 12 ? ", …" : "")
    var greeting = [
      "tally \(Program.version) · \(tables.count) \(tables.count == 1 ? "table" : "tables"): \(names)",
      "Ask, such as \"\(session.firstQuestion)\"; \"help\" shows how, \(session.hasLessons ? "\"lesson\" teaches, " : "")^D leaves.",
    ]
    if session.permissions.isSafe {
      greeting.append(
        "Safe mode: nothing is written or started, and no other files are read; \"help safe\" tells more.")
    }
    for text in greeting {
      // Names of files and columns may be anything.
      Paragraph(VisibleText.of(text), lead: "", width: runner.output.width()).lines.forEach(
        StandardStreams.writeLine)
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
    configuration.suggest = { session.suggestion(behind: $0) }
    configuration.highlight = { session.highlights(of: $0, cursor: $1) }
    return LibeditEditor(configuration)
  }
}
