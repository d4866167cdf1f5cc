import TallyColumns

/// Figures over a time, a number, or the order of the rows: a line for each column, and for each value that they
/// are split by.
struct LineChart: Sendable {
  struct Point: Sendable {
    let x: Double
    /// Nil where it is unknown.
    let figure: DrawnFigure?
  }

  struct Line: Sendable {
    let name: String
    let unit: AxisUnit
    let isWhole: Bool
    /// In the order of the axis.
    let points: [Point]
    /// Points that stand beside one another, all of them known: between two pieces something is missing.
    let pieces: [[Point]]
    /// The least and the greatest of what is known, as people read them.
    let range: String
  }

  /// What lies along the axis.
  enum Along: Sendable, Hashable {
    case numbers(AxisUnit)
    /// Days since 1970-01-01, none nearer to one another than the level.
    case calendar(DateLevel)
    /// Rows by what they are called.
    case names([String])
  }

  /// The most lines that can be told apart.
  static let mostLines = 8
  /// The most rows that are drawn.
  static let mostRows = 1_000_000

  let heading: String
  let along: Along
  let lines: [Line]
  /// The stretch that the axis goes over.
  let extent: ClosedRange<Double>
  /// Places that figures can stand at, if all were as near to one another as the nearest are; not more than any
  /// screen has columns.
  let slots: Int

  init(_ rows: PictureRows, _ remarks: inout [String]) throws {
    let shown = min(rows.count, LineChart.mostRows)
    let places = try LinePlaces(rows, shown)
    heading = rows.plan.position.map(rows.name) ?? rows.labelHeading
    along = places.along
    var names: [String] = []
    var numbers: [String: Int] = [:]
    var points: [[Point]] = []
    var unplaced = 0
    var unnamed: Set<String> = []
    let figures = rows.plan.figures
    var ends = (low: Double.infinity, high: -Double.infinity)
    var different: Set<Double> = []
    try rows.forEachRow(upTo: shown) { row in
      guard let x = places.place(row) else {
        unplaced += 1
        return
      }
      let split = rows.plan.series.map { rows.text($0, row) } ?? ""
      var number = numbers[split]
      if number == nil {
        guard (names.count + 1) * figures.count <= max(LineChart.mostLines, figures.count) else {
          unnamed.insert(split)
          return
        }
        number = names.count
        numbers[split] = names.count
        names.append(split)
        points += figures.map { _ in [] }
      }
      guard let number else { return }
      ends = (min(ends.low, x), max(ends.high, x))
      if places.haveSteps { different.insert(x) }
      for (offset, column) in figures.enumerated() {
        points[number * figures.count + offset].append(Point(x: x, figure: rows.figure(column, row)))
      }
    }
    if names.isEmpty { points = figures.map { _ in [] } }
    let splits = names.isEmpty ? [""] : names
    let steps = try PlaceSteps(different, rows)
    let gaps = GapRule(along, steps)
    if case .names(let names) = along {
      (extent, slots) = (0...Double(max(1, names.count - 1)), names.count)
    } else {
      (extent, slots) = (
        Axis.stretch(of: names.isEmpty ? [] : [ends.low, ends.high], withZero: false), steps.slots
      )
    }
    lines = try splits.enumerated().flatMap { number, split in
      try figures.enumerated().map { offset, column in
        let own =
          points.indices.contains(number * figures.count + offset)
          ? points[number * figures.count + offset] : []
        let name = [
          rows.plan.series == nil ? "" : split, figures.count > 1 || split.isEmpty ? rows.name(column) : "",
        ]
        .filter { !$0.isEmpty }.joined(separator: " ")
        return try Line(name: name, column: column, points: own, gaps: gaps, rows)
      }
    }
    if shown < rows.count { remarks.append(PictureWording.moreRows(rows.count - shown)) }
    if let series = rows.plan.series, !unnamed.isEmpty {
      remarks.append(PictureWording.moreSeries(unnamed.count, of: rows.name(series)))
    }
    if unplaced > 0, let position = rows.plan.position {
      remarks.append(PictureWording.unknownLeftOut(rows.name(position), unplaced, of: rows.count))
    }
  }

