import TallyDiagnostics
import TallyPermissions
import TallyWorkers

/// The text of a table in UTF-8: one file, or several that make one table, end to end.
struct SourceBytes: Sendable {
  let source: ByteSource
  let encoding: TextEncoding
  /// Where the text begins, past a byte-order mark.
  let start: Int
  private let parts: [Part]

  private struct Part: Sendable {
    let path: String
    /// Where its text begins in the buffer.
    let start: Int
    /// How many lines of the file stand before that.
    let skippedLines: Int
  }

  /// The first file that the text is of.
  var path: String { parts.first?.path ?? "" }

  var range: Range<Int> { start..<source.count }

  /// Whether it has been made sure of that the text is UTF-8; that of a file read in windows is only taken for
  /// it, until all of it has been looked through.
  var isKnownUTF8: Bool {
    if case .memory = source { true } else { false }
  }

  /// The text of a file.
  /// - Parameter limit: bytes up to which it is read at once.
  /// - Throws: `FileError`; `Cancelled`.
  init(
    _ path: String, _ permissions: Permissions, readAtOnceUpTo limit: Int = .max,
    workers: Workers = Workers(), cancellation: Cancellation = .never
  ) throws {
    let source = try ByteSource(path, permissions, readAtOnceUpTo: limit, cancellation: cancellation)
    try self.init(source, path: path, workers: workers, cancellation: cancellation)
  }

  /// A text in memory or in a file.
  /// - Parameter path: what errors call it.
  init(_ source: ByteSource, path: String, workers: Workers, cancellation: Cancellation) throws {
    let head = Window(source)
    let count = min(source.count, TextEncoding.headBytes)
    let first = UnsafeBufferPointer(start: try head.load(0..<count), count: count)
    let (format, mark) = withExtendedLifetime(head) {
      let mark = TextEncoding.mark(of: first)
      let isBinary = mark.encoding == .utf8 && ForeignFormat.isBinary(first)
      return (ForeignFormat.recognized(first) ?? (isBinary ? "no text" : nil), mark)
    }
    if let format { throw FileError(path: path, FileDiagnostics.notATable(format)) }
    var encoding = mark.encoding
    if encoding == .utf8, case .memory(let buffer) = source,
      try !TextEncoding.isUTF8(buffer, workers, cancellation)
    {
      encoding = .windows1252
    }
    self.encoding = encoding
    if encoding == .utf8 {
      self.source = source
      start = mark.length
    } else {
      let buffer = try source.buffer()
      let rest = UnsafeBufferPointer(rebasing: buffer.bytes[mark.length...])
      self.source = try ByteSource(copying: encoding.converted(rest), path: path)
      start = 0
    }
    parts = [Part(path: path, start: start, skippedLines: 0)]
  }

  /// The same text in memory as a whole, in its true encoding.
  /// - Throws: `FileError`; `Cancelled`.
  func inMemory(workers: Workers, cancellation: Cancellation) throws -> SourceBytes {
    try SourceBytes(
      .memory(try source.buffer()), path: parts.first?.path ?? "", workers: workers,
      cancellation: cancellation)
  }

  /// Files of the same columns as one text. A first line that repeats the first file's is left out.
  init(joining sources: [SourceBytes]) throws {
    var text: [UInt8] = []
    var parts: [Part] = []
    var header: ArraySlice<UInt8> = []
    let isBreak = { (byte: UInt8) in byte == FieldScanner.lineFeed || byte == FieldScanner.carriageReturn }
    for source in sources {
      let body = Array(try source.source.buffer().bytes[source.range])
      let lineEnd = body.firstIndex(where: isBreak) ?? body.count
      let repeatsHeader = !parts.isEmpty && body[..<lineEnd] == header
      if parts.isEmpty { header = body[..<lineEnd] }
      if let last = text.last, !isBreak(last) { text.append(FieldScanner.lineFeed) }
      let path = source.parts.first?.path ?? ""
      parts.append(Part(path: path, start: text.count, skippedLines: repeatsHeader ? 1 : 0))
      let isTwoBytes = body[lineEnd...].starts(with: "\r\n".utf8)
      text += repeatsHeader ? body[min(lineEnd + (isTwoBytes ? 2 : 1), body.count)...] : body[...]
    }
    source = try ByteSource(copying: text, path: parts.first?.path ?? "")
    self.parts = parts
    encoding = sources.first { $0.encoding != .utf8 }?.encoding ?? .utf8
    start = 0
  }

  /// The file, line and column of a byte.
  /// - Complexity: O(n); for messages.
  /// - Throws: `FileError` where the file cannot be read again.
  func place(of offset: Int) throws -> (path: String, position: Position) {
    let part = parts.last { $0.start <= offset } ?? parts.first
    let end = min(offset, source.count)
    let window = Window(source)
    var line = 1 + (part?.skippedLines ?? 0)
    var column = 1
    var isBehindReturn = false
    var index = min(part?.start ?? 0, end)
    while index < end {
      let next = min(index + SourceBytes.windowBytes, end)
      for byte in UnsafeBufferPointer(start: try window.load(index..<next), count: next - index) {
        // CR LF is one line break, and every byte but the continuation bytes of UTF-8 begins a character.
        if byte == FieldScanner.carriageReturn || (byte == FieldScanner.lineFeed && !isBehindReturn) {
          line += 1
          column = 1
        } else if byte != FieldScanner.lineFeed, byte & 0xC0 != 0x80 {
          column += 1
        }
        isBehindReturn = byte == FieldScanner.carriageReturn
      }
      index = next
    }
    return (part?.path ?? "", Position(line: line, column: column))
  }

  private static let windowBytes = 1 << 20

  /// A fault as an error that names the file.
  func error(_ fault: Fault) -> FileError {
    guard let (path, position) = try? place(of: fault.offset) else {
      return FileError(path: path, fault.diagnostic)
    }
    return FileError(path: path, line: position.line, column: position.column, fault.diagnostic)
  }
}
