import TallyColumns

/// The cells of one column in a machine's notation.
///
/// Which way the cells go is settled once a column: numbers, dates, times and texts go straight from
/// storage to bytes; only what is rare goes through `Value`.
struct CellEncoder<Notation: CellNotation>: Sendable {
  private enum Route {
    case whole, real, boolean, date, time
    case text(EncodedTexts<Notation>)
    /// Durations, figures with bounds, and what is shown by name or period.
    case value
  }

  private let notation: Notation
  private let column: Column
  private let presentation: Presentation
  private let unknown: NullMask?
  private let route: Route

  init(_ column: Column, as presentation: Presentation, notation: Notation) {
    self.notation = notation
    self.column = column
    self.presentation = presentation
    unknown = column.unknown
    route = CellEncoder.route(of: column, as: presentation, notation: notation)
  }

  private static func route(
    of column: Column, as presentation: Presentation, notation: Notation
  ) -> Route {
    if column.isBounded { return .value }
    if let dictionary = column.storage.dictionary {
      return .text(EncodedTexts(dictionary, of: column.storage, notation: notation))
    }
    // A part of a whole is written as the number it is.
    guard presentation == .plain || presentation == .percent else { return .value }
    return switch column.kind {
    case .whole: .whole
    case .real: .real
    case .boolean: .boolean
    case .date: .date
    case .time: .time
    case .text, .duration: .value
    }
  }

  /// Appends the cell of a row, which must be below the column's count.
  func append(_ row: Int, to output: inout [UInt8]) {
    if let unknown, unknown[row] { return notation.appendUnknown(to: &output) }
    switch route {
    case .whole:
      output.appendDecimal(column.storage.integer(at: row))
    case .real:
      guard case .real(let values) = column.storage else { return }
      notation.appendReal(values[row], to: &output)
    case .boolean:
      notation.appendBoolean(column.storage.integer(at: row) != 0, to: &output)
    case .date:
      appendQuoteOfDates(to: &output)
      output.appendDate(column.storage.integer(at: row))
      appendQuoteOfDates(to: &output)
    case .time:
      appendQuoteOfDates(to: &output)
      output.appendTime(column.storage.integer(at: row))
      appendQuoteOfDates(to: &output)
    case .text(let texts):
      texts.append(Int(column.storage.integer(at: row)), to: &output)
    case .value:
      appendValue(column.value(at: row), to: &output)
    }
  }

  private func appendQuoteOfDates(to output: inout [UInt8]) {
    if Notation.quotesDates { output.append(UInt8(ascii: "\"")) }
  }

  private func appendValue(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .unknown: notation.appendUnknown(to: &output)
    case .boolean(let truth): notation.appendBoolean(truth, to: &output)
    case .whole(let number) where presentation != .weekday: output.appendDecimal(number)
    case .real(let number): notation.appendReal(number, to: &output)
    case .figure(let figure, let kind): notation.appendFigure(figure, kind: kind, to: &output)
    default: notation.appendText(value.text(as: presentation).utf8, to: &output)
    }
  }
}

/// A column's different texts, each spelt out once where that saves work.
struct EncodedTexts<Notation: CellNotation>: Sendable {
  private let notation: Notation
  private let bytes: [UInt8]
  private let offsets: [Int]
  private let isEncoded: Bool

  /// Nothing is saved where each row has its own entry, or where there are more entries than rows, as
  /// after a filter that kept few of them.
  /// - Complexity: O(bytes of the dictionary), or O(1) where nothing is saved.
  init(_ dictionary: TextDictionary, of storage: Storage, notation: Notation) {
    self.notation = notation
    var repeats = dictionary.count <= storage.count
    if case .plain = storage { repeats = false }
    guard repeats else {
      bytes = dictionary.bytes
      offsets = dictionary.offsets
      isEncoded = false
      return
    }
    var bytes: [UInt8] = []
    var offsets = [0]
    bytes.reserveCapacity(dictionary.bytes.count + dictionary.count * 2)
    offsets.reserveCapacity(dictionary.count + 1)
    for code in 0..<dictionary.count {
      let text = dictionary.bytes[dictionary.offsets[code]..<dictionary.offsets[code + 1]]
      notation.appendText(text, to: &bytes)
      offsets.append(bytes.count)
    }
    self.bytes = bytes
    self.offsets = offsets
    isEncoded = true
  }

  func append(_ code: Int, to output: inout [UInt8]) {
    let text = bytes[offsets[code]..<offsets[code + 1]]
    if isEncoded {
      output.append(contentsOf: text)
    } else {
      notation.appendText(text, to: &output)
    }
  }
}
