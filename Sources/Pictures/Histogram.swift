import TallyColumns

/// How many values of one column lie where: bins with round ends, and a bar for each.
///
/// A value with bounds may lie in several bins. Each bin then has as many values as surely lie in it, and as many
/// as may.
struct Histogram {
  let chart: BarChart

  /// About so many bins at most.
  private static let mostBins = 20

  init(_ rows: PictureRows, _ remarks: inout [String]) throws {
    let index = rows.plan.figures.first ?? 0
    let column = rows.table.columns[index]
    let name = rows.name(index)
    var spread = ValueSpread()
    var unknown = 0
    try rows.forEachRow { row in
      if let figure = column.drawnFigure(row) { spread.add(figure) } else { unknown += 1 }
    }
    if unknown > 0 { remarks.append(PictureWording.unknownLeftOut(name, unknown, of: rows.count)) }
    let bins = ValueBins(spread, of: column, rows.unit(index), most: Histogram.mostBins)
    var counts = bins.map { BinCounts(count: $0.count) }
    if let bins {
      try rows.forEachRow { row in
        if let figure = column.drawnFigure(row) { counts?.add(figure, to: bins) }
      }
    }
    let groups = bins.flatMap { bins in
      counts.map { counts in
        (0..<bins.count).map { bin in
          let figure = Figure(
            low: .whole(counts.sure[bin]), best: nil, high: .whole(counts.possible[bin]))
          return BarChart.Group(
            label: bins.label(bin, isOpenBelow: spread.isOpenBelow, isOpenAbove: spread.isOpenAbove),
            bars: [
              BarChart.Bar(
                figure: DrawnFigure(figure), text: Value(figure, kind: .whole).text(.readable))
            ])
        }
      }
    }
    chart = BarChart(
      heading: name, series: [BarChart.Series(name: "count", unit: .number, isWhole: true)],
      groups: groups ?? [])
  }
}

/// What is known of all values before they are counted.
struct ValueSpread {
  private(set) var count = 0
  private(set) var low = Double.infinity
  private(set) var high = -Double.infinity
  /// Whether some may be less, or more, than all that is known.
  private(set) var isOpenBelow = false
  private(set) var isOpenAbove = false

  mutating func add(_ figure: DrawnFigure) {
    count += 1
    for end in figure.ends {
      low = min(low, end)
      high = max(high, end)
    }
    if figure.low == nil { isOpenBelow = true }
    if figure.high == nil { isOpenAbove = true }
  }
}

/// Of each bin how many values surely lie in it, and how many may.
struct BinCounts {
  private(set) var sure: [Int64]
  private(set) var possible: [Int64]

  init(count: Int) {
    sure = [Int64](repeating: 0, count: count)
    possible = sure
  }

  mutating func add(_ figure: DrawnFigure, to bins: ValueBins) {
    let first = figure.low.map(bins.bin) ?? 0
    let last = max(first, figure.high.map(bins.bin) ?? bins.count - 1)
    if first == last { sure[first] += 1 }
    for bin in first...last { possible[bin] += 1 }
  }
}

/// Stretches of equal length with round ends, which together hold all values; or the months, quarters or years
/// that hold them.
struct ValueBins {
  /// Where each bin begins, in order; the last one ends at `end`.
  private let starts: [Double]
  private let end: Double
  private let unit: AxisUnit
  /// Whole numbers and days: a bin holds its first number and the one before the next bin's.
  private let isWhole: Bool
  private let level: DateLevel?
  private let kind: Kind

  var count: Int { starts.count }

  /// Where a bin begins and ends.
  func range(_ bin: Int) -> ClosedRange<Double> {
    let next = bin + 1 < starts.count ? starts[bin + 1] : end
    return starts[bin]...max(starts[bin], next)
  }

