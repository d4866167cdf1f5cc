import TallyColumns

/// The cells of one column as people read them.
struct ReadableColumn: Sendable {
  let name: String
  private let column: Column
  private let presentation: Presentation
  private let unknownWord: String
  private let style: ValueStyle
  private let unknown: NullMask?

  init(_ column: Column, field: Field, unknownWord: String, thousands: ThousandsMark = .comma) {
    name = field.name
    self.column = column
    presentation = field.presentation
    self.unknownWord = unknownWord
    style = thousands.style
    unknown = column.unknown
  }

  /// Numbers and durations end at the same column, so that their digits can be compared.
  var isRightAligned: Bool {
    (column.kind.isNumber && presentation != .weekday) || column.kind == .duration
  }

  /// Texts may be cut where there is no room; a number cut short would be another number.
  var canBeCut: Bool { column.kind == .text }

  /// The column's different texts by code, where it has such codes.
  var dictionary: TextDictionary? {
    if case .plain = column.storage { return nil }
    return column.storage.dictionary
  }

  func isUnknown(_ row: Int) -> Bool {
    if let unknown { unknown[row] } else { false }
  }

  func code(_ row: Int) -> Int { Int(column.storage.integer(at: row)) }

  /// The cell as text that may still hold control characters.
  func text(_ row: Int) -> String {
    isUnknown(row) ? unknownWord : column.value(at: row).text(style, as: presentation)
  }
}
