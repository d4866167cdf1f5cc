import TallyColumns

/// One column of a table on a screen: its heading, its cells, and the room they want.
struct ScreenColumn: Sendable {
  let source: ReadableColumn
  let heading: ScreenText
  /// Columns of the screen that the widest shown cell or the heading takes, at least 1.
  let fullWidth: Int
  /// The least that it can be cut to.
  let leastWidth: Int

  private let usesUnicode: Bool
  /// Cells by code, for texts that repeat.
  private let entries: [ScreenText]?

  private static let leastCutWidth = 8

  /// Rows and texts that are measured between two looks at whether to go on.
  private static let stretch = 4096

  /// Measures the first `rowCount` rows.
  /// - Parameter check: throws where nobody waits any more.
  /// - Complexity: O(rows), or O(different texts) conversions where there are fewer of those.
  init<Failure>(
    _ source: ReadableColumn, rowCount: Int, usesUnicode: Bool, check: () throws(Failure) -> Void
  ) throws(Failure) {
    self.source = source
    self.usesUnicode = usesUnicode
    heading = ScreenText(source.name, usesUnicode: usesUnicode)
    var entries: [ScreenText]?
    if let dictionary = source.dictionary, dictionary.count <= rowCount {
      var texts: [ScreenText] = []
      texts.reserveCapacity(dictionary.count)
      for code in 0..<dictionary.count {
        if code % ScreenColumn.stretch == 0 { try check() }
        texts.append(ScreenText(dictionary[code], usesUnicode: usesUnicode))
      }
      entries = texts
    }
    self.entries = entries
    var widestCell = 0
    for row in 0..<rowCount {
      if row % ScreenColumn.stretch == 0 { try check() }
      widestCell = max(widestCell, ScreenColumn.cell(row, source, entries, usesUnicode).width)
    }
    fullWidth = max(1, widestCell, heading.width)
    let least = min(fullWidth, ScreenColumn.leastCutWidth)
    leastWidth = source.canBeCut ? least : max(least, widestCell)
  }

  func cell(_ row: Int) -> ScreenText {
    ScreenColumn.cell(row, source, entries, usesUnicode)
  }

  private static func cell(
    _ row: Int, _ source: ReadableColumn, _ entries: [ScreenText]?, _ usesUnicode: Bool
  ) -> ScreenText {
    if let entries, !source.isUnknown(row) { return entries[source.code(row)] }
    return ScreenText(source.text(row), usesUnicode: usesUnicode)
  }
}
