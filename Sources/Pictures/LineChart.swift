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

  init(_ rows: PictureRows, _ remarks: inout [String]) throws {
    let shown = min(rows.count, LineChart.mostRows)
    let places = LinePlaces(rows, shown)
    heading = rows.plan.position.map(rows.name) ?? rows.labelHeading
    along = places.along
    var names: [String] = []
    var numbers: [String: Int] = [:]
    var points: [[Point]] = []
    var unplaced = 0
    var unnamed: Set<String> = []
    let figures = rows.plan.figures
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
      for (offset, column) in figures.enumerated() {
        points[number * figures.count + offset].append(Point(x: x, figure: rows.figure(column, row)))
      }
    }
    if names.isEmpty { points = figures.map { _ in [] } }
    let splits = names.isEmpty ? [""] : names
    let gaps = GapRule(along, xs: points.map { $0.map(\.x) })
    lines = splits.enumerated().flatMap { number, split in
      figures.enumerated().map { offset, column in
        let own =
          points.indices.contains(number * figures.count + offset)
          ? points[number * figures.count + offset] : []
        let name = [
          rows.plan.series == nil ? "" : split, figures.count > 1 || split.isEmpty ? rows.name(column) : "",
        ]
        .filter { !$0.isEmpty }.joined(separator: " ")
        return Line(
          name: name, unit: rows.unit(column), points: own, gaps: gaps, field: rows.table.fields[column],
          kind: rows.table.columns[column].kind, unknownWord: rows.unknownWord)
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

  /// The stretch that the axis goes over.
  var extent: ClosedRange<Double> {
    if case .names(let names) = along { return 0...Double(max(1, names.count - 1)) }
    return Axis.stretch(of: lines.lazy.flatMap { $0.points.lazy.map(\.x) }, withZero: false)
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

  /// The units of the lines, each once.
  var units: [AxisUnit] {
    lines.map(\.unit).reduce(into: []) { units, unit in if !units.contains(unit) { units.append(unit) } }
  }
}

extension LineChart.Line {
  fileprivate init(
    name: String, unit: AxisUnit, points: [LineChart.Point], gaps: GapRule, field: Field, kind: Kind,
    unknownWord: String
  ) {
    self.name = name
    self.unit = unit
    isWhole = kind == .whole
    let points = gaps.isOrdered ? points : LineChart.Line.sorted(points)
    self.points = points
    var pieces: [[LineChart.Point]] = []
    var piece: [LineChart.Point] = []
    for point in points {
      if let last = piece.last, point.figure?.center == nil || gaps.isGap(from: last.x, to: point.x) {
        pieces.append(piece)
        piece = []
      }
      if point.figure != nil, point.figure?.ends.isEmpty == false { piece.append(point) }
    }
    if !piece.isEmpty { pieces.append(piece) }
    self.pieces = pieces.map(LineChart.Line.thinned)
    let known = points.compactMap { $0.figure?.center }
    let text = { (number: Double) in
      let whole = kind == .real ? nil : Int64(exactly: number.rounded())
      return (whole.map { Value(stored: $0, kind: kind) } ?? Value.real(number)).text(
        .readable, as: field.presentation)
    }
    if let low = known.min(), let high = known.max() {
      range = low == high ? text(low) : "\(text(low)) to \(text(high))"
    } else {
      range = unknownWord
    }
  }

  /// In the order of the axis; rows of one place stay as they stand.
  private static func sorted(_ points: [LineChart.Point]) -> [LineChart.Point] {
    if zip(points, points.dropFirst()).allSatisfy({ $0.x <= $1.x }) { return points }
    return points.enumerated().sorted { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }.map(\.element)
  }

  /// Of more points than any screen has columns those that a line of so many is seen by: in each of many stretches
  /// the first, the last, and those that reach the furthest.
  private static func thinned(_ piece: [LineChart.Point]) -> [LineChart.Point] {
    let most = 4096
    guard piece.count > most, let first = piece.first, let last = piece.last else { return piece }
    let axis = Axis(low: first.x, high: max(last.x, first.x + 1), ticks: [])
    var kept: [LineChart.Point] = []
    var start = 0
    while start < piece.count {
      let bucket = Int(axis.place(piece[start].x) * 1023)
      var end = start
      while end < piece.count, Int(axis.place(piece[end].x) * 1023) == bucket { end += 1 }
      let range = start..<end
      let low = { (index: Int) in piece[index].figure?.ends.min() ?? 0 }
      let high = { (index: Int) in piece[index].figure?.ends.max() ?? 0 }
      let wanted = [
        start, end - 1, range.min { low($0) < low($1) } ?? start, range.max { high($0) < high($1) } ?? start,
      ]
      for index in Set(wanted).sorted() { kept.append(piece[index]) }
      start = end
    }
    return kept
  }
}

/// Where the rows of a line stand along its axis.
private struct LinePlaces {
  let along: LineChart.Along
  private let position: Column?
  private let names: [String: Int]
  private let rows: PictureRows

  init(_ rows: PictureRows, _ shown: Int) {
    self.rows = rows
    position = rows.plan.position.map { rows.table.columns[$0] }
    guard let number = rows.plan.position, let position else {
      guard !rows.plan.labels.isEmpty else {
        names = [:]
        along = .numbers(.number)
        return
      }
      var names: [String: Int] = [:]
      var order: [String] = []
      for row in 0..<shown {
        let label = rows.label(row)
        if names.updateValue(names[label] ?? order.count, forKey: label) == nil { order.append(label) }
      }
      self.names = names
      along = .names(order)
      return
    }
    names = [:]
    switch (position.kind, rows.table.fields[number].presentation) {
    case (.date, .period(let level)), (.time, .period(let level)): along = .calendar(level)
    case (.date, _): along = .calendar(.day)
    case (.time, _): along = .calendar(.minute)
    default: along = .numbers(rows.unit(number))
    }
  }

  /// Nil where it is unknown.
  func place(_ row: Int) -> Double? {
    guard let position else {
      return names.isEmpty ? Double(row + 1) : names[rows.label(row)].map(Double.init)
    }
    if case .calendar = along { return position.day(row) }
    return position.drawnFigure(row)?.center
  }
}

/// Where something is missing between two points of a line.
private struct GapRule {
  private let along: LineChart.Along
  /// The step that most neighbours are apart by; nil where they have none, and so nothing is missing.
  private let step: Double?

  /// Whether points stay as rows stand.
  var isOrdered: Bool { if case .names = along { true } else { false } }

  init(_ along: LineChart.Along, xs: [[Double]]) {
    self.along = along
    guard case .calendar = along else {
      step = nil
      return
    }
    let places = Set(xs.joined()).sorted()
    let steps = zip(places.dropFirst(), places).map { $0 - $1 }.filter { $0 > 0 }
    guard let least = steps.min() else {
      step = nil
      return
    }
    step = steps.count { $0 < least * 1.01 } * 2 >= steps.count ? least : nil
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
