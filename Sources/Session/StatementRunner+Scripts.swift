import TallyDiagnostics
import TallyFiles
import TallyRendering
import TallySyntax

// What scripts have that single statements do not: headings, parameters, expectations, scripts inside of them.

extension StatementRunner {
  /// How deep scripts may run scripts.
  private static let deepestScript = 16

  /// Runs the script of a file: the answers have headings, and other scripts that it runs are found beside it.
  /// - Parameters:
  ///   - script: named by its path.
  ///   - given: what its parameters are, for as long as it runs.
  public func runFile(
    _ script: SourceText, _ given: [GivenParameter] = [], headings: ScriptHeadings = ScriptHeadings()
  ) -> Result {
    let path = script.name ?? ""
    if let chain = session.scriptChain(to: path, deepest: StatementRunner.deepestScript) {
      return Result(status: tell(SessionDiagnostics.scriptInsideItself(chain)))
    }
    session.runningScripts.append(path)
    let outside = session.givenParameters
    for parameter in given { session.setParameter(parameter.name, to: parameter.text) }
    defer {
      session.runningScripts.removeLast()
      session.givenParameters = outside
    }
    return runScript(script, headings: headings)
  }

  /// The heading of an answer, in formats that have headings.
  func show(_ headings: ScriptHeadings?) throws {
    let format = session.settings.format ?? .table
    guard let headings, format.isForPeople || format == .markdown else { return }
    let lines = headings.take(isMarkdown: format == .markdown)
    try output.writeText(lines.map { heading($0) + "\n" }.joined())
  }

  private func heading(_ line: String) -> String {
    output.width() == nil ? line : renderer.heading(line)
  }

  /// Asks people for a parameter, and goes on with what they say.
  func ask(_ request: ParameterRequest, _ source: SourceText) throws -> Result {
    guard let ask = output.ask else { throw request.diagnostic }
    while true {
      let text = try ask(request.question)
      guard let text else { throw request.diagnostic }
      session.setParameter(request.name, to: text)
      do {
        _ = try session.run(source)
        return Result(status: .fine)
      } catch let diagnostic as Diagnostic {
        output.tell(diagnostic.message)
      }
    }
  }

  /// What is otherwise than expected is an error; where somebody types, they are told, too, that nothing is.
  func show(_ report: ExpectationReport) throws -> Result {
    if let failure = report.failure { throw failure }
    if session.hasPrompt, session.runningScripts.isEmpty { output.tell(renderer.aside("as expected")) }
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
