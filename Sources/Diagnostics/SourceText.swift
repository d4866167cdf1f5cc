/// A piece of text that can be pointed into: a line typed at the prompt, a script, a data file.
public struct SourceText: Sendable, Hashable {
  /// Where the text is from as people know it: a file's name, or nil for what was typed.
  public let name: String?
  public let text: String
  /// Where in the named file the text begins; line 1, column 1 unless it is an excerpt.
  public let origin: Position

  public init(_ text: String, name: String? = nil, origin: Position = Position(line: 1, column: 1)) {
    self.text = text
    self.name = name
    self.origin = origin
  }

  /// A piece of the text that knows where in the file it stands.
  public func excerpt(_ span: Span) -> SourceText {
    SourceText(String(self[span]), name: name, origin: position(of: span.start))
  }

  /// The text between two UTF-8 offsets, clamped to the text.
  public subscript(span: Span) -> Substring {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: min(max(0, span.start), utf8.count))
    let end = utf8.index(utf8.startIndex, offsetBy: min(max(0, span.end), utf8.count))
    return start <= end ? text[start..<end] : ""
  }

  /// The position of a UTF-8 offset as people count it.
  /// - Complexity: O(n) in the text; meant for messages, not for loops.
  public func position(of offset: Int) -> Position {
    var line = origin.line
    var column = origin.column
    var remaining = offset
    for character in text {
      let width = character.utf8.count
      if remaining < width || remaining <= 0 { break }
      remaining -= width
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return Position(line: line, column: column)
  }
}

/// A line and a column in a text, both counted from 1; columns count characters.
public struct Position: Sendable, Hashable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A half-open range of UTF-8 offsets in a `SourceText`.
public struct Span: Sendable, Hashable {
  public let start: Int
  public let end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  public var isEmpty: Bool { start == end }
  public var length: Int { end - start }

  /// The smallest span that covers both.
  public func joined(with other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }
}
