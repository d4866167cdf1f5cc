import TallyColumns

/// The cells of one column as people read them.
struct ReadableColumn: Sendable {
  let name: String
  private let column: Column
  private let presentation: Presentation
  private let unknownWord: String
  private let style: ValueStyle
  private let usesUnicode: Bool
  private let unknown: NullMask?

  /// - Parameter usesUnicode: whether what is drawn may go beyond ASCII.
  init(
    _ column: Column, field: Field, unknownWord: String, thousands: ThousandsMark = .comma,
    usesUnicode: Bool = true
  ) {
    name = field.name
    self.column = column
    presentation = field.presentation
    self.unknownWord = unknownWord
    style = thousands.style
    self.usesUnicode = usesUnicode
    unknown = column.unknown
  }

  /// Numbers and durations end at the same column, so that their digits can be compared.
  var isRightAligned: Bool {
    (column.kind.isNumber && presentation != .weekday) || column.kind == .duration
  }

  /// Texts may be cut where there is no room; a number cut short would be another number.
  var canBeCut: Bool { column.kind == .text }

  /// The column's different texts by code, where it has such codes and they are shown as they are.
  var dictionary: TextDictionary? {
    if case .plain = column.storage { return nil }
    if presentation == .counts { return nil }
    return column.storage.dictionary
  }

  func isUnknown(_ row: Int) -> Bool {
    if let unknown { unknown[row] } else { false }
  }

  func code(_ row: Int) -> Int { Int(column.storage.integer(at: row)) }

  /// The cell as text that may still hold control characters.
  func text(_ row: Int) -> String {
    if isUnknown(row) { return unknownWord }
    let text = column.value(at: row).text(style, as: presentation)
    guard presentation == .counts else { return text }
    return CountSpark(data: text)?.text(usesUnicode: usesUnicode) ?? text
  }
}