  /// Nil where no value has an end that is known.
  init?(_ spread: ValueSpread, of column: Column, _ unit: AxisUnit, most: Int) {
    guard spread.low <= spread.high else { return nil }
    self.unit = unit
    kind = column.kind
    isWhole = kind == .whole || kind == .date || kind == .boolean
    // As many as say something: the square root of how many values there are.
    let wanted = min(most, max(5, Int(Double(spread.count).squareRoot().rounded(.up))))
    if unit == .calendar, let (level, starts, end) = ValueBins.periods(spread.low, spread.high, most: most) {
      (self.level, self.starts, self.end) = (level, starts, end)
      return
    }
    if unit == .calendar, let years = ValueBins.years(spread.low, spread.high, most: most) {
      (level, starts, end) = (.year, years.starts, years.end)
      return
    }
    level = nil
    let range = Axis.stretch(of: [spread.low, spread.high], withZero: false)
    let span = spread.high > spread.low ? range.upperBound - range.lowerBound : 0
    var least = span / Double(wanted)
    if isWhole { least = max(1, least) }
    guard least > 0 else {
      // All the same.
      starts = [spread.low]
      end = spread.low
      return
    }
    let step = unit == .duration ? Step(ofClockAtLeast: least) : Step(atLeast: least)
    let first = (spread.low / step.size).rounded(.down)
    let last = (spread.high / step.size).rounded(.down)
    guard first.magnitude < 1e15, last - first < 100, last >= first else {
      starts = [spread.low]
      end = spread.high
      return
    }
    starts = (0...Int(last - first)).map { (first + Double($0)) * step.size }
    end = (last + 1) * step.size
  }

  /// Days, weeks, months, quarters or years, whichever are the fewest that are at least five, or else the finest
  /// of which there are not too many; nil where there are too many of all.
  private static func periods(_ low: Double, _ high: Double, most: Int) -> (DateLevel, [Double], Double)? {
    let range = CalendarDate.dayRange
    let first = Int64(min(max(low, Double(range.lowerBound)), Double(range.upperBound)).rounded(.down))
    let last = Int64(min(max(high, Double(range.lowerBound)), Double(range.upperBound)).rounded(.down))
    for level in [DateLevel.day, .week, .month, .quarter, .year] {
      var starts: [Double] = []
      var day = level.start(ofDay: first)
      while day <= last, starts.count <= most {
        starts.append(Double(day))
        day = level.end(ofPeriodFrom: day)
      }
      if starts.count <= most { return (level, starts, Double(day)) }
    }
    return nil
  }

  /// Years in as many as there are too many of: by 2, 5, 10, 20 …
  private static func years(_ low: Double, _ high: Double, most: Int) -> (starts: [Double], end: Double)? {
    let range = CalendarDate.dayRange
    let year = { (day: Double) in
      CalendarDate(days: Int64(min(max(day, Double(range.lowerBound)), Double(range.upperBound)))).year
    }
    let (first, last) = (year(low), year(high))
    let step = Step(atLeast: max(2, Double(last - first) / Double(most)))
    let size = Int(step.size)
    let start = (Double(first) / Double(size)).rounded(.down)
    let count = Int((Double(last) / Double(size)).rounded(.down) - start) + 1
    guard size > 0, (1...(most * 2)).contains(count) else { return nil }
    let starts = (0...count).map {
      Double(CalendarDate(year: (Int(start) + $0) * size, month: 1, day: 1).days)
    }
    return (Array(starts.dropLast()), starts[count])
  }

  /// The bin that holds a number; what lies beyond all of them is in the nearest.
  func bin(_ number: Double) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= number { low = middle } else { high = middle }
    }
    return low
  }

  /// `10..19`, `2025-05`; the outermost are open where values are.
  func label(_ bin: Int, isOpenBelow: Bool, isOpenAbove: Bool) -> String {
    let low = starts[bin]
    let next = bin + 1 < starts.count ? starts[bin + 1] : end
    let high = isWhole ? max(low, next - 1) : next
    if isOpenAbove, bin == starts.count - 1 { return "\(text(low))+" }
    if isOpenBelow, bin == 0 { return "≤\(text(high))" }
    // The last day of a period is in it; several years are more than one period.
    let (first, last) = (text(low), text(level == nil ? high : max(low, next - 1)))
    return first == last ? first : "\(first)..\(last)"
  }

  private func text(_ number: Double) -> String {
    if unit == .calendar {
      let range = CalendarDate.dayRange
      let day = Int64(min(max(number, Double(range.lowerBound)), Double(range.upperBound)).rounded(.down))
      return Value.date(day).text(.readable, as: level.map(Presentation.period) ?? .plain)
    }
    let whole = kind == .real ? nil : Int64(exactly: number)
    let value = whole.map { Value(stored: $0, kind: kind) } ?? Value.real(number)
    return value.text(
      .readable, as: unit == .percent ? .percent : unit == .ordinal ? .ordinal : .plain)
  }
}
