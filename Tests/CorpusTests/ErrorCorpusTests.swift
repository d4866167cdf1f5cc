import TallyDiagnostics
import TallyFiles
import TallySyntax
import Testing

@testable import TallySession

@Suite struct ErrorCorpusTests {
  /// Every mistake is answered with the message kept in its golden.
  @Test(arguments: CorpusFile.errors) func messagesAreAsRecorded(_ file: CorpusFile) throws {
    let session = try file.makePreparedSession()
    var text = "# The messages for \(file.path); written by Scripts/record.\n"
    for mistake in file.mistakes {
      text += "\n== \(mistake.text)\n\(ShellText.of(mistake, in: session))"
    }
    Golden.check(text, against: file.goldenPath)
  }

  /// A line behind `try:` does what it promises: it runs as it stands.
  @Test(arguments: CorpusFile.errors) func everyFixRuns(_ file: CorpusFile) throws {
    let opened = try file.makeSession()
    for mistake in file.mistakes {
      let session = try file.makePreparedSession(like: opened)
      guard let fix = try diagnostic(of: mistake, in: session)?.fix else { continue }
      do {
        _ = try session.run(SourceText(fix))
      } catch is FileError {
        continue  // a path that is well written but leads nowhere
      } catch {
        Issue.record("\(mistake.text) is answered with: \(fix)\n\(error)")
      }
    }
  }

  /// Messages are lowercase, without a full stop, and point into the text.
  @Test(arguments: CorpusFile.errors) func messagesKeepTheirForm(_ file: CorpusFile) throws {
    let session = try file.makePreparedSession()
    for mistake in file.mistakes {
      guard let diagnostic = try diagnostic(of: mistake, in: session) else { continue }
      let texts = [diagnostic.message, diagnostic.help, diagnostic.label].compactMap { $0 }
      for text in texts where !text.isEmpty {
        #expect(!text.hasSuffix("."), "\(mistake.text): \(text)")
        #expect(text.first?.isUppercase != true || isQuoted(text, in: mistake), "\(mistake.text): \(text)")
      }
      if let span = diagnostic.span {
        #expect(span.start <= span.end && span.end <= mistake.text.utf8.count, "\(mistake.text)")
      }
    }
  }

  /// Whether a message begins with a word that was typed.
  private func isQuoted(_ text: String, in mistake: SourceText) -> Bool {
    text.split(separator: " ").first.map { mistake.text.contains($0) } ?? false
  }

  /// What is wrong with a mistake; nil where it is a file that could not be read.
  private func diagnostic(of mistake: SourceText, in session: Session) throws -> Diagnostic? {
    do {
      if case .expectation(let report) = try session.run(mistake).result, let failure = report.failure {
        return failure
      }
      Issue.record("\(mistake.text) is no mistake")
      return nil
    } catch let diagnostic as Diagnostic {
      return diagnostic
    } catch is FileError {
      return nil
    }
  }
}

extension CorpusFile {
  /// A session in which mistakes can be made, its tables those of one that was opened before.
  fileprivate func makePreparedSession(like opened: Session? = nil) throws -> Session {
    let session: Session
    if let opened {
      session = Session(today: opened.catalog.today)
      session.catalog = opened.catalog
    } else {
      session = try makeSession()
    }
    for preparation in preparations { _ = try session.run(preparation) }
    return session
  }
}
