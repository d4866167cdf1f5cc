extension TableRoles {
  /// The parts that some of the columns play where only they are left, by their new numbers.
  ///
  /// Rows are claims only as long as all columns are there that tell what a claim is about and whose word it
  /// is: without its weapon, what is said of two weapons would pass for two reports of one.
  /// - Parameter columns: numbers of columns in their new order; nil for a column that is a new one.
  /// - Complexity: O(columns · roles).
  public func selecting(_ columns: [Int?]) -> TableRoles {
    var numbers: [Int: Int] = [:]
    for case (let new, let old?) in columns.enumerated() where numbers[old] == nil { numbers[old] = new }
    let isTold = ([event, place].compactMap { $0 } + items + sources).allSatisfy { numbers[$0] != nil }
    var roles = TableRoles()
    roles.holdsClaims = holdsClaims && isTold
    roles.event = event.flatMap { numbers[$0] }
    roles.place = place.flatMap { numbers[$0] }
    roles.sources = sources.compactMap { numbers[$0] }
    roles.reported = reported.flatMap { numbers[$0] }
    roles.items = items.compactMap { numbers[$0] }
    roles.joined = Set(joined.compactMap { numbers[$0] })
    roles.joinCount = joinCount
    roles.placeColumns = Set(placeColumns.compactMap { numbers[$0] })
    for (column, separator) in sourceSeparators {
      if let column = numbers[column] { roles.sourceSeparators[column] = separator }
    }
    for (whole, parts) in includes {
      // A whole is at least the sum of those of its parts that are left.
      let left = parts.compactMap { numbers[$0] }
      if let whole = numbers[whole], !left.isEmpty { roles.includes[whole] = left }
    }
    roles.spans = spans.compactMap { span in
      guard let start = numbers[span.start], let end = numbers[span.end] else { return nil }
      return Span(name: span.name, start: start, end: end)
    }
    return roles
  }
}
