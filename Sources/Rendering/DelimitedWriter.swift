import TallyColumns
import TallyDiagnostics

/// CSV and TSV: exact values, quoted only where they must be (RFC 4180), lines ended by `\n`.
///
/// An unknown cell is empty and an empty text is `""`, so that the two stay apart.
struct DelimitedWriter: AnswerWriter {
  let rowCount: Int
  private let names: [String]
  private let cells: [CellEncoder<DelimitedNotation>]
  private let notation: DelimitedNotation

  /// - Parameter isOnScreen: whether a terminal shows it, which no text in it may drive.
  init(_ table: Table, separator: UInt8, isOnScreen: Bool = false) {
    let notation = DelimitedNotation(separator: separator, isOnScreen: isOnScreen)
    self.notation = notation
    names = table.fields.map(\.name)
    cells = zip(table.columns, table.fields).map {
      CellEncoder($0, as: $1.presentation, notation: notation)
    }
    // Without columns a row would be an empty line, which reads as a row of one unknown.
    rowCount = cells.isEmpty ? 0 : table.rowCount
  }

  func appendHead(to output: inout [UInt8]) {
    guard !names.isEmpty else { return }
    for (index, name) in names.enumerated() {
      if index > 0 { output.append(notation.separator) }
      notation.appendText(name.utf8, to: &output)
    }
    output.append(UInt8(ascii: "\n"))
  }

  func appendRow(_ row: Int, to output: inout [UInt8]) {
    for index in cells.indices {
      if index > 0 { output.append(notation.separator) }
      cells[index].append(row, to: &output)
    }
    output.append(UInt8(ascii: "\n"))
  }

  func appendFoot(to output: inout [UInt8]) {}
}

/// Values between separators: as typed, so that they read back.
struct DelimitedNotation: CellNotation {
  let separator: UInt8
  /// Whether what could drive a terminal is shown as marks; ends of lines and tabs stay.
  let isOnScreen: Bool

  static var quotesDates: Bool { false }

  func appendUnknown(to output: inout [UInt8]) {}

  func appendBoolean(_ value: Bool, to output: inout [UInt8]) {
    output.append(value ? "yes" : "no")
  }

  func appendReal(_ value: Double, to output: inout [UInt8]) {
    output.appendReal(value)
  }

  func appendText(_ utf8: some Collection<UInt8>, to output: inout [UInt8]) {
    if isOnScreen, utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) {
      let text = VisibleText.of(String(decoding: utf8, as: UTF8.self), keepsLines: true)
      return appendField(text.utf8, to: &output)
    }
    appendField(utf8, to: &output)
  }

  private func appendField(_ utf8: some Collection<UInt8>, to output: inout [UInt8]) {
    guard needsQuotes(utf8) else { return output.append(contentsOf: utf8) }
    let quote = UInt8(ascii: "\"")
    output.append(quote)
    for byte in utf8 {
      if byte == quote { output.append(quote) }
      output.append(byte)
    }
    output.append(quote)
  }

  func appendFigure(_ figure: Figure, kind: Kind, to output: inout [UInt8]) {
    appendText(Value.figure(figure, kind).text().utf8, to: &output)
  }

  /// Spaces at either end are quoted because many readers trim them.
  private func needsQuotes(_ utf8: some Collection<UInt8>) -> Bool {
    let space = UInt8(ascii: " ")
    guard let first = utf8.first, first != space else { return true }
    var last = first
    for byte in utf8 {
      if byte == separator || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
      {
        return true
      }
      last = byte
    }
    return last == space
  }
}
