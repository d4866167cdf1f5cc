import TallyDiagnostics
import TallySession
import TallySyntax
import TestFolders
import Testing

/// The scripts that ship: each runs on data of its kind, what it expects is so, and nothing is found in it.
@Suite struct QueryScriptTests {
  static let folder = "Scripts/Queries"
  static let scripts = ProjectFiles.names(in: folder, ending: ".tally").map { "\(folder)/\($0)" }
  /// Data of other kinds than what is shipped.
  private static let data = [
    "interception": "Tests/Corpus/Scripts/missiles.csv", "rhythm": "Tests/Corpus/Scripts/missiles.csv",
    "ucdp-quality": "Tests/Corpus/Scripts/ged.csv", "reconcile": "Tests/ClaimsTests/Packages/night",
  ]

  private static func name(_ path: String) -> String {
    String(path.split(separator: "/").last?.dropLast(6) ?? "")
  }

  private static func session(for path: String) throws -> Session {
    try Session(onFolder: data[name(path)] ?? "Data/kyiv-2025-05-24")
  }

  private static func script(_ path: String) throws -> SourceText {
    SourceText(try #require(ProjectFiles.text(of: path)), name: path)
  }

  @Test func thereAreEight() {
    #expect(QueryScriptTests.scripts.count >= 8)
  }

  @Test(arguments: scripts) func itGivesWhatIsRecorded(_ path: String) throws {
    let session = try QueryScriptTests.session(for: path)
    let text = try ShellText.ofScript(try QueryScriptTests.script(path), in: session)
    #expect(!text.contains("error:"), "\(text)")
    Golden.check(text, against: "Tests/Corpus/Scripts/\(QueryScriptTests.name(path)).golden")
  }

  @Test(arguments: scripts) func runTwiceItGivesTheSameBytes(_ path: String) throws {
    let texts = try (0..<2).map { _ in
      try ShellText.ofScript(try QueryScriptTests.script(path), in: try QueryScriptTests.session(for: path))
    }
    #expect(texts[0] == texts[1])
  }

  @Test(arguments: scripts) func itIsWrittenInTheCanonicalWay(_ path: String) throws {
    let script = try QueryScriptTests.script(path)
    let vocabulary = Session(today: 0).vocabulary
    #expect(try ScriptFormatter.formatted(script, vocabulary: vocabulary) == script.text)
  }

  @Test(arguments: scripts) func nothingIsFoundInIt(_ path: String) throws {
    let session = try QueryScriptTests.session(for: path)
    let text = try ShellText.of(session) { _ = $0.lint(try QueryScriptTests.script(path)) }
    #expect(text == "")
  }

  /// Where the data is absent this says so and is passed over.
  @Test(
    .enabled(if: ProjectFiles.missiles != nil, "no shared missile data"),
    arguments: ["interception", "rhythm"])
  func itRunsOnTheWholeTable(_ name: String) throws {
    let session = Session(today: 20_232)
    try session.open(try #require(ProjectFiles.missiles))
    let text = try ShellText.ofScript(
      try QueryScriptTests.script("Scripts/Queries/\(name).tally"), in: session)
    #expect(!text.contains("error:") && text.contains("2024-05"), "\(text)")
  }
}