  /// The stretch of the figures; from 0 where that is not far away.
  func stretch(of unit: AxisUnit) -> ClosedRange<Double> {
    let ends = lines.filter { $0.unit == unit }.lazy.flatMap { line in
      line.points.lazy.flatMap { $0.figure?.ends ?? [] }
    }
    let range = Axis.stretch(of: ends, withZero: false)
    let isNear = range.lowerBound >= 0 && range.lowerBound <= range.upperBound / 2 && unit != .calendar
    return isNear ? 0...range.upperBound : range
  }

  /// Whether all figures of a unit are whole numbers.
  func isWhole(_ unit: AxisUnit) -> Bool { lines.filter { $0.unit == unit }.allSatisfy(\.isWhole) }

  /// The axis of times, numbers or names.
  /// - Parameters:
  ///   - most: about so many ticks between numbers at most.
  ///   - fits: whether ticks stand apart by what their labels need.
  ///   - ticksOfNames: the ticks of rows by what these are called.
  func axis(
    most: Int, fits: ([Axis.Tick]) -> Bool, ticksOfNames: ([String]) -> [Axis.Tick]
  ) -> Axis {
    switch along {
    case .calendar(let level): return Axis.calendar(extent, finest: level, fits: fits)
    case .numbers(let unit):
      for most in stride(from: most, through: 2, by: -1) {
        let axis = Axis.numbers(extent, unit: unit, most: most)
        if fits(axis.ticks) { return axis }
      }
      return Axis(extent)
    case .names(let names): return Axis(extent, ticks: ticksOfNames(names))
    }
  }

  /// The units of the lines, each once.
  var units: [AxisUnit] {
    lines.map(\.unit).reduce(into: []) { units, unit in if !units.contains(unit) { units.append(unit) } }
  }
}

