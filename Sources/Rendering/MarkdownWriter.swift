import TallyColumns

/// A pipe table (GitHub Flavored Markdown, 4.10), with the notes in italics under it.
struct MarkdownWriter: AnswerWriter {
  let rowCount: Int
  private let columns: [ReadableColumn]
  private let notes: [String]

  init(_ table: Table, notes: [String], unknownWord: String) {
    columns = zip(table.columns, table.fields).map {
      ReadableColumn($0, field: $1, unknownWord: unknownWord)
    }
    rowCount = columns.isEmpty ? 0 : table.rowCount
    self.notes = notes
  }

  func appendHead(to output: inout [UInt8]) {
    guard !columns.isEmpty else { return }
    for column in columns { appendCell(column.name, to: &output) }
    output.append("|\n")
    for column in columns { output.append(column.isRightAligned ? "| ---: " : "| --- ") }
    output.append("|\n")
  }

  func appendRow(_ row: Int, to output: inout [UInt8]) {
    for column in columns { appendCell(column.text(row), to: &output) }
    output.append("|\n")
  }

  func appendFoot(to output: inout [UInt8]) {
    for (index, note) in notes.enumerated() {
      if index > 0 || !columns.isEmpty { output.append("\n") }
      output.append("*\(MarkdownWriter.escaped(note))*\n")
    }
  }

  private func appendCell(_ text: String, to output: inout [UInt8]) {
    let text = MarkdownWriter.escaped(text)
    output.append(text.isEmpty ? "| " : "| \(text) ")
  }

  /// The text with what Markdown would take for markup escaped, on one line.
  private static func escaped(_ text: String) -> String {
    // Most cells are figures and plain words.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || markup.contains($0) }) else { return text }
    var result = ""
    for character in text {
      if character.isNewline {
        result += "<br>"
      } else {
        if let first = character.utf8.first, markup.contains(first) { result += "\\" }
        result.append(character)
      }
    }
    // What is left of the control characters is made visible as on a screen.
    return ScreenText(result, usesUnicode: true).text
  }

  private static let markup = Array("\\|`*<[".utf8)
}
