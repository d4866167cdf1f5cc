import Dispatch
import TallyColumns
import TallyDiagnostics
import TallyFiles
import TallyWorkers
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct DataFolderTests {
  private func failure(opening path: String) -> FileError? {
    do {
      _ = try DataFolder(opening: path)
      return nil
    } catch {
      return error as? FileError
    }
  }

  @Test func aFileIsATableNamedAfterIt() throws {
    let folder = try TemporaryFolder(["night.attack.csv": "a,b\n1,2\n", "plain": "a;b\n1;2\n"])
    let table = try #require(try DataFolder(opening: "\(folder.path)/night.attack.csv").tables.first)
    #expect(table.name == "night.attack")
    #expect(try DataFolder(opening: "\(folder.path)/plain").tables[0].names == ["a", "b"])
  }

  @Test func aPlainFolderHasItsFilesByName() throws {
    let folder = try TemporaryFolder([
      "b.csv": "x\n1\n", "a.tsv": "x\ty\n1\t2\n", "c.md": "no", "C.CSV": "x\n1\n",
    ])
    let tables = try DataFolder(opening: folder.path).tables
    #expect(tables.map(\.name) == ["C", "a", "b"])
    #expect(tables[1].names == ["x", "y"])
  }

  @Test func aFolderWithoutTablesIsAnError() throws {
    let folder = try TemporaryFolder(["c.md": "no"])
    #expect(failure(opening: folder.path)?.diagnostic.id == "no-tables")
  }

  @Test func whatIsNotThereOrIsAFolderIsNamed() throws {
    let folder = try TemporaryFolder([:])
    #expect(failure(opening: "\(folder.path)/gone.csv")?.diagnostic.id == "file-not-found")
    #expect(
      throws: FileError(
        path: folder.path,
        Diagnostic(
          "is-folder", "this is a folder, not a file",
          help: "name a file in it, or open the folder itself"))
    ) { try CSVReader().read(folder.path) }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func whatMayNotBeReadIsNamed() throws {
    let folder = try TemporaryFolder(["a.csv": "x\n1\n"])
    chmod("\(folder.path)/a.csv", 0)
    #expect(failure(opening: "\(folder.path)/a.csv")?.diagnostic.id == "not-permitted")
  }

  /// A file of the kernel that says it has more bytes than can be read from it.
  static let shortFile = "/sys/kernel/mm/transparent_hugepage/enabled"

  @Test(.enabled(if: access(shortFile, R_OK) == 0, "the kernel has no such file here"))
  func aFileThatEndsWhileItIsReadIsAnError() {
    #expect(failure(opening: DataFolderTests.shortFile)?.diagnostic.id == "changed-while-read")
  }

  @Test func filesThatAreNotTextAreNamed() throws {
    let folder = try TemporaryFolder(["a.csv": "SQLite format 3\0 and so on"])
    let error = failure(opening: "\(folder.path)/a.csv")
    #expect(error?.diagnostic.message == "this is an SQLite database, not text")
  }

  @Test func pipesAreReadToTheirEnd() throws {
    let folder = try TemporaryFolder([:])
    let path = "\(folder.path)/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    // A thread of its own, since opening a pipe waits for the other end.
    DispatchQueue.global().async {
      guard let stream = fopen(path, "w") else { return }
      fputs("n,x\n", stream)
      for _ in 0..<50_000 { fputs("1,text\n", stream) }
      fclose(stream)
    }
    #expect(try CSVReader().read(path).rowCount == 50_000)
  }

  @Test func errorsAreRenderedWithTheirPlace() throws {
    let error = FileError(
      path: "a.csv", line: 3, column: 7, Diagnostic("x", "this is wrong", help: "mend it"))
    #expect(error.rendered() == "a.csv:3:7: error: this is wrong\n  help: mend it")
  }

  @Test func loadingCanBeCancelled() {
    let raised = Cancellation { true }
    #expect(throws: Cancelled.self) {
      try CSVReader().read(Array("a\n1\n".utf8), path: "a.csv", name: "a", cancellation: raised)
    }
  }
}
