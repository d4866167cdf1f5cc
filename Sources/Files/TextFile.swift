import TallyPermissions

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads and writes scripts and other texts.
public enum TextFile {
  /// The text of a file, in whichever encoding it is written.
  /// - Throws: `FileError`.
  public static func read(_ path: String, _ permissions: Permissions) throws -> String {
    let source = try SourceBytes(path, permissions)
    return String(decoding: try source.source.buffer().bytes[source.range], as: UTF8.self)
  }

  /// Whether there is anything at a path.
  public static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Puts a text in the place of a file's, whole or not at all. A link is followed, and what may be done with the
  /// file stays as it was.
  /// - Parameter check: throws where nobody waits any more.
  /// - Throws: `FileError`, also where there is no such file, and what the check throws; the file is as it was then.
  public static func replace(
    _ path: String, with text: String, _ permit: WritePermit, check: @escaping () throws -> Void
  ) throws {
    guard access(path, F_OK) == 0 else { throw FileError(path: path, OpenFile.diagnostic(errno)) }
    try write(path, text, permit, check: check)
  }

  /// Writes a text to a file, whole or not at all; see below.
  /// - Returns: whether it takes the place of another file.
  @discardableResult
  public static func write(
    _ path: String, _ text: String, _ permit: WritePermit, check: @escaping () throws -> Void
  ) throws -> Bool {
    var text = text
    return try text.withUTF8 { bytes in
      try write(path, permit, check: check) { sink in try sink(UnsafeRawBufferPointer(bytes)) }
    }
  }

  /// Takes pieces of a text in order.
  public typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  /// Writes a file, whole or not at all: it is written beside the one that is there, which it then takes the name
  /// of. A link is followed, and what may be done with the file stays as it was. What is no file of its own, such
  /// as `/dev/stdout`, is written to as it is.
  /// - Parameters:
  ///   - permit: that files may be written; safe mode has none.
  ///   - check: throws where nobody waits any more; asked while the reader of a pipe does not read.
  ///   - body: writes the text to what it is given.
  /// - Returns: whether it stands in the place of another file that was not empty.
  /// - Throws: `FileError`, and what the body and the check throw; what was there is as it was then.
  @discardableResult
  public static func write(
    _ path: String, _ permit: WritePermit, check: @escaping () throws -> Void,
    _ body: (Sink) throws -> Void
  ) throws -> Bool {
    var status = stat()
    let isThere = stat(path, &status) == 0
    // A folder that may be written in is no leave to change a file that may not be.
    if isThere, access(path, W_OK) != 0 { throw failure(path) }
    if isThere, status.st_mode & S_IFMT == S_IFDIR { throw failure(path, EISDIR) }
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      let file = try openStream(path, isPipe: status.st_mode & S_IFMT == S_IFIFO, check)
      defer { close(file) }
      try body { try write($0, to: file, path, check) }
      return false
    }
    let target = isThere ? try realPath(path) : try newPlace(path)
    var temporary = Array("\(target).XXXXXX".utf8CString)
    let file = mkstemp(&temporary)
    guard file >= 0 else { throw failure(path) }
    do {
      defer { close(file) }
      try body { try write($0, to: file, path, check) }
      guard fchmod(file, isThere ? status.st_mode & 0o7777 : usualMode) == 0, fsync(file) == 0 else {
        throw failure(path)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, target) == 0 else {
      let code = errno
      unlink(temporary)
      throw failure(path, code)
    }
    return isThere && status.st_size > 0
  }

  /// Makes a folder unless it is there.
  /// - Throws: `FileError`.
  public static func makeFolder(_ path: String, _ permit: WritePermit) throws {
    guard mkdir(path, 0o777) != 0 else { return }
    var status = stat()
    if errno == EEXIST, stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { return }
      throw failure(path, EEXIST)
    }
    throw failure(path)
  }

  /// Makes sure that a file can be written, as far as that can be told before it is.
  /// - Throws: `FileError` where there is no such folder, or nothing may be written there.
  public static func checkPlace(_ path: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let place = isThere(path) ? path : folder
    if access(place, W_OK) != 0 { throw failure(path) }
  }

  /// Opens what is no file of its own; of a pipe, once somebody reads it.
  private static func openStream(
    _ path: String, isPipe: Bool, _ check: () throws -> Void
  ) throws -> CInt {
    while true {
      let file = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      if file >= 0 { return file }
      // A socket and a device that is not there say the same, and never anything else.
      guard (errno == ENXIO && isPipe) || errno == EINTR else { throw failure(path) }
      try check()
      usleep(UInt32(patience) * 1000)
    }
  }

  private static func failure(_ path: String, _ code: CInt = errno) -> FileError {
    let diagnostic =
      switch code {
      case ENOENT, ENOTDIR: FileDiagnostics.noSuchFolder()
      case EACCES, EPERM, EROFS: FileDiagnostics.notPermittedToWrite()
      case EISDIR: FileDiagnostics.isFolderThere()
      case ENOSPC, EDQUOT: FileDiagnostics.diskFull()
      default: FileDiagnostics.cannotWrite(OpenFile.reason(code))
      }
    return FileError(path: path, isOfWriting: true, diagnostic)
  }

  private static func realPath(_ path: String) throws -> String {
    guard let real = realpath(path, nil) else { throw failure(path) }
    defer { free(real) }
    return String(cString: real)
  }

  /// How many links may lead to one another, as the system has it.
  private static let mostLinks = 40

  /// Where a file will be that is not there yet: a link to it stays, and leads to it then.
  private static func newPlace(_ path: String) throws -> String {
    var place = path
    for _ in 0..<mostLinks {
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(place, &bytes, bytes.count)
      // What is no link, or not there, is the end of them.
      guard count >= 0 else { return place }
      // A name that is no UTF-8 would be read as another one.
      guard let next = String(validating: bytes.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
      else {
        throw failure(path, EILSEQ)
      }
      let folder = place.lastIndex(of: "/").map { place[...$0] } ?? ""
      place = next.hasPrefix("/") ? next : folder + next
    }
    throw failure(path, ELOOP)
  }

  /// What may be done with a new file.
  private static var usualMode: mode_t {
    if let mask = statedMask { return 0o666 & ~mask }
    let mask = umask(0)
    umask(mask)
    return 0o666 & ~mask
  }

  /// What the process takes away from what may be done with new files; nil where the system does not state it, as
  /// Linux does. To ask in the other way takes nothing away for a moment, from what others make meanwhile.
  private static var statedMask: mode_t? {
    let file = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    // It stands in the second line.
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
    let lines = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("Umask:") }) else { return nil }
    return mode_t(line.dropFirst("Umask:".count).filter { !$0.isWhitespace }, radix: 8)
  }

  /// Milliseconds between two looks at whether to go on, where nobody reads.
  private static let patience: CInt = 20

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to file: CInt, _ path: String, _ check: () throws -> Void
  ) throws {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      written += max(0, count)
      guard count < 0 else { continue }
      guard errno == EINTR || errno == EAGAIN else { throw failure(path) }
      try check()
      var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
      poll(&wait, 1, patience)
    }
  }
}
