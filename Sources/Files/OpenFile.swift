import TallyDiagnostics
import TallyPermissions

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is read piece by piece, by several threads at once.
///
/// Files are read and not mapped: a mapped file that somebody shortens ends the process.
final class OpenFile: Sendable {
  let path: String
  /// Bytes it has; nil for a pipe and all else of which that is not known before it has been read.
  let size: Int?
  private let descriptor: CInt
  private let modified: timespec

  /// - Throws: `FileError`.
  init(_ path: String, _ permissions: Permissions) throws {
    let descriptor = try OpenFile.orError(path) { () throws(Permissions.Failure) in
      try permissions.open(path, for: .bytes)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw FileError(path: path, OpenFile.diagnostic(code))
    }
    self.path = path
    self.descriptor = descriptor
    OpenFiles.opened()
    modified = status.st_mtim
    let type = status.st_mode & S_IFMT
    // Files of the proc file system say that they are empty and are not.
    size = type == S_IFREG && status.st_size > 0 ? Int(status.st_size) : nil
    if type == S_IFDIR { throw FileError(path: path, FileDiagnostics.isFolder()) }
  }

  deinit {
    close(descriptor)
    OpenFiles.closed()
  }

  /// Fills memory with the bytes from an offset on.
  /// - Throws: `FileError`, also where the file has fewer bytes than it had.
  func read(from offset: Int, into memory: UnsafeMutableRawBufferPointer) throws {
    var done = 0
    while done < memory.count, let start = memory.baseAddress {
      let count = pread(descriptor, start + done, memory.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw FileError(path: path, OpenFile.diagnostic(errno)) }
      if count == 0 { throw FileError(path: path, FileDiagnostics.changedWhileRead()) }
      done += count
    }
  }

  /// Milliseconds between two looks at whether to go on, where nobody writes.
  private static let patience: CInt = 20

  /// Reads what comes, up to the end, of a file whose size is not known; waits for who is to write to a pipe.
  /// - Throws: `FileError`; whatever `check` throws, which is called between pieces and while nothing comes.
  func readToEnd(check: () throws -> Void) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      try check()
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, OpenFile.patience) > 0 else { continue }
      let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      if count < 0 { throw FileError(path: path, OpenFile.diagnostic(errno)) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece[..<count])
    }
  }

  /// - Throws: `FileError` where somebody wrote to the file since it was opened, so that what was read of it
  ///   earlier and later may not belong together.
  func checkUnchanged() throws {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path, OpenFile.diagnostic(errno)) }
    let isSame =
      size.map { $0 == Int(status.st_size) } ?? true && status.st_mtim.tv_sec == modified.tv_sec
      && status.st_mtim.tv_nsec == modified.tv_nsec
    if !isSame { throw FileError(path: path, FileDiagnostics.changedWhileRead()) }
  }

  /// What a permission gives, or why it gives nothing as an error that names the file.
  static func orError<Result>(
    _ path: String, _ body: () throws(Permissions.Failure) -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      switch error {
      case .system(let code): throw FileError(path: path, diagnostic(code))
      case .refused(let diagnostic): throw FileError(path: path, diagnostic)
      }
    }
  }

  static func diagnostic(_ code: CInt) -> Diagnostic {
    switch code {
    case ENOENT, ENOTDIR: return FileDiagnostics.fileNotFound()
    case EACCES, EPERM: return FileDiagnostics.notPermitted()
    case EISDIR: return FileDiagnostics.isFolder()
    default: return FileDiagnostics.unreadable(reason(code))
    }
  }

  /// What the system says of an error, in small letters.
  static func reason(_ code: CInt) -> String {
    var text = [CChar](repeating: 0, count: 256)
    let length = text.count
    guard strerror_r(code, &text, length) == 0 else { return "error \(code)" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).lowercased()
  }
}
