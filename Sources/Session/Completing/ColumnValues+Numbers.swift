import TallyColumns
import TallySyntax

/// Whole numbers and dates that a column has, for tests of being the same.
extension ColumnValues {
  /// Different numbers of a column from which one can still be chosen.
  private static let numberLimit = 1 << 14

  /// Offers them as they are typed, those that most rows have first.
  ///
  /// Columns in which numbers mostly differ have none that is likelier than others.
  func offerNumbers(to completer: inout Completer) {
    guard completer.cursor.opening == .nothing, completer.pattern.fit == .beginning, columns.count == 1,
      let column = columns.first, column.kind == .whole || column.kind == .date,
      let counts = cache.counts(of: column)
    else { return }
    let places = counts.counts.indices.filter { counts.counts[$0] > 0 }
    guard places.count * 2 <= column.count, places.count <= ColumnValues.numberLimit else { return }
    let typed = completer.cursor.typed
    let fitting: [(place: Int, text: String)] = places.compactMap { place in
      let text = Value(stored: counts.low + Int64(place), kind: column.kind).text()
      return text.hasPrefix(typed) ? (place, text) : nil
    }
    let ranked = fitting.sorted { (counts.counts[$1.place], $0.place) < (counts.counts[$0.place], $1.place) }
    for (place, text) in ranked.prefix(ColumnValues.limit) {
      completer.add(Candidate(text, kind: "value", remark: counts.remark(at: place)))
    }
    completer.omit(ranked.count - min(ranked.count, ColumnValues.limit))
  }
}