extension LineChart.Line {
  fileprivate init(
    name: String, column: Int, points: [LineChart.Point], gaps: GapRule, _ rows: PictureRows
  ) throws {
    self.name = name
    unit = rows.unit(column)
    let (field, kind) = (rows.table.fields[column], rows.table.columns[column].kind)
    isWhole = kind == .whole
    let points = gaps.isOrdered ? points : try LineChart.Line.sorted(points, rows)
    self.points = points
    var known: (low: Double, high: Double)?
    var pieces: [[LineChart.Point]] = []
    var piece: [LineChart.Point] = []
    try rows.forEach(of: points) { point in
      if let last = piece.last, point.figure?.center == nil || gaps.isGap(from: last.x, to: point.x) {
        pieces.append(piece)
        piece = []
      }
      if point.figure != nil, point.figure?.ends.isEmpty == false { piece.append(point) }
      if let center = point.figure?.center {
        known = (min(known?.low ?? center, center), max(known?.high ?? center, center))
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    self.pieces = try pieces.map { try LineChart.Line.thinned($0, rows) }
    let text = { (number: Double) in
      let whole = kind == .real ? nil : Int64(exactly: number.rounded())
      return (whole.map { Value(stored: $0, kind: kind) } ?? Value.real(number)).text(
        .readable, as: field.presentation)
    }
    range =
      known.map { $0.low == $0.high ? text($0.low) : "\(text($0.low)) to \(text($0.high))" }
      ?? rows.unknownWord
  }

  /// In the order of the axis; rows of one place stay as they stand.
  private static func sorted(_ points: [LineChart.Point], _ rows: PictureRows) throws -> [LineChart.Point] {
    if zip(points, points.dropFirst()).allSatisfy({ $0.x <= $1.x }) { return points }
    return try rows.sorted(points.enumerated()) { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }
      .map(\.element)
  }

  /// Of more points than any screen has columns those that a line of so many is seen by: in each of many stretches
  /// the first, the last, and those that reach the furthest.
  private static func thinned(_ piece: [LineChart.Point], _ rows: PictureRows) throws -> [LineChart.Point] {
    let most = 4096
    guard piece.count > most, let first = piece.first, let last = piece.last else { return piece }
    let axis = Axis(low: first.x, high: max(last.x, first.x + 1), ticks: [])
    var kept: [LineChart.Point] = []
    var bucket = -1
    var start = 0
    var low = (index: 0, end: 0.0)
    var high = low
    try rows.forEach(of: piece.enumerated()) { index, point in
      let ends = point.figure?.ends ?? []
      let (least, greatest) = (ends.min() ?? 0, ends.max() ?? 0)
      let own = Int(axis.place(point.x) * 1023)
      if own != bucket {
        if index > 0 {
          for wanted in Set([start, low.index, high.index, index - 1]).sorted() { kept.append(piece[wanted]) }
        }
        (bucket, start, low, high) = (own, index, (index, least), (index, greatest))
      }
      if least < low.end { low = (index, least) }
      if greatest > high.end { high = (index, greatest) }
    }
    for wanted in Set([start, low.index, high.index, piece.count - 1]).sorted() { kept.append(piece[wanted]) }
    return kept
  }
}

/// Where the rows of a line stand along its axis.
private struct LinePlaces {
  let along: LineChart.Along
  /// Whether it is told of how far apart places stand.
  let haveSteps: Bool
  private let position: Column?
  /// By row, where rows stand by what they are called.
  private let numbers: [Int]

  init(_ rows: PictureRows, _ shown: Int) throws {
    position = rows.plan.position.map { rows.table.columns[$0] }
    guard let number = rows.plan.position, let position else {
      guard !rows.plan.labels.isEmpty else {
        numbers = []
        along = .numbers(.number)
        haveSteps = rows.plan.kind == .spark
        return
      }
      var names: [String: Int] = [:]
      var order: [String] = []
      var numbers: [Int] = []
      numbers.reserveCapacity(shown)
      try rows.forEachRow(upTo: shown) { row in
        let label = rows.label(row)
        let number = names[label] ?? order.count
        numbers.append(number)
        guard number == order.count else { return }
        names[label] = number
        order.append(label)
      }
      self.numbers = numbers
      along = .names(order)
      haveSteps = false
      return
    }
    numbers = []
    switch (position.kind, rows.table.fields[number].presentation) {
    case (.date, .period(let level)), (.time, .period(let level)): along = .calendar(level)
    case (.date, _): along = .calendar(.day)
    case (.time, _): along = .calendar(.minute)
    default: along = .numbers(rows.unit(number))
    }
    haveSteps = if case .calendar = along { true } else { rows.plan.kind == .spark }
  }

  /// Nil where it is unknown.
  func place(_ row: Int) -> Double? {
    guard let position else { return Double(numbers.isEmpty ? row + 1 : numbers[row]) }
    if case .calendar = along { return position.day(row) }
    return position.drawnFigure(row)?.center
  }
}

/// How far apart the places along an axis stand.
private struct PlaceSteps {
  /// The least step; nil where there is none.
  let least: Double?
  /// Whether most neighbours are about so far apart.
  let isCommon: Bool
  /// Places from the first to the last, if all were so far apart.
  let slots: Int

  private static let mostSlots = 10_000.0

  init(_ different: Set<Double>, _ rows: PictureRows) throws {
    let places = try rows.sorted(different, by: <)
    let neighbours = zip(places, places.dropFirst())
    var least = Double.infinity
    try rows.forEach(of: neighbours) { least = min(least, $1 - $0) }
    guard least.isFinite, let first = places.first, let last = places.last else {
      (self.least, isCommon, slots) = (nil, false, 1)
      return
    }
    var common = 0
    try rows.forEach(of: neighbours) { if $1 - $0 < least * 1.01 { common += 1 } }
    self.least = least
    isCommon = common * 2 >= places.count - 1
    slots = Int(min(((last - first) / least).rounded() + 1, PlaceSteps.mostSlots))
  }
}

/// Where something is missing between two points of a line.
private struct GapRule {
  private let along: LineChart.Along
  /// The step that most neighbours are apart by; nil where they have none, and so nothing is missing.
  private let step: Double?

  /// Whether points stay as rows stand.
  var isOrdered: Bool { if case .names = along { true } else { false } }

  init(_ along: LineChart.Along, _ steps: PlaceSteps) {
    self.along = along
    step = steps.isCommon ? steps.least : nil
  }

  func isGap(from x: Double, to next: Double) -> Bool {
    guard case .calendar(let level) = along else { return false }
    // Months and years are not all as long as one another.
    if level != .day, !level.needsTime {
      let end = level.end(ofPeriodFrom: Int64(x.rounded(.down)))
      return next > Double(end) + 0.5
    }
    return step.map { next - x > $0 * 1.5 } ?? false
  }
}
