import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySession
import TallySyntax
import Testing

@Suite struct QueryCorpusTests {
  /// Every stage makes of every query what is kept in its golden.
  @Test(arguments: CorpusFile.queries) func everyStageIsAsRecorded(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    var text = "# What each stage makes of \(file.path); written by Scripts/record.\n"
    for source in file.statements(session.vocabulary) {
      let statement = try #require(try Parser.statement(source, vocabulary: session.vocabulary))
      let plan = try StageText.plan(statement, source, session)
      text += "\n== \(source.text.replacing("\n", with: " ⏎ "))\n"
      text += "tokens\n\(StageText.tokens(source).indented)\n"
      text += "tree\n\(StageText.tree(statement).indented)\n"
      text += "formatted\n\(statement.formatted.indented)\n"
      if let plan { text += "plan\n\(plan.outline.indented)\n" }
      text += "answer\n\(ShellText.of(source, in: session).withoutEnd.indented)\n"
    }
    Golden.check(text, against: file.goldenPath)
  }

  /// The formatter's text means the same and is formatted already.
  @Test(arguments: CorpusFile.queries) func formattingChangesNothingThatMatters(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    let formattedSession = try file.makeSession()
    for source in file.statements(session.vocabulary) {
      let statement = try #require(try Parser.statement(source, vocabulary: session.vocabulary))
      let formatted = SourceText(statement.formatted)
      let again = try #require(
        try Parser.statement(formatted, vocabulary: session.vocabulary), "\(source.text)")
      #expect(again.formatted == formatted.text, "\(source.text)")
      let plan = try StageText.plan(statement, source, session)
      #expect(
        try StageText.plan(again, formatted, formattedSession)?.outline == plan?.outline, "\(source.text)")
      #expect(
        ShellText.of(formatted, in: formattedSession) == ShellText.of(source, in: session), "\(source.text)")
    }
  }

  /// A whole script in the canonical way has the same statements, and is in it already. Where its lines break
  /// does not matter to either.
  @Test(arguments: CorpusFile.queries) func aFormattedScriptIsTheSameScript(_ file: CorpusFile) throws {
    let vocabulary = try file.makeSession().vocabulary
    let formatted = try ScriptFormatter.formatted(SourceText(file.text), vocabulary: vocabulary)
    #expect(try ScriptFormatter.formatted(SourceText(formatted), vocabulary: vocabulary) == formatted)
    let trees = { (text: String) throws -> [String] in
      try Script.statements(in: SourceText(text), vocabulary: vocabulary).map {
        StageText.tree(try #require(try Parser.statement($0, vocabulary: vocabulary)))
      }
    }
    let canonical = try Script.statements(in: SourceText(file.text), vocabulary: vocabulary).map {
      try Parser.statement($0, vocabulary: vocabulary)?.formatted ?? ""
    }
    #expect(try trees(formatted) == trees(canonical.joined(separator: "\n")))
    let comments = { (text: String) in text.split(separator: "\n").filter { $0.hasPrefix("#") } }
    #expect(comments(formatted) == comments(file.text))
  }

  /// No query of the corpus is wrong, so that a mistake cannot hide in a golden.
  @Test(arguments: CorpusFile.queries) func everyQueryHasAnAnswer(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    for source in file.statements(session.vocabulary) {
      #expect(throws: Never.self, "\(source.text)") { try session.run(source) }
    }
  }
}
