import TallyColumns
import TallyWorkers

/// A key of one side of a join, read as words that are the same where the keys of both sides are.
struct JoinKeyColumn: Sendable {
  let column: Column
  let reading: Reading
  /// The words there can be, where both sides have those of a narrow range only; others match nothing.
  let range: ClosedRange<Int64>?

  enum Reading {
    case integers
    /// The number of each text of the dictionary; `RowOrigins.none` where the other side does not have it.
    case texts([UInt32])
    case reals
    /// The whole numbers among reals, to be held against whole numbers.
    case wholesOfReals
    /// The days that moments begin, to be held against days.
    case daysOfMoments
  }

  /// The keys of both sides, in words of which each side's mean the same.
  static func pair(
    _ left: Column, _ right: Column, _ context: ExecutionContext
  ) throws -> (left: JoinKeyColumn, right: JoinKeyColumn) {
    if left.kind == .text { return try texts(left, right, context) }
    let readings = readings(left, right)
    let range = range(of: [(left, readings.0), (right, readings.1)])
    return (
      JoinKeyColumn(column: left, reading: readings.0, range: range),
      JoinKeyColumn(column: right, reading: readings.1, range: range)
    )
  }

  private static func readings(_ left: Column, _ right: Column) -> (Reading, Reading) {
    switch (left.kind, right.kind) {
    case (.real, .real): (.reals, .reals)
    case (.real, _): (.wholesOfReals, .integers)
    case (_, .real): (.integers, .wholesOfReals)
    case (.time, .date): (.daysOfMoments, .integers)
    case (.date, .time): (.integers, .daysOfMoments)
    default: (.integers, .integers)
    }
  }

  /// How many different words the keys of both sides can have at the most; nil where that is not bounded.
  static func mostWords(_ left: Column, _ right: Column) -> Int? {
    if left.kind == .text {
      guard let a = left.storage.dictionary, let b = right.storage.dictionary else { return 1 }
      return max(1, min(a.count, b.count))
    }
    let readings = readings(left, right)
    return range(of: [(left, readings.0), (right, readings.1)]).map { Int($0.upperBound - $0.lowerBound) + 1 }
  }

  /// What all columns that are read as they are have in common; nil where none is, or where it is wide.
  private static func range(of columns: [(Column, Reading)]) -> ClosedRange<Int64>? {
    var low = Int64.min
    var high = Int64.max
    var isKnown = false
    for (column, reading) in columns {
      guard case .integers = reading else { continue }
      guard let range = column.integerRange else { return 0...0 }
      (low, high, isKnown) = (max(low, range.low), min(high, range.high), true)
    }
    guard isKnown else { return nil }
    if low > high { return 0...0 }
    let (width, overflows) = high.subtractingReportingOverflow(low)
    return overflows || width >= 1 << 40 ? nil : low...high
  }

  /// Texts are numbered by the shorter dictionary, and those of the longer one found in it.
  private static func texts(
    _ left: Column, _ right: Column, _ context: ExecutionContext
  ) throws -> (JoinKeyColumn, JoinKeyColumn) {
    guard let a = left.storage.dictionary, let b = right.storage.dictionary else {
      let none = JoinKeyColumn(column: left, reading: .texts([]), range: 0...0)
      return (none, JoinKeyColumn(column: right, reading: .texts([]), range: 0...0))
    }
    let isLeftShorter = a.count < b.count
    let classes = try CaseClasses(isLeftShorter ? a : b, check: context.cancellation.check)
    let longer = isLeftShorter ? b : a
    let pieceCodes = 1 << 14
    let found =
      a === b
      ? classes.numbers
      : try context.workers.map(
        (longer.count + pieceCodes - 1) / pieceCodes, cancellation: context.cancellation
      ) { piece in
        classes.numbers(
          of: longer, piece * pieceCodes..<min((piece + 1) * pieceCodes, longer.count)
        ).map { $0 ?? RowOrigins.none }
      }.joined(context)
    let own = classes.numbers
    let range = 0...Int64(max(1, classes.count) - 1)
    return (
      JoinKeyColumn(column: left, reading: .texts(isLeftShorter ? own : found), range: range),
      JoinKeyColumn(column: right, reading: .texts(isLeftShorter ? found : own), range: range)
    )
  }

  /// How many of some rows are unknown.
  func unknownCount(_ rows: BatchRows) -> Int {
    column.best.missing?.gather(rows).map { $0.count { $0 } } ?? 0
  }

  /// The words of some rows, and which of them can match nothing.
  func words(_ rows: BatchRows) -> (words: [UInt64], isOut: [Bool]?) {
    let lane = column.best.gather(rows)
    let count = rows.count
    var words = [UInt64](repeating: 0, count: count)
    var isOut = lane.missing ?? [Bool](repeating: false, count: count)
    var anyIsOut = lane.missing != nil
    let (low, high) = (range?.lowerBound ?? .min, range?.upperBound ?? .max)
    switch (reading, lane.payload) {
    case (.texts(let numbers), .codes(let codes, _)):
      for row in 0..<count where !isOut[row] {
        let number = numbers[Int(codes[row])]
        if number == RowOrigins.none { (isOut[row], anyIsOut) = (true, true) }
        words[row] = UInt64(number)
      }
    case (.integers, .integers(let values)):
      for row in 0..<count {
        let value = values[row]
        if value < low || value > high { (isOut[row], anyIsOut) = (true, true) }
        words[row] = UInt64(bitPattern: value &- (range == nil ? 0 : low))
      }
    case (.daysOfMoments, .integers(let values)):
      for row in 0..<count {
        let (day, rest) = values[row].quotientAndRemainder(dividingBy: Moment.perDay)
        if rest != 0 || day < low || day > high { (isOut[row], anyIsOut) = (true, true) }
        words[row] = UInt64(bitPattern: day &- (range == nil ? 0 : low))
      }
    case (.wholesOfReals, .reals(let values)):
      for row in 0..<count {
        guard let whole = Int64(exactly: values[row]), whole >= low, whole <= high else {
          (isOut[row], anyIsOut) = (true, true)
          continue
        }
        words[row] = UInt64(bitPattern: whole &- (range == nil ? 0 : low))
      }
    case (_, .reals(let values)):
      for row in 0..<count { words[row] = (values[row] == 0 ? 0 : values[row]).bitPattern }
    default:
      return (words, [Bool](repeating: true, count: count))
    }
    return (words, anyIsOut ? isOut : nil)
  }
}
