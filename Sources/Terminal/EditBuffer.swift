/// The text being edited and the cursor in it.
struct EditBuffer: Equatable {
  private(set) var text: String
  /// A UTF-8 offset in `0...text.utf8.count`, never inside a scalar.
  private(set) var cursor: Int

  init(_ text: String, cursor: Int? = nil) {
    self.text = text
    self.cursor = 0
    self.cursor = boundary(cursor ?? text.utf8.count)
  }

  /// Whether all bytes are the same: a letter is not the one that looks like it and is put together otherwise, as
  /// offsets behind it are others.
  static func == (a: EditBuffer, b: EditBuffer) -> Bool {
    a.cursor == b.cursor && a.text.utf8.elementsEqual(b.text.utf8)
  }

  /// Whether there is nothing but white space.
  var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

  /// Whether the cursor stands on a last row that has nothing on it, below another row.
  var isOnEmptyLastRow: Bool {
    let utf8 = text.utf8
    guard let newline = utf8.lastIndex(of: UInt8(ascii: "\n")) else { return false }
    return cursor > utf8.distance(from: utf8.startIndex, to: newline)
      && text[utf8.index(after: newline)...].allSatisfy(\.isWhitespace)
  }

  /// The text as it is handed over: without the newline and the empty rows at its end.
  var statement: String {
    var rest = text[...]
    while let newline = rest.unicodeScalars.lastIndex(of: "\n"),
      rest[newline...].allSatisfy(\.isWhitespace)
    {
      rest = rest[..<newline]
    }
    return String(rest)
  }

  /// The text before the cursor.
  var beforeCursor: String { text(in: 0..<cursor) }

  /// The text between two UTF-8 offsets; offsets out of range or inside a scalar are moved down.
  func text(in range: Range<Int>) -> String {
    let bytes = text.utf8.dropFirst(boundary(range.lowerBound))
    let count = boundary(range.upperBound) - boundary(range.lowerBound)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// Whether a space stands right at an offset.
  func hasSpace(at offset: Int) -> Bool {
    text.utf8.dropFirst(boundary(offset)).first == UInt8(ascii: " ")
  }

  /// Puts `replacement` in the place of a stretch of text, and the cursor behind it.
  mutating func replace(_ range: Range<Int>, with replacement: some StringProtocol) {
    let head = text(in: 0..<max(0, range.lowerBound))
    let tail = text(in: max(0, range.upperBound)..<max(0, range.upperBound, text.utf8.count))
    text = head + replacement + tail
    cursor = head.utf8.count + replacement.utf8.count
  }

  func movedLeft() -> EditBuffer { EditBuffer(text, cursor: cursor - 1) }

  func movedRight() -> EditBuffer { EditBuffer(text, cursor: cursor + scalarLengthAtCursor) }

  /// Without the scalar at the cursor.
  func deletedForward() -> EditBuffer {
    var edited = self
    edited.replace(cursor..<cursor + scalarLengthAtCursor, with: "")
    return edited
  }

  private var scalarLengthAtCursor: Int {
    let rest = text.utf8.dropFirst(cursor)
    guard !rest.isEmpty else { return 0 }
    return 1 + rest.dropFirst().prefix { $0 & 0xC0 == 0x80 }.count
  }

  /// The nearest offset at or below `offset` where a scalar begins or the text ends.
  private func boundary(_ offset: Int) -> Int {
    let utf8 = text.utf8
    var offset = min(max(0, offset), utf8.count)
    while offset > 0, let byte = utf8.dropFirst(offset).first, byte & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }
}
