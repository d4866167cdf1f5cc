import Glibc
import TallyPermissions
import Testing

@testable import TallyTerminal

/// A text that sessions share is changed whole, and nothing of it is lost.
@Suite struct StateFileTests {
  private let folder: TemporaryFolder
  private let permit: WritePermit
  private let file: StateFile

  init() throws {
    permit = try #require(Permissions.everything.writePermit)
    folder = try TemporaryFolder()
    file = StateFile(path: folder.path + "/deep/er/lessons", permit)
  }

  @Test func isMadeWithItsFolders() {
    #expect(file.read() == nil)
    #expect(file.change { $0 + "1 a\n" })
    #expect(file.change { $0 + "2 b\n" })
    #expect(file.read() == "1 a\n2 b\n")
    #expect(access(file.path + ".new", F_OK) != 0, "nothing is left beside it")
    var status = stat()
    #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func whatCannotBeWrittenIsSaid() {
    let nowhere = StateFile(path: "/dev/null/tally/lessons", permit)
    #expect(!nowhere.change { $0 + "x" })
    #expect(nowhere.read() == nil)
    let folder = StateFile(path: folder.path, permit)
    #expect(!folder.change { $0 + "x" })
  }

  @Test func manyAtOnceLoseNothing() async {
    let file = file
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask { while !file.change({ $0 + "\(number)\n" }) {} }
      }
    }
    #expect(file.read()?.split(separator: "\n").count == 20)
  }
}
