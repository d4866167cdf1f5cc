import TallyColumns

/// Numbers rows by what they have in several columns: the same number for the same values.
public enum RowGroups {
  /// - Parameter columns: of `count` rows each.
  /// - Returns: a dense number for each row, in the order in which values are first met, and how many
  ///   numbers there are.
  /// - Complexity: O(rows · columns) on average.
  public static func number(_ columns: [Column], count: Int) -> (numbers: [Int], count: Int) {
    guard !columns.isEmpty else { return ([Int](repeating: 0, count: count), count > 0 ? 1 : 0) }
    let keys = GroupKeys(columns.map { GroupKeyColumn($0, isPositional: false) })
    let words = keys.words(0..<count, .range(0..<count))
    var table = KeyTable(width: columns.count)
    var tuple = [UInt64](repeating: 0, count: columns.count)
    let numbers = (0..<count).map { row -> Int in
      for key in words.indices { tuple[key] = words[key][row] }
      return tuple.withUnsafeBufferPointer { tuple in tuple.baseAddress.map { table.insert($0) } ?? 0 }
    }
    return (numbers, table.count)
  }
}
