import Dispatch
import Glibc
import TallyPermissions
import Testing

@testable import TallyTerminal

@Suite struct HistoryFileTests {
  private let folder: TemporaryFolder
  private let history: HistoryFile
  private let permit: WritePermit

  init() throws {
    permit = try #require(Permissions.everything.writePermit)
    folder = try TemporaryFolder()
    history = HistoryFile(path: folder.path + "/deep/er/history", permit)
  }

  @Test(arguments: ["one", "two\nrows", "back\\slash \\n", "\\", "\r\n\t", "Київ 東京 🦆"])
  func anEntryComesBackAsItWas(_ entry: String) {
    #expect(history.append("before " + entry))
    #expect(history.append(entry + " after"))
    #expect(history.load() == ["before " + entry, entry + " after"])
  }

  @Test func foldersAndFileAreForTheirOwnerOnly() {
    #expect(history.append("entry"))
    var file = stat()
    var parent = stat()
    #expect(stat(history.path, &file) == 0 && stat(folder.path + "/deep", &parent) == 0)
    #expect(file.st_mode & 0o777 == 0o600)
    #expect(parent.st_mode & 0o777 == 0o700)
  }

  @Test func neighboursThatRepeatAreReadOnce() {
    for entry in ["a", "a", "b", "a"] { history.append(entry) }
    #expect(history.load() == ["a", "b", "a"])
  }

  @Test func onlyTheNewestEntriesAreKept() {
    let bytes = (1...HistoryFile.entryLimit + 5).flatMap { HistoryFile.line(for: "\($0)") }
    let entries = HistoryFile.entries(in: bytes)
    #expect(entries.count == HistoryFile.entryLimit)
    #expect(entries.first == "6")
  }

  @Test func aFileGrownTooLargeIsReplacedByItsNewerHalf() {
    let entry = String(repeating: "x", count: HistoryFile.entryByteLimit - 100)
    for index in 0..<40 { #expect(history.append("\(index) \(entry)")) }
    var file = stat()
    #expect(stat(history.path, &file) == 0 && file.st_size <= HistoryFile.byteLimit)
    #expect(history.load().last == "39 \(entry)")
    #expect(access(history.path + ".new", F_OK) != 0)
  }

  @Test func anEntryOverTheLimitIsNotKept() {
    #expect(!history.append(String(repeating: "x", count: HistoryFile.entryByteLimit)))
  }

  @Test func whatIsNoEntryIsLeftOut() throws {
    let path = folder.path + "/history"
    let file = try #require(fopen(path, "w"))
    let bytes: [UInt8] =
      Array("good\n".utf8) + [0xFF, 0xFE, 0x0A, 0x61, 0, 0x62, 0x0A] + Array("\n  \nhalf".utf8)
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    let history = HistoryFile(path: path, permit)
    #expect(history.load() == ["good", "half"])
    #expect(history.append("next"))
    #expect(history.load() == ["good", "half", "next"])
  }

  @Test func placesThatCannotBeUsedAreNoError() throws {
    try folder.write("", to: "file")
    mkfifo(folder.path + "/pipe", 0o600)
    for path in [folder.path, folder.path + "/file/history", folder.path + "/pipe", "/proc/none/history", ""]
    {
      let history = HistoryFile(path: path, permit)
      #expect(history.load() == [])
      #expect(!history.append("entry"))
    }
  }

  @Test func aLinkStaysALinkWhenTheFileIsReplaced() throws {
    try folder.write("", to: "real")
    let link = folder.path + "/link"
    #expect(symlink("real", link) == 0)
    let history = HistoryFile(path: link, permit)
    let entry = String(repeating: "x", count: HistoryFile.entryByteLimit - 100)
    for index in 0..<20 { history.append("\(index) \(entry)") }
    var named = stat()
    #expect(lstat(link, &named) == 0 && named.st_mode & S_IFMT == S_IFLNK)
    #expect(history.load().last?.hasPrefix("19 ") == true)
  }

  @Test func sessionsThatAppendAtOnceLoseNothing() {
    append(from: 8, each: 50, filler: 2_000)
    let entries = history.load()
    #expect(entries.count == 400)
    for writer in 0..<8 { #expect(indices(of: writer, in: entries) == Array(0..<50)) }
  }

  @Test func aSessionThatWaitedWhileTheFileWasReplacedWritesToTheNewOne() throws {
    append(from: 4, each: 40, filler: 100_000)
    let entries = history.load()
    #expect(entries.last?.contains("-39 ") == true)
    // Older entries were cut off several times. One written to a file already replaced would leave
    // a gap in what is left.
    for writer in 0..<4 {
      let kept = indices(of: writer, in: entries)
      guard let first = kept.first, let last = kept.last else { continue }
      #expect(kept == Array(first...last))
    }
  }

  /// Appends `0-0 zz…`, `0-1 zz…` and so on from several sessions at once.
  private func append(from writers: Int, each count: Int, filler: Int) {
    let path = history.path
    let filler = String(repeating: "z", count: filler)
    let permit = permit
    DispatchQueue.concurrentPerform(iterations: writers) { writer in
      for index in 0..<count {
        // A session gives up when the others hold the lock for too long; this one tries again.
        while !HistoryFile(path: path, permit).append("\(writer)-\(index) \(filler)") {}
      }
    }
  }

  private func indices(of writer: Int, in entries: [String]) -> [Int] {
    entries.filter { $0.hasPrefix("\(writer)-") }.compactMap { entry in
      entry.split(separator: "-").last.flatMap { $0.split(separator: " ").first }.flatMap { Int($0) }
    }
  }

  @Test func thePlaceFollowsTheXDGDirectories() {
    let variables = ["XDG_STATE_HOME": "/state", "HOME": "/home/me"]
    #expect(HistoryFile.standard(permit) { variables[$0] }?.path == "/state/tally/history")
    #expect(
      HistoryFile.standard(permit) { ["HOME": "/home/me"][$0] }?.path == "/home/me/.local/state/tally/history"
    )
    #expect(HistoryFile.standard(permit) { ["XDG_STATE_HOME": "relative"][$0] }?.path == nil)
  }
}
