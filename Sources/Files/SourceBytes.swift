import TallyDiagnostics
import TallyWorkers

/// The text of a table in UTF-8: one file, or several that make one table, end to end.
struct SourceBytes: Sendable {
  let buffer: ByteBuffer
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

  var bytes: UnsafeBufferPointer<UInt8> { buffer.bytes }
  var range: Range<Int> { start..<buffer.count }

  /// The text of one file.
  init(_ file: ByteBuffer, path: String, workers: Workers, cancellation: Cancellation) throws {
    if let format = ForeignFormat.recognized(file.bytes) {
      throw FileError(path: path, FileDiagnostics.notATable(format))
    }
    let (encoding, markLength) = try TextEncoding.recognize(
      file, workers: workers, cancellation: cancellation)
    self.encoding = encoding
    if encoding == .utf8 {
      buffer = file
      start = markLength
    } else {
      let rest = UnsafeBufferPointer(rebasing: file.bytes[markLength...])
      guard let converted = ByteBuffer(copying: encoding.converted(rest)) else {
        throw FileError(path: path, FileDiagnostics.noMemory(bytes: file.count))
      }
      buffer = converted
      start = 0
    }
    parts = [Part(path: path, start: start, skippedLines: 0)]
  }

  /// Files of the same columns as one text. A first line that repeats the first file's is left out.
  init(joining sources: [SourceBytes]) throws {
    var text: [UInt8] = []
    var parts: [Part] = []
    var header: ArraySlice<UInt8> = []
    let isBreak = { (byte: UInt8) in byte == FieldScanner.lineFeed || byte == FieldScanner.carriageReturn }
    for source in sources {
      let body = Array(source.bytes[source.range])
      let lineEnd = body.firstIndex(where: isBreak) ?? body.count
      let repeatsHeader = !parts.isEmpty && body[..<lineEnd] == header
      if parts.isEmpty { header = body[..<lineEnd] }
      if let last = text.last, !isBreak(last) { text.append(FieldScanner.lineFeed) }
      let path = source.parts.first?.path ?? ""
      parts.append(Part(path: path, start: text.count, skippedLines: repeatsHeader ? 1 : 0))
      let isTwoBytes = body[lineEnd...].starts(with: "\r\n".utf8)
      text += repeatsHeader ? body[min(lineEnd + (isTwoBytes ? 2 : 1), body.count)...] : body[...]
    }
    guard let buffer = ByteBuffer(copying: text) else {
      throw FileError(path: parts.first?.path ?? "", FileDiagnostics.noMemory(bytes: text.count))
    }
    self.buffer = buffer
    self.parts = parts
    encoding = sources.first { $0.encoding != .utf8 }?.encoding ?? .utf8
    start = 0
  }

  /// The file, line and column of a byte.
  /// - Complexity: O(n); for messages.
  func place(of offset: Int) -> (path: String, position: Position) {
    let part = parts.last { $0.start <= offset } ?? parts.first
    var line = 1 + (part?.skippedLines ?? 0)
    var lineStart = part?.start ?? 0
    var index = lineStart
    let end = min(offset, bytes.count)
    while index < end {
      let byte = bytes[index]
      index += 1
      // CR LF is one line break.
      if byte == FieldScanner.carriageReturn, index < end, bytes[index] == FieldScanner.lineFeed {
        index += 1
      }
      if byte == FieldScanner.carriageReturn || byte == FieldScanner.lineFeed {
        line += 1
        lineStart = index
      }
    }
    // Every byte but the continuation bytes of UTF-8 begins a character.
    let column = 1 + bytes[lineStart..<max(lineStart, end)].count { $0 & 0xC0 != 0x80 }
    return (part?.path ?? "", Position(line: line, column: column))
  }

  /// A fault as an error that names the file.
  func error(_ fault: Fault) -> FileError {
    let (path, position) = place(of: fault.offset)
    return FileError(path: path, line: position.line, column: position.column, fault.diagnostic)
  }
}
