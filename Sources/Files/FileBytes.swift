import TallyDiagnostics
import TallyWorkers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads whole files into memory.
///
/// Files are read and not mapped: a mapped file that somebody shortens ends the process.
enum FileBytes {
  private static let pieceBytes = 16 << 20

  /// The bytes of a file, of a pipe or of whatever else can be opened.
  /// - Throws: `FileError`; `Cancelled`.
  static func contents(
    of path: String, workers: Workers = Workers(), cancellation: Cancellation = .never
  ) throws -> ByteBuffer {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(path: path, diagnostic(errno)) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileError(path: path, diagnostic(errno)) }
    let type = status.st_mode & S_IFMT
    if type == S_IFDIR { throw FileError(path: path, FileDiagnostics.isFolder()) }
    // Files of the proc file system say that they are empty and are not.
    guard type == S_IFREG, status.st_size > 0 else {
      return try readToEnd(file, path: path, cancellation: cancellation)
    }
    let size = Int(status.st_size)
    let buffer = try ByteBuffer(count: size) { memory in
      let target = SendableMemory(start: memory.baseAddress)
      _ = try workers.map((size + pieceBytes - 1) / pieceBytes, cancellation: cancellation) { piece in
        let start = piece * pieceBytes
        try fill(target, start..<min(start + pieceBytes, size), from: file, path: path)
      }
    }
    guard let buffer else { throw FileError(path: path, FileDiagnostics.noMemory(bytes: size)) }
    return buffer
  }

  private static func fill(
    _ memory: SendableMemory, _ range: Range<Int>, from file: CInt, path: String
  ) throws {
    var position = range.lowerBound
    while position < range.upperBound, let start = memory.start {
      let count = pread(file, start + position, range.upperBound - position, off_t(position))
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw FileError(path: path, diagnostic(errno)) }
      if count == 0 { throw FileError(path: path, FileDiagnostics.changedWhileRead()) }
      position += count
    }
  }

  private static func readToEnd(_ file: CInt, path: String, cancellation: Cancellation) throws -> ByteBuffer {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      try cancellation.check()
      let count = piece.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw FileError(path: path, diagnostic(errno)) }
      if count == 0 { break }
      bytes.append(contentsOf: piece[..<count])
    }
    guard let buffer = ByteBuffer(copying: bytes) else {
      throw FileError(path: path, FileDiagnostics.noMemory(bytes: bytes.count))
    }
    return buffer
  }

  static func diagnostic(_ code: CInt) -> Diagnostic {
    switch code {
    case ENOENT, ENOTDIR: return FileDiagnostics.fileNotFound()
    case EACCES, EPERM: return FileDiagnostics.notPermitted()
    case EISDIR: return FileDiagnostics.isFolder()
    default:
      var text = [CChar](repeating: 0, count: 256)
      let length = text.count
      guard strerror_r(code, &text, length) == 0 else { return FileDiagnostics.unreadable("error \(code)") }
      let reason = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return FileDiagnostics.unreadable(String(decoding: reason, as: UTF8.self).lowercased())
    }
  }
}

/// Memory that several threads fill, each its own part.
private struct SendableMemory: @unchecked Sendable {
  let start: UnsafeMutableRawPointer?
}
