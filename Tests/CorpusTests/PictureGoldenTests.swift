import TallyDiagnostics
import TallySession
import TallySyntax
import TestFolders
import Testing

/// Pictures on screens of several widths, with and without signs beyond ASCII, and in files.
@Suite struct PictureGoldenTests {
  static let statements = "Tests/Corpus/Queries/pictures.tally"

  /// A kind of screen, and where what it shows is kept.
  struct Screen: CustomTestStringConvertible, Sendable {
    let name: String
    let width: Int
    let usesUnicode: Bool
    var testDescription: String { name }
  }

  static let screens = [
    Screen(name: "80-columns", width: 80, usesUnicode: true),
    Screen(name: "40-columns-ascii", width: 40, usesUnicode: false),
    Screen(name: "20-columns", width: 20, usesUnicode: true),
  ]

  private func file() throws -> CorpusFile {
    CorpusFile(
      path: PictureGoldenTests.statements,
      text: try #require(ProjectFiles.text(of: PictureGoldenTests.statements)))
  }

  @Test(arguments: screens) func picturesAreAsRecorded(_ screen: Screen) throws {
    let file = try file()
    let session = try file.makeSession()
    var text = "# Pictures on a screen of \(screen.name); written by Scripts/record.\n"
    for source in file.statements(session.vocabulary) {
      let shown = ShellText.of(source, in: session, width: screen.width, usesUnicode: screen.usesUnicode)
      text += "\n== \(source.text)\n\(shown.withoutEnd)\n"
    }
    Golden.check(text, against: "Tests/Corpus/Pictures/\(screen.name).golden")
  }

  /// One of each kind, with bounds, unknowns and several columns.
  static let files = [
    "bars": "list city, hurt, cost from readings draw bars",
    "histogram": "list hurt from readings draw histogram",
    "line": "sum hurt, sum cost from readings by day draw line",
    "heatmap": "count by weekday of day, sure from readings draw heatmap",
    "spark": "sum sold by month, product draw spark",
    "timeline": "list city, moment, length from readings draw timeline",
  ]

  @Test(arguments: PictureKind.allCases) func filesAreAsRecorded(_ kind: PictureKind) throws {
    let folder = try TestFolder()
    let session = try file().makeSession()
    let query = try #require(PictureGoldenTests.files[kind.rawValue])
    let shown = ShellText.of(SourceText("\(query) into \"\(folder.path)/picture.svg\""), in: session)
    #expect(shown.contains("written to"))
    Golden.check(try folder.read("picture.svg"), against: "Tests/Corpus/Pictures/\(kind.rawValue).svg")
  }
}
