import TallyDiagnostics
import TallyFiles
import TallySyntax

extension StatementRunner {
  /// Shows a script in the canonical way, or puts that in its file's place. What cannot be read is told of, and
  /// nothing is written then.
  /// - Parameter path: the file to write; nil to show the text instead.
  public func format(_ script: SourceText, writesTo path: String?) -> ExitStatus {
    do {
      let text = try ScriptFormatter.formatted(script, vocabulary: session.vocabulary)
      if let path {
        let permit = try session.permissions.writePermit(at: nil)
        if text != script.text {
          try TextFile.replace(path, with: text, permit, check: session.executor.cancellation.check)
        }
      } else {
        try output.writeText(text)
      }
      return .fine
    } catch let error as ScriptFormatter.Unreadable {
      output.tell(messages.render(error.diagnostic.withoutFix, in: error.statement))
      return .queryFailed
    } catch {
      return tell(error)
    }
  }
}
