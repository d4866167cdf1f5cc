import TallyColumns
import TallyRendering

/// How the values of a column are spread, in a few counts: where numbers, dates and times lie between the least and
/// the greatest of them; of texts how often the commonest stand, and what part of all the first is.
///
/// Of long columns a sample is looked at, rows that stand evenly apart.
struct ColumnShape {
  /// Nil where there is nothing to be seen.
  let spark: CountSpark?

  /// Rows that are looked at.
  static let sampleSize = 1 << 16
  private static let bins = 12
  /// Texts that have a sign each.
  private static let mostTexts = 8

  /// - Parameter groups: different values with how many rows have each, the commonest first.
  init(of column: Column, groups: Table) {
    switch column.kind {
    case .text, .boolean: spark = ColumnShape.shares(column, groups)
    case .whole, .real, .duration, .date, .time: spark = ColumnShape.heights(column)
    }
  }

  /// Whether only some of the rows are looked at.
  static func isSampled(_ column: Column) -> Bool {
    column.count > sampleSize && column.kind != .text && column.kind != .boolean
  }

  /// How many are.
  static func sampleCount(_ column: Column) -> Int { (column.count + step(column) - 1) / step(column) }

  private static func step(_ column: Column) -> Int { max(1, (column.count + sampleSize - 1) / sampleSize) }

  private static func shares(_ column: Column, _ groups: Table) -> CountSpark? {
    var counts: [Int] = []
    for row in 0..<groups.rowCount where counts.count < mostTexts {
      guard !groups.columns[0].value(at: row).isUnknown,
        case .whole(let count) = groups.columns[1].value(at: row)
      else { continue }
      counts.append(Int(count))
    }
    // Where each text stands once there is nothing to be seen.
    guard let first = counts.first, first > 1, column.knownCount > 0 else { return nil }
    return CountSpark(counts, of: column.knownCount)
  }

  private static func heights(_ column: Column) -> CountSpark? {
    let step = step(column)
    var numbers: [Double] = []
    numbers.reserveCapacity(min(column.count, sampleSize))
    for row in stride(from: 0, to: column.count, by: step) {
      if let number = column.number(row), number.isFinite { numbers.append(number) }
    }
    guard let low = numbers.min(), let high = numbers.max(), low < high else { return nil }
    // Halves, as the difference of two reals may be greater than all of them.
    let span = high / 2 - low / 2
    guard span > 0 else { return nil }
    var counts = [Int](repeating: 0, count: bins)
    for number in numbers {
      let place = (number / 2 - low / 2) / span * Double(bins)
      counts[min(max(Int(place), 0), bins - 1)] += 1
    }
    return CountSpark(counts)
  }
}

extension Column {
  /// The number that stands for a row's value; nil where it is unknown, and of texts.
  fileprivate func number(_ row: Int) -> Double? {
    switch value(at: row) {
    case .unknown, .text: nil
    case .figure(let figure, _): figure.isAnything ? nil : figure.center.asDouble
    case .real(let real): real
    case let value: value.stored.map(Double.init)
    }
  }
}
