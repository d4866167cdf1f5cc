import Dispatch
import Glibc
import Testing

@testable import TallyTerminal

@Suite struct HistoryFileTests {
  private let folder: TemporaryFolder
  private let history: HistoryFile

  init() throws {
    folder = try TemporaryFolder()
    history = HistoryFile(path: folder.path + "/deep/er/history")
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
    let bytes: [UInt8] = Array("good\n".utf8) + [0xFF, 0xFE, 0x0A, 0x61, 0, 0x62, 0x0A] + Array("\n  \nhalf".utf8)
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    let history = HistoryFile(path: path)
    #expect(history.load() == ["good", "half"])
    #expect(history.append("next"))
    #expect(history.load() == ["good", "half", "next"])
  }

  @Test func placesThatCannotBeUsedAreNoError() throws {
    try folder.write("", to: "file")
    mkfifo(folder.path + "/pipe", 0o600)
    for path in [folder.path, folder.path + "/file/history", folder.path + "/pipe", "/proc/none/history", ""] {
      let history = HistoryFile(path: path)
      #expect(history.load() == [])
      #expect(!history.append("entry"))
    }
  }

  @Test func aLinkStaysALinkWhenTheFileIsReplaced() throws {
    try folder.write("", to: "real")
    let link = folder.path + "/link"
    #expect(symlink("real", link) == 0)
    let history = HistoryFile(path: link)
    let entry = String(repeating: "x", count: HistoryFile.entryByteLimit - 100)
    for index in 0..<20 { history.append("\(index) \(entry)") }
    var named = stat()
    #expect(lstat(link, &named) == 0 && named.st_mode & S_IFMT == S_IFLNK)
    #expect(history.load().last?.hasPrefix("19 ") == true)
  }

  @Test func sessionsThatAppendAtOnceLoseNothing() {
    let path = history.path
    let filler = String(repeating: "z", count: 2_000)
    DispatchQueue.concurrentPerform(iterations: 8) { writer in
      for index in 0..<50 { HistoryFile(path: path).append("\(writer)-\(index) \(filler)") }
    }
    let entries = history.load()
    #expect(entries.count == 400)
    #expect(entries.allSatisfy { $0.hasSuffix(" " + filler) })
    for writer in 0..<8 {
      let own = entries.filter { $0.hasPrefix("\(writer)-") }
      #expect(own == (0..<50).map { "\(writer)-\($0) \(filler)" })
    }
  }

  @Test func aSessionThatWaitedWhileTheFileWasReplacedWritesToTheNewOne() {
    let path = history.path
    let filler = String(repeating: "z", count: 100_000)
    DispatchQueue.concurrentPerform(iterations: 4) { writer in
      for index in 0..<30 { HistoryFile(path: path).append("\(writer)-\(index) \(filler)") }
    }
    let entries = Set(history.load().map { $0.prefix { $0 != " " } })
    // The file was cut several times; the newest entries of every session must be there.
    for writer in 0..<4 { #expect(entries.contains("\(writer)-29"[...])) }
  }

  @Test func thePlaceFollowsTheXDGDirectories() {
    let variables = ["XDG_STATE_HOME": "/state", "HOME": "/home/me"]
    #expect(HistoryFile.standard { variables[$0] }?.path == "/state/tally/history")
    #expect(HistoryFile.standard { ["HOME": "/home/me"][$0] }?.path == "/home/me/.local/state/tally/history")
    #expect(HistoryFile.standard { ["XDG_STATE_HOME": "relative"][$0] }?.path == nil)
  }
}

