import TallyDiagnostics
import TallySession
import TallySyntax
import Testing

@Suite struct HalfTypedTests {
  /// Whatever has been typed of a query so far, and whatever has been left out of it, is read or answered
  /// with a message that points into it.
  @Test(arguments: CorpusFile.queries) func everyPieceOfAQueryIsReadOrRefused(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    for source in file.statements(session.vocabulary) {
      let words = source.text.split(separator: " ", omittingEmptySubsequences: false)
      let shortened = words.indices.map { skipped in
        words.indices.filter { $0 != skipped }.map { String(words[$0]) }.joined(separator: " ")
      }
      let begun = stride(from: 0, to: source.text.count, by: 3).map { String(source.text.prefix($0)) }
      for text in shortened + begun { expectReadOrRefused(SourceText(text), session) }
      _ = try session.run(source)
    }
  }

  private func expectReadOrRefused(_ source: SourceText, _ session: Session) {
    do {
      guard let statement = try Parser.statement(source, vocabulary: session.vocabulary) else { return }
      _ = try StageText.plan(statement, source, session)
    } catch let diagnostic as Diagnostic {
      let end = source.text.utf8.count
      #expect(diagnostic.span.map { 0 <= $0.start && $0.end <= end } ?? true, "\(source.text)")
      #expect(!diagnostic.message.isEmpty)
    } catch {
      Issue.record("\(source.text): \(error)")
    }
  }
}
