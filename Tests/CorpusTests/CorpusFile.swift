import TallyColumns
import TallyDiagnostics
import TallySession
import TallySyntax
import TestFolders
import Testing

/// A file of the corpus: `# on FOLDER` says which data its statements are asked of.
struct CorpusFile: CustomTestStringConvertible, Sendable {
  let path: String
  let text: String

  static let queries = files(in: "Tests/Corpus/Queries")
  static let errors = files(in: "Tests/Corpus/Errors")

  static func files(in folder: String) -> [CorpusFile] {
    ProjectFiles.names(in: folder, ending: ".tally").compactMap { name in
      ProjectFiles.text(of: "\(folder)/\(name)").map { CorpusFile(path: "\(folder)/\(name)", text: $0) }
    }
  }

  var testDescription: String { path }

  /// Where what comes out is kept.
  var goldenPath: String { path.dropLast(".tally".count) + ".golden" }

  /// A session on the file's data. Today is 2025-05-24 in all tests.
  func makeSession() throws -> Session {
    let lead = "# on "
    let folder = text.split(separator: "\n").first { $0.hasPrefix(lead) }.map { $0.dropFirst(lead.count) }
    return try Session(onFolder: folder.map(String.init) ?? "Tests/Corpus/Data")
  }

  /// The statements, each a text of its own.
  func statements(_ vocabulary: Vocabulary) -> [SourceText] {
    Script.statements(in: SourceText(text), vocabulary: vocabulary).map { SourceText($0.text) }
  }

  /// The lines that are no comments: each is one mistake, however little of a statement it is.
  var mistakes: [SourceText] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { SourceText(String($0)) }
  }

  /// What is run before the mistakes are made: `#! let few = 20`.
  var preparations: [SourceText] {
    text.split(separator: "\n").filter { $0.hasPrefix("#! ") }.map { SourceText(String($0.dropFirst(3))) }
  }
}

extension Session {
  convenience init(onFolder folder: String) throws {
    self.init(today: CalendarDate(year: 2025, month: 5, day: 24).days)
    shippedFolder = ProjectFiles.root + "/Data"
    try open("\(ProjectFiles.root)/\(folder)")
    findLessons(
      LessonBook(
        folder: "\(ProjectFiles.root)/Data/Lessons", data: "\(ProjectFiles.root)/Data/kyiv-2025-05-24"))
  }
}
