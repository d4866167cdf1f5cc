import TallyColumns

extension TableRoles {
  /// Columns each of which is declared to include the next, from one back to itself; nil where no figure
  /// includes itself.
  public var circleOfInclusions: [Int]? {
    var done: Set<Int> = []
    var path: [Int] = []
    func circle(from column: Int) -> [Int]? {
      if let start = path.firstIndex(of: column) { return path[start...] + [column] }
      guard !done.contains(column) else { return nil }
      path.append(column)
      for part in includes[column] ?? [] {
        if let circle = circle(from: part) { return circle }
      }
      path.removeLast()
      done.insert(column)
      return nil
    }
    for column in includes.keys.sorted() {
      if let circle = circle(from: column) { return circle }
    }
    return nil
  }
}
