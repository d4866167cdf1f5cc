import TestFolders
import Testing

@testable import TallySession

#if canImport(Glibc)
  import Glibc
#endif

/// File names behind `load` and `run`.
@Suite struct CompletionFilesTests {
  let folder: TestFolder
  let session = Session(today: 0)

  init() throws {
    let names = ["attacks.csv", "a b.csv", "2025x.csv", ".hidden", "Київ.csv", "inner/deep.csv"]
    folder = try TestFolder(Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
  }

  private func offered(_ text: String) -> [String] {
    texts(text.replacing("@", with: folder.path), session).map { $0.replacing(folder.path, with: "@") }
  }

  @Test(
    arguments: [
      ("load @/att▮", ["@/attacks.csv"]),
      ("load @/a▮", ["\"@/a b.csv\"", "@/attacks.csv"]),
      ("load \"@/a ▮", ["\"@/a b.csv\""]),
      ("load \"@/a ▮\"", ["\"@/a b.csv\""]),
      ("load @/in▮", ["@/inner/"]),
      ("load @/inner/▮", ["@/inner/deep.csv"]),
      ("load @/.▮", ["@/.hidden"]),
      ("load @/20▮", ["@/2025x.csv"]),
      ("run @/К▮", ["@/Київ.csv"]),
      ("load @/attacks.csv ▮", []),
      ("load @/nowhere/▮", []),
      ("load @/ATT▮", ["@/attacks.csv"]),
      ("load @/tacks▮", ["@/attacks.csv"]),
      ("load @/atcsv▮", ["@/attacks.csv"]),
    ] as [Case])
  func goOnWithThePath(_ text: String, _ expected: [String]) {
    #expect(offered(text) == expected)
  }

  @Test func theRestOfAPathIsReplacedWithIt() {
    let put = { (text: String) in
      results(text.replacing("@", with: folder.path), session).map { $0.replacing(folder.path, with: "@") }
    }
    #expect(put("load @/att▮acks.csv as x") == ["load @/attacks.csv as x"])
    #expect(put("load @/at▮tacks as x") == ["load @/attacks.csv as x"])
    #expect(put("load \"@/att▮\" as x") == ["load \"@/attacks.csv\" as x"])
    #expect(put("load @/att▮; count") == ["load @/attacks.csv; count"])
  }

  @Test func hiddenFilesStayHidden() {
    #expect(!offered("load @/▮").contains("@/.hidden"))
    #expect(offered("load @/▮").count == 5)
  }

  @Test func aFolderIsGoneOnWithWithoutASpace() {
    #expect(completions("load \(folder.path)/in▮", session).candidates.map(\.appendsSpace) == [false])
  }

  @Test func aTildeIsTheUsersFolder() {
    #expect(HomeFolder.expanded("~user/x") == "~user/x")
    #expect(HomeFolder.expanded("/a/~") == "/a/~")
    let home = getenv("HOME").map { String(cString: $0) }
    #expect(HomeFolder.expanded("~/x") == (home.map { $0 + "/x" } ?? "~/x"))
  }
}
