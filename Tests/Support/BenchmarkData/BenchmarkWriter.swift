import TallyWorkers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes tables as files that are there whole or not at all.
///
/// A file is written beside its place as `.NAME.partial`, under a lock, and gets its name when it is whole;
/// what stops on the way leaves nothing behind, and what was left by a crash is written over.
public struct BenchmarkWriter: Sendable {
  public let folder: String
  let workers: Workers
  let cancellation: Cancellation

  public init(folder: String, workers: Workers = Workers(), cancellation: Cancellation = .never) {
    self.folder = folder
    self.workers = workers
    self.cancellation = cancellation
  }

  public struct File: Sendable, Hashable {
    public let path: String
    public let bytes: Int
    /// It was there already, and was left as it is.
    public let wasThere: Bool
  }

  /// Where a file of a name stands.
  public func path(of name: String) -> String { folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)" }

  /// The file of a name, where it is there.
  public func file(named name: String) -> File? {
    var status = stat()
    guard stat(path(of: name), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return File(path: path(of: name), bytes: Int(status.st_size), wasThere: true)
  }

  /// Writes a table unless its file is there.
  /// - Parameter isForced: writes it anew in any case.
  /// - Throws: `BenchmarkDataError`; `Cancelled`.
  public func write(_ table: some BenchmarkTable, isForced: Bool = false) throws -> File {
    let name = table.fileName
    if !isForced, let file = file(named: name) { return file }
    try makeFolder()
    removeLeftovers()
    let partial = try PartialFile(path: path(of: ".\(name).partial"), target: path(of: name))
    // Another run may have made it while this one waited for the lock.
    if !isForced, let file = file(named: name) { return file }
    try write(try table.prepared(workers: workers, cancellation: cancellation), to: partial)
    try partial.complete()
    return File(path: path(of: name), bytes: partial.bytes, wasThere: false)
  }

  private func write(_ table: some BenchmarkTable, to file: PartialFile) throws {
    try file.write(Array((table.columns.joined(separator: ",") + "\n").utf8))
    let size = table.rowsPerChunk
    let chunks = (table.rowCount + size - 1) / size
    // Several chunks a core are made at a time, and written in their order.
    let wave = workers.count * 4
    for first in stride(from: 0, to: chunks, by: wave) {
      let texts = try workers.map(min(wave, chunks - first), cancellation: cancellation) { index in
        let start = (first + index) * size
        var lines = LineBuffer(capacity: size * 64)
        table.write(start..<min(start + size, table.rowCount), to: &lines)
        return lines.bytes
      }
      if first == 0, chunks > wave {
        let made = texts.reduce(0) { $0 + $1.count }
        try file.wantRoom(forBytes: made * table.rowCount / (wave * size))
      }
      for text in texts { try file.write(text) }
    }
  }

  /// Removes what a crash left behind: partial files that nobody holds the lock of.
  private func removeLeftovers() {
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix("."), name.hasSuffix(".csv.partial") else { continue }
      let descriptor = open(path(of: name), O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path(of: name)) }
      close(descriptor)
    }
  }

  private func makeFolder() throws {
    var made = folder.hasPrefix("/") ? "/" : ""
    for component in folder.split(separator: "/") {
      made += component + "/"
      if mkdir(made, 0o777) != 0, errno != EEXIST {
        throw BenchmarkDataError("the folder \(made) cannot be made: \(reason(errno))")
      }
    }
  }
}

/// A file that is being written under another name, and removed unless it is completed.
final class PartialFile {
  private let path: String
  private let target: String
  private let descriptor: Int32
  private(set) var bytes = 0
  private var isComplete = false

  /// Waits for others who write the same file.
  init(path: String, target: String) throws {
    (self.path, self.target) = (path, target)
    while true {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else {
        throw BenchmarkDataError("\(target) cannot be written: \(reason(errno))")
      }
      while flock(descriptor, LOCK_EX) != 0 {
        guard errno == EINTR else { break }
      }
      // The one who held the lock may have given the file its name, or removed it.
      var (opened, named) = (stat(), stat())
      if fstat(descriptor, &opened) == 0, stat(path, &named) == 0, opened.st_ino == named.st_ino {
        self.descriptor = descriptor
        break
      }
      close(descriptor)
    }
    guard ftruncate(descriptor, 0) == 0 else { throw failure() }
  }

  deinit {
    if !isComplete { unlink(path) }
    close(descriptor)
  }

  func write(_ text: [UInt8]) throws {
    try text.withUnsafeBytes { text in
      var rest = text[...]
      while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
        let written = Int(systemWrite(descriptor, base, rest.count))
        if written < 0 {
          if errno == EINTR { continue }
          throw failure()
        }
        rest = rest.dropFirst(written)
        bytes += written
      }
    }
  }

  /// Refuses at once what the disk has no room for.
  func wantRoom(forBytes count: Int) throws {
    var status = statvfs()
    guard fstatvfs(descriptor, &status) == 0 else { return }
    let room = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
    let free = room.overflow ? Int.max : Int(clamping: room.partialValue)
    guard free < count else { return }
    throw BenchmarkDataError(
      "\(target) takes about \(megabytes(count)), and the disk has room for \(megabytes(free))",
      help: "make room, ask for fewer --rows, or name another folder with --into")
  }

  func complete() throws {
    guard rename(path, target) == 0 else { throw failure() }
    isComplete = true
  }

  private func failure() -> BenchmarkDataError {
    let code = errno
    if code == ENOSPC || code == EDQUOT {
      return BenchmarkDataError(
        "the disk is full: \(target) was not written",
        help: "make room, ask for fewer --rows, or name another folder with --into")
    }
    return BenchmarkDataError("\(target) cannot be written: \(reason(code))")
  }

  private func megabytes(_ count: Int) -> String { "\((count + 999_999) / 1_000_000) MB" }
}

/// What the system calls an error.
private func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

/// `write` of the system, which a method of that name would hide.
private func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, base, count)
}
