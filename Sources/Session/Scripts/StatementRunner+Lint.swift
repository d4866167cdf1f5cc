import TallyDiagnostics
import TallySyntax

extension StatementRunner {
  /// Looks through a script and tells what it finds.
  /// - Returns: whether nothing was found.
  public func lint(_ script: SourceText) -> ExitStatus {
    var lint = ScriptLint(session)
    do {
      try watched { try session.inside(script, []) { try lint.read(script) } }
    } catch {
      return tell(error)
    }
    for finding in lint.findings {
      output.tell(messages.render(finding.diagnostic, in: finding.statement))
    }
    return lint.findings.isEmpty ? .fine : .queryFailed
  }
}
