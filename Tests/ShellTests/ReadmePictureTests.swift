import CastPicture
import TestFolders
import Testing

/// The picture of README.md is a still of what the demo shows, and not drawn by hand.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct ReadmePictureTests {
  @Test func thePictureIsWhatTheDemoShows() throws {
    let home = try TestFolder()
    let run = try ProgramRun(["demo", "kyiv", "--record", home.path + "/kyiv.cast"], home: home)
    #expect(run.status == 0, "\(run.messages)")
    let still = Still(of: try Recording(try home.read("kyiv.cast")))
    #expect(still.screen.text.contains("15+"))
    #expect(still.svg == ProjectFiles.text(of: "README.svg"), "Scripts/picture makes README.svg anew")
    let page = try #require(ProjectFiles.text(of: "README.md"))
    #expect(page.contains("](README.svg)"))
  }

  /// What cannot be read is said to be none rather than drawn.
  @Test(arguments: [
    "", "{}", "{\"version\": 1, \"width\": 80, \"height\": 24}",
    "{\"version\": 2, \"width\": 80, \"height\": 24}\n[1, \"o\"]",
  ])
  func whatIsNoRecordingIsRefused(_ text: String) {
    #expect(throws: (any Error).self) { try Recording(text) }
  }

  /// The screen just before something leaves it, with the colours that it has there.
  @Test func aStillIsTheFirstScreenful() throws {
    let lines = [
      "{\"version\": 2, \"width\": 20, \"height\": 3}",
      "[0.0, \"o\", \"a \\u001b[1;36mb<\\u001b[0m c\\r\\n\"]",
      "[1.0, \"o\", \"d\\r\\n\"]", "[2.5, \"o\", \"e\\r\\nf\"]",
    ]
    let still = Still(of: try Recording(lines.joined(separator: "\n")))
    #expect(still.screen.text == "a b< c\nd")
    #expect(
      still.svg.contains(">b&lt;</text>") && still.svg.contains("fill=\"#56b6c2\" font-weight=\"bold\""))
  }
}
