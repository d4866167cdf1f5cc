import TallyPermissions
import TallyWorkers

/// The bytes of a text: in memory, or in a file that is read in windows as they are needed.
enum ByteSource: Sendable {
  case memory(ByteBuffer)
  case file(OpenFile, count: Int)

  /// Opens a file. One of at most `limit` bytes is read at once, and so is one that can be read only once.
  /// - Throws: `FileError`; `Cancelled`.
  init(
    _ path: String, _ permissions: Permissions, readAtOnceUpTo limit: Int, cancellation: Cancellation
  ) throws {
    let file = try OpenFile(path, permissions)
    guard let size = file.size else {
      self = .memory(try ByteSource.buffer(try file.readToEnd(check: cancellation.check), path))
      return
    }
    if size > limit {
      self = .file(file, count: size)
    } else {
      self = .memory(try ByteSource.buffer(of: file, count: size))
    }
  }

  /// Bytes that are in memory already, as a text of their own.
  /// - Throws: `FileError` where there is no memory for them.
  init(copying bytes: [UInt8], path: String) throws {
    self = .memory(try ByteSource.buffer(bytes, path))
  }

  var count: Int {
    switch self {
    case .memory(let buffer): buffer.count
    case .file(_, let count): count
    }
  }

  /// All of the text in memory.
  /// - Throws: `FileError`.
  func buffer() throws -> ByteBuffer {
    switch self {
    case .memory(let buffer): buffer
    case .file(let file, let count): try ByteSource.buffer(of: file, count: count)
    }
  }

  /// - Throws: `FileError` where somebody wrote to the file while it was read.
  func checkUnchanged() throws {
    if case .file(let file, _) = self { try file.checkUnchanged() }
  }

  private static func buffer(of file: OpenFile, count: Int) throws -> ByteBuffer {
    let buffer = try ByteBuffer(count: count) { try file.read(from: 0, into: $0) }
    guard let buffer else { throw FileError(path: file.path, FileDiagnostics.noMemory(bytes: count)) }
    return buffer
  }

  private static func buffer(_ bytes: [UInt8], _ path: String) throws -> ByteBuffer {
    guard let buffer = ByteBuffer(copying: bytes) else {
      throw FileError(path: path, FileDiagnostics.noMemory(bytes: bytes.count))
    }
    return buffer
  }
}

/// A stretch of a text that one thread looks at. Of a file it is read into memory that is used again for the
/// next, so that it is still in the processor's caches when it is looked at.
///
/// Memory goes on for `ByteBuffer.slack` bytes after it, so that eight bytes can be loaded at any of it.
final class Window {
  private let source: ByteSource
  private var memory = UnsafeMutablePointer<UInt8>.allocate(capacity: ByteBuffer.slack)
  private var capacity = ByteBuffer.slack

  init(_ source: ByteSource) {
    self.source = source
  }

  deinit {
    memory.deallocate()
  }

  /// The bytes of a range, which must be inside the text; they stay until the next are asked for.
  /// - Throws: `FileError`.
  func load(_ range: Range<Int>) throws -> UnsafePointer<UInt8> {
    switch source {
    case .memory(let buffer):
      return buffer.base + range.lowerBound
    case .file(let file, _):
      let size = range.count + ByteBuffer.slack
      if capacity < size {
        memory.deallocate()
        capacity = max(size, capacity * 2)
        memory = .allocate(capacity: capacity)
      }
      try file.read(
        from: range.lowerBound, into: UnsafeMutableRawBufferPointer(start: memory, count: range.count))
      (memory + range.count).initialize(repeating: 0, count: ByteBuffer.slack)
      return UnsafePointer(memory)
    }
  }
}
