import TallyDiagnostics
import TallySession
import TallySyntax
import Testing

@Suite struct HighlightingTests {
  /// In a question that runs there is nothing to be underlined.
  @Test(arguments: CorpusFile.queries) func whatRunsHasNothingUnknown(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    for source in file.statements(session.vocabulary) {
      let text = source.text + " "
      let wrong = Highlights(of: text, in: session).all { $0 == .unknown || $0 == .invalid }
      #expect(wrong == [], "\(source.text)")
      _ = try session.run(source)
    }
  }

  /// Nor is there while it is being typed.
  @Test(arguments: CorpusFile.queries) func whatIsBeingTypedIsNotHeldForUnknown(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    for source in file.statements(session.vocabulary) {
      for length in stride(from: 1, to: source.text.count, by: 3) {
        let text = String(source.text.prefix(length))
        let highlights = Highlights(of: text, in: session)
        #expect(highlights.all { $0 == .unknown } == [], "\(text)")
        #expect(highlights.areInOrder, "\(text)")
      }
      _ = try session.run(source)
    }
  }

  /// Where a name that no table has is told of as unknown it is underlined, once it has been passed. Names that
  /// are unknown only where they stand are left to the message.
  @Test(arguments: CorpusFile.errors) func unknownNamesAreUnderlined(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    for preparation in file.preparations { _ = try session.run(preparation) }
    for mistake in file.mistakes {
      guard let span = unknownName(mistake, in: session) else { continue }
      let name = String(mistake[span])
      if isKnownElsewhere(name, in: session) || mistake.text.contains("across") { continue }
      let underlined = Highlights(of: mistake.text + " ", in: session).all { $0 == .unknown }
      #expect(underlined.contains(name), "\(mistake.text): \(underlined)")
    }
  }

  private func isKnownElsewhere(_ name: String, in session: Session) -> Bool {
    session.vocabulary.aggregates.contains(name.lowercased()) || name.contains(" ")
      || session.catalog.tables.contains { $0.columnIndex(named: name) != nil }
  }

  private func unknownName(_ mistake: SourceText, in session: Session) -> Span? {
    do {
      _ = try session.run(mistake)
      return nil
    } catch let diagnostic as Diagnostic {
      return ["unknown-column", "unknown-table", "unknown-value"].contains(diagnostic.id)
        ? diagnostic.span : nil
    } catch {
      return nil
    }
  }
}

/// What the pieces of a text are, with the cursor at its end.
struct Highlights {
  let spans: [HighlightedSpan]
  private let source: SourceText

  init(of text: String, in session: Session) {
    source = SourceText(text)
    spans = session.highlights(of: text, cursor: text.utf8.count)
  }

  func all(_ isWanted: (HighlightedSpan.Kind) -> Bool) -> [String] {
    spans.filter { isWanted($0.kind) }.map { String(source[Span($0.range.lowerBound, $0.range.upperBound)]) }
  }

  var areInOrder: Bool {
    zip(spans, spans.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound }
      && spans.allSatisfy { !$0.range.isEmpty && $0.range.upperBound <= source.text.utf8.count }
  }
}
