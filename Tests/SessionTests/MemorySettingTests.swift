import TallyDiagnostics
import TallyFiles
import TallySession
import TestFolders
import Testing

/// What tables and answers may take is a setting, which loading heeds as well.
@Suite struct MemorySettingTests {
  private func session(rows: Int, _ folder: TestFolder) throws -> Session {
    let lines = (0..<rows).map { "\($0 * 7919 % 100_003),a text of row \($0)\n" }
    try folder.write("n,t\n" + lines.joined(), to: "t.csv")
    return Session(today: 0)
  }

  @Test func isToldAsItWasTyped() throws {
    let session = Session(today: 0)
    func shown() throws -> String? {
      guard case .text(let text) = try session.run(SourceText("set")).result else { return nil }
      return text.split(separator: "\n").first { $0.hasPrefix("set memory") }.map(String.init)
    }
    #expect(try shown()?.hasPrefix("set memory auto ") == true)
    for typed in ["set memory 2GB", "set memory 2 gb", "SET MEMORY 2gb"] {
      _ = try session.run(SourceText(typed))
      #expect(try shown()?.hasPrefix("set memory 2GB ") == true)
      _ = try session.run(SourceText("set memory auto"))
      #expect(try shown()?.hasPrefix("set memory auto ") == true)
    }
  }

  @Test func aFileForWhichThereIsNoMemoryIsNotLoaded() throws {
    let folder = try TestFolder()
    let session = try session(rows: 40_000, folder)
    _ = try session.run(SourceText("set memory 1MB"))
    let error = #expect(throws: FileError.self) {
      _ = try session.run(SourceText("load \"\(folder.path)/t.csv\""))
    }
    #expect(error?.diagnostic.id == "not-enough-memory")
    _ = try session.run(SourceText("set memory auto"))
    _ = try session.run(SourceText("load \"\(folder.path)/t.csv\""))
    _ = try session.run(SourceText("set memory 1MB"))
    let diagnostic = #expect(throws: Diagnostic.self) {
      _ = try session.run(SourceText("list n from t sort t"))
    }
    #expect(diagnostic?.id == "not-enough-memory")
    _ = try session.run(SourceText("set memory auto"))
    _ = try session.run(SourceText("list n from t sort t"))
  }
}
