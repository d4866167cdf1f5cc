import TallyColumns

/// Numbers that two engines must agree on if they gave the same answer, whatever the order of its rows.
///
/// They are the rows; for each column how many of its values are known, and their sum, where a text counts as
/// the number that its digits make (`id016` is 16); and where there are several columns the sum of the last
/// one's values, each times 1 + the first one's modulo 1,009, so that values must stand beside their keys.
public struct AnswerChecks: Sendable, Hashable {
  public let rows: Int
  /// How many values are known and what they sum up to, column by column.
  public let columns: [ColumnCheck]
  public let tie: Double?

  public struct ColumnCheck: Sendable, Hashable {
    public let known: Int
    public let sum: Double
  }

  /// - Complexity: O(cells).
  public init(of table: Table) {
    rows = table.rowCount
    columns = table.columns.map { column in
      let numbers = ColumnNumbers(column)
      var known = 0
      var sum = 0.0
      for row in 0..<column.count {
        guard let number = numbers[row] else { continue }
        known += 1
        sum += number
      }
      return ColumnCheck(known: known, sum: sum)
    }
    guard let first = table.columns.first, let last = table.columns.last, table.columns.count > 1 else {
      tie = nil
      return
    }
    let (keys, values) = (ColumnNumbers(first), ColumnNumbers(last))
    var sum = 0.0
    for row in 0..<table.rowCount {
      guard let key = keys[row], let value = values[row] else { continue }
      sum += (1 + key.truncatingRemainder(dividingBy: 1009)) * value
    }
    tie = sum
  }

  /// All of them in one row.
  public var numbers: [Double] {
    [Double(rows)] + columns.flatMap { [Double($0.known), $0.sum] } + (tie.map { [$0] } ?? [])
  }
}

/// The values of a column as numbers; nil where they are unknown.
private struct ColumnNumbers {
  private let storage: Storage
  private let unknown: NullMask?
  /// For each entry of the dictionary the number that its digits make.
  private let entries: [Double]

  init(_ column: Column) {
    storage = column.storage
    unknown = column.best.missing
    entries =
      (column.storage.dictionary).map { dictionary in
        (0..<dictionary.count).map { code in
          dictionary.bytes[dictionary.offsets[code]..<dictionary.offsets[code + 1]].reduce(0.0) {
            $1 >= 0x30 && $1 <= 0x39 ? $0 * 10 + Double($1 - 0x30) : $0
          }
        }
      } ?? []
  }

  subscript(row: Int) -> Double? {
    if let unknown, unknown[row] { return nil }
    if case .real(let values) = storage { return values[row] }
    let integer = storage.integer(at: row)
    return entries.isEmpty ? Double(integer) : entries[Int(integer)]
  }
}
