import TallyPermissions

#if canImport(Glibc)
  import Glibc
#endif

/// A file held under an advisory lock (flock) for as long as the value lives.
final class LockedFile {
  enum Mode {
    /// For reading an existing file.
    case shared
    /// For appending, creating the file if need be.
    case exclusive
  }

  private let path: String
  private let descriptor: Int32

  /// Opens and locks; nil when either fails, or another session does not let go for half a second.
  /// - Parameter permit: that it may be written.
  init?(_ path: String, mode: Mode, _ permit: WritePermit) {
    // A symbolic link stays one when the file behind it is replaced.
    self.path = Self.resolved(path)
    for _ in 0..<8 {
      guard let descriptor = Self.open(self.path, mode) else { return nil }
      guard Self.lock(descriptor, mode) else {
        close(descriptor)
        return nil
      }
      if Self.isStill(descriptor, at: self.path) {
        self.descriptor = descriptor
        return
      }
      // Another session put a new file in its place while this one waited.
      close(descriptor)
    }
    return nil
  }

  deinit {
    close(descriptor)
  }

  /// The length in bytes; 0 when it cannot be told.
  var size: Int {
    max(0, Int(lseek(descriptor, 0, SEEK_END)))
  }

  var endsInNewline: Bool {
    var byte = UInt8(ascii: "\n")
    let size = size
    return size == 0 || (pread(descriptor, &byte, 1, off_t(size - 1)) == 1 && byte == 0x0A)
  }

  /// The last `limit` bytes, from the start of a line.
  func readTail(_ limit: Int) -> [UInt8] {
    let start = max(0, size - limit)
    let count = size - start
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
        let got = pread(descriptor, rest.baseAddress, rest.count, off_t(start + filled))
        if got <= 0 { break }
        filled += got
      }
    }
    guard start > 0 else { return bytes }
    return Array(bytes.drop { $0 != UInt8(ascii: "\n") })
  }

  /// Writes at the end; false when not all of it was written.
  func append(_ bytes: [UInt8]) -> Bool {
    Self.write(bytes, to: descriptor)
  }

  /// Puts a new file with these bytes in the place of this one, whole or not at all.
  /// - Returns: false where it stayed as it was.
  @discardableResult
  func replace(with bytes: [UInt8]) -> Bool {
    let temporary = path + ".new"
    let fresh = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard fresh >= 0 else { return false }
    let written = Self.write(bytes, to: fresh)
    close(fresh)
    if written, rename(temporary, path) == 0 { return true }
    unlink(temporary)
    return false
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func open(_ path: String, _ mode: Mode) -> Int32? {
    let flags = mode == .shared ? O_RDONLY : O_RDWR | O_CREAT | O_APPEND
    // Non-blocking, so that a pipe in the file's place does not hang the shell.
    let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o600)
    return descriptor >= 0 ? descriptor : nil
  }

  private static func lock(_ descriptor: Int32, _ mode: Mode) -> Bool {
    let operation = (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB
    for _ in 0..<50 {
      if flock(descriptor, operation) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { return false }
      usleep(10_000)
    }
    return false
  }

  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, stat(path, &named) == 0 else { return false }
    return held.st_dev == named.st_dev && held.st_ino == named.st_ino
      && held.st_mode & S_IFMT == S_IFREG
  }
}
