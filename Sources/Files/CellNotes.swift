/// What is to be remarked on the cells of a column.
struct CellNotes: Sendable {
  /// Cells that say NA or the like.
  private(set) var placeholderCount = 0
  /// The different words they say, in the order in which they were met.
  private(set) var placeholders: [String] = []
  /// Dates in a column of times.
  var dateCount = 0

  mutating func add(_ words: [String]) {
    placeholderCount += words.count
    for word in words where !placeholders.contains(word) { placeholders.append(word) }
  }

  mutating func add(_ other: CellNotes) {
    placeholderCount += other.placeholderCount
    for word in other.placeholders where !placeholders.contains(word) { placeholders.append(word) }
    dateCount += other.dateCount
  }
}
