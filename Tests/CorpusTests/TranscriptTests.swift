import TallyDiagnostics
import TallySession
import TestFolders
import Testing

/// Sessions written down as lessons: what is typed, and below it what the shell shows.
@Suite struct TranscriptTests {
  static let files = ProjectFiles.names(in: "Tests/Corpus/Transcripts", ending: ".md")

  @Test func thereAreTranscripts() {
    #expect(TranscriptTests.files.count >= 2)
  }

  @Test(arguments: files) func sessionIsAsRecorded(_ file: String) throws {
    let path = "Tests/Corpus/Transcripts/\(file)"
    let text = try #require(ProjectFiles.text(of: path))
    Golden.check(try TranscriptTests.played(text), against: path)
  }

  /// The same text with each block played anew: lines that begin with the prompt are typed, and all others
  /// in a block are what is shown.
  private static func played(_ text: String) throws -> String {
    var lines: [String] = []
    var session: Session?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```tally") {
        let folder = line.split(separator: " ").dropFirst(2).first.map(String.init)
        session = try Session(onFolder: folder ?? "Data/kyiv-2025-05-24")
        lines.append(String(line))
      } else if line.hasPrefix("```") {
        session = nil
        lines.append(String(line))
      } else if let session {
        guard line.hasPrefix("tally> ") else { continue }
        lines.append(String(line))
        let typed = SourceText(String(line.dropFirst(7)))
        let shown = ShellText.of(typed, in: session, width: 100).withoutTimes.withoutEnd
        lines += shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      } else {
        lines.append(String(line))
      }
    }
    return lines.joined(separator: "\n")
  }
}
