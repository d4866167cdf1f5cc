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
    let batches = stride(from: 0, to: count, by: ZoneMap.rowsPerZone).map { start in
      start..<min(start + ZoneMap.rowsPerZone, count)
    }
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    if let places = keys.directSize, places <= max(1 << 12, 4 * count) {
      var numberOfPlace = [Int](repeating: -1, count: places)
      var next = 0
      for batch in batches {
        for address in keys.addresses(keys.words(batch, .range(batch)), rows: batch.count) {
          if numberOfPlace[Int(address)] < 0 {
            numberOfPlace[Int(address)] = next
            next += 1
          }
          numbers.append(numberOfPlace[Int(address)])
        }
      }
      return (numbers, next)
    }
    var table = KeyTable(width: columns.count)
    var tuple = [UInt64](repeating: 0, count: columns.count)
    for batch in batches {
      let words = keys.words(batch, .range(batch))
      for row in 0..<batch.count {
        for key in words.indices { tuple[key] = words[key][row] }
        numbers.append(tuple.withUnsafeBufferPointer { $0.baseAddress.map { table.insert($0) } ?? 0 })
      }
    }
    return (numbers, table.count)
  }
}
