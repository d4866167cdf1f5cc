import TallyDiagnostics
import TallyFiles
import TallyRendering
import TallySyntax

// What scripts have that single statements do not: headings, parameters, expectations, scripts inside of them.

extension StatementRunner {
  /// Runs the script of a file: the answers have headings, and other scripts that it runs are found beside it.
  /// - Parameters:
  ///   - script: named by its path.
  ///   - given: what its parameters are, for as long as it runs.
  /// - Throws: a `Diagnostic` where the script runs already, or does not have a parameter that is given.
  public func runFile(
    _ script: SourceText, _ given: [GivenParameter] = [], headings: ScriptHeadings = ScriptHeadings()
  ) throws -> Result {
    try session.inside(script, given) { runScript(script, headings: headings) }
  }

  /// The heading of an answer, in formats that have headings.
  func show(_ headings: ScriptHeadings?) throws {
    let format = session.settings.format ?? .table
    output.beginAnswer?()
    guard let headings, format.isForPeople || format == .markdown else { return }
    let lines = headings.take(isMarkdown: format == .markdown)
    try output.writeText(lines.map { heading($0) + "\n" }.joined())
  }

  private func heading(_ line: String) -> String {
    output.width() == nil ? line : renderer.heading(line)
  }

  /// Asks people for a parameter, until what they say is of its kind.
  func ask(_ request: ParameterRequest) throws -> Result {
    guard let ask = output.ask else { throw request.diagnostic }
    while let text = try ask(request.question) {
      if session.take(text, for: request) { return Result(status: .fine) }
      output.tell("\(request.name) is \(request.kind.wanted)")
    }
    throw request.diagnostic
  }

  /// What is otherwise than expected is an error; where somebody types, they are told, too, that nothing is.
  func show(_ report: ExpectationReport, at place: Position) throws -> Result {
    if let failure = report.failure { throw failure }
    let isTyped = session.hasPrompt && session.runningScripts.isEmpty
    if isTyped { output.tell(renderer.aside("as expected")) }
    // Among answers a note would be taken for one of theirs.
    let notes = isTyped ? report.notes : report.notes.map { "what line \(place.line) expects: \($0)" }
    if session.settings.showsNotes { renderer.noteLines(notes).forEach(output.tell) }
    return Result(status: .fine)
  }

  /// Notes what an expectation gave, and passes over what is only to be shown; nil for what is to be done.
  func check(_ outcome: Outcome, of source: SourceText, _ checks: CheckList) -> Result? {
    switch outcome.result {
    case .expectation(let report):
      checks.add(report, source)
      return Result(status: report.failure == nil ? .fine : .queryFailed)
    case .script, .asks, .quit: return nil
    default: return Result(status: .fine)
    }
  }
}
