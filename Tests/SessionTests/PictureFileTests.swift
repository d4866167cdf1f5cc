import TallyDiagnostics
import TallyPermissions
import TallySession
import TestFolders
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Pictures go into files whole or not at all.
@Suite struct PictureFileTests {
  private let folder: TestFolder
  private let told = Told()
  private let session: Session
  private let runner: StatementRunner

  private final class Told: @unchecked Sendable {
    var lines: [String] = []
    var shown = ""
  }

  init() throws {
    folder = try TestFolder([
      "t.csv": "city,n,day\nKyiv,1,2025-05-23\nOdesa,2,2025-05-24\nKyiv,4+,2025-05-25\n"
    ])
    session = Session(today: 20_232)
    try session.open("\(folder.path)/t.csv")
    let told = told
    runner = StatementRunner(
      session: session,
      output: Output(
        write: { told.shown += String(decoding: $0, as: UTF8.self) }, tell: { told.lines.append($0) }))
  }

  private func run(_ text: String) -> TallySession.ExitStatus {
    runner.runScript(SourceText(text.replacing("FOLDER", with: folder.path))).status
  }

  /// Whether a program is on the PATH.
  private static func has(_ program: String) -> Bool {
    let paths = getenv("PATH").map { String(cString: $0) } ?? ""
    return paths.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  @Test func theEndingSaysThatItIsAPicture() throws {
    #expect(run("sum n by city into \"FOLDER/a.svg\"") == .fine)
    #expect(run("sum n by city draw bars into \"FOLDER/b.svg\"") == .fine)
    #expect(run("sum n by city | draw line into \"FOLDER/c.SVG\"") == .fine)
    let (a, b) = (try folder.read("a.svg"), try folder.read("b.svg"))
    #expect(a.hasPrefix("<?xml") && a.hasSuffix("</svg>\n"))
    #expect(a.contains("Kyiv: 5+") && b.contains("Kyiv: 5+"))
    #expect(a.contains("drawn as bars") && !b.contains("drawn as bars"))
    #expect(told.shown.isEmpty)
    #expect(told.lines.contains { $0.hasPrefix("a picture of 2 rows written to ") })
  }

  @Test func textsHoldPicturesToo() throws {
    #expect(run("sum n by city draw bars into \"FOLDER/a.txt\"") == .fine)
    #expect(try folder.read("a.txt").contains("▶"))
  }

  @Test(.enabled(if: has("rsvg-convert"))) func otherFormsAreMadeOfIt() throws {
    #expect(run("sum n by city draw bars into \"FOLDER/a.png\"") == .fine, "\(told.lines)")
    #expect(run("sum n by city draw bars into \"FOLDER/a.pdf\"") == .fine, "\(told.lines)")
    let bytes = { (name: String) throws -> [UInt8] in
      let file = try #require(fopen("\(folder.path)/\(name)", "r"))
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = fread(&bytes, 1, bytes.count, file)
      return Array(bytes.prefix(count))
    }
    // PNG 1.2, 3.1 and the size of its header; PDF 32000, 7.5.2.
    let png = try bytes("a.png")
    #expect(png.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
    #expect(width == 1440)
    #expect(String(decoding: try bytes("a.pdf").prefix(5), as: UTF8.self) == "%PDF-")
  }

  @Test func whatCannotBeDrawnIsNotWritten() {
    #expect(run("list city into \"FOLDER/a.svg\"") == .queryFailed)
    #expect(run("sum n by city draw bars into \"FOLDER/a.csv\"") == .queryFailed)
    #expect(run("sum n by city draw bars into \"FOLDER/none/a.svg\"") == .queryFailed)
    #expect(folder.names() == ["t.csv"])
  }

  @Test func safeModeDrawsAndWritesNothing() throws {
    let path = "\(folder.path)/t.csv"
    let permissions = Permissions.safe(naming: [path])
    let safe = Session(
      opener: TableOpener(options: .init(permissions: permissions)), today: 20_232)
    try safe.open(path)
    let told = told
    let runner = StatementRunner(
      session: safe,
      output: Output(
        write: { told.shown += String(decoding: $0, as: UTF8.self) }, tell: { told.lines.append($0) }))
    for ending in ["svg", "png", "pdf"] {
      let statement = "sum n by city draw bars into \"\(folder.path)/a.\(ending)\""
      #expect(runner.runScript(SourceText(statement)).status == .queryFailed)
    }
    #expect(told.lines.contains { $0.contains("try: sum n by city draw bars") })
    #expect(runner.runScript(SourceText("sum n by city draw bars")).status == .fine)
    #expect(told.shown.contains("█"))
    #expect(folder.names() == ["t.csv"])
  }

  @Test func theBarGoesOnFromWhatWasDrawn() {
    #expect(run("sum n by city draw bars\n| where sum n > 2\n| draw line") == .fine, "\(told.lines)")
    #expect(told.shown.contains("Kyiv"))
  }
}
