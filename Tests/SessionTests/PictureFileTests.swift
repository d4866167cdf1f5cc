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
  private let session: FolderSession

  init() throws {
    folder = try TestFolder([
      "t.csv": "city,n,day\nKyiv,1,2025-05-23\nOdesa,2,2025-05-24\nKyiv,4+,2025-05-25\n"
    ])
    session = try FolderSession(folder)
  }

  /// Whether a program is on the PATH.
  private static func has(_ program: String) -> Bool {
    let paths = getenv("PATH").map { String(cString: $0) } ?? ""
    return paths.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  @Test func theEndingSaysThatItIsAPicture() throws {
    #expect(session.run("sum n by city into \"FOLDER/a.svg\"") == .fine)
    #expect(session.run("sum n by city draw bars into \"FOLDER/b.svg\"") == .fine)
    #expect(session.run("sum n by city | draw line into \"FOLDER/c.SVG\"") == .fine)
    let (a, b) = (try folder.read("a.svg"), try folder.read("b.svg"))
    #expect(a.hasPrefix("<?xml") && a.hasSuffix("</svg>\n"))
    #expect(a.contains("Kyiv: 5+") && b.contains("Kyiv: 5+"))
    #expect(a.contains("drawn as bars") && !b.contains("drawn as bars"))
    #expect(session.shown.isEmpty)
    #expect(session.told.contains { $0.hasPrefix("a picture of 2 rows written to ") })
  }

  @Test func textsHoldPicturesToo() throws {
    #expect(session.run("sum n by city draw bars into \"FOLDER/a.txt\"") == .fine)
    #expect(try folder.read("a.txt").contains("▶"))
  }

  @Test(.enabled(if: has("rsvg-convert"))) func otherFormsAreMadeOfIt() throws {
    #expect(session.run("sum n by city draw bars into \"FOLDER/a.png\"") == .fine, "\(session.told)")
    #expect(session.run("sum n by city draw bars into \"FOLDER/a.pdf\"") == .fine, "\(session.told)")
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
    #expect(session.run("list city into \"FOLDER/a.svg\"") == .queryFailed)
    #expect(session.run("sum n by city draw bars into \"FOLDER/a.csv\"") == .queryFailed)
    #expect(session.run("sum n by city draw bars into \"FOLDER/none/a.svg\"") == .queryFailed)
    #expect(folder.names() == ["t.csv"])
  }

  @Test func safeModeDrawsAndWritesNothing() throws {
    let permissions = Permissions.safe(naming: ["\(folder.path)/t.csv"])
    let safe = try FolderSession(
      folder, Session(opener: TableOpener(options: .init(permissions: permissions)), today: 20_232))
    for ending in ["svg", "png", "pdf"] {
      #expect(safe.run("sum n by city draw bars into \"FOLDER/a.\(ending)\"") == .queryFailed)
    }
    #expect(safe.told.contains { $0.contains("try: sum n by city draw bars") })
    #expect(safe.run("sum n by city draw bars") == .fine)
    #expect(safe.shown.contains("█"))
    #expect(folder.names() == ["t.csv"])
  }

  @Test func theBarGoesOnFromWhatWasDrawn() {
    #expect(
      session.run("sum n by city draw bars\n| where sum n > 2\n| draw line") == .fine, "\(session.told)")
    #expect(session.shown.contains("Kyiv"))
  }
}
