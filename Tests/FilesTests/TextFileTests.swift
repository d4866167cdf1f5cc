import TallyPermissions
import Testing

@testable import TallyFiles

#if canImport(Glibc)
  import Glibc
#endif

/// Texts go into files whole or not at all, wherever a path leads.
@Suite struct TextFileTests {
  private struct Stopped: Error {}

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder([:])
  }

  private func write(_ text: String, to path: String, check: @escaping () throws -> Void = {}) throws {
    let permit = try #require(Permissions.everything.writePermit)
    try TextFile.write(path, text, permit, check: check)
  }

  /// It says the same as a pipe that nobody reads, and never has a reader.
  @Test func aSocketIsNotWaitedForAsAPipeIs() throws {
    let path = folder.path + "/s.csv"
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) == 0 }
    }
    #expect(isBound)
    defer {
      close(socket)
      unlink(path)
    }
    #expect(throws: FileError.self) { try write("a\n", to: path) { throw Stopped() } }
    let pipe = folder.path + "/p.csv"
    #expect(mkfifo(pipe, 0o600) == 0)
    defer { unlink(pipe) }
    #expect(throws: Stopped.self) { try write("a\n", to: pipe) { throw Stopped() } }
  }

  /// A link to a file that is not there yet would be a file itself otherwise, and what it led to never there.
  @Test(arguments: ["", "inner/"]) func aLinkThatLeadsNowhereYetIsFollowed(_ inner: String) throws {
    let path = folder.path
    #expect(mkdir(path + "/inner", 0o700) == 0)
    #expect(symlink("\(inner)second.csv", path + "/first.csv") == 0)
    #expect(symlink("\(path)/\(inner)new.csv", path + "/\(inner)second.csv") == 0)
    defer {
      for name in ["first.csv", "\(inner)second.csv", "\(inner)new.csv"] { unlink(path + "/" + name) }
      rmdir(path + "/inner")
    }
    try write("a\n", to: path + "/first.csv")
    for name in ["first.csv", "\(inner)second.csv", "\(inner)new.csv"] {
      var status = stat()
      #expect(lstat(path + "/" + name, &status) == 0)
      #expect(status.st_mode & S_IFMT == (name.hasSuffix("new.csv") ? S_IFREG : S_IFLNK), "\(name)")
      #expect(try TextFile.read(path + "/" + name, .everything) == "a\n")
    }
  }

  @Test func linksThatLeadToOneAnotherStayAndToNoFolderToo() throws {
    for (name, target) in [("a.csv", "b.csv"), ("b.csv", "a.csv"), ("c.csv", "none/d.csv")] {
      #expect(symlink(target, "\(folder.path)/\(name)") == 0)
    }
    defer { for name in ["a.csv", "b.csv", "c.csv"] { unlink("\(folder.path)/\(name)") } }
    for name in ["a.csv", "b.csv", "c.csv"] {
      let path = "\(folder.path)/\(name)"
      #expect(throws: FileError.self) { try write("a\n", to: path) }
      var status = stat()
      #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }
  }
}
