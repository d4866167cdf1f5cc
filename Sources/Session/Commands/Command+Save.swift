import TallyDiagnostics
import TallyFiles
import TallyPermissions
import TallySyntax

extension Command {
  static let save = Command(
    "save", usage: "save session FILE", "writes what has been typed, and ran, as a script", shape: .words,
    completes: .files, belongsToPrompt: true
  ) { syntax, source, session in
    var words = syntax.arguments[...]
    guard let first = words.popFirst(), first.text.lowercased() == "session", !first.isBracketed else {
      throw SessionDiagnostics.saveWhat(syntax, source)
    }
    if words.count > 1, words.first?.text.lowercased() == "to" { words.removeFirst() }
    guard let file = words.popFirst(), words.isEmpty else {
      throw SessionDiagnostics.saveWhat(syntax, source)
    }
    let permit = try session.permissions.writePermit(at: file.span)
    let path = HomeFolder.expanded(file.text)
    if TextFile.isThere(path), !session.savedScripts.contains(path) {
      throw SessionDiagnostics.fileIsThere(file, source)
    }
    let statements = session.typedStatements
    guard !statements.isEmpty else { throw SessionDiagnostics.nothingToSave(syntax.span) }
    let script = SourceText(statements.joined(separator: ";\n") + "\n")
    let text = try ScriptFormatter.formatted(script, vocabulary: session.vocabulary)
    try TextFile.write(path, text, permit, check: session.executor.cancellation.check)
    session.savedScripts.insert(path)
    let count = "\(statements.count) \(statements.count == 1 ? "statement" : "statements")"
    return Outcome(.nothing, notes: ["\(count) written to \(file.text); \"run \(file.text)\" runs them"])
  }
}

extension Session {
  /// Keeps a statement that has been typed at the prompt and has run, for `save session`; not one that is about the
  /// prompt itself, such as `help`.
  func remember(_ source: SourceText) {
    let isMore = source.text.utf8.first == UInt8(ascii: "|")
    guard
      let syntax = try? Parser.statement(
        isMore ? SourceText(String(source.text.dropFirst())) : source, vocabulary: vocabulary)
    else { return }
    if case .command(let command) = syntax,
      Command.named(command.name.text.lowercased())?.belongsToPrompt == true
    {
      return
    }
    typedStatements.append(source.text)
  }
}
