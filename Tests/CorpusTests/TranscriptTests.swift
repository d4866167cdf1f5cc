import TallyDiagnostics
import TallySession
import TestFolders
import Testing

/// Sessions written down as lessons: what is typed, and below it what the shell shows.
@Suite struct TranscriptTests {
  static let reference = "Sources/Session/Language.md"
  static let files =
    ProjectFiles.names(in: "Tests/Corpus/Transcripts", ending: ".md").map { "Tests/Corpus/Transcripts/\($0)" }
    + [reference]

  @Test func thereAreTranscripts() {
    #expect(TranscriptTests.files.count >= 3)
  }

  /// What can be asked stands in the language reference.
  @Test(arguments: Help.allNames) func theReferenceNames(_ name: String) throws {
    let text = try #require(ProjectFiles.text(of: TranscriptTests.reference))
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    let wanted = name.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    #expect(wanted.allSatisfy { word in words.contains(word) }, "\(name) does not stand in the reference")
  }

  @Test(arguments: files) func sessionIsAsRecorded(_ path: String) throws {
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
