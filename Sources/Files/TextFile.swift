#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads and writes scripts and other texts.
public enum TextFile {
  /// The text of a file, in whichever encoding it is written.
  /// - Throws: `FileError`.
  public static func read(_ path: String) throws -> String {
    let source = try SourceBytes(path)
    return String(decoding: try source.source.buffer().bytes[source.range], as: UTF8.self)
  }

  /// Puts a text in the place of a file's, whole or not at all: it is written beside the file, which it then
  /// takes the name of. A link is followed, and what may be done with the file stays as it was.
  /// - Throws: `FileError`; the file is as it was then.
  public static func replace(_ path: String, with text: String) throws {
    guard let real = realpath(path, nil) else { throw FileError(path: path, OpenFile.diagnostic(errno)) }
    defer { free(real) }
    let target = String(cString: real)
    var status = stat()
    guard stat(target, &status) == 0 else { throw FileError(path: path, OpenFile.diagnostic(errno)) }
    // A folder that may be written in is no leave to change a file that may not be.
    guard access(target, W_OK) == 0 else { throw FileError(path: path, OpenFile.diagnostic(errno)) }
    var temporary = Array("\(target).XXXXXX".utf8CString)
    let file = mkstemp(&temporary)
    guard file >= 0 else { throw FileError(path: path, OpenFile.diagnostic(errno)) }
    let isWritten =
      write(Array(text.utf8), to: file) && fchmod(file, status.st_mode & 0o7777) == 0 && fsync(file) == 0
    let failure = errno
    close(file)
    if isWritten, rename(temporary, target) == 0 { return }
    let code = isWritten ? errno : failure
    unlink(temporary)
    throw FileError(path: path, OpenFile.diagnostic(code))
  }

  private static func write(_ bytes: [UInt8], to file: CInt) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }
}
