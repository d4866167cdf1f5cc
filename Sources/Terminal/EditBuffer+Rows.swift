/// Moving between the rows of a text, as the arrow keys do.
extension EditBuffer {
  /// The cursor in the same column of the row above, or nil on the first row.
  func movedUp() -> EditBuffer? {
    moved(by: -1)
  }

  /// The cursor in the same column of the row below, or nil on the last row.
  func movedDown() -> EditBuffer? {
    moved(by: 1)
  }

  /// The cursor at the start of its row.
  func movedToRowStart() -> EditBuffer {
    EditBuffer(text, cursor: cursor - column.utf8.count)
  }

  /// The cursor at the end of its row.
  func movedToRowEnd() -> EditBuffer {
    let rest = text.utf8.dropFirst(cursor).prefix { $0 != UInt8(ascii: "\n") }
    return EditBuffer(text, cursor: cursor + rest.count)
  }

  /// Without the newline before the cursor; nil where there is none.
  func joinedToRowAbove() -> EditBuffer? {
    guard text.utf8.prefix(cursor).last == UInt8(ascii: "\n") else { return nil }
    var edited = self
    edited.replace(cursor - 1..<cursor, with: "")
    return edited
  }

  /// Without the newline at the cursor; nil where there is none.
  func joinedByRowBelow() -> EditBuffer? {
    guard text.utf8.dropFirst(cursor).first == UInt8(ascii: "\n") else { return nil }
    return deletedForward()
  }

  /// The text of the cursor's row up to the cursor.
  private var column: String {
    let bytes = text.utf8.prefix(cursor)
    let start = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes.index(after: $0) }
    return String(decoding: bytes[(start ?? bytes.startIndex)...], as: UTF8.self)
  }

  private func moved(by step: Int) -> EditBuffer? {
    let rows = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let row = text.utf8.prefix(cursor).count { $0 == UInt8(ascii: "\n") }
    let index = row + step
    guard rows.indices.contains(index) else { return nil }
    // libedit lays out scalars, so a column is counted in them.
    let wanted = column.unicodeScalars.count
    let reached = String(decoding: rows[index], as: UTF8.self).unicodeScalars.prefix(wanted)
    let before = rows[..<index].reduce(0) { $0 + $1.count + 1 }
    return EditBuffer(text, cursor: before + String(reached).utf8.count)
  }
}
